package io.github.hwgptbench.published;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file of a {@link PublishedNetwork}: an ONNX model, which any runtime evaluates, from rows of
 * {@code features} to a column of {@code value}s. Its metadata say of which {@code space} and
 * {@code objective} it is, how architectures are encoded, and where it is from.
 */
final class PublishedFile {

  private static final int OPSET = 17;
  private static final String PRODUCER = "hwgptbench import";
  private static final String SPACE = "space";
  private static final String OBJECTIVE = "objective";
  private static final String PROVENANCE = "provenance.";

  private PublishedFile() {}

  /** Returns the file of an objective in the folder of an import. */
  static Path in(Path folder, SearchSpace space, Objective objective) {
    return folder.resolve(space.name()).resolve(objective.toString().replace('@', '-') + ".onnx");
  }

  /** Writes a network into the folder of an import; one of the same objective is replaced. */
  static Path write(PublishedNetwork network, Path folder) throws IOException {
    Path file = in(folder, network.space(), network.objective());
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, bytes(network));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new IOException(
          String.format(Locale.ROOT, "%s: can't be written: %s", file, e.getMessage()), e);
    }
    return file;
  }

  private static byte[] bytes(PublishedNetwork network) {
    ArchitectureEncoding encoding =
        PublishedNetwork.encoding(network.objective().metric());
    OnnxGraph graph = new OnnxGraph(network.objective().toString())
        .input("features", Type.FLOAT, "rows", encoding.width(network.space()))
        .output("value", Type.FLOAT, "rows", 1);
    String values = "features";
    int last = network.layers().size();
    for (int i = 1; i <= last; i++) {
      PublishedNetwork.Layer layer = network.layers().get(i - 1);
      graph.matrix(weights(i), layer.weights()).matrix(bias(i), new float[][] {layer.bias()});
      graph.node("MatMul", "product" + i, values, weights(i));
      graph.node("Add", i == last ? "value" : "sum" + i, "product" + i, bias(i));
      values = "rectified" + i;
      if (i < last) {
        graph.node("Relu", values, "sum" + i);
      }
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(SPACE, network.space().name());
    metadata.put(OBJECTIVE, network.objective().toString());
    metadata.put("unit", network.objective().unit());
    metadata.put("encoding", encoding.name());
    network.provenance().forEach((key, value) -> metadata.put(PROVENANCE + key, value));
    return graph.toBytes(OPSET, PRODUCER, metadata);
  }

  private static String weights(int layer) {
    return String.format(Locale.ROOT, "fc%d.weight", layer);
  }

  private static String bias(int layer) {
    return String.format(Locale.ROOT, "fc%d.bias", layer);
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SurrogateFileException(String.format(Locale.ROOT, "%s: missing", file), e);
    } catch (IOException e) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: can't be read: %s", file, e.getMessage()), e);
    }
  }

  /**
   * Reads a network.
   *
   * @throws SurrogateFileException if it is missing, damaged, or of another space or objective
   */
  static PublishedNetwork read(Path file, SearchSpace space, Objective objective) {
    try {
      ModelProto model = ModelProto.parseFrom(read(file));
      Map<String, String> metadata = new LinkedHashMap<>();
      for (StringStringEntryProto entry : model.getMetadataPropsList()) {
        metadata.put(entry.getKey(), entry.getValue());
      }
      check(file, "made by", PRODUCER, model.getProducerName());
      check(file, "a network of space", space.name(), metadata.get(SPACE));
      check(file, "a network of objective", objective.toString(), metadata.get(OBJECTIVE));
      return network(model, metadata, space, objective);
    } catch (InvalidProtocolBufferException e) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: not a whole ONNX model: %s", file, e.getMessage()), e);
    } catch (SurrogateFileException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: %s", file, e.getMessage()), e);
    }
  }

  private static void check(Path file, String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: %s '%s'; expected '%s'", file, what, found, expected));
    }
  }

  private static PublishedNetwork network(
      ModelProto model, Map<String, String> metadata, SearchSpace space, Objective objective) {
    Map<String, float[][]> matrices = new LinkedHashMap<>();
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      matrices.put(tensor.getName(), rows(tensor));
    }
    List<PublishedNetwork.Layer> layers = new ArrayList<>();
    for (int i = 1; matrices.containsKey(weights(i)) && matrices.containsKey(bias(i)); i++) {
      layers.add(new PublishedNetwork.Layer(matrices.get(weights(i)), matrices.get(bias(i))[0]));
    }
    Map<String, String> provenance = new LinkedHashMap<>();
    metadata.forEach((key, value) -> {
      if (key.startsWith(PROVENANCE)) {
        provenance.put(key.substring(PROVENANCE.length()), value);
      }
    });
    return new PublishedNetwork(space, objective, layers, provenance);
  }

  private static float[][] rows(TensorProto tensor) {
    long rows = tensor.getDimsCount() == 2 ? tensor.getDims(0) : -1;
    long columns = tensor.getDimsCount() == 2 ? tensor.getDims(1) : -1;
    int values = tensor.getFloatDataCount();
    if (rows < 1 || columns < 1 || rows > values || columns > values || rows * columns != values) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "tensor '%s' is not a whole matrix", tensor.getName()));
    }
    float[][] matrix = new float[(int) rows][(int) columns];
    for (int i = 0; i < values; i++) {
      matrix[i / (int) columns][i % (int) columns] = tensor.getFloatData(i);
    }
    return matrix;
  }
}
