package io.github.hwgptbench.algorithm.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaperLocalSearchTest {

  private static PaperLocalSearch search(int genes, long seed) {
    return new PaperLocalSearch(Driver.ternary(genes), new SplittableRandom(seed));
  }

  @Test
  void everyCandidateIsOneGeneFromAMember() {
    PaperLocalSearch search = search(20, 1);
    Driver.run(search, 1, 1, Driver::conflict);
    for (int step = 0; step < 200; step++) {
      List<Member> members = search.archive();
      Candidate candidate = search.ask(10).get(0);
      assertTrue(
          members.stream().anyMatch(it -> Driver.distance(it.genes(), candidate.genes()) == 1));
      search.tell(List.of(Driver.evaluation(candidate, Driver::conflict)));
    }
  }

  @Test
  void ofTwoEqualPointsNoneStaysAndItGoesOnFromTheStart() {
    PaperLocalSearch search = search(20, 2);
    List<Evaluation> trace = Driver.run(search, 2, 1, genes -> new double[] {1, 2});
    assertEquals(List.of(), search.archive());
    int[] next = search.ask(1).get(0).genes();
    assertEquals(1, Driver.distance(trace.get(0).candidate().genes(), next));
  }

  @Test
  void proposesTheSameAgain() {
    List<Evaluation> trace = Driver.run(search(3, 3), 200, 1, Driver::conflict);
    assertTrue(new HashSet<>(Driver.genes(trace)).size() <= 27);
    assertEquals(200, trace.size());
  }
}
