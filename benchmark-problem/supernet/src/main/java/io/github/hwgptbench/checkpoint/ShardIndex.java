package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The index of a model in several files, as transformers write it: a JSON object whose
 * {@code weight_map} maps each tensor to a file in the same folder.
 */
final class ShardIndex extends TensorFile {

  private static final int MOST_BYTES = 1 << 21;
  private static final int MOST_SHARDS = 256;
  private static final String WEIGHT_MAP = "weight_map";

  private final Map<String, String> shards = new LinkedHashMap<>();

  ShardIndex(Path file, FileChannel channel) throws IOException {
    super(file, channel);
    if (size() > MOST_BYTES) {
      throw wrong("JSON of %d bytes; allowed for an index of tensors: %d", size(), MOST_BYTES);
    }
    ByteBuffer text = ByteBuffer.allocate((int) size());
    read(0, text);
    try {
      addShards(JsonFields.parse(text.array()));
    } catch (CheckpointFileException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new CheckpointFileException(
          Text.format("%s: not an index of tensors: %s", file, e.getMessage()), e);
    }
  }

  private void addShards(JsonFields index) {
    JsonFields map = index.object(WEIGHT_MAP);
    for (String name : map.names()) {
      if (!PlainName.is(name)) {
        throw wrong(
            "a key of its index is not the name of a tensor; allowed: %s", PlainName.allowed());
      }
      String shard = map.text(name);
      if (!PlainName.is(shard) || shard.matches("|.*[/\\\\:].*")) {
        throw wrong("the file of tensor '%s' is not the name of a file beside the index", name);
      }
      shards.put(name, shard);
    }
    Set<String> files = new HashSet<>(shards.values());
    if (files.size() > MOST_SHARDS) {
      throw wrong("an index of %d files; allowed: %d", files.size(), MOST_SHARDS);
    }
  }

  /** Returns the names of the files by those of the tensors. */
  Map<String, String> shards() {
    return Collections.unmodifiableMap(shards);
  }

  @Override
  Map<String, CheckpointTensor> tensors() {
    return Map.of();
  }

  @Override
  long begin(String name, CheckpointTensor tensor) {
    throw new AssertionError("an index has no tensors");
  }

  @Override
  ByteOrder byteOrder() {
    return ByteOrder.LITTLE_ENDIAN;
  }
}
