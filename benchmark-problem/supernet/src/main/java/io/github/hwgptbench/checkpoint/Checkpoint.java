package io.github.hwgptbench.checkpoint;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import java.nio.FloatBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The tensors of a model in files of PyTorch or safetensors:
 *
 * <ul>
 *   <li>what {@code torch.save} wrote (PyTorch 1.6 and later): a state dictionary, or a dictionary
 *       that has one as {@code state_dict} (PyTorch Lightning), {@code model_state_dict},
 *       {@code model} (LitGPT, whittle) or {@code module} (DeepSpeed);
 *   <li>a file of safetensors;
 *   <li>several files of either format with their index, {@code model.safetensors.index.json} or
 *       {@code pytorch_model.bin.index.json}, which is the file to open.
 * </ul>
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(file)) {
 *   FloatBuffer weights = checkpoint.read("fc1.weight");
 * }
 * }</pre>
 *
 * <p>Opening reads the names, shapes and positions of the tensors; values are read on request, and
 * those of an optimizer never. The files may be larger than the heap. No code in them is executed.
 *
 * <p>For one thread at a time.
 */
public final class Checkpoint implements AutoCloseable {

  /** The file that was opened, and, if it is an index, those that it names after it. */
  private final List<TensorFile> files = new ArrayList<>();

  private final Map<String, TensorFile> places = new HashMap<>();
  private final Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();

  private Checkpoint(TensorFile first) {
    files.add(first);
    first.tensors().forEach((name, tensor) -> add(name, tensor, first));
  }

  /**
   * Opens a checkpoint.
   *
   * @throws CheckpointFileException if it can't be read, is no checkpoint, is damaged, or has
   *     something other than a state dictionary of tensors; names the file and the problem
   */
  public static Checkpoint open(Path file) {
    TensorFile first = TensorFile.open(file);
    Checkpoint checkpoint = new Checkpoint(first);
    try {
      if (first instanceof ShardIndex index) {
        checkpoint.addShards(index);
      }
      return checkpoint;
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  private void addShards(ShardIndex index) {
    Map<String, TensorFile> shards = new HashMap<>();
    index.shards().forEach((name, shard) -> {
      TensorFile file = shards.computeIfAbsent(shard, missing -> open(index, missing));
      CheckpointTensor tensor = file.tensors().get(name);
      if (tensor == null) {
        throw index.wrong(
            "tensor '%s' is missing from '%s', where the index places it", name, shard);
      }
      add(name, tensor, file);
    });
  }

  private TensorFile open(ShardIndex index, String shard) {
    Path path;
    try {
      path = index.file().resolveSibling(shard);
    } catch (InvalidPathException e) {
      throw index.wrong(
          "this system can't have a file named '%s' (%s, sun.jnu.encoding %s)",
          shard, e.getReason(), System.getProperty("sun.jnu.encoding"));
    }
    TensorFile file = TensorFile.open(path);
    files.add(file);
    if (file instanceof ShardIndex) {
      throw index.wrong("'%s' is an index too; expected a file of tensors", shard);
    }
    return file;
  }

  private void add(String name, CheckpointTensor tensor, TensorFile file) {
    tensors.put(name, tensor);
    places.put(name, file);
  }

  /** Returns the file. */
  public Path file() {
    return files.get(0).file();
  }

  /** Returns the tensors by name, in the order of the file. */
  public Map<String, CheckpointTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /**
   * Reads a tensor, converted to single precision.
   *
   * @param name one of {@link #tensors()}
   * @return the elements, the last index fastest; where they need no conversion a view of the file,
   *     which takes no room on the heap
   * @throws CheckpointFileException if its elements are of another type than floating-point numbers
   *     of 16, 32 or 64 bits, it has 2<sup>31</sup> bytes or more, its bytes have another CRC than
   *     they should, or can't be read
   */
  public FloatBuffer read(String name) {
    TensorFile place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException(Text.format("%s: no tensor '%s'", file(), name));
    }
    return place.read(name);
  }

  /**
   * Computes the SHA-256 of the whole file, in hexadecimal digits; of an index and the files that
   * it names one after the other, in the order in which it names them first.
   *
   * @param progress receives the number of bytes of each block that was read
   * @throws CheckpointFileException if it can't be read
   */
  public String sha256(LongConsumer progress) {
    Hasher hash = Hashing.sha256().newHasher();
    files.forEach(file -> file.hash(hash, progress));
    return hash.hash().toString();
  }

  /** Returns the size of the file, bytes; of an index with the files that it names. */
  public long bytes() {
    return files.stream().mapToLong(TensorFile::size).sum();
  }

  /** Closes the files; values that were read remain valid. */
  @Override
  public void close() {
    files.forEach(TensorFile::close);
  }
}
