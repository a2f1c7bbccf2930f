package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.objective.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors are those of the documented fit. */
class HeldOutErrorTest {

  private static final Path REPORT =
      Path.of(System.getProperty("hwgptbench.root"), "docs", "fit-report.md");

  /** Returns the cells of the only row that begins with these. */
  private static List<String> row(String... beginning) throws IOException {
    String start = "| " + String.join(" | ", beginning) + " |";
    List<String> rows = Files.readAllLines(REPORT).stream()
        .filter(line -> line.startsWith(start))
        .toList();
    assertEquals(1, rows.size(), start);
    return Arrays.stream(rows.get(0).split("\\|")).map(String::strip).toList();
  }

  private static double bold(List<String> cells) {
    String cell = cells.stream().filter(it -> it.startsWith("**")).findFirst().orElseThrow();
    return Double.parseDouble(cell.replaceAll("[*% ]", ""));
  }

  private static List<Double> deviations(String space, String objective) {
    return HeldOutError.of(space, Objective.parse(objective)).orElseThrow().deviations();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void deviationsAreThoseOfTheFitReport(String space) throws IOException {
    double accuracy = bold(row(space, "accuracy", "accuracy")) * Math.sqrt(Math.PI / 2);
    for (double deviation : deviations(space, "accuracy")) {
      assertEquals(accuracy, deviation, 1e-12);
    }
    for (String memory : List.of("memory@a100", "memory@rtx2080")) {
      double expected = 1.482602218505602 * bold(row(space, memory)) / 100;
      assertEquals(List.of(expected, expected, expected), deviations(space, memory));
    }
    List<Double> perplexity = deviations(space, "perplexity");
    List<String> lines = Files.readAllLines(REPORT);
    for (int embed = 0; embed < 3; embed++) {
      String pattern = "\\| " + space + " \\| \\d+ \\| "
          + List.of("small", "middle", "large").get(embed) + " \\|.*";
      List<String> rows = lines.stream().filter(line -> line.matches(pattern)).toList();
      assertEquals(1, rows.size(), pattern);
      double error = Double.parseDouble(rows.get(0).split("\\|")[5].strip());
      assertEquals(error * Math.sqrt(Math.PI / 2), perplexity.get(embed), 1e-12);
    }
  }
}
