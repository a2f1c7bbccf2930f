package io.github.hwgptbench.surrogate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds an ONNX model of double tensors, one row an architecture. */
final class OnnxGraph {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private final GraphProto.Builder graph;

  OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  OnnxGraph input(String name, int columns) {
    graph.addInput(value(name, columns));
    return this;
  }

  OnnxGraph output(String name, int columns) {
    graph.addOutput(value(name, columns));
    return this;
  }

  OnnxGraph matrix(String name, double[][] rows) {
    TensorProto.Builder tensor = TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.DOUBLE.getNumber())
        .addDims(rows.length)
        .addDims(rows[0].length);
    for (double[] row : rows) {
      for (double value : row) {
        tensor.addDoubleData(value);
      }
    }
    graph.addInitializer(tensor);
    return this;
  }

  OnnxGraph vector(String name, long... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.INT64.getNumber())
        .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  OnnxGraph node(String operator, String output, String... inputs) {
    graph.addNode(NodeProto.newBuilder()
        .setName(output)
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output));
    return this;
  }

  byte[] toBytes(String producer, Map<String, String> metadata) {
    ModelProto.Builder model = ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName(producer)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph);
    new TreeMap<>(metadata)
        .forEach((key, value) -> model.addMetadataProps(
            StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private static ValueInfoProto value(String name, int columns) {
    TensorShapeProto shape = TensorShapeProto.newBuilder()
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("architectures"))
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns))
        .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder()
            .setTensorType(TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.DOUBLE.getNumber())
                .setShape(shape)))
        .build();
  }
}
