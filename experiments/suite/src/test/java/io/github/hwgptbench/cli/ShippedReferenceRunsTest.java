package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.ReferenceRuns;
import io.github.hwgptbench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference runs in the repository: new ones have to be comparable with them. */
class ShippedReferenceRunsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("hwgptbench.root")).resolve("results/reference");

  static List<Path> suites() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> Files.exists(file.resolve("suite.json")))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertFalse(suites().isEmpty());
  }

  /** A run of each problem has the values that the surrogates of today give, or is refused. */
  @ParameterizedTest
  @MethodSource("suites")
  void areThoseOfTheSuiteThatShips(Path folder) throws IOException {
    SuiteArchive archive = SuiteArchive.open(folder);
    String name = folder.getFileName().toString();
    assertEquals(name, archive.name());
    assertTrue(archive.complete());
    try (Benches benches = Benches.shipped()) {
      Suite suite = Experiment.read(name).suite(benches);
      assertEquals(suite.seeds(), archive.plan().seeds());
      assertEquals(suite.evaluations(), archive.plan().problems().get(0).evaluations());
      ReferenceRuns reference = ReferenceRuns.open(folder.toString(), suite.problems());
      suite.problems().forEach(reference::check);
      assertEquals(
          suite.problems().stream().map(RunSettings::folderName).toList(),
          archive.problems().stream().map(it -> it.settings().folderName()).toList());
    }
    for (ArchivedProblem problem : archive.problems()) {
      assertEquals(500, problem.runs().get(0).open().evaluations());
      problem
          .algorithms()
          .forEach((algorithm, settings) -> assertEquals(
              settings, AlgorithmRegistry.load().algorithm(algorithm).settings()));
    }
  }
}
