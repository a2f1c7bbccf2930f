package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProposalsTest {

  private static final GenotypeSpace S = SearchSpace.s().genotypes();

  @Property(tries = 60)
  void knowsWhatIsUntoldInWhateverOrderItIsTold(@ForAll long seed) {
    Random random = new Random(seed);
    SplittableRandom genes = new SplittableRandom(seed);
    Proposals proposals = new Proposals(S);
    List<Candidate> untold = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      for (int i = random.nextInt(30); i > 0; i--) {
        untold.add(random.nextBoolean() ? proposals.addNew(genes) : proposals.add(S.sample(genes)));
      }
      // The oldest may stay untold for long.
      List<Candidate> told = new ArrayList<>();
      for (Candidate candidate : List.copyOf(untold)) {
        if (random.nextInt(10) < 7 && (step > 30 || candidate.number() > 3)) {
          told.add(candidate);
        }
      }
      Collections.shuffle(told, random);
      List<Evaluation> evaluations =
          told.stream().map(ProposalsTest::evaluation).toList();
      List<Candidate> ordered =
          proposals.tell(evaluations).stream().map(Evaluation::candidate).toList();
      assertEquals(
          told.stream().sorted(Comparator.comparingLong(Candidate::number)).toList(), ordered);
      untold.removeAll(told);
      assertEquals(untold.size(), proposals.untold());
      List<int[]> pending = proposals.pending();
      assertEquals(untold.size(), pending.size());
      for (int i = 0; i < pending.size(); i++) {
        assertArrayEquals(untold.get(i).genes(), pending.get(i));
      }
      if (!told.isEmpty()) {
        List<Evaluation> again = List.of(evaluation(told.get(0)));
        assertThrows(IllegalArgumentException.class, () -> proposals.tell(again));
        assertEquals(untold.size(), proposals.untold());
      }
    }
    Candidate strange = new Candidate(proposals.count(), new int[S.size()]);
    assertThrows(
        IllegalArgumentException.class, () -> proposals.tell(List.of(evaluation(strange))));
  }

  private static Evaluation evaluation(Candidate candidate) {
    return new Evaluation(candidate, new double[] {1, 2}, new double[0]);
  }

  @Property(tries = 60)
  void genotypesAreInASetOnce(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int levels) {
    Random random = new Random(seed);
    GenotypeSet set = new GenotypeSet();
    Set<int[]> expected = new TreeSet<>(Arrays::compare);
    for (int i = 0; i < 3000; i++) {
      int[] genes = random.ints(5, 0, levels).toArray();
      assertEquals(expected.contains(genes), set.contains(genes));
      if (random.nextBoolean()) {
        assertEquals(expected.add(genes), set.add(genes));
      }
      if (random.nextInt(1000) == 0) {
        set.clear();
        expected.clear();
      }
      assertEquals(expected.size(), set.size());
    }
  }
}
