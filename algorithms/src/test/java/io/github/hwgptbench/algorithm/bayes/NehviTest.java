package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NehviTest {

  private static final GenotypeSpace SPACE = SearchSpace.s().genotypes();
  private static final int BUDGET = 50;

  /** Returns the number of distinct genotypes that a run evaluates. */
  private static int distinct(double noise, int constraints) {
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(AlgorithmName.parse("nehvi"));
    Optimizer optimizer = factory.create(
        new SearchTask(SPACE, 2, constraints, BUDGET),
        Settings.initial(factory.settings()),
        new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(2);
    Set<List<Integer>> evaluated = new HashSet<>();
    for (int i = 0; i < BUDGET; i++) {
      Candidate candidate = optimizer.ask(1).get(0);
      int[] genes = candidate.genes();
      evaluated.add(Arrays.stream(genes).boxed().toList());
      double size = 3 * genes[0] + genes[1];
      for (int gene = 3; gene < genes.length; gene++) {
        size += SPACE.active(genes, gene) ? 0.2 * genes[gene] : 0;
      }
      double measured = size * size * (1 + noise * random.nextDouble(-1, 1));
      double[] margins = new double[constraints];
      Arrays.fill(margins, size - 8);
      optimizer.tell(List.of(new Evaluation(candidate, new double[] {-size, measured}, margins)));
    }
    return evaluated.size();
  }

  @Test
  void evaluatesAgainWhatIsNoisyOnly() {
    assertEquals(BUDGET, distinct(0, 0));
    int noisy = distinct(0.2, 0);
    assertTrue(noisy < BUDGET - 1 && noisy > BUDGET / 2, noisy + " distinct");
    assertEquals(noisy, distinct(0.2, 0));
  }

  @Test
  void evaluatesAgainWithConstraintsToo() {
    int noisy = distinct(0.2, 1);
    assertTrue(noisy < BUDGET, noisy + " distinct");
  }
}
