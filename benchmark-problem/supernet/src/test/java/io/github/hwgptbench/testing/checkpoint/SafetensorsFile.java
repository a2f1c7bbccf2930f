package io.github.hwgptbench.testing.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes files of safetensors, good or bad. */
public final class SafetensorsFile {

  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, int[]> shapes = new LinkedHashMap<>();

  /** Adds a tensor of single precision. */
  public SafetensorsFile tensor(String name, float[] elements, int... shape) {
    values.put(name, elements);
    shapes.put(name, shape);
    return this;
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    int end = 0;
    Map<String, String> entries = new LinkedHashMap<>();
    for (Map.Entry<String, float[]> tensor : values.entrySet()) {
      int begin = end;
      end += Float.BYTES * tensor.getValue().length;
      entries.put(
          tensor.getKey(),
          "\"" + tensor.getKey() + "\":{\"dtype\":\"F32\",\"shape\":"
              + IntStream.of(shapes.get(tensor.getKey())).boxed().toList()
              + ",\"data_offsets\":[" + begin + "," + end + "]}");
    }
    ByteBuffer data = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] elements : values.values()) {
      for (float element : elements) {
        data.putFloat(element);
      }
    }
    // Tensors are named in any order.
    String header =
        new TreeMap<>(entries).values().stream().collect(Collectors.joining(",", "{", "}"));
    write(file, header + " ".repeat((8 - header.length() % 8) % 8), data.array());
  }

  /** Writes a header with its length before it, and bytes after it. */
  public static void write(Path file, String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(text.length).put(text).put(data).array());
  }
}
