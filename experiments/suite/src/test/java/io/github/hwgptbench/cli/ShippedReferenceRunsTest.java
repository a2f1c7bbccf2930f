package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.ReferenceRuns;
import io.github.hwgptbench.suite.Submission;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference runs that ship: new ones have to be comparable with them. */
class ShippedReferenceRunsTest {

  private static final long LARGEST_TRACKS = 15L << 20;

  static List<Path> suites() throws IOException {
    return ReferenceRuns.shipped();
  }

  @Test
  void areOnTheClassPath() throws IOException {
    assertEquals(
        "constrained, paper-2d, paper-3d, track-clock, track-constrained, track-core, track-many,"
            + " track-noisy, track-tokens, track-transfer, optuna-track-clock,"
            + " optuna-track-constrained, optuna-track-core, optuna-track-many,"
            + " optuna-track-noisy, optuna-track-tokens, optuna-gp-track-clock,"
            + " optuna-gp-track-constrained, optuna-gp-track-core, optuna-gp-track-many,"
            + " optuna-gp-track-noisy, optuna-gp-track-tokens",
        ReferenceRuns.names(suites()));
  }

  /** They are in every clone and in the jar of the command line. */
  @Test
  void thoseOfTheTracksStaySmall() throws IOException {
    long bytes = 0;
    for (Path suite : suites()) {
      if (suite.getFileName().toString().contains("track-")) {
        bytes += Files.size(suite);
      }
    }
    long sum = bytes;
    assertTrue(
        sum <= LARGEST_TRACKS,
        () ->
            Text.format("Runs of tracks take %d bytes together; allowed: %d", sum, LARGEST_TRACKS));
  }

  /** A run of each problem has the values that the surrogates of today give, or is refused. */
  @ParameterizedTest
  @MethodSource("suites")
  void areThoseOfTheSuiteThatShips(Path folder) throws IOException {
    SuiteArchive archive = SuiteArchive.open(folder);
    String name = folder.getFileName().toString().replace(".zip", "");
    List<String> optuna = name.startsWith("optuna-gp-")
        ? List.of("optuna-gp")
        : name.startsWith("optuna-")
            ? List.of("optuna-nsga2", "optuna-tpe(group=true)")
            : List.of();
    Experiment shipped = Experiment.read(name.replaceFirst("optuna-(gp-)?", ""));
    if (Track.of(archive.name()).isPresent()) {
      assertEquals(
          optuna.isEmpty()
              ? "Reference runs"
              : optuna.size() == 1 ? "Optuna 5.0.0 with GPSampler" : "Optuna 5.0.0",
          Submission.open(folder).about().name());
    }
    int evaluations = archive.plan().problems().get(0).evaluations();
    assertEquals(shipped.name(), Optional.of(archive.name()));
    assertTrue(archive.complete());
    try (Benches benches = Benches.shipped()) {
      Suite suite = shipped.suite(benches);
      assertEquals(suite.seeds(), archive.plan().seeds());
      double budget = archive.plan().problems().get(0).budget().amount();
      if (optuna.equals(List.of("optuna-gp"))) {
        assertTrue(Track.of(archive.name()).orElseThrow().budgets().contains(budget));
      } else {
        assertEquals(suite.problems().get(0).budget().amount(), budget);
      }
      ReferenceRuns reference = ReferenceRuns.open(ReferenceRuns.SHIPPED, suite.problems());
      assertEquals(archive.name(), reference.name());
      suite.problems().forEach(reference::check);
      assertEquals(
          suite.problems().stream().map(RunSettings::folderName).toList(),
          archive.problems().stream().map(it -> it.settings().folderName()).toList());
    }
    for (ArchivedProblem problem : archive.problems()) {
      int made = problem.runs().get(0).open().evaluations();
      if (problem.settings().budget().unit() == Budget.Unit.EVALUATIONS) {
        assertEquals(evaluations, made);
      } else {
        assertTrue(made > 0);
      }
      if (!optuna.isEmpty()) {
        assertEquals(optuna, List.copyOf(problem.algorithms().keySet()));
      } else {
        problem
            .algorithms()
            .forEach((algorithm, settings) -> assertEquals(
                settings, AlgorithmRegistry.load().algorithm(algorithm).settings()));
      }
    }
  }
}
