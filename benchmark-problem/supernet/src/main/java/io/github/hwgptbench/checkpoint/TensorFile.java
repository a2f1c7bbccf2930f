package io.github.hwgptbench.checkpoint;

import com.google.common.hash.Hasher;
import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An open file of a checkpoint, of any format, which determines the positions of tensors. */
abstract class TensorFile implements AutoCloseable {

  private static final int MOST_TENSOR_BYTES = Integer.MAX_VALUE;
  private static final int BLOCK_BYTES = 1 << 20;

  private final Path file;
  private final FileChannel channel;

  TensorFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file, whose first bytes determine its format.
   *
   * @throws CheckpointFileException if it can't be read, is of no known format, or damaged
   */
  static TensorFile open(Path file) {
    if (Files.isDirectory(file)) {
      throw new CheckpointFileException(Text.format("%s: a folder; expected a file", file));
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      TensorFile opened = switch (FileKind.of(file, channel)) {
        case INDEX -> new ShardIndex(file, channel);
        case SAFETENSORS -> new Safetensors(file, channel);
        default -> new TorchArchive(file, channel);
      };
      channel = null;
      return opened;
    } catch (NoSuchFileException e) {
      throw new CheckpointFileException(Text.format("%s: no such file", file), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      close(channel);
    }
  }

  private static CheckpointFileException unreadable(Path file, IOException e) {
    return new CheckpointFileException(
        Text.format("%s: can't be read: %s", file, e.getMessage()), e);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was only read, so nothing is lost.
    }
  }

  final Path file() {
    return file;
  }

  /** Returns the tensors by name, in the order of the file. */
  abstract Map<String, CheckpointTensor> tensors();

  /** Returns the first byte of the storage of a tensor, once it is known to be whole. */
  abstract long begin(String name, CheckpointTensor tensor) throws IOException;

  abstract ByteOrder byteOrder();

  /** Reads one of {@link #tensors}, as {@link Checkpoint#read} describes. */
  final FloatBuffer read(String name) {
    CheckpointTensor tensor = Objects.requireNonNull(tensors().get(name));
    ElementType type = ElementType.of(tensor.storageType())
        .orElseThrow(() -> wrong(
            "tensor '%s' has elements of type %s; allowed: floating-point numbers of 16, 32 or 64 bits",
            name, tensor.storageType()));
    long bytes = Math.multiplyExact(tensor.span(), type.bytes());
    if (bytes > MOST_TENSOR_BYTES) {
      throw wrong("tensor '%s' takes %d bytes; allowed: %d", name, bytes, MOST_TENSOR_BYTES);
    }
    try {
      long begin = begin(name, tensor) + tensor.offset() * type.bytes();
      ByteBuffer elements =
          channel.map(FileChannel.MapMode.READ_ONLY, begin, bytes).order(byteOrder());
      return type == ElementType.FLOAT32 && tensor.contiguous()
          ? elements.asFloatBuffer()
          : converted(elements, tensor, type);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static FloatBuffer converted(
      ByteBuffer elements, CheckpointTensor tensor, ElementType type) {
    float[] values = new float[tensor.size()];
    int[] index = new int[tensor.shape().size()];
    long place = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = type.get(elements, (int) (place * type.bytes()));
      for (int dimension = index.length - 1; dimension >= 0; dimension--) {
        place += tensor.strides().get(dimension);
        if (++index[dimension] < tensor.shape().get(dimension)) {
          break;
        }
        place -= tensor.strides().get(dimension) * index[dimension];
        index[dimension] = 0;
      }
    }
    return FloatBuffer.wrap(values);
  }

  /** Adds all bytes of the file to a hash. */
  final void hash(Hasher hash, LongConsumer progress) {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    try {
      for (long at = 0; channel.read(block, at) >= 0; block.clear()) {
        at += block.position();
        progress.accept(block.position());
        hash.putBytes(block.flip());
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns the size of the file, bytes. */
  final long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Fills a buffer, and makes it ready to be read. */
  final void read(long offset, ByteBuffer to) throws IOException {
    while (to.hasRemaining()) {
      if (channel.read(to, offset + to.position()) < 0) {
        throw wrong("truncated while it was read");
      }
    }
    to.flip();
  }

  @FormatMethod
  final CheckpointFileException wrong(String what, @Nullable Object... details) {
    return new CheckpointFileException(file + ": " + Text.format(what, details));
  }

  @Override
  public final void close() {
    close(channel);
  }
}
