package io.github.hwgptbench.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the framework's own reader makes of these files is tested where the framework is. */
class MoeaExporterTest {

  @TempDir
  private Path temp;

  @Test
  void hasAnEntryATenthOfTheEvaluations() throws IOException {
    Path out = temp.resolve("out");
    new MoeaExporter().export(ExportedSuite.write(temp), ExportFolder.empty(out), () -> {});
    List<String> quiet = Files.readAllLines(
        out.resolve(ExportedSuite.QUIET).resolve("moea_NSGAIII_divisions=49_-seed-7.dat"));
    assertEquals("# Version=5", quiet.get(0));
    assertEquals(
        List.of("//NFE=1", "//NFE=2", "//NFE=3", "//NFE=4"),
        quiet.stream().filter(line -> line.startsWith("//NFE")).toList());
    List<String> solutions = quiet.stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("//"))
        .toList();
    assertEquals(1 + 1 + 2 + 3, solutions.size());
    assertTrue(solutions.get(6).endsWith(" 0.5 0.5"), solutions.get(6));
    List<String> noisy =
        Files.readAllLines(out.resolve(ExportedSuite.NOISY).resolve("random-seed-7.dat"));
    assertTrue(
        noisy.contains(
            "# Constraint.1.Definition=LessThanOrEqual(" + "\\\"params<\\=100000000\\\",0.0,0.0)"),
        noisy::toString);
    assertTrue(noisy.get(noisy.size() - 2).endsWith(" 0.875 -0.875 0.0"), noisy::toString);
  }
}
