package io.github.hwgptbench.supernet;

import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The weights of a supernet, in a folder of two files:
 *
 * <ul>
 *   <li>{@code supernet.json}: {@code format} and {@code version}; the {@code space} with its
 *       choices, {@code vocabulary}, {@code head_size}, {@code rotary_fraction} and
 *       {@code block_size} of the {@link SupernetShape}; the name of the file of {@code weights}
 *       and its {@code sha256}, and those of the tensors, {@code tensor_sha256}; the name, shape
 *       and byte offset of each of the {@code tensors}, which are those of
 *       {@link SupernetShape#tensors()}; and the {@code provenance}, an object of strings.
 *   <li>{@code weights.f32}: the weights, float32 and little-endian, matrices by rows, each tensor
 *       from a multiple of 64 bytes on, zeros between them.
 * </ul>
 *
 * <p>The file is mapped into memory, so several processes share one copy, and a supernet may be
 * larger than the heap. It is compared with its hash when it is opened. {@link SupernetWriter}
 * writes such folders.
 *
 * <p>Immutable, as long as the files do not change.
 */
public final class SupernetWeights {

  static final String FILE = "weights.f32";

  private final String name;
  private final SupernetHeader header;
  private final Map<String, WeightTensor> tensors = new HashMap<>();
  private final Map<String, ByteBuffer> values = new HashMap<>();

  private interface Bytes {
    ByteBuffer slice(long offset, long bytes) throws IOException;
  }

  private SupernetWeights(String name, SupernetHeader header, Bytes bytes) throws IOException {
    this.name = name;
    this.header = header;
    for (WeightTensor tensor : header.shape().tensors()) {
      tensors.put(tensor.name(), tensor);
      values.put(tensor.name(), bytes.slice(tensor.offset(), tensor.bytes()));
    }
  }

  /**
   * Opens a folder of weights. Reads all of them, to compare them with their hash.
   *
   * @throws SupernetFileException if a file is missing, can't be read, has another size or other
   *     weights than its header says, or the header is not one; names the file and the tensor or
   *     field
   */
  public static SupernetWeights open(Path folder) {
    SupernetWeights weights = map(folder);
    weights.verify();
    return weights;
  }

  /** Opens a folder of weights that were written just now. */
  static SupernetWeights map(Path folder) {
    SupernetHeader header = SupernetHeader.read(folder);
    Path file = folder.resolve(FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      checkSize(header, file.toString(), channel.size());
      return new SupernetWeights(
          folder.toString(),
          header,
          (offset, bytes) -> channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes));
    } catch (NoSuchFileException e) {
      throw new SupernetFileException(
          Text.format("%s: missing, although %s lists it", file, SupernetHeader.FILE), e);
    } catch (IOException e) {
      throw new SupernetFileException(
          Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
  }

  /**
   * Returns the weights of a supernet that is in memory.
   *
   * @param name what to call it
   * @param bytes the file of weights, all of a direct buffer
   * @throws SupernetFileException if it is not as long as the header says, or others than it says
   */
  static SupernetWeights of(String name, SupernetHeader header, ByteBuffer bytes) {
    checkSize(header, name + "/" + FILE, bytes.limit());
    try {
      SupernetWeights weights = new SupernetWeights(
          name, header, (offset, count) -> bytes.slice((int) offset, (int) count));
      weights.verify();
      return weights;
    } catch (IOException e) {
      throw new AssertionError("memory is always readable", e);
    }
  }

  private static void checkSize(SupernetHeader header, String file, long bytes) {
    long expected = header.shape().bytes();
    if (bytes != expected) {
      throw new SupernetFileException(Text.format(
          "%s: has %d bytes; expected %d, as in %s", file, bytes, expected, SupernetHeader.FILE));
    }
  }

  /** Returns whether a folder has the header of a supernet, which is written last. */
  public static boolean in(Path folder) {
    return Files.isRegularFile(folder.resolve(SupernetHeader.FILE));
  }

  /** Returns the name of the folder, or whatever else the weights were read from. */
  public String name() {
    return name;
  }

  /** Returns the full size, and the properties that all sub-networks have in common. */
  public SupernetShape shape() {
    return header.shape();
  }

  /** Returns the provenance of the weights, such as seed, data and version of the tool. */
  public Map<String, String> provenance() {
    return header.provenance();
  }

  /** Returns where the weights of a sub-network are from, for the metadata of its file. */
  Map<String, String> provenance(Architecture architecture) {
    Map<String, String> texts = new TreeMap<>(provenance());
    texts.put("space", shape().space().toString());
    texts.put("architecture", shape().space().format(architecture));
    texts.put("weights", sha256());
    return texts;
  }

  /** Returns the SHA-256 of the file of weights, from the header. */
  public String sha256() {
    return header.sha256();
  }

  /**
   * Compares all weights with the hashes in the header.
   *
   * @throws SupernetFileException if they are others
   */
  public void verify() {
    MessageDigest hash = Sha256.begin();
    long end = 0;
    for (WeightTensor tensor : header.shape().tensors()) {
      hash.update(ByteBuffer.allocate((int) (tensor.offset() - end)));
      hash.update(bytes(tensor.name()));
      end = tensor.offset() + tensor.bytes();
    }
    String actual = Sha256.text(hash);
    if (!actual.equals(sha256())) {
      throw new SupernetFileException(Text.format(
          "%s: altered: its SHA-256 is %s, in %s it is %s%s",
          name + "/" + FILE, actual, SupernetHeader.FILE, sha256(), altered()));
    }
  }

  /** Returns which tensors were altered, as far as the header knows. */
  private String altered() {
    List<String> hashes = header.tensorSha256();
    if (hashes.isEmpty()) {
      return "";
    }
    List<String> altered = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      String tensor = header.shape().tensors().get(i).name();
      MessageDigest hash = Sha256.begin();
      hash.update(bytes(tensor));
      String actual = Sha256.text(hash);
      if (!actual.equals(hashes.get(i))) {
        altered.add(tensor);
      }
    }
    return altered.isEmpty()
        ? "; every tensor is unchanged"
        : Text.format(
            "; %d of %d tensors differ, the first is '%s'",
            altered.size(), hashes.size(), altered.get(0));
  }

  /**
   * Returns a tensor by name.
   *
   * @throws IllegalArgumentException if the supernet has none of this name
   */
  public WeightTensor tensor(String name) {
    WeightTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          Text.format("Supernet %s: no tensor '%s'", this.name, name));
    }
    return tensor;
  }

  /**
   * Returns the weights of a tensor, matrices by rows; a view of the file, which can't be written
   * to, with a position of its own.
   *
   * @throws IllegalArgumentException if the supernet has none of this name
   */
  public FloatBuffer values(String name) {
    return bytes(tensor(name).name()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private ByteBuffer bytes(String name) {
    return Objects.requireNonNull(values.get(name)).duplicate();
  }
}
