package io.github.hwgptbench.algorithm.evolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The defects that the published algorithms have, and the default ones have not. */
class PaperEvolutionTest {

  private static final GenotypeSpace SPACE = Driver.ternary(27);

  private static PaperRegularizedEvolution regularized(int size, int tournament, long seed) {
    return new PaperRegularizedEvolution(SPACE, size, tournament, new SplittableRandom(seed));
  }

  private static PaperNsgaII nsga2(long seed) {
    return new PaperNsgaII(SPACE, 20, new SplittableRandom(seed));
  }

  /** As the same measurement of the default, which finds about 1 with tournaments of 10. */
  private static double meanFrontOfParents(int tournament, long seed) {
    PaperRegularizedEvolution search = regularized(100, tournament, seed);
    SplittableRandom noise = new SplittableRandom(seed + 1);
    Driver.run(search, 100, 100, genes -> new double[] {noise.nextDouble(), noise.nextDouble()});
    Fronts fronts = new Fronts(search.population());
    double sum = 0;
    for (int draw = 0; draw < 1000; draw++) {
      sum += fronts.rank(search.population().indexOf(search.parent()));
    }
    return sum / 1000;
  }

  @Test
  void parentsOfRegularizedEvolutionAreChosenAtRandom() {
    double uniform = 0;
    double tournament = 0;
    for (int seed = 0; seed < 40; seed++) {
      uniform += meanFrontOfParents(1, seed) / 40;
      tournament += meanFrontOfParents(10, seed) / 40;
    }
    assertEquals(uniform, tournament, 0.8);
    assertTrue(tournament > 5, "mean front " + tournament);
  }

  private static Individual individual(double... objectives) {
    return new Individual(new Evaluation(new Candidate(0, new int[0]), objectives, new double[0]));
  }

  /**
   * Sorted, these are members 1, 3, 0, 4 (one front: the best in the first objective, the other
   * end, and then always the farthest), and 2. So the score of member 0 should be 2.
   */
  @Test
  void scoresArePlacesReadTheWrongWayRound() {
    List<Individual> population = List.of(
        individual(4, 4), individual(0, 10), individual(9, 9), individual(10, 0), individual(8, 1));
    // Places in the net of the members 0, 1, 3, 4 are 2, 0, 1, 3, read as which of them come first.
    assertArrayEquals(new int[] {3, 0, 1, 4, 2}, MisreadPriority.scores(population));
  }

  @Test
  void scoresArePermutationsWhateverTheValues() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    List<Individual> population = List.of(
        individual(nan, 1),
        individual(infinity, -infinity),
        individual(1, 1),
        individual(1, 1),
        individual(-infinity, infinity),
        individual(nan, nan));
    int[] scores = MisreadPriority.scores(population);
    Arrays.sort(scores);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, scores);
  }

  @Test
  void regularizedEvolutionBeginsWithTheFirstLevelsAndLetsTheOldestGo() {
    PaperRegularizedEvolution search = regularized(10, 5, 1);
    List<Evaluation> first = Driver.run(search, 10, 4, Driver::conflict);
    assertArrayEquals(new int[27], first.get(0).candidate().genes());
    for (long step = 0; step < 50; step++) {
      List<Individual> members = List.copyOf(search.population());
      assertEquals(10, members.size());
      assertEquals(step, members.get(0).number());
      int[] child =
          Driver.run(search, 1, 3, Driver::conflict).get(0).candidate().genes();
      assertTrue(members.stream().anyMatch(it -> Driver.distance(it.genes(), child) == 1));
    }
  }

  @Test
  void aThirdOfTheGenesOfNsgaIIMutates() {
    PaperNsgaII search = nsga2(1);
    Driver.run(search, 21, 20, Driver::conflict);
    int changed = 0;
    for (int draw = 0; draw < 2000; draw++) {
      int[] parent = search.parents().survivors().get(0).genes();
      for (int[] child : search.children(0, 0)) {
        changed += Driver.distance(parent, child);
      }
    }
    assertEquals(9, changed / 4000.0, 0.2);
  }

  @Test
  void everyParentOfNsgaIIIsChosenOnceHoweverGood() {
    PaperNsgaII search = nsga2(2);
    Driver.run(search, 21, 20, Driver::conflict);
    for (int draw = 0; draw < 100; draw++) {
      List<Integer> partners = new ArrayList<>(search.partners(20));
      assertEquals(20, new HashSet<>(partners).size());
    }
    assertEquals(50, search.partners(50).size());
  }

  @Test
  void parentsOfTheDefaultNsgaIIWinATournament() {
    NsgaII search = new NsgaII(SPACE, 20, new SplittableRandom(3));
    Driver.run(search, 21, 20, Driver::conflict);
    Survival survival = search.parents();
    int better = 0;
    for (int draw = 0; draw < 4000; draw++) {
      better += survival.survivors().indexOf(search.winner()) < 10 ? 1 : 0;
    }
    // Survivors are in order: of two draws one is in the better half with probability 3/4.
    assertEquals(3000, better, 150);
  }

  @Test
  void nsgaIIEndsWhenMatingBringsNothingNew() {
    PaperNsgaII search = new PaperNsgaII(Driver.plain(2, 2), 20, new SplittableRandom(4));
    List<Evaluation> all = Driver.run(search, 100, 7, Driver::conflict);
    assertEquals(4, new HashSet<>(Driver.genes(all)).size());
    assertTrue(all.size() < 10, all.size() + " evaluations");
  }
}
