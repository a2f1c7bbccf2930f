package io.github.hwgptbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.report.internal.table.ProblemTables;
import io.github.hwgptbench.report.internal.table.Table;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The error of perplexity is about 0.015, of params it is 0. */
class RobustnessTest {

  private static final int SEEDS = 10;
  private static final double[] POOR = {0.99, 0.99};

  @TempDir
  private Path folder;

  /** Algorithms whose architectures differ, and which differ by a little and by a lot. */
  private WrittenSuite suite(String name, String surrogates) {
    WrittenSuite suite =
        new WrittenSuite(name).by("1.0", surrogates).problem(3, "perplexity", "params");
    for (int seed = 1; seed <= SEEDS; seed++) {
      suite
          .run("good", seed, new double[] {0.5, 0.5})
          .run("nearly", seed, POOR, new double[] {0.5005, 0.5})
          .run("bad", seed, POOR, POOR, new double[] {0.9, 0.9});
    }
    return suite;
  }

  private static String shipped() {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      return bench.surrogateHash();
    }
  }

  private ProblemAnalysis analyze(WrittenSuite suite, AnalysisSettings settings, int threads)
      throws IOException, InterruptedException {
    return new SuiteAnalyzer(settings, threads, BestFrontLookup.NONE, BoundsLookup.SHIPPED)
        .analyze(List.of(suite.write(folder)))
        .problems()
        .get(0);
  }

  @Test
  void ordersWithinTheErrorsOfTheSurrogatesAreNotRobust() throws Exception {
    AnalysisSettings settings = AnalysisSettings.usual().worlds(200);
    ProblemAnalysis problem = analyze(suite("ours", shipped()), settings, 1);
    Robustness robustness = problem.robustness().orElseThrow();
    assertEquals(200, robustness.worlds());
    assertEquals(3, robustness.pairs().size());
    Robustness.Pair near = robustness.pairs().get(0);
    assertEquals("good", near.better());
    assertEquals("nearly", near.worse());
    assertTrue(near.significant(0.05));
    assertFalse(near.robust(0.05));
    assertEquals(0.53, near.share(), 0.12);
    assertTrue(robustness.pairs().stream()
        .filter(pair -> pair.worse().equals("bad"))
        .allMatch(pair -> pair.share() == 1 && pair.robust(0.05)));
    assertEquals(List.of(near), robustness.doubtful(0.05));
    assertTrue(
        problem.notes().stream()
            .anyMatch(note -> note.contains("holds in less than 0.95 of 200 worlds")
                && note.contains("good before nearly")),
        problem.notes()::toString);
    assertEquals(
        robustness, analyze(suite("again", shipped()), settings, 3).robustness().orElseThrow());
    Table table = ProblemTables.all(problem, settings).stream()
        .filter(it -> it.name().equals("robustness"))
        .findFirst()
        .orElseThrow();
    assertEquals(
        List.of("significant", "not robust"),
        table.rows().get(0).subList(4, 6).stream().map(Table.Cell::text).toList());
    assertEquals(
        List.of("significant", "robust"),
        table.rows().get(1).subList(4, 6).stream().map(Table.Cell::text).toList());
  }

  /** The poor runs of the better one have seeds that the other one has not. */
  @Test
  void theDirectionIsThatOfTheSeedsThatBothHaveAsTheTestIs() throws Exception {
    WrittenSuite suite =
        new WrittenSuite("shared").by("1.0", shipped()).problem(3, "perplexity", "params");
    for (int seed = 1; seed <= SEEDS; seed++) {
      suite.run("good", seed, new double[] {0.5, 0.5}).run("bad", seed, POOR, new double[] {0.9, 0.9
      });
    }
    for (int seed = SEEDS + 1; seed <= 3 * SEEDS; seed++) {
      suite.run("good", seed, POOR);
    }
    Robustness.Pair pair = analyze(suite, AnalysisSettings.usual().worlds(20), 1)
        .robustness()
        .orElseThrow()
        .pairs()
        .get(0);
    assertEquals("good", pair.better());
    assertEquals(1, pair.share());
    assertTrue(pair.significant(0.05));
  }

  @Test
  void withoutWorldsOrWithOtherSurrogatesNothingIsSaid() throws Exception {
    AnalysisSettings settings = AnalysisSettings.usual();
    ProblemAnalysis unasked = analyze(suite("unasked", shipped()), settings, 1);
    assertEquals(Optional.empty(), unasked.robustness());
    ProblemAnalysis foreign = analyze(suite("foreign", "hash"), settings.worlds(200), 1);
    assertEquals(Optional.empty(), foreign.robustness());
    assertFalse(ProblemTables.all(foreign, settings).stream()
        .map(Table::name)
        .collect(Collectors.toSet())
        .contains("robustness"));
    assertThrows(IllegalArgumentException.class, () -> settings.worlds(-1));
  }
}
