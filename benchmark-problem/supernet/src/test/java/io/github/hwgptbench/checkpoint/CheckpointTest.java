package io.github.hwgptbench.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.checkpoint.TorchFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files that PyTorch wrote, see {@code make_checkpoints.py} beside them. */
class CheckpointTest {

  @TempDir
  Path folder;

  private static Checkpoint open(String name) throws URISyntaxException {
    return Checkpoint.open(Path.of(CheckpointTest.class.getResource(name).toURI()));
  }

  private static float[] values(Checkpoint checkpoint, String name) {
    FloatBuffer buffer = checkpoint.read(name);
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Test
  void viewsOfStoragesHaveTheElementsThatPyTorchHas() throws Exception {
    try (Checkpoint checkpoint = open("views.pt")) {
      assertEquals(
          List.of("whole", "same", "transposed", "columns", "rows", "scalar", "empty", "parameter"),
          new ArrayList<>(checkpoint.tensors().keySet()));
      float[] base = new float[24];
      for (int i = 0; i < base.length; i++) {
        base[i] = i;
      }
      assertArrayEquals(base, values(checkpoint, "whole"));
      assertTrue(checkpoint.read("whole").isDirect(), "is a view of the file");
      assertEquals(checkpoint.tensors().get("whole"), checkpoint.tensors().get("same"));
      assertEquals(List.of(6, 4), checkpoint.tensors().get("transposed").shape());
      float[] transposed = values(checkpoint, "transposed");
      for (int row = 0; row < 6; row++) {
        for (int column = 0; column < 4; column++) {
          assertEquals(6 * column + row, transposed[4 * row + column]);
        }
      }
      assertArrayEquals(
          new float[] {2, 3, 4, 8, 9, 10, 14, 15, 16, 20, 21, 22}, values(checkpoint, "columns"));
      assertArrayEquals(
          new float[] {6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}, values(checkpoint, "rows"));
      assertArrayEquals(new float[] {7}, values(checkpoint, "scalar"));
      assertArrayEquals(new float[0], values(checkpoint, "empty"));
      assertArrayEquals(new float[] {0, 1, 2}, values(checkpoint, "parameter"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.pt", "protocol-5.pt"})
  void floatingPointNumbersAreConverted(String file) throws Exception {
    try (Checkpoint checkpoint = open(file)) {
      float tiny = (float) Math.pow(2, -24);
      assertArrayEquals(new float[] {0, -1.5f, 65504, tiny, 1 / 3f}, values(checkpoint, "float32"));
      assertArrayEquals(
          new float[] {
            0, -0.5f, (float) (65504 / 3.0), (float) (tiny / 3.0), (float) ((double) (1 / 3f) / 3)
          },
          values(checkpoint, "float64"));
      // 1/3 rounded to 11 and to 8 significant bits.
      assertArrayEquals(
          new float[] {0, -1.5f, 65504, tiny, 1365 / 4096f}, values(checkpoint, "float16"));
      assertArrayEquals(
          new float[] {0, -1.5f, 65536, tiny, 171 / 512f}, values(checkpoint, "bfloat16"));
      String message = assertThrows(CheckpointFileException.class, () -> checkpoint.read("int64"))
          .getMessage();
      assertTrue(
          message.endsWith(
              "tensor 'int64' has elements of type torch.LongStorage; allowed: floating-point numbers of 16, 32 or 64 bits"),
          message);
    }
  }

  @Test
  void lightningCheckpointsHaveTheirStateDictionaryRead() throws Exception {
    try (Checkpoint checkpoint = open("lightning.ckpt")) {
      assertEquals(28, checkpoint.tensors().size());
      assertTrue(checkpoint.tensors().keySet().stream().allMatch(key -> key.startsWith("model.")));
      assertEquals(
          checkpoint.tensors().get("model.lm_head.weight"),
          checkpoint.tensors().get("model.transformer.wte.weight"));
      // Parameter 0 by name; see fill() of the script.
      assertArrayEquals(new float[] {0, 1 / 64f}, new float[] {
        values(checkpoint, "model.lm_head.weight")[0], values(checkpoint, "model.lm_head.weight")[1]
      });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict", "model_state_dict", "model", "module"})
  void stateDictionariesAreFoundUnderTheNamesOfTools(String container) throws IOException {
    Path file = folder.resolve("contained.pth");
    new TorchFile().in(container).tensor("a", new float[] {1, 2}, 2).write(file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertEquals(Set.of("a"), checkpoint.tensors().keySet());
      assertArrayEquals(new float[] {1, 2}, values(checkpoint, "a"));
    }
  }

  @Test
  void aDictionaryOfAnotherNameIsNamed() throws IOException {
    Path file = folder.resolve("other.pth");
    new TorchFile().in("weights").tensor("a", new float[] {1, 2}, 2).write(file);
    String message =
        assertThrows(CheckpointFileException.class, () -> Checkpoint.open(file)).getMessage();
    assertEquals(
        file + ": 'weights' of its state dictionary is a dictionary, and none of state_dict,"
            + " model_state_dict, model, module; expected a tensor",
        message);
  }

  @Test
  void filesWithoutChecksumsAreRead() throws Exception {
    try (Checkpoint checkpoint = open("without-crc.pt")) {
      assertArrayEquals(new float[] {0, 1}, values(checkpoint, "a"));
    }
  }

  @Test
  void numbersWithTheLargeEndFirstAreRead() throws IOException {
    Path file = folder.resolve("big.pt");
    new TorchFile().bigEndian().tensor("a", new float[] {1, -2.5f, 3e-9f}, 3).write(file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertArrayEquals(new float[] {1, -2.5f, 3e-9f}, values(checkpoint, "a"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "legacy.pt    | of the format before PyTorch 1.6; load it in PyTorch and save it again with torch.save",
        "quantized.pt | 'a' of its state dictionary is made by torch._utils._rebuild_qtensor; expected a tensor",
        "scripted.pt  | a TorchScript program; expected what torch.save writes",
        "module.pt    | entry 'module/data.pkl' is made by __main__.Mlp; expected a state dictionary, as torch.save(model.state_dict(), FILE) writes",
        "make_checkpoints.py | neither a zip archive, as torch.save writes them, nor safetensors"
      })
  void whatIsNoStateDictionaryIsRefused(String file, String reason) {
    String message =
        assertThrows(CheckpointFileException.class, () -> open(file)).getMessage();
    assertTrue(message.endsWith(file + ": " + reason), message);
  }

  @Test
  void whatWasReadStaysWhenTheFileIsClosed() throws Exception {
    FloatBuffer whole;
    try (Checkpoint checkpoint = open("views.pt")) {
      whole = checkpoint.read("whole");
      assertFalse(whole.hasArray());
    }
    assertEquals(23, whole.get(23));
  }

  /** All finite numbers of half precision, from what the bits mean. */
  @Test
  void everyNumberOfHalfPrecisionIsConvertedExactly() {
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(2);
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double magnitude = exponent == 0
          ? fraction * Math.pow(2, -14)
          : exponent == 31
              ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
              : (1 + fraction) * Math.pow(2, exponent - 15);
      double expected = bits >> 15 == 0 ? magnitude : -magnitude;
      bytes.putShort(0, (short) bits);
      assertEquals((float) expected, ElementType.FLOAT16.get(bytes, 0), "bits " + bits);
    }
  }
}
