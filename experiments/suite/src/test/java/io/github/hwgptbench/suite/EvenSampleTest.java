package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Sets;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Samples of the reference runs of {@code track-noisy}: 16 algorithms, 3 problems, 20 seeds. */
class EvenSampleTest {

  private record Run(String algorithm, String problem, long seed) {}

  private static List<Run> runs;

  @BeforeAll
  static void read() throws IOException {
    Path track = ReferenceRuns.shipped().stream()
        .filter(it -> it.getFileName().toString().equals("track-noisy.zip"))
        .findFirst()
        .orElseThrow();
    runs = SuiteArchive.open(track).problems().stream()
        .flatMap(problem -> problem.runs().stream()
            .map(run -> new Run(
                run.outcome().algorithm(),
                problem.settings().folderName(),
                run.outcome().seed())))
        .toList();
    assertEquals(16 * 3 * 20, runs.size());
  }

  private static List<Run> sample(Collection<Run> runs, int size, long seed) {
    return EvenSample.of(runs, size, new Random(seed), Run::algorithm, Run::problem);
  }

  private static void assertEven(int groups, int expected, Multiset<?> shares) {
    assertEquals(Math.min(groups, expected), shares.elementSet().size());
    shares
        .entrySet()
        .forEach(share -> assertTrue(
            share.getCount() == expected / groups
                || share.getCount() == (expected - 1) / groups + 1,
            shares::toString));
  }

  @Test
  void algorithmsAndTheirProblemsHaveEvenShares() {
    for (int size : new int[] {1, 15, 16, 17, 20, 40, 48, 100, 500, 959, 960, Integer.MAX_VALUE}) {
      for (long seed = 1; seed <= 20; seed++) {
        List<Run> sample = sample(runs, size, seed);
        int drawn = Math.min(size, runs.size());
        assertEquals(drawn, Set.copyOf(sample).size());
        assertEquals(drawn, sample.size());
        Multiset<String> algorithms =
            HashMultiset.create(sample.stream().map(Run::algorithm).toList());
        assertEven(16, drawn, algorithms);
        for (Multiset.Entry<String> algorithm : algorithms.entrySet()) {
          assertEven(
              3,
              algorithm.getCount(),
              HashMultiset.create(sample.stream()
                  .filter(run -> run.algorithm().equals(algorithm.getElement()))
                  .map(Run::problem)
                  .toList()));
        }
      }
    }
  }

  @Test
  void runsOfOthersAreDrawnWhereAnAlgorithmHasTooFew() {
    String random = runs.get(0).algorithm();
    List<Run> few = runs.stream()
        .filter(run -> !run.algorithm().equals(random) || run.seed() <= 2)
        .toList();
    List<Run> sample = sample(few, 16 * 10, 1);
    assertEquals(160, sample.size());
    assertEquals(
        6, sample.stream().filter(run -> run.algorithm().equals(random)).count());
  }

  /** Whoever does not know the seed does not know which runs are drawn. */
  @Test
  void theSeedDecidesWhichRunsAreDrawn() {
    assertEquals(sample(runs, 20, 1), sample(runs, 20, 1));
    assertNotEquals(Set.copyOf(sample(runs, 20, 1)), Set.copyOf(sample(runs, 20, 2)));
    Set<Run> ever = Sets.newHashSet();
    for (long seed = 1; seed <= 200; seed++) {
      ever.addAll(sample(runs, 100, seed));
    }
    assertEquals(Set.copyOf(runs), ever);
  }
}
