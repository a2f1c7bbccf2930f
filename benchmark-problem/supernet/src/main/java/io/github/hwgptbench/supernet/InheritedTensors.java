package io.github.hwgptbench.supernet;

import io.github.hwgptbench.checkpoint.SafetensorsWriter;
import io.github.hwgptbench.space.Architecture;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tensors that an architecture inherits, under the names that another library has for them.
 * They are copied from the weights to the file row by row; none is held in memory.
 */
final class InheritedTensors {

  private final SupernetWeights weights;
  private final Architecture architecture;
  private final Map<String, Source> sources = new LinkedHashMap<>();

  /** Which rows of a tensor of the supernet a tensor is. */
  private record Source(String tensor, Rows rows) {}

  private enum Rows {
    /** The first ones, as they are. */
    FIRST,
    /** The queries of all heads, then the keys, then the values. */
    QUERIES_KEYS_VALUES,
    /** As many zeros. */
    ZEROS
  }

  InheritedTensors(SupernetWeights weights, Architecture architecture) {
    this.weights = weights;
    this.architecture = architecture;
  }

  /** Adds a tensor. */
  void add(String name, String tensor) {
    sources.put(name, new Source(tensor, Rows.FIRST));
  }

  /**
   * Adds a tensor whose rows are query, key and value of one head after another, as the queries of
   * all heads, then the keys, then the values.
   */
  void addQueriesKeysValues(String name, String tensor) {
    sources.put(name, new Source(tensor, Rows.QUERIES_KEYS_VALUES));
  }

  /** Adds zeros in place of a tensor that the architecture does not have. */
  void addZeros(String name, String tensor) {
    sources.put(name, new Source(tensor, Rows.ZEROS));
  }

  private long[] size(Source source) {
    return Slices.size(source.tensor(), architecture, weights.shape());
  }

  /**
   * Writes the tensors in the order in which they were added, with where the weights are from.
   *
   * @throws IOException if the file can't be written
   */
  void write(Path file) throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    sources.forEach((name, source) -> shapes.put(name, size(source)));
    Map<String, String> metadata = new TreeMap<>(weights.provenance(architecture));
    metadata.put("format", "pt");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, shapes, metadata)) {
      for (Source source : sources.values()) {
        write(source, writer);
      }
      writer.finish();
    }
  }

  private void write(Source source, SafetensorsWriter writer) throws IOException {
    long[] size = size(source);
    int rows = (int) size[0];
    int columns = size.length == 1 ? 1 : (int) size[1];
    if (source.rows() == Rows.ZEROS) {
      writer.write(FloatBuffer.allocate(rows * columns));
      return;
    }
    FloatBuffer values = weights.values(source.tensor());
    int stride = size.length == 1 ? 1 : weights.tensor(source.tensor()).shape().get(1);
    for (int row = 0; row < rows; row++) {
      int from = stride * (source.rows() == Rows.FIRST ? row : ofHeads(row, rows));
      writer.write(values.slice(from, columns));
    }
  }

  /** Returns where a row of queries, then keys, then values is in those of head after head. */
  private int ofHeads(int row, int rows) {
    int headSize = weights.shape().headSize();
    int part = row / (rows / 3);
    int head = row % (rows / 3) / headSize;
    return (3 * head + part) * headSize + row % headSize;
  }
}
