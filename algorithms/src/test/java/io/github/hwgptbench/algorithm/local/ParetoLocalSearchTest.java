package io.github.hwgptbench.algorithm.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ParetoLocalSearchTest {

  private static ParetoLocalSearch search(GenotypeSpace space, int starts, long seed) {
    return new ParetoLocalSearch(space, starts, new SplittableRandom(seed));
  }

  @Test
  void everyCandidateIsANeighbourOfAMember() {
    GenotypeSpace space = Driver.ternary(20);
    ParetoLocalSearch search = search(space, 3, 1);
    Driver.run(search, 3, 3, Driver::conflict);
    for (int step = 0; step < 500; step++) {
      List<Member> members = search.best();
      Candidate candidate = search.ask(10).get(0);
      assertEquals(
          1,
          members.stream()
              .mapToInt(it -> Driver.distance(it.genes(), candidate.genes()))
              .min()
              .orElseThrow());
      search.tell(List.of(Driver.evaluation(candidate, Driver::conflict)));
    }
  }

  /** Genes that one of both leaves inactive are not compared. */
  @Test
  void neighboursShareAllActiveGenesButOne() {
    GenotypeSpace space = SearchSpace.s().genotypes();
    ParetoLocalSearch search = search(space, 3, 1);
    Driver.run(search, 3, 3, Driver::conflict);
    for (int step = 0; step < 500; step++) {
      List<Member> members = search.best();
      int[] genes = search.ask(1).get(0).genes();
      assertTrue(members.stream().anyMatch(member -> {
        int distance = 0;
        for (int gene = 0; gene < genes.length; gene++) {
          if (space.active(genes, gene) && space.active(member.genes(), gene)) {
            distance += genes[gene] == member.genes()[gene] ? 0 : 1;
          }
        }
        return distance == 1;
      }));
      search.tell(List.of(Driver.evaluation(new Candidate(3 + step, genes), Driver::conflict)));
    }
  }

  @Test
  void theBestNeverShrinks() {
    ParetoLocalSearch search = search(Driver.ternary(12), 1, 2);
    double before = 0;
    for (int step = 0; step < 2000; step++) {
      Driver.run(search, 1, 1, Driver::conflict);
      double volume = Hypervolume.of(
          search.best().stream().map(Member::objectives).toArray(double[][]::new),
          new double[] {1000, 1000});
      assertTrue(volume >= before);
      before = volume;
    }
  }

  @Property(tries = 50)
  void findsTheWholeFrontOfASmallSpace(@ForAll long seed) {
    GenotypeSpace space = Driver.plain(4, 5, 3);
    ParetoArchive<Void> front = ParetoArchive.of(2);
    SplittableRandom values = new SplittableRandom(seed);
    double[][] table = new double[60][];
    for (int i = 0; i < 60; i++) {
      table[i] = new double[] {values.nextInt(20), values.nextInt(20)};
      front.add(table[i], null);
    }
    ParetoLocalSearch search = search(space, 1, seed + 1);
    List<Evaluation> all =
        Driver.run(search, 60, 7, genes -> table[(genes[0] * 5 + genes[1]) * 3 + genes[2]]);
    assertEquals(60, new HashSet<>(Driver.genes(all)).size());
    assertEquals(points(front), points(search));
  }

  private static Set<List<Double>> points(ParetoArchive<Void> front) {
    Set<List<Double>> points = new HashSet<>();
    front.members().forEach(it -> points.add(List.of(it.objectives()[0], it.objectives()[1])));
    return points;
  }

  private static Set<List<Double>> points(ParetoLocalSearch search) {
    Set<List<Double>> points = new HashSet<>();
    for (Member member : search.best()) {
      assertTrue(points.add(List.of(member.objectives()[0], member.objectives()[1])));
    }
    return points;
  }

  @Test
  void ofEqualPointsOneStays() {
    ParetoLocalSearch search = search(Driver.ternary(5), 1, 2);
    Candidate first =
        Driver.run(search, 100, 1, genes -> new double[] {1, 2}).get(0).candidate();
    assertEquals(1, search.best().size());
    assertArrayEquals(first.genes(), search.best().get(0).genes());
  }

  /** One optimum, from which all neighbours are worse: after those it has to go elsewhere. */
  @Test
  void beginsAgainAFewGenesAwayWhenAllNeighboursHaveBeenLookedAt() {
    GenotypeSpace space = Driver.ternary(10);
    ParetoLocalSearch search = search(space, 1, 3);
    List<Evaluation> trace = new ArrayList<>();
    int[] best = null;
    for (int step = 0; step < 21; step++) {
      boolean first = step == 0;
      List<Evaluation> told =
          Driver.run(search, 1, 1, genes -> new double[] {first ? 0 : 1, first ? 0 : 1});
      trace.addAll(told);
      best = trace.get(0).candidate().genes();
      assertEquals(first ? 0 : 1, Driver.distance(best, told.get(0).candidate().genes()));
    }
    List<Candidate> restart = search.ask(10);
    assertEquals(1, restart.size());
    int distance = Driver.distance(best, restart.get(0).genes());
    assertTrue(distance >= 1 && distance <= 5, "distance " + distance);
    assertEquals(List.of(), search.ask(10));
    search.tell(List.of(Driver.evaluation(restart.get(0), genes -> new double[] {1, 1})));
    Candidate next = search.ask(10).get(0);
    assertEquals(1, Driver.distance(restart.get(0).genes(), next.genes()));
  }
}
