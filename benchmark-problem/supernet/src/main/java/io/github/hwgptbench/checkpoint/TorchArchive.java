package io.github.hwgptbench.checkpoint;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * A file that {@code torch.save} wrote (PyTorch 1.6 and later): a state dictionary, or a dictionary
 * that has one under a name that training tools use. Nothing in it is run: the pickle in it names
 * functions and classes, of which a few are known, and the others stand for nothing.
 */
final class TorchArchive extends TensorFile {

  /** Fifty times what a model of the size of GPT-L and the state of its optimizer take. */
  private static final int MOST_PICKLE_BYTES = 1 << 23;

  private static final int BLOCK_BYTES = 1 << 20;
  private static final int LONGEST_ORDER = "little".length();
  private static final String PICKLE = "/data.pkl";

  /**
   * Where Lightning, training scripts of many, Lightning Fabric with LitGPT and whittle, and
   * DeepSpeed keep the state dictionary.
   */
  private static final List<String> CONTAINERS =
      List.of("state_dict", "model_state_dict", "model", "module");

  private final Map<String, StoredEntry> entries;
  private final String root;
  private final ByteOrder order;
  private final Map<String, CheckpointTensor> tensors;
  /** The entries whose bytes were compared with their CRC. */
  private final Set<String> whole = new HashSet<>();

  TorchArchive(Path file, FileChannel channel) throws IOException {
    super(file, channel);
    entries = StoredZip.entries(file, channel);
    root = root();
    order = order();
    tensors = tensors(stateDict());
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
              "%s: entry '%s': not a pickle of torch.save: %s",
              file(), entry.name(), e.getMessage()),
          e);
    }
    if (content instanceof Map<?, ?> map) {
      for (String container : CONTAINERS) {
        if (map.get(container) instanceof Map<?, ?> inner) {
          return inner;
        }
      }
      return map;
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
    if (content instanceof Map) {
      return Text.format("a dictionary, and none of %s", String.join(", ", CONTAINERS));
    }
    return content instanceof CheckpointTensor ? "a tensor" : "a plain value";
  }

  private Map<String, CheckpointTensor> tensors(Map<?, ?> stateDict) {
    Map<String, CheckpointTensor> found = new LinkedHashMap<>();
    for (Map.Entry<?, ?> item : stateDict.entrySet()) {
      if (!(item.getKey() instanceof String name && PlainName.is(name))) {
        throw wrong(
            "a key of its state dictionary is not the name of a tensor; allowed: %s",
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
            "has %d bytes; tensor '%s' has %d elements of %d bytes",
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

  @Override
  Map<String, CheckpointTensor> tensors() {
    return tensors;
  }

  @Override
  long begin(String name, CheckpointTensor tensor) throws IOException {
    checkWhole(entry(tensor));
    return entry(tensor).offset();
  }

  @Override
  ByteOrder byteOrder() {
    return order;
  }

  /** Reads the bytes of a storage, and checks size and CRC. */
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
      throw wrong(entry, "is damaged: its CRC is %08x, expected %08x", crc.getValue(), entry.crc());
    }
    whole.add(entry.name());
  }

  private byte[] bytes(StoredEntry entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) entry.size());
    read(entry.offset(), bytes);
    return bytes.array();
  }

  @FormatMethod
  private CheckpointFileException wrong(StoredEntry entry, String what, Object... details) {
    return wrong("entry '%s' %s", entry.name(), Text.format(what, details));
  }
}
