package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Searches are bit-identical to the reference runs that ship: one run of each algorithm on each
 * problem, and of long runs the beginning.
 */
class RepeatedReferenceRunsTest {

  /** More than any initial design. */
  private static final int AT_MOST = 50;

  private static Benches benches;

  @TempDir
  private Path temp;

  @BeforeAll
  static void open() {
    benches = Benches.shipped();
  }

  @AfterAll
  static void close() {
    benches.close();
  }

  private static SuiteArchive archive(String name) throws IOException {
    for (Path path : ReferenceRuns.shipped()) {
      if (path.getFileName().toString().equals(name + ".zip")) {
        return SuiteArchive.open(path);
      }
    }
    throw new IOException(name + " is not shipped");
  }

  /**
   * Problems at the first scale of each record. Left out are runs of programs, and of supernets,
   * whose values differ in the last digits between processors.
   */
  static Stream<Named<ArchivedProblem>> problems() throws IOException {
    List<Named<ArchivedProblem>> problems = new ArrayList<>();
    for (Path path : ReferenceRuns.shipped()) {
      if (!path.getFileName().toString().startsWith("optuna-")) {
        List<ArchivedProblem> all = SuiteArchive.open(path).problems();
        all.stream()
            .filter(it -> it.settings().space().equals(all.get(0).settings().space()))
            .filter(it -> !it.settings().problem().toString().contains("@supernet"))
            .map(it -> Named.of(path.getFileName() + ": " + it.settings().folderName(), it))
            .forEach(problems::add);
      }
    }
    return problems.stream();
  }

  @Test
  void searchesWithoutPriorsAreRepeated() throws Exception {
    assertRepeated(archive("track-transfer").problems().get(0));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("problems")
  void searchesAreRepeated(ArchivedProblem problem) throws Exception {
    assertRepeated(problem);
  }

  private void assertRepeated(ArchivedProblem problem) throws Exception {
    RunSettings settings = problem.settings();
    long seed = problem.seeds().get(0);
    List<ArchivedRun> recorded =
        problem.runs().stream().filter(it -> it.outcome().seed() == seed).toList();
    assertEquals(
        List.copyOf(problem.algorithms().keySet()),
        recorded.stream().map(it -> it.outcome().algorithm()).toList());
    List<SearchAlgorithm> algorithms = new ArrayList<>();
    for (ArchivedRun run : recorded) {
      RunOutcome outcome = run.outcome();
      algorithms.add(new FirstEvaluations(
          AlgorithmRegistry.load().algorithm(outcome.algorithm()),
          Math.min(AT_MOST, outcome.evaluations())));
    }
    Suite suite = new Suite(List.of(settings), algorithms, List.of(seed));
    try (SuiteFolder folder = SuiteFolder.empty(temp.resolve("again"), suite.plan())) {
      new SuiteRunner(benches, folder, 1, null).run(suite, Shard.ALL, SuiteListener.NONE);
    }
    List<ArchivedRun> again =
        SuiteArchive.open(temp.resolve("again")).problems().get(0).runs();
    assertEquals(recorded.size(), again.size());
    for (int i = 0; i < again.size(); i++) {
      assertBegins(recorded.get(i).open(), again.get(i).open(), again.get(i).place());
    }
  }

  /** Values are compared bit by bit. */
  private static void assertBegins(RunTrace recorded, RunTrace again, String place) {
    assertEquals(Math.min(AT_MOST, recorded.evaluations()), again.evaluations(), place);
    for (int i = 0; i < again.evaluations(); i++) {
      String evaluation = place + ", evaluation " + i;
      assertArrayEquals(recorded.genes(i), again.genes(i), evaluation);
      assertArrayEquals(recorded.objectives(i), again.objectives(i), evaluation);
      assertArrayEquals(recorded.violations(i), again.violations(i), evaluation);
      assertArrayEquals(recorded.noiseFree(i), again.noiseFree(i), evaluation);
      assertEquals(recorded.expense(i), again.expense(i), evaluation);
    }
  }
}
