package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.StartingPoints;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which evaluations of other runs count as known. */
class StartingFileTest {

  private static final SearchSpace SPACE = SearchSpace.s();

  private @TempDir Path folder;
  private Path file;

  /** As exported: two architectures go on to 25 measurements, one of them twice. */
  @BeforeEach
  void write() throws IOException {
    String smallest = '"' + SPACE.format(SPACE.smallest()) + '"';
    String largest = '"' + SPACE.format(SPACE.largest()) + '"';
    file = Files.writeString(
        folder.resolve("runs.csv"),
        "architecture,perplexity,params,fidelity\n"
            + String.join(
                "\n",
                smallest + ",30,1,1",
                smallest + ",31,1,25",
                largest + ",20,2,1",
                smallest + ",32,1,25",
                largest + ",21,2,5\n"));
  }

  private List<Double> perplexities(Fidelities fidelities) throws IOException {
    ProblemName problem = ProblemName.parse("HWGPT-S(perplexity,params)");
    return new StartingFile(SPACE, problem, fidelities)
        .evaluations(file).points().stream()
            .map(StartingPoints.Point::objectives)
            .map(values -> values.get(0))
            .toList();
  }

  @Test
  void onlyThoseAtTheHighestFidelity() throws IOException {
    assertEquals(
        List.of(31.0, 32.0),
        perplexities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25))));
    assertEquals(
        List.of(21.0), perplexities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5))));
  }

  @Test
  void thoseAtTheHighestOfTheFileWhereTheProblemHasOne() throws IOException {
    assertEquals(List.of(31.0, 32.0), perplexities(Fidelities.SINGLE));
  }

  @Test
  void aFileWithoutThemIsRefused() {
    IOException thrown = assertThrows(
        IOException.class,
        () -> perplexities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 50))));
    assertEquals(
        file + ": no evaluations at the highest of 1, 50 measurements", thrown.getMessage());
  }
}
