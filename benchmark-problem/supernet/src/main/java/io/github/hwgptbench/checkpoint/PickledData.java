package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * Data that {@code pickle.dump} of Python wrote, in protocol 2 to 5: lists, dictionaries, numbers,
 * strings, and, from protocol 3 on, scalars of numpy. Nothing that a file names is run or looked
 * up.
 *
 * @since 0.2.0
 */
public final class PickledData {

  /**
   * Ten times the largest file of measurements, 2,500 architectures of 36 layers with 50 energies.
   */
  private static final int MOST_BYTES = 1 << 25;

  /** Twice the operations of the longest one, 10,000 architectures of 36 layers. */
  private static final int MOST_OPERATIONS = 1 << 22;

  private static final int PROTOCOL = 0x80;
  private static final int START_BYTES = 3;
  private static final int LONG1 = 0x8a;

  private static final PythonName DTYPE = new PythonName("numpy", "dtype");
  private static final Set<PythonName> SCALAR = Set.of(
      new PythonName("numpy.core.multiarray", "scalar"),
      new PythonName("numpy._core.multiarray", "scalar"));
  static final PickleDialect DIALECT =
      new PickleDialect("pickle.dump of plain data", MOST_OPERATIONS, PickledData::call);

  private PickledData() {}

  /**
   * Returns whether a file begins as a pickle does. Files that {@code torch.save} wrote do not:
   * they are zip archives, or, before PyTorch 1.6, begin with a long integer.
   *
   * @return false also if the file can't be read
   */
  public static boolean recognizes(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(START_BYTES);
      return start.length == START_BYTES
          && Byte.toUnsignedInt(start[0]) == PROTOCOL
          && start[1] >= 2
          && start[1] <= 5
          && Byte.toUnsignedInt(start[2]) != LONG1;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a file.
   *
   * @return {@link java.util.List}s, {@link java.util.Map}s, {@link Number}s, {@link Boolean}s,
   *     strings and nulls; tuples are arrays, and of whatever else the pickle makes there is an
   *     object that holds nothing. Lists and maps may contain themselves.
   * @throws CheckpointFileException if it can't be read, is larger than 32 MiB, truncated, damaged,
   *     or no pickle of plain data; names the file and the error
   */
  public static @Nullable Object read(Path file) {
    byte[] bytes;
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new CheckpointFileException(
            Text.format("%s: %d bytes; allowed: %d", file, size, MOST_BYTES));
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CheckpointFileException(Text.format("%s: no such file", file), e);
    } catch (IOException e) {
      throw new CheckpointFileException(
          Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
    try {
      return InertUnpickler.read(bytes, DIALECT);
    } catch (PickleException e) {
      throw new CheckpointFileException(
          Text.format("%s: not a pickle of plain data: %s", file, e.getMessage()), e);
    }
  }

  private static Object call(PythonName name, Object[] arguments) {
    if (name.equals(DTYPE)) {
      return new NumpyType((String) arguments[0]);
    }
    return SCALAR.contains(name)
        ? ((NumpyType) arguments[0]).of((byte[]) arguments[1])
        : new PythonObject(name);
  }
}
