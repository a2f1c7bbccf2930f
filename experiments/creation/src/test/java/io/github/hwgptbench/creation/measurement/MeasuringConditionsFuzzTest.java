package io.github.hwgptbench.creation.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are conditions of measuring or are refused with a message that names the file. */
class MeasuringConditionsFuzzTest {

  private static final byte[] VALID = new MeasuringConditions(
          "exported", 1, 1024, 2, 3, 10, 42, "a laptop, 8 cores", "ONNX Runtime")
      .text()
      .getBytes(StandardCharsets.UTF_8);

  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("damaged", ".json");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  @Fuzz
  void anyBytesAreConditionsOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(file, Mutations.of(VALID, seed));
    Damaged.readsOrRefuses(IOException.class, file, () -> MeasuringConditions.read(file));
  }

  private static String refusal(byte[] content) throws IOException {
    Files.write(file, content);
    return assertThrows(IOException.class, () -> MeasuringConditions.read(file)).getMessage();
  }

  @Example
  void whatHasNoPositionGetsNone() throws IOException {
    String deep = "{\"machine\": " + "[".repeat(1001);
    assertEquals(
        file + ": not JSON: Document nesting depth (1001) exceeds the maximum allowed (1000,"
            + " from `StreamReadConstraints.getMaxNestingDepth()`)",
        refusal(deep.getBytes(StandardCharsets.UTF_8)));
  }

  @Example
  void namesAFileWithoutConditions() throws IOException {
    assertEquals(file + ": not a JSON object", refusal("null".getBytes(StandardCharsets.UTF_8)));
    assertEquals(file + ": not UTF-8 text", refusal(new byte[] {'"', (byte) 0xff, '"'}));
  }
}
