package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.internal.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a surrogate is made of in its ONNX model.
 *
 * @param producer the name of the program that wrote it; empty if it does not say
 * @param metadata all metadata of the model
 * @param matrices the constant tensors of doubles, by name: rows, then columns
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the numbers of the
 *     fields</a>
 */
record OnnxContents(
    String producer, Map<String, String> metadata, Map<String, double[][]> matrices) {

  /** The number of the element type double. */
  private static final int DOUBLE = 11;

  /**
   * Reads an ONNX model.
   *
   * @throws IllegalArgumentException if it is none, or a tensor of doubles is not a matrix
   */
  static OnnxContents read(byte[] bytes) {
    String producer = "";
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, double[][]> matrices = new LinkedHashMap<>();
    ProtoReader model = new ProtoReader(bytes);
    while (model.next()) {
      switch (model.field()) {
        case 2 -> producer = model.text();
        case 7 -> readGraph(model.message(), matrices);
        case 14 -> readEntry(model.message(), metadata);
        default -> {
          // Nothing that a surrogate needs.
        }
      }
    }
    return new OnnxContents(producer, metadata, matrices);
  }

  private static void readGraph(ProtoReader graph, Map<String, double[][]> matrices) {
    while (graph.next()) {
      if (graph.field() == 5) {
        readTensor(graph.message(), matrices);
      }
    }
  }

  private static void readTensor(ProtoReader tensor, Map<String, double[][]> matrices) {
    String name = "";
    long type = 0;
    // Of the rows and of the columns; 0 for a size that is missing.
    long[] sizes = new long[2];
    int dimensions = 0;
    double[] values = new double[0];
    while (tensor.next()) {
      switch (tensor.field()) {
        case 1 -> {
          if (dimensions < sizes.length) {
            sizes[dimensions] = tensor.integer();
          }
          dimensions++;
        }
        case 2 -> type = tensor.integer();
        case 8 -> name = tensor.text();
        case 10 -> {
          if (values.length > 0) {
            throw new IllegalArgumentException(
                Text.format("tensor '%s' has its values in several parts", name));
          }
          values = tensor.doubles();
        }
        default -> {
          // Nothing that doubles have.
        }
      }
    }
    if (type == DOUBLE) {
      if (dimensions != sizes.length) {
        throw notAMatrix(name);
      }
      matrices.put(name, rows(name, values, sizes[0], sizes[1]));
    }
  }

  private static double[][] rows(String name, double[] values, long rows, long columns) {
    // Each is compared alone first, since their product may overflow.
    if (rows < 1
        || columns < 1
        || rows > values.length
        || columns > values.length
        || rows * columns != values.length) {
      throw notAMatrix(name);
    }
    double[][] matrix = new double[(int) rows][(int) columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * (int) columns, matrix[i], 0, (int) columns);
    }
    return matrix;
  }

  private static IllegalArgumentException notAMatrix(String name) {
    return new IllegalArgumentException(Text.format("tensor '%s' is not a complete matrix", name));
  }

  private static void readEntry(ProtoReader entry, Map<String, String> metadata) {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> key = entry.text();
        case 2 -> value = entry.text();
        default -> {
          // An entry has nothing else.
        }
      }
    }
    metadata.put(key, value);
  }
}
