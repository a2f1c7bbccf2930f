package io.github.hwgptbench.supernet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The file {@code supernet.json}, which describes a folder of weights; {@link SupernetWeights}
 * describes it.
 *
 * @param sha256 of the file of weights, in hexadecimal digits
 * @param tensorSha256 of each tensor in the order of the shape; empty in files of version 0.1.0
 */
record SupernetHeader(
    SupernetShape shape, String sha256, List<String> tensorSha256, Map<String, String> provenance) {

  static final String FILE = "supernet.json";

  private static final String FORMAT = "hwgptbench supernet";
  private static final int VERSION = 1;
  /** Of files with a layout, which readers of the first version would pass over. */
  private static final int LAYOUT_VERSION = 2;

  private static final String LAYOUT = "layout";
  private static final String TENSOR_HASHES = "tensor_sha256";
  /** What is counted of the networks of a space; left out where it is what the authors profiled. */
  private static final String DESIGN = "design";

  private static final ObjectMapper JSON = new ObjectMapper();

  String text() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT)
        .put("version", shape.layout().equals(SupernetLayout.AUTHORS) ? VERSION : LAYOUT_VERSION);
    add(root, shape);
    root.put("weights", SupernetWeights.FILE).put("sha256", sha256);
    ArrayNode tensors = root.putArray("tensors");
    shape.tensors().forEach(tensor -> tensors.add(tensor(tensor)));
    if (!tensorSha256.isEmpty()) {
      ArrayNode hashes = root.putArray(TENSOR_HASHES);
      tensorSha256.forEach(hashes::add);
    }
    ObjectNode origin = root.putObject("provenance");
    new TreeMap<>(provenance).forEach(origin::put);
    return text(root);
  }

  /** Returns what {@link #readShape} reads. */
  static String text(SupernetShape shape) {
    ObjectNode root = JSON.createObjectNode();
    add(root, shape);
    return text(root);
  }

  private static String text(ObjectNode root) {
    return root.toPrettyString().replace("\r\n", "\n") + "\n";
  }

  private static void add(ObjectNode root, SupernetShape shape) {
    root.set("space", space(shape.space()));
    root.put("vocabulary", shape.vocabulary())
        .put("head_size", shape.headSize())
        .put("rotary_fraction", shape.rotaryFraction())
        .put("block_size", shape.blockSize());
    SupernetLayout layout = shape.layout();
    if (!layout.equals(SupernetLayout.AUTHORS)) {
      root.putObject(LAYOUT)
          .put("tied_head", layout.tiedHead())
          .put("parallel_residual", layout.parallelResidual())
          .put("tanh_gelu", layout.tanhGelu())
          .put("rotary_base", layout.rotaryBase());
    }
  }

  private static ObjectNode space(SearchSpace space) {
    ObjectNode node = JSON.createObjectNode().put("name", space.name());
    addNumbers(node, "embed_dim", space.embedDims());
    addNumbers(node, "n_layer", space.layerCounts());
    addNumbers(node, "n_head", space.headCounts());
    addNumbers(node, "mlp_ratio", space.mlpRatios());
    ArrayNode biases = node.putArray("bias");
    space.biases().forEach(biases::add);
    node.put("batch", space.batch());
    if (!space.isBuiltIn() && !space.design().equals(NetworkDesign.PROFILED)) {
      addDesign(node.putObject(DESIGN), space.design());
    }
    return node;
  }

  private static void addDesign(ObjectNode node, NetworkDesign design) {
    node.put("vocabulary", design.vocabulary())
        .put("sequence_length", design.sequenceLength())
        .put("head_size", design.headSize())
        .put("mlp_matrices", design.mlpMatrices())
        .put("tied_head", design.tiedHead());
  }

  private static void addNumbers(ObjectNode node, String name, List<Integer> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }

  private static ObjectNode tensor(WeightTensor tensor) {
    ObjectNode node = JSON.createObjectNode().put("name", tensor.name());
    addNumbers(node, "shape", tensor.shape());
    return node.put("offset", tensor.offset());
  }

  static SupernetHeader read(Path folder) {
    Path file = folder.resolve(FILE);
    return parse(text(file, "the header of a supernet"), file.toString());
  }

  private static String text(Path file, String expected) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new SupernetFileException(Text.format("%s: missing; expected %s", file, expected), e);
    } catch (IOException e) {
      throw new SupernetFileException(
          Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
  }

  /** Reads the shape from a header, or from a file of these fields only. */
  static SupernetShape readShape(Path file) {
    return fields(text(file, "the shape of a supernet"), file.toString(), SupernetHeader::shape);
  }

  /**
   * Reads the text of the file.
   *
   * @param file what to call it in messages
   * @throws SupernetFileException if it is not one; names the field
   */
  static SupernetHeader parse(String text, String file) {
    return fields(text, file, SupernetHeader::read);
  }

  private static <T> T fields(String text, String file, Function<JsonFields, T> reader) {
    try {
      return reader.apply(JsonFields.parse(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new SupernetFileException(Text.format("%s: %s", file, e.getMessage()), e);
    }
  }

  private static SupernetHeader read(JsonFields fields) {
    if (!fields.text("format").equals(FORMAT)) {
      throw fields.wrong("format", Text.format("'%s'", FORMAT));
    }
    int version = fields.has(LAYOUT) ? LAYOUT_VERSION : VERSION;
    if (fields.integer("version") != version) {
      throw fields.wrong("version", Integer.toString(version));
    }
    if (!fields.text("weights").equals(SupernetWeights.FILE)) {
      throw fields.wrong("weights", Text.format("'%s'", SupernetWeights.FILE));
    }
    SupernetShape shape = shape(fields);
    checkTensors(shape, fields);
    Map<String, String> provenance = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : fields.value("provenance").properties()) {
      provenance.put(entry.getKey(), entry.getValue().asText());
    }
    return new SupernetHeader(
        shape, fields.text("sha256"), tensorHashes(shape, fields), provenance);
  }

  private static List<String> tensorHashes(SupernetShape shape, JsonFields fields) {
    List<String> hashes = new ArrayList<>();
    fields.value(TENSOR_HASHES).forEach(hash -> hashes.add(hash.asText()));
    if (fields.has(TENSOR_HASHES) && hashes.size() != shape.tensors().size()) {
      throw fields.wrong(
          TENSOR_HASHES,
          hashes.size() + " hashes",
          Text.format("%d, one per tensor", shape.tensors().size()));
    }
    return List.copyOf(hashes);
  }

  private static SupernetShape shape(JsonFields fields) {
    return new SupernetShape(
        space(fields.object("space")),
        fields.integer("vocabulary"),
        fields.integer("head_size"),
        fields.number("rotary_fraction"),
        fields.integer("block_size"),
        fields.has(LAYOUT) ? layout(fields.object(LAYOUT)) : SupernetLayout.AUTHORS);
  }

  private static SupernetLayout layout(JsonFields fields) {
    return new SupernetLayout(
        fields.truth("tied_head"),
        fields.truth("parallel_residual"),
        fields.truth("tanh_gelu"),
        fields.number("rotary_base"));
  }

  private static SearchSpace space(JsonFields fields) {
    String name = fields.text("name");
    SearchSpace space = SearchSpace.all().stream()
        .filter(builtIn -> builtIn.name().equals(name))
        .findFirst()
        .orElseGet(() -> own(name, fields));
    ObjectNode expected = space(space);
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      if (!entry.getValue().equals(fields.value(entry.getKey()))) {
        throw fields.wrong(
            entry.getKey(), Text.format("%s, as in space '%s'", entry.getValue(), name));
      }
    }
    return space;
  }

  private static SearchSpace own(String name, JsonFields fields) {
    SearchSpace.Builder builder = SearchSpace.builder(name)
        .embedDims(fields.integers("embed_dim"))
        .layerCounts(fields.integers("n_layer"))
        .headCounts(fields.integers("n_head"))
        .mlpRatios(fields.integers("mlp_ratio"))
        .batch(fields.integer("batch"));
    if (fields.value(DESIGN).isObject()) {
      JsonFields design = fields.object(DESIGN);
      builder.design(new NetworkDesign(
          design.integer("vocabulary"),
          design.integer("sequence_length"),
          design.integer("head_size"),
          design.integer("mlp_matrices"),
          design.truth("tied_head")));
    }
    JsonNode biases = fields.value("bias");
    return (biases.size() == 1 ? builder.bias(biases.get(0).asBoolean()) : builder).build();
  }

  private static void checkTensors(SupernetShape shape, JsonFields fields) {
    JsonNode listed = fields.value("tensors");
    List<WeightTensor> expected = shape.tensors();
    for (int i = 0; i < expected.size(); i++) {
      JsonNode found = listed.path(i);
      String wanted = tensor(expected.get(i)).toString();
      if (!found.toString().equals(wanted)) {
        throw fields.wrong(
            Text.format("tensors[%d]", i),
            found.isMissingNode() ? "missing" : found.toString(),
            wanted);
      }
    }
    if (listed.size() > expected.size()) {
      throw fields.wrong(
          "tensors",
          listed.size() + " tensors",
          Text.format("the %d of its shape", expected.size()));
    }
  }
}
