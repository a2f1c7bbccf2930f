package io.github.hwgptbench.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

  @TempDir
  Path folder;

  private static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("second", new long[] {2, 3});
    shapes.put("first", new long[] {1});
    return shapes;
  }

  private static FloatBuffer floats(float... values) {
    return FloatBuffer.wrap(values);
  }

  @Test
  void theFileIsOfTheFormat() throws IOException {
    Path file = folder.resolve("tensors.safetensors");
    FloatBuffer parts = floats(9, 1, 2, 3, 4).position(1);
    try (SafetensorsWriter writer =
        SafetensorsWriter.create(file, shapes(), Map.of("b", "ü", "a", "1"))) {
      writer.write(parts);
      writer.write(floats(5, 6));
      writer.write(floats(7));
      writer.finish();
    }
    assertEquals(1, parts.position());

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    assertEquals(0, length % 8);
    String header = StandardCharsets.UTF_8.decode(bytes.slice(8, length)).toString();
    assertEquals(
        "{\"__metadata__\":{\"a\":\"1\",\"b\":\"ü\"},"
            + "\"second\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
            + "\"first\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]}}",
        header.stripTrailing());
    assertEquals(3, new ObjectMapper().readTree(header).size());
    FloatBuffer values =
        bytes.position(8 + length).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    assertEquals(floats(1, 2, 3, 4, 5, 6, 7), values);
    assertEquals(List.of("tensors.safetensors"), files());
  }

  /** More than one block, in parts that no block ends with. */
  @Test
  void valuesOfManyBlocksAreInOrder() throws IOException {
    int rows = 331;
    int columns = 997;
    Path file = folder.resolve("large.safetensors");
    try (SafetensorsWriter writer =
        SafetensorsWriter.create(file, Map.of("large", new long[] {rows, columns}), Map.of())) {
      for (int row = 0; row < rows; row++) {
        float[] values = new float[columns];
        for (int column = 0; column < columns; column++) {
          values[column] = row * columns + column;
        }
        writer.write(FloatBuffer.wrap(values));
      }
      writer.finish();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = bytes
        .position(8 + (int) bytes.getLong(0))
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
    assertEquals(rows * columns, values.remaining());
    for (int i = 0; i < rows * columns; i++) {
      assertEquals((float) i, values.get(i));
    }
  }

  @Test
  void aFileThatIsNotWholeIsNotThere() throws IOException {
    Path file = Files.writeString(folder.resolve("tensors.safetensors"), "earlier");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, shapes(), Map.of())) {
      writer.write(floats(1, 2, 3, 4, 5, 6));
      IllegalStateException refused = assertThrows(IllegalStateException.class, writer::finish);
      assertEquals(true, refused.getMessage().contains("bytes were written"));
    }
    assertEquals("earlier", Files.readString(file));
    assertEquals(List.of("tensors.safetensors"), files());
  }

  /** What is written to this device fails as on a full disk. */
  @Test
  void aFullDiskLeavesNoFileAndNoHandle() throws IOException {
    Path full = Path.of("/dev/full");
    Path handles = Path.of("/proc/self/fd");
    assumeTrue(Files.exists(full) && Files.exists(handles));
    Files.createSymbolicLink(folder.resolve("tensors.safetensors.part"), full);
    Path file = folder.resolve("tensors.safetensors");
    assertThrows(IOException.class, () -> SafetensorsWriter.create(file, shapes(), Map.of()));
    assertEquals(List.of(), files());
    try (Stream<Path> open = Files.list(handles)) {
      assertFalse(open.anyMatch(handle -> isLinkTo(handle, full)));
    }
  }

  private static boolean isLinkTo(Path link, Path target) {
    try {
      return Files.readSymbolicLink(link).equals(target);
    } catch (IOException e) {
      // A file that was closed meanwhile.
      return false;
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
