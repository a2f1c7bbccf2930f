package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SubNetwork;
import io.github.hwgptbench.supernet.Supernet;
import io.github.hwgptbench.supernet.SupernetLayout;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Imports models of every layout that PyTorch wrote, and compares logits of 20 sub-networks of each
 * with those of a PyTorch implementation in {@code layouts.py}. The environment variable
 * {@value #PYTHON} names a Python that has PyTorch; {@code .ci/run} makes one.
 */
class LayoutsTest {

  private static final String PYTHON = "HWGPTBENCH_TORCH_PYTHON";
  private static final Path SCRIPT = Path.of("src/test/python/layouts.py");
  private static final float TOLERANCE = 1e-4f;

  @TempDir
  private static Path temp;

  @BeforeAll
  static void writeModels() throws Exception {
    String python = System.getenv(PYTHON);
    assumeTrue(python != null, PYTHON + " names no Python that has PyTorch");
    Process process = new ProcessBuilder(
            python, SCRIPT.toString(), temp.resolve("models").toString())
        .inheritIO()
        .start();
    assertEquals(0, process.waitFor());
  }

  private static int[] integers(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .mapToInt(JsonNode::intValue)
        .toArray();
  }

  private static Architecture architecture(JsonNode network) {
    return Architecture.of(
        network.get("embed_dim").intValue(),
        network.get("bias").booleanValue(),
        integers(network.get("mlp_ratio")),
        integers(network.get("n_head")));
  }

  @ParameterizedTest
  @CsvSource({
    // folder, file, tied head, parallel residual, tanh GELU, base, what is printed of it
    "litgpt, lit_model.pth, false, true, false, 10000, ordered by head",
    "whittle, lit_model.pth, true, false, true, 500000, ordered by head",
    "neox, model.safetensors, false, true, false, 10000, untied head",
    "sharded, model.safetensors.index.json, false, false, false, 10000, sequential residual",
    "sharded, pytorch_model.bin.index.json, false, false, false, 10000, sequential residual",
    "norms, training.pt, true, true, false, 10000, Norms without biases: zeros are written",
    "norms, training.pt, true, true, false, 10000, '_orig_mod., module.'",
    "authors, epoch.ckpt, true, true, false, 10000, model_config.yaml",
  })
  void subNetworksHaveTheLogitsOfPyTorch(
      String folder,
      String file,
      boolean tied,
      boolean parallel,
      boolean tanh,
      double base,
      String printed)
      throws IOException {
    Path model = temp.resolve("models").resolve(folder);
    Path out = Files.createTempDirectory(temp, folder);
    List<Object> command = new ArrayList<>(List.of("import", model.resolve(file), "--out", out));
    Path space = model.resolve("space.yaml");
    if (Files.exists(space)) {
      command.addAll(List.of("--space", space));
    }
    String said = hwgpt(0, command.toArray());
    assertTrue(said.contains(printed), said);
    assertSameWhenExported(out, SupernetWeights.open(out));
    try (Supernet supernet = Supernet.open(out)) {
      assertEquals(
          new SupernetLayout(tied, parallel, tanh, base), supernet.shape().layout());
      assertEquals("layout_test", supernet.shape().space().name());
      assertEquals(20, assertSameLogits(supernet, model));
    }
  }

  /** The largest network of a model that the library itself made and wrote. */
  @ParameterizedTest
  @CsvSource({
    "of-litgpt, lit_model.pth, true",
    "of-transformers, model.safetensors.index.json, false"
  })
  void modelsOfLibrariesHaveTheirLogits(String folder, String file, boolean parallel)
      throws IOException {
    Path model = temp.resolve("models").resolve(folder);
    assumeTrue(Files.exists(model), "the Python has no library for " + folder);
    Path out = Files.createTempDirectory(temp, folder);
    hwgpt(0, "import", model.resolve(file), "--out", out);
    try (Supernet supernet = Supernet.open(out)) {
      assertEquals(
          new SupernetLayout(false, parallel, false, 10_000), supernet.shape().layout());
      assertEquals(1, assertSameLogits(supernet, model));
    }
  }

  /** Returns of how many networks, of which the first is the largest. */
  private static int assertSameLogits(Supernet supernet, Path model) throws IOException {
    JsonNode cases = new ObjectMapper().readTree(model.resolve("cases.json").toFile());
    assertEquals(supernet.shape().space().largest(), architecture(cases.get(0)));
    for (JsonNode network : cases) {
      Architecture architecture = architecture(network);
      try (SubNetwork inherited = supernet.inherit(architecture)) {
        float[][] logits = inherited.logits(integers(network.get("tokens")));
        assertEquals(network.get("logits").size(), logits.length);
        for (int position = 0; position < logits.length; position++) {
          JsonNode row = network.get("logits").get(position);
          float[] expected = new float[row.size()];
          for (int token = 0; token < expected.length; token++) {
            expected[token] = row.get(token).floatValue();
          }
          assertArrayEquals(expected, logits[position], TOLERANCE, architecture.toString());
        }
      }
    }
    return cases.size();
  }

  /** What is exported for LitGPT and transformers is imported as it was, the space aside. */
  private static void assertSameWhenExported(Path folder, SupernetWeights weights)
      throws IOException {
    Path files = Files.createTempDirectory(temp, "exported");
    Path litGpt = files.resolve("litgpt/model.safetensors");
    Files.createDirectories(litGpt.getParent());
    hwgpt(0, "supernet", "export", "--weights", folder, "--to", litGpt);
    assertSameWhenImported(weights, litGpt, files.resolve("from-litgpt"));
    // Linear layers of the MLP have biases in GPT-NeoX always.
    if (weights.shape().bias()) {
      SearchSpace space = weights.shape().space();
      Path neox = files.resolve("neox");
      hwgpt(
          0,
          "supernet",
          "export",
          "--weights",
          folder,
          "--format",
          "huggingface",
          "--arch",
          space.format(space.largest()),
          "--to",
          neox);
      assertSameWhenImported(
          weights, neox.resolve("model.safetensors"), files.resolve("from-neox"));
    }
  }

  private static void assertSameWhenImported(SupernetWeights weights, Path file, Path out) {
    hwgpt(0, "import", file, "--out", out);
    SupernetWeights imported = SupernetWeights.open(out);
    assertEquals(weights.sha256(), imported.sha256());
    SupernetShape shape = weights.shape();
    assertEquals(
        new SupernetShape(
            imported.shape().space(),
            shape.vocabulary(),
            shape.headSize(),
            shape.rotaryFraction(),
            shape.blockSize(),
            shape.layout()),
        imported.shape());
  }
}
