package io.github.hwgptbench.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import io.github.hwgptbench.testing.checkpoint.SafetensorsFile;
import io.github.hwgptbench.testing.checkpoint.TorchFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Safetensors, and indexes of several files. */
class SafetensorsTest {

  @TempDir
  Path folder;

  private static float[] values(Checkpoint checkpoint, String name) {
    FloatBuffer buffer = checkpoint.read(name);
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private String failure(Path file) {
    String message = assertThrows(CheckpointFileException.class, () -> {
          try (Checkpoint checkpoint = Checkpoint.open(file)) {
            checkpoint.tensors().keySet().forEach(checkpoint::read);
          }
        })
        .getMessage();
    String prefix = file + ": ";
    assertTrue(message.startsWith(prefix), message);
    return message.substring(prefix.length());
  }

  private String failure(String header, int dataBytes) throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    SafetensorsFile.write(file, header, new byte[dataBytes]);
    return failure(file);
  }

  /** Written by the library itself; {@code make_checkpoints.py} says with which values. */
  @Test
  void filesOfTheLibraryItselfAreRead() throws Exception {
    Path file = Path.of(getClass().getResource("types.safetensors").toURI());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      float tiny = (float) Math.pow(2, -24);
      assertArrayEquals(new float[] {0, -1.5f, 65504, tiny, 1 / 3f}, values(checkpoint, "float32"));
      assertEquals((float) (65504 / 3.0), values(checkpoint, "float64")[2]);
      assertArrayEquals(
          new float[] {0, -1.5f, 65504, tiny, 1365 / 4096f}, values(checkpoint, "float16"));
      assertArrayEquals(
          new float[] {0, -1.5f, 65536, tiny, 171 / 512f}, values(checkpoint, "bfloat16"));
      assertEquals(
          file
              + ": tensor 'int64' has elements of type I64; allowed: floating-point numbers of 16, 32 or 64 bits",
          assertThrows(CheckpointFileException.class, () -> checkpoint.read("int64"))
              .getMessage());
      assertEquals(
          com.google.common.io.MoreFiles.asByteSource(file)
              .hash(Hashing.sha256())
              .toString(),
          checkpoint.sha256(bytes -> {}));
    }
  }

  @Test
  void tensorsOfAnyShapeAreRead() throws IOException {
    Path file = folder.resolve("a.safetensors");
    new SafetensorsFile()
        .tensor("z", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .tensor("scalar", new float[] {7})
        .tensor("empty", new float[0], 0, 3)
        .tensor("a", new float[] {8}, 1)
        .write(file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertEquals(
          List.of("a", "empty", "scalar", "z"),
          new ArrayList<>(checkpoint.tensors().keySet()));
      assertEquals(List.of(2, 3), checkpoint.tensors().get("z").shape());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, values(checkpoint, "z"));
      assertArrayEquals(new float[] {7}, values(checkpoint, "scalar"));
      assertArrayEquals(new float[0], values(checkpoint, "empty"));
      assertArrayEquals(new float[] {8}, values(checkpoint, "a"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 12 | tensors 'a' and 'b' overlap",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | damaged: 4 bytes before tensor 'a' belong to no tensor",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 9 | damaged: the last 5 bytes belong to no tensor",
        "{} | 3 | damaged: the last 3 bytes belong to no tensor",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4 | tensor 'a': offsets [0, 8] in 4 bytes; expected its begin and end",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | tensor 'a': offsets [4, 0] in 4 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | 4 | tensor 'a': offsets [-4, 0] in 4 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | 4 | tensor 'a': offsets [0] in 4 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,9223372036854775807]}} | 4 | tensor 'a': offsets [0, 9223372036854775807] in 4 bytes",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,4]}} | 4 | tensor 'a': shape [3] of type F32 takes 12 bytes; it has 4",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | tensor 'a': shape [-1]; allowed: at most 8 dimensions, none negative",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1],'data_offsets':[0,4]}} | 4 | at most 8 dimensions",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | 4 | is too large; allowed: 2147483647 elements",
        "{'a':{'dtype':'F32','shape':[0,4294967296],'data_offsets':[0,0]}} | 0 | is too large; allowed: 2147483647 elements",
        "{'a':{'dtype':'F32','shape':[1]}} | 4 | its header: field 'a.data_offsets' is missing; expected a list of integers",
        "{'a':{'dtype':7,'shape':[1],'data_offsets':[0,4]}} | 4 | its header: field 'a.dtype' is 7; expected a string",
        "{'a':7} | 4 | its header: field 'a' is 7; expected an object",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{}} | 4 | its header: ",
        "{'a':{'dtype':'F3\\u0007','shape':[1],'data_offsets':[0,4]}} | 4 | tensor 'a': its type has a control character",
        "{'\\u001b[2J':{}} | 0 | a key of its header is not the name of a tensor",
        "{'a' | 0 | its header: ",
      })
  void headersThatLieAreRefused(String header, int dataBytes, String reason) throws IOException {
    String message = failure(header.replace('\'', '"'), dataBytes);
    assertTrue(
        message.startsWith(reason) || message.contains(": shape ") && message.contains(reason),
        message);
  }

  /** No length is believed: neither that of the largest header nor one that is negative. */
  @ParameterizedTest
  @ValueSource(longs = {3, 1L << 30, 1L << 55, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void lengthsOfHeadersThatLieAreRefused(long length) throws IOException {
    Path file = folder.resolve("length.safetensors");
    byte[] start =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    Files.write(file, Bytes.concat(start, "{\"a\":{}}".getBytes("UTF-8")));
    String message = failure(file);
    assertTrue(
        length == 3
            ? message.startsWith("its header: ")
            : length >> 56 == 0
                ? message.startsWith(
                    "truncated or damaged: a header of " + length + " bytes, but 8 are left")
                : message.startsWith("neither a zip archive"),
        message);
  }

  @Test
  void headersThatAreTooLongOrTooDeepAreRefused() throws IOException {
    assertEquals(
        "a header of 2097154 bytes; allowed: 2097152", failure("{}" + " ".repeat(1 << 21), 0));
    assertTrue(failure("{\"a\":" + "[".repeat(1 << 20), 0).startsWith("its header: "));
    assertTrue(failure("{\"a\":" + "{\"a\":".repeat(1 << 18), 0).startsWith("its header: "));
    assertTrue(failure(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1"
                + ",1".repeat(1 << 20).substring(0, (1 << 21) - 200) + "],\"data_offsets\":[0,4]}}",
            4)
        .endsWith("at most 8 dimensions, none negative"));
  }

  @Test
  void truncatedFilesAreRefused() throws IOException {
    Path file = folder.resolve("truncated.safetensors");
    new SafetensorsFile().tensor("a", new float[] {1, 2, 3, 4}, 4).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      failure(file);
    }
  }

  private Path index(String map) throws IOException {
    return Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\n  \"metadata\": {\"total_size\": 24},\n  \"weight_map\": {" + map + "}\n}\n");
  }

  @Test
  void filesThatAnIndexNamesAreReadAsOne() throws IOException {
    new SafetensorsFile()
        .tensor("a", new float[] {1, 2}, 2)
        .tensor("b", new float[] {3}, 1)
        .write(folder.resolve("1.safetensors"));
    new TorchFile().tensor("c", new float[] {4, 5, 6}, 3).write(folder.resolve("2.bin"));
    Path index = index("\"a\": \"1.safetensors\", \"c\": \"2.bin\", \"b\": \"1.safetensors\"");
    try (Checkpoint checkpoint = Checkpoint.open(index)) {
      assertEquals(List.of("a", "c", "b"), new ArrayList<>(checkpoint.tensors().keySet()));
      assertArrayEquals(new float[] {1, 2}, values(checkpoint, "a"));
      assertArrayEquals(new float[] {3}, values(checkpoint, "b"));
      assertArrayEquals(new float[] {4, 5, 6}, values(checkpoint, "c"));
      byte[] all = Bytes.concat(
          Files.readAllBytes(index),
          Files.readAllBytes(folder.resolve("1.safetensors")),
          Files.readAllBytes(folder.resolve("2.bin")));
      assertEquals(all.length, checkpoint.bytes());
      assertEquals(Hashing.sha256().hashBytes(all).toString(), checkpoint.sha256(bytes -> {}));
      assertEquals(index, checkpoint.file());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a': '../1.safetensors'   | the file of tensor 'a' is not the name of a file beside the index",
        "'a': '/etc/passwd'        | the file of tensor 'a' is not the name of a file beside the index",
        "'a': 'C:\\\\x'            | the file of tensor 'a' is not the name of a file beside the index",
        "'a': ''                   | the file of tensor 'a' is not the name of a file beside the index",
        "'\\u001b': '1'            | a key of its index is not the name of a tensor",
        "'a': 7                    | not an index of tensors: field 'weight_map.a' is 7; expected a string",
        "'a': 'model.safetensors.index.json' | 'model.safetensors.index.json' is an index too",
        "'a': '\\ud800'            | this system can't have a file named",
        "'z': '1.safetensors'      | tensor 'z' is missing from '1.safetensors', where the index places it",
      })
  void indexesThatLieAreRefused(String map, String reason) throws IOException {
    new SafetensorsFile().tensor("a", new float[] {1, 2}, 2).write(folder.resolve("1.safetensors"));
    String message = failure(index(map.replace('\'', '"')));
    assertTrue(message.startsWith(reason), message);
  }

  @Test
  void aFileThatIsMissingOrOfAnotherFormatIsNamed() throws IOException {
    Path index = index("\"a\": \"1.safetensors\"");
    String missing = assertThrows(CheckpointFileException.class, () -> Checkpoint.open(index))
        .getMessage();
    assertEquals(folder.resolve("1.safetensors") + ": no such file", missing);
    Path other = Files.writeString(folder.resolve("config.json"), "{\"hidden_size\": 4}");
    assertEquals(
        "not an index of tensors: field 'weight_map' is missing; expected an object",
        failure(other));
  }
}
