package io.github.hwgptbench.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.checkpoint.PickleBytes;
import io.github.hwgptbench.testing.checkpoint.TorchFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.razorvine.pickle.PickleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are damaged, or made to do damage, end in an error that names what is wrong. */
class HostileCheckpointTest {

  /** What never ends would take longer on any machine. */
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir
  Path folder;

  private String failure(Path file) {
    return assertTimeoutPreemptively(
        SOON,
        () -> assertThrows(CheckpointFileException.class, () -> {
              try (Checkpoint checkpoint = Checkpoint.open(file)) {
                checkpoint.tensors().keySet().forEach(checkpoint::read);
              }
            })
            .getMessage());
  }

  private String failure(Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("hostile.pt");
    TorchFile.write(file, "archive/", entries);
    String message = failure(file);
    String prefix = file + ": ";
    assertTrue(message.startsWith(prefix), message);
    return message.substring(prefix.length());
  }

  private static Map<String, byte[]> entries(byte[] pickle, byte[] storage) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data.pkl", pickle);
    entries.put("data/0", storage);
    return entries;
  }

  private String failure(PickleBytes pickle) throws IOException {
    return failure(entries(pickle.bytes(), new byte[24]));
  }

  private Path good() throws IOException {
    Path file = folder.resolve("good.pt");
    new TorchFile().tensor("a", new float[] {1, 2, 3, 4, 5, 6}, 2, 3).write(file);
    return file;
  }

  static Stream<Arguments> tensors() {
    return Stream.of(
        Arguments.of(
            6, 1, new long[] {2, 3}, new long[] {3, 1}, "reach beyond its storage of 6 elements"),
        Arguments.of(
            6, 0, new long[] {2, 3}, new long[] {4, 1}, "reach beyond its storage of 6 elements"),
        Arguments.of(6, -1, new long[] {2}, new long[] {1}, "none may be negative"),
        Arguments.of(6, 0, new long[] {-2}, new long[] {1}, "none may be negative"),
        Arguments.of(6, 5, new long[] {3}, new long[] {-1}, "none may be negative"),
        Arguments.of(-6, 0, new long[] {0}, new long[] {1}, "none may be negative"),
        Arguments.of(6, 0, new long[] {2, 3}, new long[] {1}, "2 sizes and 1 strides"),
        Arguments.of(6, 0, new long[9], new long[9], "9 sizes and 9 strides"),
        Arguments.of(6, 0, new long[] {1L << 40}, new long[] {1}, "overflow"),
        Arguments.of(
            6,
            0,
            new long[] {1 << 30, 1 << 30},
            new long[] {Long.MAX_VALUE, Long.MAX_VALUE},
            "are too large"),
        Arguments.of(6, Long.MAX_VALUE, new long[] {1}, new long[] {1}, "are too large"),
        Arguments.of(
            6, 0, new long[] {Integer.MAX_VALUE}, new long[] {0}, "expected distinct places"),
        Arguments.of(6, 0, new long[] {3, 3}, new long[] {1, 1}, "expected distinct places"),
        Arguments.of(
            7,
            0,
            new long[] {7},
            new long[] {1},
            "entry 'archive/data/0' has 24 bytes; tensor 'a' has 7 elements of 4 bytes"),
        Arguments.of(
            1L << 62,
            0,
            new long[] {6},
            new long[] {1},
            "entry 'archive/data/0' has 24 bytes; tensor 'a' has 4611686018427387904 elements of 4 bytes"));
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void tensorsStayWithinTheirStorage(
      long elements, long offset, long[] shape, long[] strides, String reason) throws IOException {
    String message = failure(new PickleBytes()
        .raw("}")
        .text("a")
        .tensor("FloatStorage", "0", elements, offset, shape, strides)
        .raw("s."));
    assertTrue(message.contains(reason), message);
  }

  @Test
  void aStorageThatIsMissingIsNamed() throws IOException {
    assertEquals(
        "tensor 'a': its entry 'archive/data/../../etc/passwd' is missing",
        failure(new PickleBytes()
            .raw("}")
            .text("a")
            .tensor("FloatStorage", "../../etc/passwd", 6, 0, new long[] {6}, new long[] {1})
            .raw("s.")));
  }

  static Stream<Arguments> pickles() {
    String list = "]q\u0000";
    return Stream.of(
        // What Python would run.
        Arguments.of(
            new PickleBytes().name("os", "system").raw("(").text("rm -rf /").raw("tR."),
            "is made by os.system; expected a state dictionary"),
        Arguments.of(
            new PickleBytes().raw("}").text("a").name("builtins", "eval").raw(")Rs."),
            "'a' of its state dictionary is made by builtins.eval; expected a tensor"),
        // What the library would run: a constructor by reflection, a method of a Java object.
        Arguments.of(
            new PickleBytes()
                .name("decimal", "Decimal")
                .raw("(")
                .text("1e999999999")
                .raw("tR."),
            "is made by decimal.Decimal"),
        Arguments.of(new PickleBytes().raw("}}b."), ""),
        Arguments.of(new PickleBytes().raw("(").name("array", "array").raw("o."), "operation 0x6f"),
        Arguments.of(new PickleBytes().raw("(iarray\narray\n."), "operation 0x69"),
        Arguments.of(new PickleBytes().raw("\u0082\u0001."), "operation 0x82"),
        Arguments.of(new PickleBytes().raw("Pid\n."), "operation 0x50"),
        Arguments.of(new PickleBytes().raw("\u0097."), "operation 0x97"),
        // Numbers in decimal digits take the square of their length to read.
        Arguments.of(new PickleBytes().raw("L").raw("9", 1 << 20).raw("L\n."), "operation 0x4c"),
        // Lengths of what is not there.
        Arguments.of(
            new PickleBytes().raw("\u008b").int32(Integer.MAX_VALUE).raw("."),
            "2147483647 bytes, where 1 are left"),
        Arguments.of(
            new PickleBytes().raw("\u008b").int32(-1).raw("."), "4294967295 bytes, where 1"),
        Arguments.of(
            new PickleBytes().raw("X").int32(Integer.MIN_VALUE).raw("."), "2147483648 bytes"),
        Arguments.of(
            new PickleBytes().raw("\u008e").int64(1L << 40).raw("."), "1099511627776 bytes"),
        Arguments.of(
            new PickleBytes().raw("\u0096").int64(-1).raw("."), "18446744073709551615 bytes"),
        Arguments.of(new PickleBytes().raw("B\u0001"), "bytes, where 0 are left"),
        // The stack and the memo.
        Arguments.of(new PickleBytes(), "truncated or damaged before byte 2 of 2"),
        Arguments.of(new PickleBytes().raw("."), "truncated or damaged before byte 3 of 3"),
        Arguments.of(new PickleBytes().raw("0"), "truncated or damaged"),
        Arguments.of(new PickleBytes().raw("t."), "truncated or damaged"),
        Arguments.of(new PickleBytes().raw("q\u0000."), "truncated or damaged"),
        Arguments.of(new PickleBytes().raw("h\u0007."), "invalid memo key"),
        Arguments.of(new PickleBytes().raw("}(K\u0001u."), "truncated or damaged"),
        Arguments.of(new PickleBytes().raw("NR."), "truncated or damaged"),
        Arguments.of(new PickleBytes().raw(")NR."), "truncated or damaged"),
        Arguments.of(new PickleBytes().raw("ccollections"), "an unterminated name"),
        Arguments.of(new PickleBytes().raw("\u0080\u0009."), "unsupported pickle protocol: 9"),
        Arguments.of(new PickleBytes().raw("NQ."), "a persistent object that is not the storage"),
        Arguments.of(
            new PickleBytes().name("torch._utils", "_rebuild_tensor_v2").raw(")R."),
            "truncated or damaged"),
        // Names that would steer a terminal, or fill it.
        Arguments.of(new PickleBytes().name("os", "\u001b[2J").raw("."), "a malformed name"),
        Arguments.of(
            new PickleBytes().name("x".repeat(300), "y").raw("."), "at most 256 characters"),
        Arguments.of(
            new PickleBytes().raw("}").text("\u001b]0;title\u0007").raw("Ns."),
            "a key of its state dictionary is not the name of a tensor"),
        Arguments.of(
            new PickleBytes().raw("}\u008b").int32(1 << 20).raw("x", 1 << 20).raw("Ns."),
            "a key of its state dictionary is not the name of a tensor"),
        Arguments.of(
            new PickleBytes()
                .raw("}((")
                .text("storage")
                .name("torch", "FloatStorage")
                .text("\n")
                .text("cpu")
                .raw("K\u0001tQ."),
            "a storage with a malformed name"),
        // A list in itself, and a key whose hash would never end; then deep and wide nesting.
        Arguments.of(
            new PickleBytes().raw(list + "h\u0000a."), "is a plain value; expected a state"),
        Arguments.of(new PickleBytes().raw("}" + list + "h\u0000ah\u0000s."), ""),
        Arguments.of(new PickleBytes().raw("\u008f(" + list + "h\u0000a\u0090."), "builtins.set"),
        Arguments.of(new PickleBytes().raw("N").raw("\u0085", 300_000).raw("."), "plain value"),
        Arguments.of(
            new PickleBytes().raw("}").text("a").raw("N").raw("\u0085", 300_000).raw("s."),
            "'a' of its state dictionary is a plain value; expected a tensor"),
        Arguments.of(new PickleBytes().raw("}" + list).raw("2\u0086", 200_000).raw("Ns."), ""),
        // Work and room that grow with the square of the length, and much for little.
        Arguments.of(new PickleBytes().raw("]").raw("(NNe", 250_000).raw("."), "is a plain value"),
        Arguments.of(
            new PickleBytes().raw("N", 500_000).raw("(1", 250_000).raw("."), "is a plain value"),
        Arguments.of(new PickleBytes().raw("}", 1 << 21).raw("."), "more than 1048576 operations"),
        Arguments.of(
            new PickleBytes().raw("X").int32(1 << 23).raw("x", 1 << 23).raw("."),
            "entry 'archive/data.pkl' has 8388616 bytes; allowed: 8388608"));
  }

  /** Those without a reason have nothing in them that hurts, and are empty. */
  @ParameterizedTest
  @MethodSource("pickles")
  void picklesAreNotRun(PickleBytes pickle, String reason) throws IOException {
    if (reason.isEmpty()) {
      Path file = folder.resolve("harmless.pt");
      TorchFile.write(file, "archive/", entries(pickle.bytes(), new byte[0]));
      assertTimeoutPreemptively(SOON, () -> Checkpoint.open(file).close());
      return;
    }
    String message = failure(pickle);
    assertTrue(message.contains(reason), message);
    assertTrue(
        message.startsWith("entry 'archive/data.pkl' ")
            || message.startsWith("entry 'archive/data.pkl': not a pickle of torch.save: ")
            || message.startsWith("'a' of its state dictionary ")
            || message.startsWith("a key of its state dictionary "),
        message);
  }

  static Stream<Arguments> archives() {
    return Stream.of(
        Arguments.of(Map.of("data/0", new byte[4]), "a zip archive with 0 entries 'NAME/data.pkl'"),
        Arguments.of(
            Map.of("data.pkl", new byte[0], "constants.pkl", new byte[0]), "a TorchScript program"),
        Arguments.of(
            Map.of("data.pkl", new byte[0], "byteorder", new byte[] {'?'}),
            "entry 'archive/byteorder' holds neither 'little' nor 'big'"),
        Arguments.of(
            Map.of("data.pkl", new byte[0], "byteorder", new byte[1 << 20]),
            "entry 'archive/byteorder' holds neither 'little' nor 'big'"),
        Arguments.of(Map.of("data.pkl", new byte[0]), "truncated or damaged before byte 0 of 0"));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void archivesOfOtherContentAreRefused(Map<String, byte[]> entries, String reason)
      throws IOException {
    String message = failure(entries);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void twoPicklesAreRefused() throws IOException {
    Path file = folder.resolve("two.pt");
    TorchFile.write(file, "", Map.of("a/data.pkl", new byte[0], "b/data.pkl", new byte[0]));
    assertTrue(failure(file).contains("with 2 entries 'NAME/data.pkl'"));
  }

  @Test
  void compressedEntriesAreRefused() throws IOException {
    Path file = folder.resolve("bomb.pt");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[1 << 24]);
    }
    Files.write(file, bytes.toByteArray());
    assertTrue(Files.size(file) < 1 << 16);
    String message = failure(file);
    // Written in one pass, so sizes follow the data; what matters is the method.
    assertTrue(message.contains("entry 'archive/data.pkl' is compressed, by method 8"), message);
  }

  /** Every prefix of a good file is refused, and so is every one with noise behind it. */
  @Test
  void truncatedFilesAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(good());
    Path file = folder.resolve("truncated.pt");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      String message = failure(file);
      assertTrue(
          message.contains(length == 0 ? "empty" : length < 4 ? "neither a zip" : "truncated"),
          message);
    }
  }

  /**
   * No byte of a file can be altered so that it does anything but fail with an error of ours, or be
   * read; one in the elements is always noticed.
   */
  @Test
  void alteredFilesFailWithAnErrorOfOursOrAreRead() throws IOException {
    Path good = good();
    byte[] whole = Files.readAllBytes(good);
    Path file = folder.resolve("altered.pt");
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 150; round++) {
      byte[] altered = whole.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, altered);
      try (Checkpoint checkpoint = Checkpoint.open(file)) {
        for (String name : checkpoint.tensors().keySet()) {
          checkpoint.read(name);
        }
      } catch (CheckpointFileException e) {
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      }
    }
  }

  /** The same for the pickle, without the checksum before it. */
  @Test
  void alteredPicklesFailWithAnErrorOrAreRead() throws Exception {
    byte[] whole;
    try (ZipFile zip =
        new ZipFile(Path.of(getClass().getResource("lightning.ckpt").toURI()).toFile())) {
      whole = zip.getInputStream(zip.getEntry("archive/data.pkl")).readAllBytes();
    }
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 1500; round++) {
      byte[] altered =
          Arrays.copyOf(whole, round % 2 == 0 ? whole.length : random.nextInt(whole.length));
      for (int i = random.nextInt(1, 8); i > 0 && altered.length > 0; i--) {
        altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
      }
      for (PickleDialect dialect : List.of(TorchNames.DIALECT, PickledData.DIALECT)) {
        try {
          InertUnpickler.read(altered, dialect);
        } catch (PickleException e) {
          assertTrue(e.getMessage().contains("before byte "), e.getMessage());
        }
      }
    }
  }

  private Path patched(int signature, int occurrence, int offset, long value, int bytes)
      throws IOException {
    Path file = folder.resolve("patched.pt");
    byte[] whole = Files.readAllBytes(good());
    ByteBuffer buffer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int at = -1;
    for (int seen = -1; seen < occurrence; ) {
      at++;
      if (buffer.getInt(at) == signature) {
        seen++;
      }
    }
    if (bytes == Short.BYTES) {
      buffer.putShort(at + offset, (short) value);
    } else {
      buffer.putInt(at + offset, (int) value);
    }
    Files.write(file, whole);
    return file;
  }

  static Stream<Arguments> patches() {
    int directory = 0x02014b50;
    int end = 0x06054b50;
    return Stream.of(
        Arguments.of(directory, 1, 8, 1, 2, "entry 'archive/data/0' is encrypted"),
        Arguments.of(directory, 1, 24, 25, 4, "is stored and has 25 bytes, but takes 24"),
        Arguments.of(directory, 1, 24, -1, 4, "lacks its zip64 sizes"),
        Arguments.of(directory, 1, 16, 7, 4, "entry 'archive/data/0' is damaged: its CRC is"),
        Arguments.of(directory, 1, 42, 3, 4, "entry 'archive/data/0' is not at byte 3"),
        Arguments.of(directory, 1, 42, -2, 4, "should be at byte 4294967294"),
        Arguments.of(directory, 1, 28, 9999, 2, "its directory ends within an entry"),
        Arguments.of(directory, 1, 0, 0, 4, "its directory has no entry at byte"),
        Arguments.of(end, 0, 10, 60_000, 2, "its directory has no entry at byte"),
        Arguments.of(end, 0, 12, 1 << 30, 4, "its directory has 1073741824 bytes"),
        Arguments.of(end, 0, 16, 1 << 30, 4, "from byte 1073741824 on"),
        Arguments.of(end, 0, 4, 1, 2, "a part of a zip archive"),
        Arguments.of(end, 0, 20, 1, 2, "truncated: no directory"));
  }

  @ParameterizedTest
  @MethodSource("patches")
  void directoriesThatLieAreRefused(
      int signature, int occurrence, int offset, long value, int bytes, String reason)
      throws IOException {
    String message = failure(patched(signature, occurrence, offset, value, bytes));
    assertTrue(message.contains(reason), message);
  }

  @Test
  void namesThatWouldSteerATerminalAreRefused() throws IOException {
    String message = failure(Map.of("data.pkl", new byte[0], "\u001b[2J", new byte[0]));
    assertTrue(message.startsWith("an entry has a malformed name"), message);
  }

  /** Both entries of the directory made to name the first header: twice there, and overlapping. */
  @Test
  void entriesThatAreThereTwiceOrOverlapAreRefused() throws IOException {
    Path file = folder.resolve("twice.pt");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data.pkl", new byte[10]);
    entries.put("datb.pkl", new byte[10]);
    TorchFile.write(file, "archive/", entries);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, text.replace("datb", "data"), StandardCharsets.ISO_8859_1);
    assertTrue(failure(file).endsWith("entry 'archive/data.pkl' occurs twice"));

    byte[] whole = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int second = text.lastIndexOf("PK\u0001\u0002");
    buffer.putInt(second + 42, 0);
    Files.write(file, whole);
    assertTrue(failure(file).endsWith("entries 'archive/data.pkl' and 'archive/data.pkl' overlap"));
  }

  /** A zip64 directory that is said to be at the end of the largest file there could be. */
  @Test
  void zip64DirectoriesThatLieAreRefused() throws IOException {
    Path file = folder.resolve("zip64.pt");
    ByteBuffer bytes = ByteBuffer.allocate(4 + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x04034b50);
    bytes.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    bytes.putInt(0).putInt(0).putLong(1).putLong(1).putLong(1L << 40).putLong(0);
    bytes.putInt(0x07064b50).putInt(0).putLong(4).putInt(1);
    bytes.putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1);
    bytes.putInt(-1).putInt(-1).putShort((short) 0);
    Files.write(file, bytes.array());
    assertTrue(failure(file).contains("its directory has 1099511627776 bytes from byte 0"));
    bytes.putLong(4 + 56 + 8, Long.MAX_VALUE);
    Files.write(file, bytes.array());
    assertTrue(failure(file).contains("directory should be at byte 9223372036854775807"));
    bytes.putLong(4 + 56 + 8, 5);
    Files.write(file, bytes.array());
    assertTrue(failure(file).contains("directory should be at byte 5"), failure(file));
  }

  /** 5 GB that are a hole in the file; a directory beyond 4 GB can be said in zip64 alone. */
  @Test
  void largeFilesTakeNoRoomOnTheHeap() throws IOException {
    Path file = folder.resolve("large.pt");
    byte[] whole = Files.readAllBytes(good());
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.write(whole, 0, 4);
      large.setLength(5L << 30);
      large.seek(large.length());
      large.write(whole, 4, whole.length - 4);
    }
    assertTrue(failure(file).contains("damaged"));
  }

  @Test
  void filesOfOtherKindsGetTheirOwnMessage() throws IOException {
    for (List<String> kind : List.of(
        List.of("<!DOCTYPE html><html>Virus scan warning", "a web page, not a checkpoint"),
        List.of("\n <HTML>", "a web page, not a checkpoint"),
        List.of("", "empty"),
        List.of("PK", "neither a zip archive"))) {
      Path file = folder.resolve("other.pt");
      Files.writeString(file, kind.get(0));
      assertTrue(failure(file).startsWith(file + ": " + kind.get(1)), failure(file));
    }
    assertTrue(failure(folder).endsWith(": a folder; expected a file"));
    assertTrue(failure(folder.resolve("none.pt")).endsWith("none.pt: no such file"));
  }
}
