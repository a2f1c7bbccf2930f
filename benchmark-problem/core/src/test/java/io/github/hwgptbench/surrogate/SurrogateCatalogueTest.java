package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurrogateCatalogueTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Objective MINE = Objective.parse("latency@a40");

  @TempDir
  Path folder;

  private byte[] bytes;
  private Path file;

  /** A folder with one of the surrogates that ship. */
  @BeforeEach
  void write() throws IOException {
    try (InputStream in = SurrogateFile.class.getResourceAsStream("s/latency-a40.onnx")) {
      bytes = in.readAllBytes();
    }
    file = folder.resolve("s").resolve("latency-a40.onnx");
    Files.createDirectory(file.getParent());
    Files.write(file, bytes);
    Files.writeString(
        file.resolveSibling(SurrogateCatalogue.INDEX),
        String.format(
            Locale.ROOT,
            "{\"space\": \"s\", \"surrogates\": {\"%s\": {\"file\": \"%s\", \"sha256\": \"%s\"}}}",
            MINE,
            file.getFileName(),
            Sha256.of(bytes)));
  }

  private String failure(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  /** What ships is neither looked up in its index nor hashed when it is read. */
  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void whatShipsMatchesItsIndex(String scale) throws Exception {
    SearchSpace space = SearchSpace.of(scale);
    SurrogateCatalogue shipped = SurrogateCatalogue.shipped(space);
    Path folder = Path.of(SurrogateFile.class.getResource(scale).toURI()).getParent();
    SurrogateCatalogue listed = SurrogateCatalogue.in(folder, space);
    assertEquals(Set.copyOf(listed.objectives()), Set.copyOf(shipped.objectives()));
    for (Objective objective : listed.objectives()) {
      assertEquals(listed.file(objective), shipped.file(objective));
      assertEquals(listed.sha256(objective), shipped.sha256(objective));
      assertEquals(objective, listed.load(objective).objective());
    }
  }

  @Test
  void aCopyOfWhatShipsIsShipped() throws IOException {
    Objective own = Objective.of(Metric.LATENCY, new Device("mine", Device.Kind.CPU));
    assertTrue(SurrogateCatalogue.shipped(SPACE).isShipped(MINE));
    assertTrue(SurrogateCatalogue.in(folder, SPACE).isShipped(MINE));
    assertFalse(SurrogateCatalogue.in(folder, SPACE).isShipped(own));
    Path index = file.resolveSibling(SurrogateCatalogue.INDEX);
    Files.writeString(index, Files.readString(index).replace(MINE.toString(), own.toString()));
    assertFalse(SurrogateCatalogue.in(folder, SPACE).isShipped(own));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(file);
    String message = failure(() -> SurrogateCatalogue.in(folder, SPACE).load(MINE));
    assertTrue(message.contains("latency-a40.onnx: missing"), message);
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    String message = failure(() -> SurrogateCatalogue.in(folder, SPACE).load(MINE));
    assertTrue(message.contains("latency-a40.onnx: truncated or altered"), message);
  }

  @Test
  void anAlteredByteIsRefused() throws IOException {
    bytes[bytes.length / 3] ^= 1;
    Files.write(file, bytes);
    String message = failure(() -> SurrogateCatalogue.in(folder, SPACE).load(MINE));
    assertTrue(message.contains("truncated or altered"), message);
  }

  @Test
  void whatIsNoSurrogateIsRefused() {
    String where = "some.onnx";
    String message = failure(() -> SurrogateFile.read(new byte[] {1, 2, 3}, SPACE, where));
    assertTrue(message.startsWith("some.onnx: not a complete ONNX model"), message);
    message = failure(() -> SurrogateFile.read(new byte[0], SPACE, where));
    assertTrue(message.contains("not a surrogate"), message);
    message = failure(() -> SurrogateFile.read(bytes, SearchSpace.m(), where));
    assertTrue(message.contains("space 's'; expected 'm'"), message);
  }

  @Test
  void aFolderWithoutACatalogueIsNamed() {
    String message = failure(() -> SurrogateCatalogue.in(folder, SearchSpace.m()));
    assertTrue(message.contains("catalogue.json: missing"), message);
  }

  @Test
  void anUnknownObjectiveIsNamed() {
    String message = failure(
        () -> SurrogateCatalogue.in(folder, SPACE).load(Objective.parseAnyDevice("latency@a4")));
    assertTrue(message.contains("latency@a40"), message);
  }

  @Test
  void aFileOfAnotherObjectiveIsRefused() throws IOException {
    Path index = folder.resolve("s").resolve(SurrogateCatalogue.INDEX);
    Files.writeString(index, Files.readString(index).replace("latency@a40", "energy@a40"));
    String message = failure(
        () -> SurrogateCatalogue.in(folder, SPACE).load(Objective.parseAnyDevice("energy@a40")));
    assertTrue(message.contains("a surrogate of 'latency@a40'"), message);
  }

  @Test
  void aBrokenCatalogueIsNamed() throws IOException {
    Path index = folder.resolve("s").resolve(SurrogateCatalogue.INDEX);
    Map<String, String> wrong = Map.of(
        "{}", "field 'space' is missing; expected a string",
        "[]", "[]; expected an object",
        "", "missing; expected an object",
        "{} {}", "more than one object; expected one",
        "{\"space\":", "not JSON at line 1");
    for (Map.Entry<String, String> entry : wrong.entrySet()) {
      Files.writeString(index, entry.getKey());
      String message = failure(() -> SurrogateCatalogue.in(folder, SPACE));
      assertTrue(message.startsWith(index + ": " + entry.getValue()), message);
      assertEquals(1, message.lines().count(), message);
    }
  }

  @Test
  void aTruncatedCatalogueIsRefused() throws IOException {
    Path index = folder.resolve("s").resolve(SurrogateCatalogue.INDEX);
    String text = Files.readString(index);
    for (int length : new int[] {0, 1, text.length() / 2, text.lastIndexOf('}')}) {
      Files.writeString(index, text.substring(0, length));
      String message = failure(() -> SurrogateCatalogue.in(folder, SPACE));
      assertTrue(message.startsWith(index + ": "), message);
    }
  }

  @Test
  void aCatalogueThatIsNotOneIsRefused() throws IOException {
    Path index = folder.resolve("s").resolve(SurrogateCatalogue.INDEX);
    Map<String, String> wrong = Map.of(
        "{\"space\": \"m\", \"surrogates\": {}}", "field 'space' is \"m\"; expected 's'",
        "{\"space\": \"s\"}", "field 'surrogates' is missing; expected an object",
        "{\"space\": \"s\", \"surrogates\": {\"latency@a40\": {\"file\": \"a\"}}}",
            "sha256' is missing",
        "{\"space\": \"s\", \"surrogates\": {\"latncy@mine\": {\"file\": \"a\", \"sha256\": \"b\"}}}",
            "unknown metric 'latncy'");
    for (Map.Entry<String, String> entry : wrong.entrySet()) {
      Files.writeString(index, entry.getKey());
      String message = failure(() -> SurrogateCatalogue.in(folder, SPACE));
      assertTrue(message.startsWith(index + ": "), message);
      assertTrue(message.contains(entry.getValue()), message);
    }
  }

  @Test
  void cataloguesOfTwoSpacesDoNotMix() {
    SurrogateCatalogue mine = SurrogateCatalogue.in(folder, SPACE);
    String message = failure(() -> SurrogateCatalogue.shipped(SearchSpace.m()).with(mine));
    assertTrue(message.contains("'m' and 's'"), message);
  }
}
