package io.github.hwgptbench.checkpoint;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a file that {@code torch.save} wrote (PyTorch 1.6 and later): a state dictionary,
 * or a checkpoint of PyTorch Lightning, which has one as its {@code state_dict}.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(file)) {
 *   FloatBuffer weights = checkpoint.read("fc1.weight");
 * }
 * }</pre>
 *
 * <p>Opening reads the names, shapes and places of the tensors; the tensors are read when they are
 * asked for, and those of an optimizer never are. The file may be larger than the heap. Nothing in
 * it is run: the pickle in it names functions and classes, of which a few are known, and the others
 * stand for nothing.
 *
 * <p>For one thread at a time.
 */
public final class Checkpoint implements AutoCloseable {

  /** Fifty times what a model of the size of GPT-L and the state of its optimizer take. */
  private static final int MOST_PICKLE_BYTES = 1 << 23;

  private static final int MOST_TENSOR_BYTES = Integer.MAX_VALUE;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int LONGEST_ORDER = "little".length();
  private static final String PICKLE = "/data.pkl";
  private static final String STATE_DICT = "state_dict";

  private final Path file;
  private final FileChannel channel;
  private final Map<String, StoredEntry> entries;
  private final String root;
  private final ByteOrder order;
  private final Map<String, CheckpointTensor> tensors;
  /** The entries whose bytes were compared with their CRC. */
  private final Set<String> whole = new HashSet<>();

  private Checkpoint(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    FileKind.check(file, channel);
    entries = StoredZip.entries(file, channel);
    root = root();
    order = order();
    tensors = tensors(stateDict());
  }

