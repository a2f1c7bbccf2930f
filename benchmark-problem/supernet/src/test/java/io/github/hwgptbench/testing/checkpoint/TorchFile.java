package io.github.hwgptbench.testing.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes checkpoints as {@code torch.save} does, but for the padding. */
public final class TorchFile {

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, Integer> shared = new LinkedHashMap<>();
  private final PickleBytes stateDict = new PickleBytes();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean lightning;
  private String container = "";
  private int storages;

  /** Makes it a checkpoint of Lightning, with more in it than the state dictionary. */
  public TorchFile lightning() {
    lightning = true;
    return this;
  }

  /** Makes it a dictionary that has the state dictionary under a name, and more. */
  public TorchFile in(String name) {
    container = name;
    return this;
  }

  /** Writes all numbers of tensors that are added from now on with the large end first. */
  public TorchFile bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    entries.put("byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** Adds a tensor of single precision. */
  public TorchFile tensor(String name, float[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(order);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return tensor(name, "FloatStorage", bytes.array(), values.length, shape);
  }

  /** Adds a tensor of any type. */
  public TorchFile tensor(
      String name, String storageType, byte[] bytes, int elements, int... shape) {
    shared.put(name, storages);
    entries.put("data/" + storages, bytes);
    add(name, storageType, storages++, elements, shape);
    return this;
  }

  /** Adds a tensor in the storage of another one. */
  public TorchFile tied(String name, String to, int... shape) {
    int elements = 1;
    for (int size : shape) {
      elements *= size;
    }
    add(name, "FloatStorage", shared.get(to), elements, shape);
    return this;
  }

  private void add(String name, String storageType, int storage, int elements, int... shape) {
    long[] sizes = new long[shape.length];
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      sizes[i] = shape[i];
      strides[i] = stride;
      stride *= shape[i];
    }
    stateDict
        .text(name)
        .tensor(storageType, "" + storage, elements, 0, sizes, strides)
        .raw("s");
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    byte[] items = stateDict.bytes();
    String inner = new String(items, 2, items.length - 2, StandardCharsets.ISO_8859_1);
    PickleBytes pickle = new PickleBytes();
    pickle.raw("}");
    if (lightning) {
      pickle
          .text("epoch")
          .number(3)
          .raw("s")
          .text("state_dict")
          .raw("}")
          .raw(inner)
          .raw("s");
      pickle.text("optimizer_states").raw("](}").text("state").raw("}K\u0000");
      // No entry of this name is written: whoever needs the state of the optimizer notices.
      pickle
          .tensor("FloatStorage", "optimizer", 2, 0, new long[] {2}, new long[] {1})
          .raw("sse");
      pickle.raw("s").text("hyper_parameters").name("pl_gpt.utils.configuration", "Config");
      pickle.raw(")\u0081}").text("lr").raw("K\u0001sbs");
    } else if (!container.isEmpty()) {
      pickle.text(container).raw("}").raw(inner).raw("s").text("step").number(3).raw("s");
    } else {
      pickle.raw(inner);
    }
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("data.pkl", pickle.end());
    all.putAll(entries);
    write(file, "archive/", all);
  }

  /** Writes an archive of stored entries, good or bad. */
  public static void write(Path file, String prefix, Map<String, byte[]> entries)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(prefix + entry.getKey());
        CRC32 crc = new CRC32();
        crc.update(entry.getValue());
        header.setSize(entry.getValue().length);
        header.setCrc(crc.getValue());
        zip.putNextEntry(header);
        zip.write(entry.getValue());
      }
    }
    Files.write(file, bytes.toByteArray());
  }
}
