package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Has PyTorch and other libraries run what is exported for them. The environment variable
 * {@value #PYTHON} names a Python that has them; {@code .ci/run} makes one.
 */
class TorchReadsExportsTest {

  private static final String PYTHON = "HWGPTBENCH_TORCH_PYTHON";
  private static final Pattern MISSING = Pattern.compile(
      "No module named '(torch|numpy|safetensors|litgpt|transformers|onnx|onnxruntime|onnx2torch)\\b");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPT = Path.of("src/test/python/logits.py");
  private static final Path EXAMPLES =
      Path.of(System.getProperty("hwgptbench.root"), "experiments/examples/python");

  private static final SearchSpace SPACE = TinySupernet.SPACE;
  private static final int[][] TOKENS = {{3, 36, 0, 17, 5}, {22, 9, 1, 30, 12}};

  /** With networks whose heads are together as wide as the embedding, as those of GPT-NeoX are. */
  private static final SearchSpace NEOX = SearchSpace.builder("neox")
      .embedDims(8, 24)
      .layerCounts(1, 2, 3)
      .headCounts(1, 3)
      .mlpRatios(1, 2, 4)
      .build();

  private static final List<Architecture> OF_NEOX = List.of(
      NEOX.largest(),
      Architecture.of(8, true, new int[] {2, 2}, new int[] {1, 1}),
      Architecture.of(24, false, new int[] {4, 4, 4}, new int[] {3, 3, 3}));

  @TempDir
  Path folder;

  /** What a library has to read, and whose logits it has to have. */
  private record Exported(SupernetWeights weights, Architecture architecture, Object argument) {}

  /** Returns a supernet as the authors' are, and one that differs in all that can. */
  private List<SupernetWeights> supernets(SearchSpace space) throws IOException {
    SupernetLayout other = new SupernetLayout(false, false, true, 500);
    return List.of(
        TinySupernet.write(folder.resolve("tiny"), new SupernetShape(space, 37, 8, 0.5, 16), 1),
        TinySupernet.write(
            folder.resolve("other"), new SupernetShape(space, 37, 8, 0.5, 16, other), 2));
  }

  private static List<Architecture> architectures() {
    SplittableRandom random = new SplittableRandom(7);
    List<Architecture> some = new ArrayList<>(List.of(SPACE.smallest(), SPACE.largest()));
    for (int i = 0; i < 4; i++) {
      some.add(SPACE.sampleUniformGenes(random));
    }
    return some;
  }

  /** Returns a new file in a folder of its own. */
  private Path file(String name) throws IOException {
    return Files.createTempDirectory(folder, "export").resolve(name);
  }

  private static String run(Path script, String... arguments) throws Exception {
    String python = System.getenv(PYTHON);
    assumeTrue(python != null, PYTHON + " names no Python that has PyTorch");
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("logits", ".json");
    Path err = Files.createTempFile("logits", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder
          .environment()
          .putAll(Map.of(
              "PYTHONPATH",
              EXAMPLES.toString(),
              "PYTHONDONTWRITEBYTECODE",
              "1",
              "HF_HUB_OFFLINE",
              "1"));
      int code = builder.start().waitFor();
      String errors = Files.readString(err);
      assumeFalse(
          MISSING.matcher(errors).find(),
          () -> PYTHON + " names a Python without a library: " + errors);
      assertEquals(0, code, errors);
      return Files.readString(out);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static void assertLogits(String kind, List<Exported> exports) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(kind, Arrays.deepToString(TOKENS)));
    exports.forEach(export -> arguments.add(export.argument.toString()));
    float[][][][] found =
        JSON.readValue(run(SCRIPT, arguments.toArray(String[]::new)), float[][][][].class);
    for (int i = 0; i < exports.size(); i++) {
      Exported export = exports.get(i);
      try (Supernet supernet = new Supernet(export.weights);
          SubNetwork network = supernet.inherit(export.architecture)) {
        for (int sequence = 0; sequence < TOKENS.length; sequence++) {
          float[][] expected = network.logits(TOKENS[sequence]);
          for (int position = 0; position < expected.length; position++) {
            assertArrayEquals(
                expected[position],
                found[i][sequence][position],
                1e-4f,
                kind + " " + export.architecture + " " + supernet.shape().layout());
          }
        }
      }
    }
  }

  @Test
  void theNetworkOfTheExamplesHasTheSameLogits() throws Exception {
    List<Exported> exports = new ArrayList<>();
    for (SupernetWeights weights : supernets(SPACE)) {
      for (Architecture architecture : architectures()) {
        Path file = file("net.safetensors");
        new LitGptExport(weights).writeNetwork(architecture, file);
        exports.add(new Exported(weights, architecture, file));
      }
    }
    assertLogits("network", exports);
  }

  @Test
  void theSupernetOfTheExamplesHasAllSubNetworks() throws Exception {
    List<Exported> exports = new ArrayList<>();
    for (SupernetWeights weights : supernets(SPACE)) {
      Path file = file("supernet.safetensors");
      new LitGptExport(weights).writeSupernet(file);
      for (Architecture architecture : architectures()) {
        String request = JSON.writeValueAsString(Map.of(
            "supernet", file.toString(),
            "n_layer", architecture.layers(),
            "embed_dim", architecture.embedDim(),
            "n_head", architecture.heads(),
            "mlp_ratio", architecture.mlpRatios(),
            "bias", architecture.bias()));
        exports.add(new Exported(weights, architecture, request));
      }
    }
    assertLogits("inherit", exports);
  }

  @Test
  void litgptLoadsNetworksWhoseLayersAreAlike() throws Exception {
    Architecture alike = Architecture.of(12, false, new int[] {4, 4}, new int[] {3, 3});
    List<Exported> exports = new ArrayList<>();
    for (SupernetWeights weights : supernets(SPACE)) {
      Path network = file("net.safetensors");
      new LitGptExport(weights).writeNetwork(alike, network);
      exports.add(new Exported(weights, alike, network));
      Path supernet = file("supernet.safetensors");
      new LitGptExport(weights).writeSupernet(supernet);
      exports.add(new Exported(weights, SPACE.largest(), supernet));
    }
    assertLogits("litgpt", exports);
  }

  @Test
  void transformersLoadsNetworksOfGptNeox() throws Exception {
    List<Exported> exports = new ArrayList<>();
    for (SupernetWeights weights : supernets(NEOX)) {
      for (Architecture architecture : OF_NEOX) {
        Path to = file("net");
        new HuggingFaceExport(weights).writeNetwork(architecture, to);
        exports.add(new Exported(weights, architecture, to));
      }
    }
    assertLogits("huggingface", exports);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnxruntime", "onnx2torch"})
  void onnxIsLoaded(String library) throws Exception {
    List<Exported> exports = new ArrayList<>();
    for (SupernetWeights weights : supernets(SPACE)) {
      for (Architecture architecture : architectures().subList(0, 4)) {
        Path file = file("net.onnx");
        new SupernetExport(weights).writeNetwork(architecture, file);
        exports.add(new Exported(weights, architecture, file));
      }
    }
    assertLogits(library, exports);
  }

  @Test
  void aNetworkIsFineTuned() throws Exception {
    Path file = folder.resolve("net.safetensors");
    new LitGptExport(supernets(SPACE).get(0))
        .writeNetwork(Architecture.of(12, true, new int[] {4, 2}, new int[] {3, 1}), file);
    // A text that is easy to learn: one token after another.
    ByteBuffer tokens = ByteBuffer.allocate(4000).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 2000; i++) {
      tokens.putShort((short) (i % 37));
    }
    Path text = Files.write(folder.resolve("text.tokens"), tokens.array());
    Path tuned = folder.resolve("tuned/net.safetensors");

    String printed = run(
        EXAMPLES.resolve("fine_tune.py"),
        file.toString(),
        text.toString(),
        tuned.toString(),
        "--steps",
        "30",
        "--learning-rate",
        "0.01");

    double[] perplexities = printed
        .lines()
        .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
        .toArray();
    assertEquals(2, perplexities.length, printed);
    assertTrue(perplexities[1] < perplexities[0] / 2, printed);
    assertTrue(Files.size(tuned) > 1000);
    assertTrue(Files.exists(folder.resolve("tuned/config.json")));
  }

  @Test
  void theCodeOfThePageIsThatOfTheExample() throws IOException {
    Path root = Path.of(System.getProperty("hwgptbench.root"));
    String page = Files.readString(root.resolve("docs/fine-tuning.md"));
    String script = Files.readString(EXAMPLES.resolve("fine_tune.py"));
    List<String> blocks = Pattern.compile(
            "^```python\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains("options."))
        .toList();
    assertEquals(2, blocks.size());
    blocks.forEach(block -> assertTrue(script.contains(block), block));
  }
}
