package io.github.hwgptbench.published;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a {@link PublishedNetwork}: an ONNX model, which any runtime evaluates, from rows of
 * {@code features} to a column of {@code value}s. Its metadata contain the {@code space} and
 * {@code objective} it is, how architectures are encoded, and where it is from.
 */
final class PublishedFile {

  private static final int OPSET = 17;
  private static final String PRODUCER = "hwgptbench import";
  private static final String SPACE = "space";
  private static final String OBJECTIVE = "objective";
  private static final String PROVENANCE = "provenance.";
  private static final String SHA256 = "sha256.";

  private PublishedFile() {}

  /** Returns the file of an objective in the folder of an import. */
  static Path in(Path folder, SearchSpace space, Objective objective) {
    return folder.resolve(space.name()).resolve(objective.key().replace('@', '-') + ".onnx");
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
      throw new IOException(Text.format("%s: can't be written: %s", file, e.getMessage()), e);
    }
    return file;
  }

  private static byte[] bytes(PublishedNetwork network) {
    ArchitectureEncoding encoding =
        PublishedNetwork.encoding(network.objective().metric());
    OnnxGraph graph = new OnnxGraph(network.objective().key())
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
    metadata.put(OBJECTIVE, network.objective().key());
    metadata.put("unit", network.objective().unit());
    metadata.put("encoding", encoding.name());
    for (int i = 1; i <= last; i++) {
      PublishedNetwork.Layer layer = network.layers().get(i - 1);
      metadata.put(SHA256 + weights(i), sha256(layer.weights()));
      metadata.put(SHA256 + bias(i), sha256(new float[][] {layer.bias()}));
    }
    network.provenance().forEach((key, value) -> metadata.put(PROVENANCE + key, value));
    return graph.toBytes(OPSET, PRODUCER, metadata);
  }

  private static String weights(int layer) {
    return Text.format("fc%d.weight", layer);
  }

  private static String bias(int layer) {
    return Text.format("fc%d.bias", layer);
  }

  /** Returns a hash of the size of a matrix and of its numbers, by rows. */
  private static String sha256(float[][] matrix) {
    ByteBuffer bytes =
        ByteBuffer.allocate(2 * Integer.BYTES + Float.BYTES * matrix.length * matrix[0].length);
    bytes.putInt(matrix.length).putInt(matrix[0].length);
    for (float[] row : matrix) {
      for (float value : row) {
        bytes.putFloat(value);
      }
    }
    return Sha256.of(bytes.array());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SurrogateFileException(Text.format("%s: missing", file), e);
    } catch (IOException e) {
      throw new SurrogateFileException(
          Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
  }

  /**
   * What a file has.
   *
   * @param sha256 of the file
   * @param hashed whether its tensors were compared with hashes; files of version 0.1.0 have none
   */
  record Content(PublishedNetwork network, String sha256, boolean hashed) {}

  /**
   * Reads a network, and compares its tensors with their hashes.
   *
   * @throws SurrogateFileException if it is missing, damaged, altered, or of another space or
   *     objective; names the tensor that was altered
   */
  static Content read(Path file, SearchSpace space, Objective objective) {
    byte[] bytes = bytes(file);
    try {
      ModelProto model = ModelProto.parseFrom(bytes);
      Map<String, String> metadata = new LinkedHashMap<>();
      for (StringStringEntryProto entry : model.getMetadataPropsList()) {
        metadata.put(entry.getKey(), entry.getValue());
      }
      check(file, "made by", PRODUCER, model.getProducerName());
      check(file, "a network of space", space.name(), metadata.get(SPACE));
      check(file, "a network of objective", objective.key(), metadata.get(OBJECTIVE));
      Map<String, float[][]> matrices = new LinkedHashMap<>();
      for (TensorProto tensor : model.getGraph().getInitializerList()) {
        matrices.put(tensor.getName(), rows(tensor));
      }
      return new Content(
          network(matrices, metadata, space, objective),
          Sha256.of(bytes),
          checkHashes(matrices, metadata));
    } catch (InvalidProtocolBufferException e) {
      throw new SurrogateFileException(
          Text.format("%s: not a complete ONNX model: %s", file, e.getMessage()), e);
    } catch (SurrogateFileException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SurrogateFileException(Text.format("%s: %s", file, e.getMessage()), e);
    }
  }

  private static void check(Path file, String what, String expected, @Nullable String found) {
    if (!expected.equals(found)) {
      throw new SurrogateFileException(
          Text.format("%s: %s '%s'; expected '%s'", file, what, found, expected));
    }
  }

  /** Returns whether there are hashes, which then are those of all tensors. */
  private static boolean checkHashes(
      Map<String, float[][]> matrices, Map<String, String> metadata) {
    boolean hashed = metadata.keySet().stream().anyMatch(key -> key.startsWith(SHA256));
    if (hashed) {
      matrices.forEach((name, matrix) -> {
        String expected = metadata.get(SHA256 + name);
        String actual = sha256(matrix);
        if (!actual.equals(expected)) {
          throw new IllegalArgumentException(Text.format(
              "tensor '%s' was altered: its SHA-256 is %s, expected %s; import the network again",
              name, actual, expected));
        }
      });
    }
    return hashed;
  }

  private static PublishedNetwork network(
      Map<String, float[][]> matrices,
      Map<String, String> metadata,
      SearchSpace space,
      Objective objective) {
    List<PublishedNetwork.Layer> layers = new ArrayList<>();
    for (int i = 1; matrices.containsKey(weights(i)) && matrices.containsKey(bias(i)); i++) {
      layers.add(new PublishedNetwork.Layer(
          Objects.requireNonNull(matrices.get(weights(i))),
          Objects.requireNonNull(matrices.get(bias(i)))[0]));
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
          Text.format("tensor '%s' is not a complete matrix", tensor.getName()));
    }
    float[][] matrix = new float[(int) rows][(int) columns];
    for (int i = 0; i < values; i++) {
      matrix[i / (int) columns][i % (int) columns] = tensor.getFloatData(i);
    }
    return matrix;
  }
}
