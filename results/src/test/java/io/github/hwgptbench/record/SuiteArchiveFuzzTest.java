package io.github.hwgptbench.record;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any files, with hashes that fit them, are a suite or are refused with a message that names the
 * damaged one or the folder.
 */
class SuiteArchiveFuzzTest {

  private static Path folder;
  private static SealedSuite suite;

  @BeforeContainer
  static void record() throws IOException {
    folder = Files.createTempDirectory("damaged");
    suite = new SealedSuite(folder);
  }

  @AfterContainer
  static void delete() throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  @Fuzz
  void anyFilesAreASuiteOrAreRefused(@ForAll long seed) throws IOException {
    suite.restore();
    switch ((int) Math.floorMod(seed, 4L)) {
      case 0 -> suite.writeIndex(Mutations.of(suite.index(), seed));
      case 1 ->
        SuiteArchiveTest.reseal(
            suite.log(),
            line -> new String(
                Mutations.of(line.getBytes(StandardCharsets.UTF_8), seed), StandardCharsets.UTF_8));
      case 2 -> suite.writeTimes(Mutations.of(suite.timesBody(), seed));
      default -> suite.writeRun(Mutations.of(suite.runBody(), seed));
    }
    Damaged.readsOrRefuses(IOException.class, folder, suite::read);
  }
}
