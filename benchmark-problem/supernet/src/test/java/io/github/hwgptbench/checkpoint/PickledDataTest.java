package io.github.hwgptbench.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.checkpoint.PickleBytes;
import io.github.hwgptbench.testing.checkpoint.TorchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickledDataTest {

  @TempDir
  private Path temp;

  private Path file(byte[] bytes) throws IOException {
    Path file = temp.resolve("data.pkl");
    Files.write(file, bytes);
    return file;
  }

  private void refused(String what, PickleBytes pickle) throws IOException {
    Path file = file(pickle.end());
    String message = assertThrows(CheckpointFileException.class, () -> PickledData.read(file))
        .getMessage();
    assertTrue(message.startsWith(file + ": not a pickle of plain data: " + what), message);
  }

  @Test
  void dataAndScalarsOfNumpyAreRead() throws IOException {
    PickleBytes pickle = new PickleBytes().raw("}(").text("list").raw("](K\u0005\u0089Ne");
    for (String module : List.of("numpy.core.multiarray", "numpy._core.multiarray")) {
      pickle.text(module).numpyScalar(module, "f8", "<").int64(Double.doubleToLongBits(2.5));
      pickle.raw("\u0086R");
    }
    assertEquals(
        Map.of(
            "list", Arrays.asList(5, false, null),
            "numpy.core.multiarray", 2.5,
            "numpy._core.multiarray", 2.5),
        PickledData.read(file(pickle.raw("u").end())));
  }

  @Test
  void nothingThatAFileNamesIsRun() throws IOException {
    Path harm = temp.resolve("harm");
    Object content = PickledData.read(file(new PickleBytes()
        .name("os", "system")
        .text("touch " + harm)
        .raw("\u0085R")
        .end()));
    assertEquals(new PythonObject(new PythonName("os", "system")), content);
    assertFalse(Files.exists(harm));
  }

  @Test
  void whatIsNoPlainDataIsRefused() throws IOException {
    refused(
        "a NumPy scalar that is not a number",
        new PickleBytes()
            .numpyScalar("numpy.core.multiarray", "U9", "<")
            .int64(0)
            .raw("\u0086R"));
    refused(
        "a NumPy type that is not little-endian",
        new PickleBytes()
            .numpyScalar("numpy.core.multiarray", "f8", ">")
            .int64(0)
            .raw("\u0086R"));
    refused(
        "a NumPy scalar whose bytes do not match its type",
        new PickleBytes()
            .numpyScalar("numpy.core.multiarray", "f4", "<")
            .int64(0)
            .raw("\u0086R"));
    refused("more than 4194304 operations", new PickleBytes().raw("N0", 1 << 22));
    refused("operation 0x49, which pickle.dump of plain data", new PickleBytes().raw("I5\n"));
  }

  @Test
  void longKeysAreOne() throws IOException {
    PickleBytes pickle = new PickleBytes().raw("}").text("k".repeat(1024)).raw("K\u0001s");
    pickle.text("k".repeat(1025)).raw("K\u0002s");
    pickle.raw("\u008b").int32(16).raw("\u007f", 16).raw("K\u0003s");
    Object longer = new PythonObject(new PythonName("builtins", "str"));
    assertEquals(Map.of("k".repeat(1024), 1, longer, 3), PickledData.read(file(pickle.end())));
  }

  @Test
  void truncatedFilesAreRefusedAtEveryByte() throws IOException {
    byte[] whole = new PickleBytes()
        .raw("](")
        .text("text")
        .numpyScalar("numpy.core.multiarray", "i8", "<")
        .int64(7)
        .raw("\u0086Re")
        .end();
    assertEquals(List.of("text", 7L), PickledData.read(file(whole)));
    for (int length = 0; length < whole.length; length++) {
      Path file = file(Arrays.copyOf(whole, length));
      assertThrows(CheckpointFileException.class, () -> PickledData.read(file));
    }
  }

  @Test
  void filesOfPyTorchAreNotRecognized() throws IOException {
    assertTrue(PickledData.recognizes(file(new PickleBytes().raw("]").end())));
    assertFalse(
        PickledData.recognizes(file(new PickleBytes().number(0x1950a86aL).end())));
    assertFalse(PickledData.recognizes(temp));
    assertFalse(PickledData.recognizes(temp.resolve("none.pkl")));
    Path torch = temp.resolve("torch.pt");
    new TorchFile().tensor("weight", new float[1], 1).write(torch);
    assertFalse(PickledData.recognizes(torch));
  }

  @Test
  void missingAndHugeFilesAreNamed() throws IOException {
    Path none = temp.resolve("none.pkl");
    assertEquals(
        none + ": no such file",
        assertThrows(CheckpointFileException.class, () -> PickledData.read(none))
            .getMessage());
    Path huge = file(new byte[(1 << 25) + 1]);
    assertEquals(
        huge + ": 33554433 bytes; allowed: 33554432",
        assertThrows(CheckpointFileException.class, () -> PickledData.read(huge))
            .getMessage());
  }
}
