package io.github.hwgptbench.training;

import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * All that a training needs to go on: the file is the text {@code hwgpt-training-1}, what is
 * trained in words, the steps that were made, the number of weights, then the weights and both
 * moments of the optimizer, big-endian, and a CRC-32 of all before. Where the best weights are
 * kept, the text is {@code hwgpt-training-2}, and before the CRC-32 are the steps of the best, the
 * number of losses, the losses, and the weights.
 *
 * @param what is trained, in words; a training goes on with its own checkpoints alone
 * @param steps how many were made
 * @param weights of the supernet, one tensor after another
 * @param means of the gradients
 * @param squares means of the squared gradients
 * @param best what did best in validation so far; null if nothing is kept
 */
record Checkpoint(
    String what,
    int steps,
    float[] weights,
    float[] means,
    float[] squares,
    @Nullable BestWeights best) {

  static final String FILE = "checkpoint.bin";
  private static final String FORMAT = "hwgpt-training-1";
  private static final String WITH_BEST = "hwgpt-training-2";

  /** Writes it in place of the one before, in one step. */
  void write(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Path part = folder.resolve(FILE + ".part");
    try {
      try (FileChannel channel = FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
          OutputStream bytes = Channels.newOutputStream(channel);
          CheckedOutputStream checked =
              new CheckedOutputStream(new BufferedOutputStream(bytes, 1 << 20), new CRC32());
          DataOutputStream out = new DataOutputStream(checked)) {
        out.writeUTF(best == null ? FORMAT : WITH_BEST);
        out.writeUTF(what);
        out.writeInt(steps);
        out.writeInt(weights.length);
        write(weights, out);
        write(means, out);
        write(squares, out);
        if (best != null) {
          write(best, out);
        }
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new IOException(
          Text.format(
              "%s: can't be written: %s; the previous checkpoint, if any, is kept",
              file, e.getMessage()),
          e);
    }
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static void write(BestWeights best, DataOutputStream out) throws IOException {
    out.writeInt(best.steps());
    out.writeShort(best.losses().length);
    for (double loss : best.losses()) {
      out.writeDouble(loss);
    }
    write(best.weights(), out);
  }

  /**
   * Reads the checkpoint of a folder.
   *
   * @param expected number of weights
   * @throws IOException if it can't be read, or is not whole
   */
  static Checkpoint read(Path folder, int expected) throws IOException {
    Path file = folder.resolve(FILE);
    try (InputStream bytes = Files.newInputStream(file);
        CheckedInputStream checked =
            new CheckedInputStream(new BufferedInputStream(bytes, 1 << 20), new CRC32());
        DataInputStream in = new DataInputStream(checked)) {
      String format = in.readUTF();
      if (!format.equals(FORMAT) && !format.equals(WITH_BEST)) {
        throw new IOException(
            Text.format("%s: '%s'; expected '%s' or '%s'", file, format, FORMAT, WITH_BEST));
      }
      String what = in.readUTF();
      int steps = in.readInt();
      int size = in.readInt();
      if (size != expected) {
        throw new IOException(
            Text.format("%s: of %d weights; this supernet has %d", file, size, expected));
      }
      Checkpoint checkpoint = new Checkpoint(
          what,
          steps,
          floats(size, in),
          floats(size, in),
          floats(size, in),
          format.equals(WITH_BEST) ? best(size, in) : null);
      long sum = checked.getChecksum().getValue();
      if (in.readLong() != sum) {
        throw new IOException(Text.format("%s: damaged, its checksum does not match", file));
      }
      return checkpoint;
    } catch (EOFException e) {
      throw new IOException(Text.format("%s: cut off", file), e);
    } catch (UTFDataFormatException e) {
      throw new IOException(Text.format("%s: not a checkpoint of a training", file), e);
    }
  }

  private static BestWeights best(int size, DataInputStream in) throws IOException {
    int steps = in.readInt();
    double[] losses = new double[in.readUnsignedShort()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = in.readDouble();
    }
    return new BestWeights(steps, losses, floats(size, in));
  }

  private static float[] floats(int size, DataInputStream in) throws IOException {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
