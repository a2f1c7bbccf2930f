package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A file of safetensors: the length of a header, 64 bits; the header, a JSON object that says the
 * type, the shape and the bytes of each tensor; and the tensors, little-endian, without gaps
 * between them (github.com/huggingface/safetensors, section Format of its README).
 */
final class Safetensors extends TensorFile {

  /** Thirty times what a model of the size of GPT-L takes. */
  private static final int MOST_HEADER_BYTES = 1 << 21;

  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int LONGEST_TYPE = 16;

  /** Texts about the file, beside the tensors. */
  private static final String METADATA = "__metadata__";

  private final Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
  /** The first byte of each tensor. */
  private final Map<String, Long> begins = new HashMap<>();

  /** Which bytes of the file a tensor has. */
  private record Range(String name, long begin, long end) {}

  Safetensors(Path file, FileChannel channel) throws IOException {
    super(file, channel);
    long size = size();
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    read(0, length);
    long headerBytes = length.getLong();
    if (headerBytes < 0 || headerBytes > size - LENGTH_BYTES) {
      throw wrong(
          "truncated or damaged: a header of %s bytes, but %d are left",
          Long.toUnsignedString(headerBytes), size - LENGTH_BYTES);
    }
    if (headerBytes > MOST_HEADER_BYTES) {
      throw wrong("a header of %d bytes; allowed: %d", headerBytes, MOST_HEADER_BYTES);
    }
    ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
    read(LENGTH_BYTES, header);
    try {
      addTensors(JsonFields.parse(header.array()), LENGTH_BYTES + headerBytes, size);
    } catch (CheckpointFileException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new CheckpointFileException(Text.format("%s: its header: %s", file, e.getMessage()), e);
    }
  }

  private void addTensors(JsonFields header, long begin, long size) {
    List<Range> ranges = new ArrayList<>();
    for (String name : header.names()) {
      if (!PlainName.is(name)) {
        throw wrong(
            "a key of its header is not the name of a tensor; allowed: %s", PlainName.allowed());
      }
      if (!name.equals(METADATA)) {
        JsonFields tensor = header.object(name);
        Range range = range(name, tensor, begin, size);
        tensors.put(name, tensor(name, tensor, range));
        begins.put(name, range.begin);
        ranges.add(range);
      }
    }
    checkWithoutGaps(ranges, begin, size);
  }

  private Range range(String name, JsonFields tensor, long begin, long size) {
    List<Long> offsets = tensor.wholes("data_offsets");
    if (offsets.size() != 2
        || offsets.get(0) < 0
        || offsets.get(0) > offsets.get(1)
        || offsets.get(1) > size - begin) {
      throw wrong(
          "tensor '%s': offsets %s in %d bytes; expected its begin and end",
          name, offsets.stream().limit(2).toList(), size - begin);
    }
    return new Range(name, begin + offsets.get(0), begin + offsets.get(1));
  }

  private CheckpointTensor tensor(String name, JsonFields fields, Range range) {
    String type = fields.text("dtype", LONGEST_TYPE);
    if (!PlainName.is(type)) {
      throw wrong("tensor '%s': its type has a control character", name);
    }
    CheckpointTensor tensor;
    try {
      tensor = CheckpointTensor.contiguous(type, name, fields.wholes("shape"));
    } catch (IllegalArgumentException e) {
      throw new CheckpointFileException(
          Text.format("%s: tensor '%s': %s", file(), name, e.getMessage()), e);
    }
    long has = range.end - range.begin;
    ElementType.of(type).ifPresent(known -> {
      if (tensor.storageElements() * known.bytes() != has) {
        throw wrong(
            "tensor '%s': shape %s of type %s takes %d bytes; it has %d",
            name, tensor.shape(), type, tensor.storageElements() * known.bytes(), has);
      }
    });
    return tensor;
  }

  private void checkWithoutGaps(List<Range> ranges, long begin, long size) {
    ranges.sort(Comparator.comparingLong(Range::begin).thenComparingLong(Range::end));
    Range before = new Range("", begin, begin);
    for (Range range : ranges) {
      if (range.begin < before.end) {
        throw wrong("tensors '%s' and '%s' overlap", before.name, range.name);
      }
      if (range.begin > before.end) {
        throw wrong(
            "damaged: %d bytes before tensor '%s' belong to no tensor",
            range.begin - before.end, range.name);
      }
      before = range;
    }
    if (before.end != size) {
      throw wrong("damaged: the last %d bytes belong to no tensor", size - before.end);
    }
  }

  @Override
  Map<String, CheckpointTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  long begin(String name, CheckpointTensor tensor) {
    return Objects.requireNonNull(begins.get(name));
  }

  @Override
  ByteOrder byteOrder() {
    return ByteOrder.LITTLE_ENDIAN;
  }
}
