package io.github.hwgptbench.supernet;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Writes the weights of a supernet into a folder that {@link SupernetWeights} opens:
 *
 * <pre>{@code
 * try (SupernetWriter writer = SupernetWriter.create(folder, shape)) {
 *   for (WeightTensor tensor : shape.tensors()) {
 *     writer.write(tensor.name(), weights(tensor));
 *   }
 *   writer.finish(Map.of("seed", "1"));
 * }
 * }</pre>
 *
 * <p>Until {@link #finish} the folder holds no supernet: a writer that is closed without it,
 * because something failed, leaves nothing behind.
 */
public final class SupernetWriter implements AutoCloseable {

  private static final String PART = SupernetWeights.FILE + ".part";
  private static final int BLOCK_FLOATS = 1 << 16;

  private final Path folder;
  private final SupernetShape shape;
  private final Map<String, WeightTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> hashes = new HashMap<>();
  private final Set<String> missing;
  private final FileChannel channel;
  private final ByteBuffer block =
      ByteBuffer.allocateDirect(BLOCK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private SupernetWriter(Path folder, SupernetShape shape) throws IOException {
    this.folder = folder;
    this.shape = shape;
    shape.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    missing = new HashSet<>(tensors.keySet());
    channel = FileChannel.open(
        folder.resolve(PART),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * Begins a supernet.
   *
   * @param folder where to; made if it is missing
   * @throws IllegalArgumentException if the folder holds a supernet already
   * @throws IOException if it can't be written to
   */
  public static SupernetWriter create(Path folder, SupernetShape shape) throws IOException {
    if (SupernetWeights.in(folder)) {
      throw UsageException.of("%s: already contains a supernet; name another folder", folder);
    }
    Files.createDirectories(folder);
    return new SupernetWriter(folder, shape);
  }

  /**
   * Writes one tensor; in any order, each once.
   *
   * @param name as in {@link SupernetShape#tensors()}
   * @param values all of it, matrices by rows; its position is left as it is
   * @throws IllegalArgumentException if the supernet has no such tensor, it was written before, the
   *     number of values is not its size, or a value is not finite
   * @throws IOException if it can't be written, because the disk is full for example
   */
  public void write(String name, FloatBuffer values) throws IOException {
    WeightTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(Text.format(
          "Tensor '%s': not in a supernet of space '%s'", name, shape.space().name()));
    }
    if (values.remaining() != tensor.size()) {
      throw new IllegalArgumentException(Text.format(
          "Tensor '%s': %d values; expected %d, which is shape %s",
          name, values.remaining(), tensor.size(), tensor.shape()));
    }
    if (!missing.contains(name)) {
      throw new IllegalArgumentException(Text.format("Tensor '%s': written twice", name));
    }
    long to = tensor.offset();
    Hasher hash = Hashing.sha256().newHasher();
    FloatBuffer rest = values.duplicate();
    while (rest.hasRemaining()) {
      block.clear();
      for (int i = Math.min(BLOCK_FLOATS, rest.remaining()); i > 0; i--) {
        float value = rest.get();
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(Text.format(
              "Tensor '%s': value %s at index %d; must be finite",
              name, value, rest.position() - values.position() - 1));
        }
        block.putFloat(value);
      }
      block.flip();
      hash.putBytes(block.duplicate());
      while (block.hasRemaining()) {
        to += channel.write(block, to);
      }
    }
    hashes.put(name, hash.hash().toString());
    missing.remove(name);
  }

  /**
   * Completes the supernet. The writer can't be used afterwards.
   *
   * @param provenance of the weights, such as seed, data and version of the tool
   * @throws IllegalStateException if a tensor was not written; names it
   * @throws IOException if it can't be written
   */
  public SupernetWeights finish(Map<String, String> provenance) throws IOException {
    if (!missing.isEmpty()) {
      List<String> names = tensors.keySet().stream().filter(missing::contains).toList();
      throw new IllegalStateException(Text.format(
          "%d tensors of the supernet were not written, the first is '%s'",
          names.size(), names.get(0)));
    }
    channel.force(true);
    channel.close();
    Path part = folder.resolve(PART);
    String sha256 = MoreFiles.asByteSource(part).hash(Hashing.sha256()).toString();
    Files.move(part, folder.resolve(SupernetWeights.FILE), StandardCopyOption.REPLACE_EXISTING);
    Path header = folder.resolve(SupernetHeader.FILE + ".part");
    List<String> tensorHashes =
        shape.tensors().stream().map(tensor -> hashes.get(tensor.name())).toList();
    Files.writeString(
        header,
        new SupernetHeader(shape, sha256, tensorHashes, provenance).text(),
        StandardCharsets.UTF_8);
    Files.move(header, folder.resolve(SupernetHeader.FILE), StandardCopyOption.REPLACE_EXISTING);
    return SupernetWeights.map(folder);
  }

  /**
   * Writes an untrained supernet: matrices are normally distributed with standard deviation 0.02,
   * or for the two that write into the residual stream 0.02 / sqrt(2 layers), biases are 0 and
   * norms 1 (GPT-2: Radford et al. 2019, section 2.3, and its code).
   *
   * @param random draws the tensors in the order of {@link SupernetShape#tensors()}
   * @throws IllegalArgumentException if the folder holds a supernet already
   * @throws IOException if it can't be written
   */
  public static SupernetWeights writeUntrained(
      Path folder, SupernetShape shape, RandomGenerator random) throws IOException {
    try (SupernetWriter writer = create(folder, shape)) {
      double residual = 0.02 / Math.sqrt(2.0 * shape.layers());
      for (WeightTensor tensor : shape.tensors()) {
        float[] values = new float[tensor.size()];
        boolean matrix = tensor.shape().size() == 2;
        boolean one = !matrix && tensor.name().endsWith(".weight");
        double deviation = tensor.name().contains(".proj.") ? residual : 0.02;
        for (int i = 0; i < values.length; i++) {
          values[i] = matrix ? (float) (deviation * random.nextGaussian()) : one ? 1 : 0;
        }
        writer.write(tensor.name(), FloatBuffer.wrap(values));
      }
      return writer.finish(Map.of("weights", "untrained"));
    }
  }

  /** Stops writing; without {@link #finish}, what was written is deleted. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(folder.resolve(PART));
  }
}
