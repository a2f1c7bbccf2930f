package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are what runs start from or are refused with a message that names the file. */
class StartingFileFuzzTest {

  private static final String FRONT =
      "/io/github/hwgptbench/front/s-accuracy-energy_h100-params-max-90000000.json.gz";
  private static final StartingFile STARTS = new StartingFile(
      SearchSpace.s(),
      ProblemName.parse("HWGPT-S(accuracy,energy@h100,params-max-90000000)"),
      Fidelities.SINGLE);

  private static Path table;
  private static Path front;
  private static byte[] validTable;
  private static byte[] validFront;

  @BeforeContainer
  static void makeFiles() throws IOException {
    table = Files.createTempFile("damaged", ".csv");
    front = Files.createTempFile("damaged", ".json");
    String architecture = SearchSpace.s().format(SearchSpace.s().smallest());
    validTable = ("architecture,accuracy,energy@h100,params,violation:params<=90000000\n\""
            + architecture + "\",0.4,1.5,5e7,0\n")
        .getBytes(StandardCharsets.UTF_8);
    try (InputStream in =
        new GZIPInputStream(StartingFileFuzzTest.class.getResourceAsStream(FRONT))) {
      validFront = in.readAllBytes();
    }
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(table);
    Files.delete(front);
  }

  private static void readsOrRefuses(Path file) {
    Damaged.readsOrRefuses(IOException.class, file, () -> STARTS.architectures(file));
    Damaged.readsOrRefuses(IOException.class, file, () -> STARTS.evaluations(file));
    Damaged.readsOrRefuses(
        IOException.class, file, () -> new KnownArchitectures(SearchSpace.s()).add(file));
  }

  @Example
  void readsWhatIsNotDamaged() throws IOException {
    Files.write(table, validTable);
    assertEquals(1, STARTS.evaluations(table).points().size());
    Files.write(front, validFront);
    assertEquals(
        STARTS.architectures(front).points().size(),
        STARTS.evaluations(front).points().size());
  }

  @Fuzz
  void anyTableIsReadOrIsRefused(@ForAll long seed) throws IOException {
    Files.write(table, Mutations.of(validTable, seed));
    readsOrRefuses(table);
  }

  @Fuzz
  void anyFrontIsReadOrIsRefused(@ForAll long seed) throws IOException {
    Files.write(front, Mutations.of(validFront, seed));
    readsOrRefuses(front);
  }

  @Example
  void quotationMarksOfAnyNumberAreRefused() throws IOException {
    Files.writeString(table, "architecture," + "\"".repeat(100_001));
    readsOrRefuses(table);
  }
}
