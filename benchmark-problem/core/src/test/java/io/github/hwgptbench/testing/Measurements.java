package io.github.hwgptbench.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The published measurements, for tests that compare with them. They are no part of the sources: a
 * test that does not find them is skipped, and says where they were looked for.
 */
public final class Measurements {

  private static final String WHERE = "hwgptbench.data";

  private Measurements() {}

  /**
   * Returns the folder of the measurements: the system property {@code hwgptbench.data} or the
   * environment variable {@code HWGPTBENCH_DATA}, each of which may be relative to the root of the
   * sources, or else a sibling folder {@code shared/data/hwgptbench} of the sources.
   */
  public static Path folder() {
    Path folder = Stream.of(System.getProperty(WHERE), System.getenv("HWGPTBENCH_DATA"))
        .filter(given -> given != null && !given.isBlank())
        .findFirst()
        .map(root()::resolve)
        .orElseGet(() -> root().resolveSibling("shared").resolve("data").resolve("hwgptbench"));
    assumeTrue(
        Files.isDirectory(folder),
        () -> "no measurements in " + folder + "; give their folder with -D" + WHERE + "=DIR");
    return folder;
  }

  /**
   * Returns the root of the sources; an IDE does not hand it over, and starts tests in a module.
   */
  private static Path root() {
    Path start = Path.of(System.getProperty("hwgptbench.root", "")).toAbsolutePath();
    return Stream.iterate(start, Objects::nonNull, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElse(start);
  }

  /**
   * Returns the rows of a table, split at the commas, without the header.
   *
   * @param file path inside the folder, such as {@code s/compute.csv.gz}
   */
  public static List<String[]> rows(String file) throws IOException {
    Path path = folder().resolve(file);
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }
}
