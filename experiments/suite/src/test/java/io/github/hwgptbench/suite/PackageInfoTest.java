package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every package of the artifacts says of itself. */
class PackageInfoTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final Path MAIN = Path.of("src", "main", "java");

  /** Folders of packages of all modules but the programs of examples and benchmarks. */
  private static Set<Path> packages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> ROOT.relativize(file.getParent()))
          .filter(folder -> folder.toString().contains(MAIN.toString()))
          .filter(folder -> !folder.toString().contains("target"))
          .filter(folder -> !folder.startsWith("benchmarks"))
          .filter(folder -> !folder.startsWith(Path.of("experiments", "examples")))
          .collect(Collectors.toSet());
    }
  }

  private static List<String> without(String mark) throws IOException {
    Set<Path> packages = packages();
    assertTrue(packages.size() > 30, packages::toString);
    return packages.stream()
        .filter(folder -> !text(folder.resolve("package-info.java")).contains(mark))
        .map(Path::toString)
        .sorted()
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.exists(ROOT.resolve(file)) ? Files.readString(ROOT.resolve(file)) : "";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * NullAway checks packages that are marked. The launcher runs from its source, without libraries.
   */
  @Test
  void nullnessIsChecked() throws IOException {
    assertEquals(
        List.of("launcher"),
        without("@NullMarked").stream()
            .map(folder -> Path.of(folder).getFileName().toString())
            .toList());
  }

  @Test
  void theFirstVersionIsNamed() throws IOException {
    assertEquals(List.of(), without("@since "));
  }
}