  /**
   * Opens a checkpoint.
   *
   * @throws CheckpointFileException if it can't be read, is none, is damaged, or holds something
   *     else than a state dictionary of tensors; names the file and what is wrong in it
   */
  public static Checkpoint open(Path file) {
    if (Files.isDirectory(file)) {
      throw new CheckpointFileException(Text.format("%s: a folder; expected a file", file));
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      Checkpoint checkpoint = new Checkpoint(file, channel);
      channel = null;
      return checkpoint;
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

  /** Returns the folder in the archive that everything is in. */
  private String root() {
    List<String> pickles = entries.keySet().stream()
        .filter(
            name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
        .toList();
    if (pickles.size() != 1) {
      throw wrong(
          "a zip archive with %d entries 'NAME%s'; torch.save writes one", pickles.size(), PICKLE);
    }
    String pickle = pickles.get(0);
    String folder = pickle.substring(0, pickle.length() - PICKLE.length() + 1);
    if (entries.containsKey(folder + "constants.pkl")) {
      throw wrong("a TorchScript program; expected what torch.save writes");
    }
    return folder;
  }

  private ByteOrder order() throws IOException {
    StoredEntry entry = entries.get(root + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String text =
        entry.size() <= LONGEST_ORDER ? new String(bytes(entry), StandardCharsets.US_ASCII) : "";
    return switch (text) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw wrong(entry, "holds neither 'little' nor 'big'");
    };
  }

  private Map<?, ?> stateDict() throws IOException {
    StoredEntry entry = Objects.requireNonNull(entries.get(root + PICKLE.substring(1)));
    if (entry.size() > MOST_PICKLE_BYTES) {
      throw wrong(entry, "has %d bytes; allowed: %d", entry.size(), MOST_PICKLE_BYTES);
    }
    checkWhole(entry);
    Object content;
    try {
      content = InertUnpickler.read(bytes(entry), TorchNames.DIALECT);
    } catch (PickleException e) {
      throw new CheckpointFileException(
          Text.format(
              "%s: entry '%s': not a pickle of torch.save: %s", file, entry.name(), e.getMessage()),
          e);
    }
    if (content instanceof Map<?, ?> map) {
      return map.get(STATE_DICT) instanceof Map<?, ?> inner ? inner : map;
    }
    throw wrong(
        entry,
        "is %s; expected a state dictionary, as torch.save(model.state_dict(), FILE) writes",
        described(content));
  }

  private static String described(@Nullable Object content) {
    if (content instanceof PythonObject object) {
      return Text.format("made by %s", object.madeBy());
    }
    return content instanceof CheckpointTensor ? "a tensor" : "a plain value";
  }

  private Map<String, CheckpointTensor> tensors(Map<?, ?> stateDict) {
    Map<String, CheckpointTensor> found = new LinkedHashMap<>();
    for (Map.Entry<?, ?> item : stateDict.entrySet()) {
      if (!(item.getKey() instanceof String name && PlainName.is(name))) {
        throw wrong(
            "a key of its state dictionary is no name of a tensor; allowed: %s",
            PlainName.allowed());
      }
      if (!(item.getValue() instanceof CheckpointTensor tensor)) {
        throw wrong(
            "'%s' of its state dictionary is %s; expected a tensor",
            name, described(item.getValue()));
      }
      check(name, tensor);
      found.put(name, tensor);
    }
    return Collections.unmodifiableMap(found);
  }

  private void check(String name, CheckpointTensor tensor) {
    StoredEntry entry = entries.get(path(tensor));
    if (entry == null) {
      throw wrong("tensor '%s': its entry '%s' is missing", name, path(tensor));
    }
    ElementType.of(tensor.storageType()).ifPresent(type -> {
      if (entry.size() % type.bytes() != 0
          || entry.size() / type.bytes() != tensor.storageElements()) {
        throw wrong(
            entry,
            "has %d bytes; tensor '%s' says %d elements of %d bytes",
            entry.size(),
            name,
            tensor.storageElements(),
            type.bytes());
      }
    });
  }

  private String path(CheckpointTensor tensor) {
    return root + "data/" + tensor.storage();
  }

  private StoredEntry entry(CheckpointTensor tensor) {
    return Objects.requireNonNull(entries.get(path(tensor)));
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /** Returns the tensors by name, in the order of the file. */
  public Map<String, CheckpointTensor> tensors() {
    return tensors;
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
    CheckpointTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(Text.format("%s: no tensor '%s'", file, name));
    }
    ElementType type = ElementType.of(tensor.storageType())
        .orElseThrow(() -> wrong(
            "tensor '%s' has elements of type %s; allowed: floating-point numbers of 16, 32 or 64 bits",
            name, tensor.storageType()));
    long bytes = Math.multiplyExact(tensor.span(), type.bytes());
    if (bytes > MOST_TENSOR_BYTES) {
      throw wrong("tensor '%s' takes %d bytes; allowed: %d", name, bytes, MOST_TENSOR_BYTES);
    }
    try {
      checkWhole(entry(tensor));
      ByteBuffer elements = channel
          .map(
              FileChannel.MapMode.READ_ONLY,
              entry(tensor).offset() + tensor.offset() * type.bytes(),
              bytes)
          .order(order);
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

  /** Reads the bytes of a storage, and compares them with what the archive says of them. */
  private void checkWhole(StoredEntry entry) throws IOException {
    // 0 is what PyTorch writes where it is set to compute none.
    if (entry.crc() == 0 || whole.contains(entry.name())) {
      return;
    }
    CRC32 crc = new CRC32();
    ByteBuffer block = ByteBuffer.allocateDirect((int) Math.min(BLOCK_BYTES, entry.size()));
    for (long at = 0; at < entry.size(); at += block.limit()) {
      read(entry.offset() + at, block.clear().limit((int)
          Math.min(block.capacity(), entry.size() - at)));
      crc.update(block);
    }
    if ((int) crc.getValue() != entry.crc()) {
      throw wrong(
          entry,
          "is damaged: its CRC is %08x, the directory says %08x",
          crc.getValue(),
          entry.crc());
    }
    whole.add(entry.name());
  }

  /**
   * Computes the SHA-256 of the whole file, in hexadecimal digits.
   *
   * @param progress receives the number of bytes of each block that was read
   * @throws CheckpointFileException if it can't be read
   */
  public String sha256(LongConsumer progress) {
    try {
      Hasher hash = Hashing.sha256().newHasher();
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
      for (long at = 0; channel.read(block, at) >= 0; block.clear()) {
        at += block.position();
        progress.accept(block.position());
        hash.putBytes(block.flip());
      }
      return hash.hash().toString();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns the size of the file, bytes. */
  public long bytes() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private byte[] bytes(StoredEntry entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) entry.size());
    read(entry.offset(), bytes);
    return bytes.array();
  }

  /** Fills a buffer, and makes it ready to be read. */
  private void read(long offset, ByteBuffer to) throws IOException {
    while (to.hasRemaining()) {
      if (channel.read(to, offset + to.position()) < 0) {
        throw wrong("truncated while it was read");
      }
    }
    to.flip();
  }

  @FormatMethod
  private CheckpointFileException wrong(String what, Object... details) {
    return new CheckpointFileException(file + ": " + Text.format(what, details));
  }

  @FormatMethod
  private CheckpointFileException wrong(StoredEntry entry, String what, Object... details) {
    return wrong("entry '%s' %s", entry.name(), Text.format(what, details));
  }

  /** Lets go of the file; what was read of it stays. */
  @Override
  public void close() {
    close(channel);
  }
}
