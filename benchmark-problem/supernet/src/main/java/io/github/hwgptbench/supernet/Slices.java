package io.github.hwgptbench.supernet;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.hwgptbench.onnx.OnnxRuntime;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The weights that a sub-network inherits: of each tensor the first rows and columns. Those that
 * lie together in the file are used where they are; others are copied into buffers that the next
 * sub-network gets, which also keeps what it has in common with this one. One sub-network at a
 * time.
 */
final class Slices {

  private final SupernetWeights weights;
  private final Map<String, Copy> copies = new HashMap<>();
  private FloatBuffer zeros = FloatBuffer.allocate(0);

  /** A slice that does not lie together in the file. */
  private static final class Copy {

    private final FloatBuffer source;
    private final int stride;
    private FloatBuffer values = FloatBuffer.allocate(0);
    private int columns;
    /** How many rows of this many columns are copied already. */
    private int rows;

    Copy(FloatBuffer source, int stride) {
      this.source = source;
      this.stride = stride;
    }

    FloatBuffer of(int wantedRows, int wantedColumns) {
      if (wantedColumns != columns) {
        columns = wantedColumns;
        rows = 0;
      }
      if (values.capacity() < wantedRows * columns) {
        values = direct(wantedRows * columns);
        rows = 0;
      }
      for (; rows < wantedRows; rows++) {
        values.put(rows * columns, source, rows * stride, columns);
      }
      return values.duplicate().position(0).limit(wantedRows * columns);
    }
  }

  Slices(SupernetWeights weights) {
    this.weights = weights;
  }

  /** Returns how many bytes are copied at most, whatever the sub-networks. */
  static long mostBytes(SupernetShape shape) {
    long floats = 0;
    for (WeightTensor tensor : shape.tensors()) {
      if (tensor.shape().size() == 2) {
        long all = tensor.shape().get(1);
        long columns = columns(Extent.of(tensor.name()).get(1), shape)
            .filter(some -> some < all)
            .max()
            .orElse(0);
        floats += tensor.shape().get(0) * columns;
      }
    }
    return Float.BYTES * floats;
  }

  /** Returns the columns that sub-networks may have of a matrix. */
  private static LongStream columns(Extent extent, SupernetShape shape) {
    SearchSpace space = shape.space();
    LongStream widths = space.embedDims().stream().mapToLong(Integer::longValue);
    return switch (extent) {
      case WIDTH -> widths;
      case HEADS -> space.headCounts().stream().mapToLong(heads -> (long) heads * shape.headSize());
      case HIDDEN ->
        widths.flatMap(width -> space.mlpRatios().stream().mapToLong(ratio -> ratio * width));
      case VOCABULARY, PROJECTIONS -> throw new AssertionError(extent);
    };
  }

  /**
   * Returns the weights of a sub-network by name, as tensors for the caller to close. They change
   * with the next call.
   */
  Map<String, OnnxTensor> of(Architecture architecture) throws OrtException {
    SupernetShape shape = weights.shape();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (String name : SupernetGraph.weights(shape, shape.bias(), architecture.layers())) {
        long[] size = size(name, architecture);
        boolean off = !architecture.bias() && Extent.isBiasOfLinear(name);
        FloatBuffer values = off ? zeros((int) size[0]) : slice(name, size);
        tensors.put(name, OnnxTensor.createTensor(OnnxRuntime.environment(), values, size));
      }
      return tensors;
    } catch (OrtException | RuntimeException e) {
      tensors.values().forEach(OnnxTensor::close);
      throw e;
    }
  }

  /** Returns the weights of a tensor that an architecture inherits, valid until the next call. */
  FloatBuffer values(String name, Architecture architecture) {
    return slice(name, size(name, architecture));
  }

  /** Returns the shape of what an architecture has of a tensor. */
  long[] size(String name, Architecture architecture) {
    return size(name, architecture, weights.shape());
  }

  static long[] size(String name, Architecture architecture, SupernetShape shape) {
    return Extent.of(name).stream()
        .mapToLong(extent -> size(extent, Extent.layer(name), architecture, shape))
        .toArray();
  }

  private static long size(
      Extent extent, int layer, Architecture architecture, SupernetShape shape) {
    long headSize = shape.headSize();
    return switch (extent) {
      case VOCABULARY -> shape.vocabulary();
      case WIDTH -> architecture.embedDim();
      case PROJECTIONS -> 3 * headSize * architecture.heads(layer);
      case HEADS -> headSize * architecture.heads(layer);
      case HIDDEN -> (long) architecture.mlpRatio(layer) * architecture.embedDim();
    };
  }

  private FloatBuffer slice(String name, long[] size) {
    List<Integer> full = weights.tensor(name).shape();
    int rows = (int) size[0];
    if (size.length == 1) {
      return weights.values(name).limit(rows);
    }
    int columns = (int) size[1];
    if (columns == full.get(1)) {
      return weights.values(name).limit(rows * columns);
    }
    return copies
        .computeIfAbsent(name, missing -> new Copy(weights.values(missing), full.get(1)))
        .of(rows, columns);
  }

  private FloatBuffer zeros(int count) {
    if (zeros.capacity() < count) {
      zeros = direct(count);
    }
    return zeros.duplicate().position(0).limit(count);
  }

  static FloatBuffer direct(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
