package io.github.hwgptbench.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes float32 tensors as a <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * file. The tensors follow each other in the order of the map without gaps; the header is padded
 * with spaces, so that they begin at a multiple of 8 bytes. The same calls write the same bytes.
 *
 * <p>Until {@link #finish} there is no such file, or still the earlier one: a writer that is closed
 * without it leaves nothing behind.
 *
 * @since 0.2.0
 */
public final class SafetensorsWriter implements AutoCloseable {

  private static final int BLOCK_FLOATS = 1 << 16;
  private static final int ALIGNMENT = 8;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final long end;
  private final ByteBuffer block =
      ByteBuffer.allocateDirect(BLOCK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private SafetensorsWriter(Path file, byte[] header, long bytes) throws IOException {
    this.file = file;
    part = file.resolveSibling(file.getFileName() + ".part");
    end = Long.BYTES + header.length + bytes;
    channel = FileChannel.open(
        part,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
    boolean begun = false;
    try {
      block.putLong(header.length);
      flush();
      write(channel, ByteBuffer.wrap(header));
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  /**
   * Begins a file.
   *
   * @param file where to; replaced by {@link #finish} if it is there
   * @param shapes names of the tensors in the order in which {@link #write} gets them, and the size
   *     of each dimension
   * @param metadata entries to write into the header besides the tensors
   * @throws IOException if it can't be written
   */
  public static SafetensorsWriter create(
      Path file, Map<String, long[]> shapes, Map<String, String> metadata) throws IOException {
    ObjectNode header = new ObjectMapper().createObjectNode();
    ObjectNode described = header.putObject("__metadata__");
    new TreeMap<>(metadata).forEach(described::put);
    long bytes = 0;
    for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
      ObjectNode node = header.putObject(tensor.getKey()).put("dtype", "F32");
      ArrayNode shape = node.putArray("shape");
      long floats = 1;
      for (long size : tensor.getValue()) {
        shape.add(size);
        floats = Math.multiplyExact(floats, size);
      }
      ArrayNode offsets = node.putArray("data_offsets").add(bytes);
      bytes = Math.addExact(bytes, Math.multiplyExact(Float.BYTES, floats));
      offsets.add(bytes);
    }
    String text = header.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    String padded = text + " ".repeat(Math.floorMod(-length, ALIGNMENT));
    return new SafetensorsWriter(file, padded.getBytes(StandardCharsets.UTF_8), bytes);
  }

  /**
   * Writes what follows of the tensors, matrices by rows.
   *
   * @param values any part of a tensor; its position is left as it is
   * @throws IOException if it can't be written, because the disk is full for example
   */
  public void write(FloatBuffer values) throws IOException {
    FloatBuffer rest = values.duplicate();
    while (rest.hasRemaining()) {
      if (!block.hasRemaining()) {
        flush();
      }
      int count = Math.min(block.remaining() / Float.BYTES, rest.remaining());
      block.asFloatBuffer().put(rest.slice(rest.position(), count));
      block.position(block.position() + count * Float.BYTES);
      rest.position(rest.position() + count);
    }
  }

  private void flush() throws IOException {
    write(channel, block.flip());
    block.clear();
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Puts the file where it belongs. The writer can't be used afterwards.
   *
   * @throws IllegalStateException if other than all values of all tensors were written
   * @throws IOException if it can't be written
   */
  public void finish() throws IOException {
    flush();
    if (channel.position() != end) {
      throw new IllegalStateException(Text.format(
          "%s: %d bytes were written; its tensors have %d", file, channel.position(), end));
    }
    channel.force(true);
    channel.close();
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Stops writing; without {@link #finish}, what was written is deleted. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }
}
