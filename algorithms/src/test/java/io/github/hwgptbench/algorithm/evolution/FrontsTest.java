package io.github.hwgptbench.algorithm.evolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.Dominance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FrontsTest {

  /** Few distinct values, so that there are ties; some are NaN, infinite or infeasible. */
  private static List<Individual> population(int size, int objectives, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Individual> population = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] values = new double[objectives];
      for (int j = 0; j < objectives; j++) {
        int level = random.nextInt(10);
        values[j] = level == 8 ? Double.NaN : level == 9 ? Double.POSITIVE_INFINITY : level;
      }
      double[] violations = {
        random.nextInt(3) - 1, random.nextInt(9) == 0 ? Double.NaN : random.nextInt(2) * 0.5
      };
      population.add(
          new Individual(new Evaluation(new Candidate(i, new int[] {i}), values, violations)));
    }
    return population;
  }

  private static boolean dominates(Individual one, Individual other) {
    return one.violation() < other.violation()
        || (one.violation() == other.violation()
            && Dominance.dominates(one.objectives(), other.objectives()));
  }

  @Property(tries = 200)
  void frontsArePeeledOffOneByOne(
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 4) int objectives,
      @ForAll long seed) {
    List<Individual> population = population(size, objectives, seed);
    Fronts fronts = new Fronts(population);
    List<Individual> left = new ArrayList<>(population);
    for (int rank = 0; !left.isEmpty(); rank++) {
      List<Individual> rest = left;
      List<Individual> front = left.stream()
          .filter(it -> rest.stream().noneMatch(other -> dominates(other, it)))
          .toList();
      List<Individual> found = new ArrayList<>();
      for (int member : fronts.members(rank)) {
        found.add(population.get(member));
        assertEquals(rank, fronts.rank(member));
      }
      assertEquals(front, found);
      left = left.stream().filter(it -> !front.contains(it)).toList();
    }
  }

  @Property(tries = 200)
  void theBestFrontsSurviveAndOfTheLastThoseWithMostRoom(
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 3) int objectives,
      @ForAll @IntRange(min = 1, max = 70) int kept,
      @ForAll long seed) {
    List<Individual> population = population(size, objectives, seed);
    Survival survival = Survival.of(population, kept);
    assertEquals(Math.min(size, kept), survival.survivors().size());
    Fronts fronts = new Fronts(population);
    int last = survival.survivors().size() - 1;
    for (int i = 0; i <= last; i++) {
      int index = population.indexOf(survival.survivors().get(i));
      assertEquals(fronts.rank(index), survival.ranks()[i]);
      assertTrue(i == 0
          || survival.ranks()[i - 1] < survival.ranks()[i]
          || (survival.ranks()[i - 1] == survival.ranks()[i]
              && survival.crowding()[i - 1] >= survival.crowding()[i]));
    }
    int worst = survival.ranks()[last];
    for (int rank = 0; rank < worst; rank++) {
      for (int member : fronts.members(rank)) {
        assertTrue(survival.survivors().contains(population.get(member)));
      }
    }
    double[] distances = fronts.crowding(worst);
    int[] members = fronts.members(worst);
    for (int member : members) {
      assertTrue(survival.survivors().contains(population.get(member))
          || distances[member] <= survival.crowding()[last]);
    }
  }

  @Property(tries = 200)
  void membersOfAFrontAreCrowdedInTheOrderOfThePopulation(
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 4) int objectives,
      @ForAll long seed) {
    List<Individual> population = population(size, objectives, seed);
    Fronts fronts = new Fronts(population);
    for (int rank = 0; rank < fronts.count(); rank++) {
      int[] members = fronts.members(rank);
      double[] crowding = fronts.crowding(rank);
      double[] expected = CrowdingDistance.of(Arrays.stream(members)
          .mapToObj(member -> population.get(member).objectives())
          .toArray(double[][]::new));
      assertArrayEquals(
          expected,
          Arrays.stream(members).mapToDouble(member -> crowding[member]).toArray());
    }
  }

  @Property(tries = 100)
  void anAgingPopulationHasTheFrontsOfItsMembers(
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = 1, max = 3) int objectives,
      @ForAll long seed) {
    List<Individual> all = population(60, objectives, seed);
    // Some come late.
    all.sort(Comparator.comparingLong(it -> it.number() + it.number() * 7 % 5));
    AgingPopulation population = new AgingPopulation(size);
    for (Individual individual : all) {
      population.add(individual);
      Fronts expected = new Fronts(population.members());
      Fronts fronts = population.fronts();
      assertEquals(expected.count(), fronts.count());
      for (int rank = 0; rank < expected.count(); rank++) {
        assertArrayEquals(expected.members(rank), fronts.members(rank));
        assertArrayEquals(expected.crowding(rank), fronts.crowding(rank));
      }
    }
  }
}
