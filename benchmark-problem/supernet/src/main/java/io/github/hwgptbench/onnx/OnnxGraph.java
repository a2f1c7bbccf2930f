package io.github.hwgptbench.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Builds an ONNX graph. Values are named; a node takes some and makes others, and stands after
 * those that make what it takes.
 */
public final class OnnxGraph {

  private static final int IR_VERSION = 8;

  private final GraphProto.Builder graph;
  private int nodes;

  /** The type of the elements of a tensor. */
  public enum Type {
    /** 32-bit numbers. */
    FLOAT(TensorProto.DataType.FLOAT),
    /** 64-bit numbers. */
    DOUBLE(TensorProto.DataType.DOUBLE),
    /** Whole numbers of 64 bits. */
    INT64(TensorProto.DataType.INT64),
    /** True or false. */
    BOOL(TensorProto.DataType.BOOL);

    private final int number;

    Type(TensorProto.DataType type) {
      number = type.getNumber();
    }

    /** Returns the number that attributes have for the type. */
    public long number() {
      return number;
    }
  }

  /** Begins a graph. */
  public OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  /**
   * Adds an input.
   *
   * @param dimensions each a number, or the name of one that is known only when the graph runs
   */
  public OnnxGraph input(String name, Type type, Object... dimensions) {
    graph.addInput(value(name, type, dimensions));
    return this;
  }

  /**
   * Makes a value an output.
   *
   * @param dimensions each a number, or the name of one that is known only when the graph runs
   */
  public OnnxGraph output(String name, Type type, Object... dimensions) {
    graph.addOutput(value(name, type, dimensions));
    return this;
  }

  /** Adds a constant matrix of doubles. */
  public OnnxGraph matrix(String name, double[][] rows) {
    TensorProto.Builder tensor = tensor(name, Type.DOUBLE, rows.length, rows[0].length);
    for (double[] row : rows) {
      for (double value : row) {
        tensor.addDoubleData(value);
      }
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** Adds a constant matrix of floats. */
  public OnnxGraph matrix(String name, float[][] rows) {
    TensorProto.Builder tensor = tensor(name, Type.FLOAT, rows.length, rows[0].length);
    for (float[] row : rows) {
      for (float value : row) {
        tensor.addFloatData(value);
      }
    }
    graph.addInitializer(tensor);
    return this;
  }

  /**
   * Adds a constant tensor of floats.
   *
   * @param values all of it, the last dimension fastest; its position is left as it is
   * @param shape the size of each dimension
   */
  public OnnxGraph tensor(String name, FloatBuffer values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.remaining(), Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values.duplicate());
    graph.addInitializer(
        tensor(name, Type.FLOAT, shape).setRawData(UnsafeByteOperations.unsafeWrap(bytes)));
    return this;
  }

  /** Adds a constant vector of integers. */
  public OnnxGraph vector(String name, long... values) {
    TensorProto.Builder tensor = tensor(name, Type.INT64, values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** Adds a constant integer. */
  public OnnxGraph scalar(String name, long value) {
    graph.addInitializer(tensor(name, Type.INT64).addInt64Data(value));
    return this;
  }

  /** Adds a constant float. */
  public OnnxGraph scalar(String name, float value) {
    graph.addInitializer(tensor(name, Type.FLOAT).addFloatData(value));
    return this;
  }

  /**
   * Adds a constant tensor of floats that is a part of another file.
   *
   * @param file its name, relative to the folder of the model
   * @param offset where in it the tensor begins, bytes
   * @param shape the size of each dimension; elements are little-endian
   */
  public OnnxGraph external(String name, String file, long offset, long... shape) {
    long elements = 1;
    for (long size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    graph.addInitializer(tensor(name, Type.FLOAT, shape)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", file))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(elements * Float.BYTES))));
    return this;
  }

  private static TensorProto.Builder tensor(String name, Type type, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.number);
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor;
  }

  /** Adds a node without attributes and with one output, whose name is that of the node too. */
  public OnnxGraph node(String operator, String output, String... inputs) {
    return node(operator, List.of(output), Map.of(), inputs);
  }

  /**
   * Adds a node.
   *
   * @param attributes each a {@code Long}, a {@code Float}, a {@code String}, a {@code long[]}, or
   *     an {@code OnnxGraph} without inputs, which sees the values of this one
   * @param inputs an empty name leaves an optional input out
   */
  public OnnxGraph node(
      String operator, List<String> outputs, Map<String, Object> attributes, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder()
        .setName(outputs.get(0))
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addAllOutput(outputs);
    new TreeMap<>(attributes).forEach((name, value) -> node.addAttribute(attribute(name, value)));
    graph.addNode(node);
    return this;
  }

  /** Adds a node without attributes, and returns the name that it gives to its output. */
  public String apply(String operator, String... inputs) {
    return apply(operator, Map.of(), inputs);
  }

  /** Adds a node with one output, and returns the name that it gives to that. */
  public String apply(String operator, Map<String, Object> attributes, String... inputs) {
    return apply(operator, 1, attributes, inputs).get(0);
  }

  /** Adds a node with several outputs, and returns the names that it gives to them. */
  public List<String> apply(
      String operator, int outputs, Map<String, Object> attributes, String... inputs) {
    String name = Text.format("%s/%s_%d", graph.getName(), operator, nodes++);
    List<String> names = outputs == 1
        ? List.of(name)
        : IntStream.range(0, outputs).mapToObj(i -> name + "." + i).toList();
    node(operator, names, attributes, inputs);
    return names;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long number) {
      attribute.setType(AttributeProto.AttributeType.INT).setI(number);
    } else if (value instanceof Float number) {
      attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof long[] numbers) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      for (long number : numbers) {
        attribute.addInts(number);
      }
    } else if (value instanceof OnnxGraph subgraph) {
      attribute.setType(AttributeProto.AttributeType.GRAPH).setG(subgraph.graph);
    } else {
      throw new IllegalArgumentException(
          Text.format("Attribute '%s': %s is not of a type that attributes have", name, value));
    }
    return attribute.build();
  }

  /**
   * Returns the model, which is the same to the byte for the same calls.
   *
   * @param opset version of the operators
   * @param metadata entries to write into the model besides the graph
   */
  public byte[] toBytes(int opset, String producer, Map<String, String> metadata) {
    return model(opset, producer, metadata).toByteArray();
  }

  /**
   * Writes the model, which is the same to the byte for the same calls.
   *
   * @param opset version of the operators
   * @param metadata entries to write into the model besides the graph
   * @throws IOException if it can't be written
   */
  public void write(OutputStream to, int opset, String producer, Map<String, String> metadata)
      throws IOException {
    model(opset, producer, metadata).writeTo(to);
  }

  private ModelProto model(int opset, String producer, Map<String, String> metadata) {
    ModelProto.Builder model = ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName(producer)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph);
    new TreeMap<>(metadata).forEach((key, value) -> model.addMetadataProps(entry(key, value)));
    return model.build();
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  private static ValueInfoProto value(String name, Type type, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          dimension instanceof Integer number
              ? size.setDimValue(number)
              : size.setDimParam(dimension.toString()));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder()
            .setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(type.number).setShape(shape)))
        .build();
  }
}
