package io.github.hwgptbench.algorithm.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegularizedEvolutionTest {

  private static final GenotypeSpace SPACE = Driver.ternary(30);

  private static RegularizedEvolution search(int size, int tournament, long seed) {
    return new RegularizedEvolution(SPACE, size, tournament, new SplittableRandom(seed));
  }

  private static List<Long> numbers(RegularizedEvolution search) {
    return search.population().stream().map(Individual::number).toList();
  }

  @Test
  void theOldestLeavesHoweverGood() {
    RegularizedEvolution search = search(10, 5, 1);
    Driver.run(search, 10, 4, Driver::conflict);
    for (long step = 0; step < 100; step++) {
      assertEquals(10, search.population().size());
      assertEquals(step, search.population().get(0).number());
      Driver.run(search, 1, 1, genes -> new double[] {-1000 - sum(genes), -1000 + sum(genes)});
    }
  }

  private static double sum(int[] genes) {
    return Arrays.stream(genes).sum();
  }

  @Test
  void aChildIsOneGeneAwayFromAMember() {
    RegularizedEvolution search = search(10, 3, 1);
    Driver.run(search, 10, 10, Driver::conflict);
    for (int step = 0; step < 200; step++) {
      List<Individual> members = List.copyOf(search.population());
      Candidate child = search.ask(10).get(0);
      assertEquals(
          1,
          members.stream()
              .mapToInt(it -> Driver.distance(it.genes(), child.genes()))
              .min()
              .orElseThrow());
      search.tell(List.of(Driver.evaluation(child, Driver::conflict)));
    }
  }

  /** Points of uniform noise, so that there are many fronts, of which parents are drawn. */
  private static double meanFrontOfParents(int tournament, long seed) {
    RegularizedEvolution search = search(100, tournament, seed);
    SplittableRandom noise = new SplittableRandom(seed + 1);
    Driver.run(search, 100, 100, genes -> new double[] {noise.nextDouble(), noise.nextDouble()});
    Fronts fronts = new Fronts(search.population());
    double sum = 0;
    for (int draw = 0; draw < 1000; draw++) {
      sum += fronts.rank(search.population().indexOf(search.parent()));
    }
    return sum / 1000;
  }

  /** Fronts are counted from 0. */
  @Test
  void parentsAreOfTheBestFrontsUnlessTheTournamentHasOneMember() {
    double uniform = 0;
    double best = 0;
    double greatest = 0;
    for (int seed = 0; seed < 20; seed++) {
      uniform += meanFrontOfParents(1, seed) / 20;
      best += meanFrontOfParents(10, seed) / 20;
      greatest += meanFrontOfParents(1000, seed) / 20;
    }
    assertTrue(uniform > 5.5 && uniform < 7.5, "uniform: " + uniform);
    assertTrue(best > 0.7 && best < 1.5, "tournaments of 10: " + best);
    assertEquals(0, greatest);
  }

  @Test
  void aTournamentOfOneIsAUniformChoice() {
    RegularizedEvolution search = search(20, 1, 4);
    Driver.run(search, 20, 20, Driver::conflict);
    int[] counts = new int[20];
    for (int draw = 0; draw < 20000; draw++) {
      counts[search.population().indexOf(search.parent())]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += Math.pow(count - 1000, 2) / 1000;
    }
    // 0.9999 quantile at 19 degrees of freedom.
    assertTrue(chiSquare < 50.8, "chi-squared " + chiSquare);
  }

  @Test
  void ageIsTheOrderOfProposing() {
    RegularizedEvolution search = search(3, 2, 1);
    List<Evaluation> evaluations = new ArrayList<>();
    for (Candidate candidate : search.ask(3)) {
      evaluations.add(Driver.evaluation(candidate, Driver::conflict));
    }
    search.tell(List.of(evaluations.get(2), evaluations.get(1)));
    List<Candidate> early = new ArrayList<>(search.ask(5));
    early.addAll(search.ask(5));
    search.tell(List.of(Driver.evaluation(early.get(1), Driver::conflict)));
    assertEquals(List.of(1L, 2L, 4L), numbers(search));
    search.tell(List.of(evaluations.get(0)));
    assertEquals(List.of(1L, 2L, 4L), numbers(search));
    search.tell(List.of(Driver.evaluation(early.get(0), Driver::conflict)));
    assertEquals(List.of(2L, 3L, 4L), numbers(search));
  }
}
