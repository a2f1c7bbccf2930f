package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.gp.Hyperparameter;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The defects that the authors' baselines are kept for. */
class PaperSearchTest {

  private static final GenotypeSpace SPACE = SearchSpace.s().genotypes();

  private static double[] tradeOff(int[] genes) {
    double sum = 0;
    for (int gene = 3; gene < genes.length; gene++) {
      sum += SPACE.active(genes, gene) ? genes[gene] : 0;
    }
    return new double[] {-sum - 10 * genes[0], sum + 12 * genes[0] * genes[0]};
  }

  private static int[][] search(Optimizer optimizer, int budget) {
    int[][] trace = new int[budget][];
    for (int i = 0; i < budget; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      trace[i] = candidate.genes();
      optimizer.tell(
          List.of(new Evaluation(candidate, tradeOff(candidate.genes()), new double[0])));
    }
    return trace;
  }

  private static double meanOf(int[][] trace, int gene) {
    return Arrays.stream(trace)
        .skip(10)
        .mapToInt(genes -> genes[gene])
        .average()
        .orElseThrow();
  }

  @Test
  void ehviSuggestsUniformlyAtRandomWhateverItWasTold() {
    SearchTask task = new SearchTask(SPACE, 2, 0, 150);
    int[][] trace = search(new PaperEhvi(task, 5, 1.15, new SplittableRandom(1)), 150);
    for (int gene = 0; gene < SPACE.size(); gene++) {
      double uniform = (SPACE.levels(gene) - 1) / 2.0;
      // Of 140 draws of three levels the mean has a standard deviation of 0.07.
      assertEquals(uniform, meanOf(trace, gene), 0.25, SPACE.name(gene));
    }
  }

  /** With the sign and the reference point set right, the same problem has a clear direction. */
  @Test
  void ehviAsItShouldBeIsFarFromUniform() {
    int[][] trace = search(
        new EhviFactory()
            .create(
                new SearchTask(SPACE, 2, 0, 60),
                Settings.initial(new EhviFactory().settings()),
                new SplittableRandom(1)),
        60);
    Set<Double> sums = new HashSet<>();
    int dominated = 0;
    for (int[] genes : trace) {
      sums.add(tradeOff(genes)[0]);
      dominated += genes[0] == 2 && tradeOff(genes)[0] > -30 ? 1 : 0;
    }
    assertTrue(sums.size() > 30, "distinct values of the first objective: " + sums.size());
    assertTrue(dominated < 10, "large and yet not better: " + dominated);
  }

  @Test
  void rsboKeepsItsWeights() {
    // Weights that are drawn once prefer the same end of the front in every suggestion; which end,
    // the seed decides.
    Set<Boolean> ends = new HashSet<>();
    for (long seed = 1; seed <= 8; seed++) {
      SearchTask task = new SearchTask(SPACE, 2, 0, 40);
      int[][] trace = search(new PaperRsbo(task, 3, 1.15, new SplittableRandom(seed)), 40);
      double embed = meanOf(trace, 0);
      if (Math.abs(embed - 1) > 0.5) {
        ends.add(embed > 1);
      }
    }
    assertEquals(Set.of(true, false), ends);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void oneHotPointsAreDecodedToWhereTheyCameFrom(int ofSeed) {
    OneHotEncoding encoding = PaperPriors.encoding(SPACE);
    assertEquals(79, encoding.kernel().dimensions());
    SplittableRandom random = new SplittableRandom(ofSeed);
    int[] genes = new int[SPACE.size()];
    for (int gene = 0; gene < genes.length; gene++) {
      genes[gene] = random.nextInt(SPACE.levels(gene));
    }
    assertArrayEquals(genes, encoding.decode(encoding.encode(genes)));
  }

  /** With many evaluations of few levels the model knows the sum, and is climbed to less of it. */
  @Test
  void theModelOfTheSumIsClimbedToSomethingBetter() {
    GenotypeSpace small = SearchSpace.builder("small")
        .embedDims(64, 128)
        .layerCounts(3)
        .mlpRatios(2, 4)
        .headCounts(1, 2)
        .bias(false)
        .build()
        .genotypes();
    SearchTask task = new SearchTask(small, 2, 0, 30);
    PaperLsbo optimizer = new PaperLsbo(task, 10, 1.15, new SplittableRandom(2));
    double random = 0;
    double suggested = 0;
    for (int i = 0; i < 30; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      double sum = Arrays.stream(candidate.genes()).sum();
      optimizer.tell(List.of(
          new Evaluation(candidate, new double[] {sum, 3 * sum + 100}, new double[0])));
      random += i > 0 && i < 10 ? sum / 9 : 0;
      suggested += i >= 10 && i < 16 ? sum / 6 : 0;
    }
    assertTrue(suggested < random - 0.5, random + " then " + suggested);
  }

  @Test
  void slopesOfAPredictionAgreeWithFiniteDifferences() {
    ObjectiveModel model = new ObjectiveModel(
        PaperPriors.encoding(SPACE).kernel(), new Hyperparameter("noise", -4, 1));
    OneHotEncoding encoding = PaperPriors.encoding(SPACE);
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> points =
        random.ints(30).mapToObj(i -> encoding.encode(SPACE.sample(random))).toList();
    double[] values = random.doubles(30, 3, 9).toArray();
    model.fit(points, values, 5);
    double[] at = random.doubles(79).toArray();
    var slopes = model.slopes(at);
    for (int d = 0; d < 79; d++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[d] += 1e-5;
      down[d] -= 1e-5;
      var above = model.predict(up);
      var below = model.predict(down);
      assertEquals((above.mean() - below.mean()) / 2e-5, slopes.mean()[d], 1e-6);
      double variance =
          above.deviation() * above.deviation() - below.deviation() * below.deviation();
      assertEquals(variance / 2e-5, slopes.variance()[d], 1e-5);
    }
  }
}
