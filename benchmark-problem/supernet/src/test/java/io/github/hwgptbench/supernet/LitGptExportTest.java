package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is exported, as far as it can be seen without PyTorch; see {@link TorchReadsExportsTest}.
 */
class LitGptExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Heads and MLPs differ between layers. */
  private static final Architecture MIXED =
      Architecture.of(12, true, new int[] {4, 1}, new int[] {2, 3});

  @TempDir
  Path temp;

  private SupernetWeights weights;
  private Path folder;
  private Path file;

  @BeforeEach
  void writeWeights() throws IOException {
    weights = TinySupernet.write(temp.resolve("tiny"));
    folder = Files.createDirectory(temp.resolve("out"));
    file = folder.resolve("net.safetensors");
  }

  private static Set<String> tensors(Path file) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      return checkpoint.tensors().keySet();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model_config.yaml"})
  void weightsDoNotReplaceTheirConfiguration(String name) {
    Path taken = folder.resolve(name);
    assertEquals(
        taken + ": this name is that of a configuration; allowed for weights: others, such as"
            + " model.safetensors",
        assertThrows(
                UsageException.class, () -> new LitGptExport(weights).writeNetwork(MIXED, taken))
            .getMessage());
    assertFalse(Files.exists(taken));
  }

  private static float[] values(Path file, String tensor) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      FloatBuffer buffer = checkpoint.read(tensor);
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  /** The first head of the second layer has rows 0, 24 and 48 for its query, key and value. */
  @Test
  void queriesAreBeforeKeysBeforeValues() throws IOException {
    new LitGptExport(weights).writeNetwork(MIXED, file);
    float[] rows = values(file, "transformer.h.1.attn.qkv.weight");
    float[] bias = values(file, "transformer.h.1.attn.qkv.bias");
    assertEquals(3 * 3 * 8 * 12, rows.length);
    int full = 20;
    for (int row = 0; row < 3 * 3 * 8; row++) {
      int part = row / 24;
      int head = row % 24 / 8;
      int source = head * 24 + part * 8 + row % 8;
      assertEquals(weights.values("transformer.h.1.attn.attn.bias").get(source), bias[row]);
      for (int column = 0; column < 12; column++) {
        assertEquals(
            weights.values("transformer.h.1.attn.attn.weight").get(source * full + column),
            rows[row * 12 + column]);
      }
    }
    assertArrayEquals(values(file, "transformer.wte.weight"), values(file, "lm_head.weight"));
    assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1)
        .contains("\"weights\":\"" + weights.sha256() + "\""));
  }

  @Test
  void theConfigHasListsWhereLayersDiffer() throws IOException {
    LitGptExport export = new LitGptExport(weights);
    export.writeNetwork(TinySupernet.SPACE.smallest(), file);
    assertEquals(List.of("config.json", "model_config.yaml", "net.safetensors"), files());
    export.writeNetwork(MIXED, file);
    assertEquals(List.of("config.json", "net.safetensors"), files(), "no other Config is left");
    JsonNode config = JSON.readTree(file.resolveSibling("config.json").toFile());
    assertEquals("[2,3]", config.get("n_head").toString());
    assertEquals("[48,12]", config.get("intermediate_size").toString());
    assertEquals(12, config.get("n_embd").asInt());
    assertEquals("[8,12,20]", config.at("/space/embed_dim").toString());
  }

  @Test
  void theSameWeightsAreTheSameBytes() throws IOException {
    Path again = folder.resolve("again.safetensors");
    LitGptExport export = new LitGptExport(weights);
    export.writeSupernet(file);
    export.writeSupernet(again);
    assertEquals(-1, Files.mismatch(file, again));
    assertTrue(tensors(file).contains("transformer.h.2.mlp.proj.bias"));
  }

  @Test
  void anArchitectureOutsideTheSpaceIsRefused() throws IOException {
    Architecture foreign = Architecture.of(8, true, new int[] {3}, new int[] {1});
    assertThrows(
        IllegalArgumentException.class,
        () -> new LitGptExport(weights).writeNetwork(foreign, file));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HuggingFaceExport(weights).writeNetwork(foreign, folder));
    assertEquals(List.of(), files());
  }

  @Test
  void whatGptNeoxDoesNotHaveIsRefused() throws IOException {
    assertRefused(MIXED, "n_head [2, 3] must be the same in all layers");
    assertRefused(MIXED, "mlp_ratio [4, 1] must be the same in all layers");
    assertRefused(
        Architecture.of(12, true, new int[] {4}, new int[] {2}),
        "embed_dim 12 must be n_head x head size, which is 2 x 8");
    assertEquals(List.of(), files());
  }

  private void assertRefused(Architecture architecture, String reason) {
    IllegalArgumentException refused = assertThrows(
        IllegalArgumentException.class,
        () -> new HuggingFaceExport(weights).writeNetwork(architecture, folder));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  @Test
  void networksWithoutBiasesHaveZerosWhereGptNeoxWantsThem() throws IOException {
    Architecture architecture = Architecture.of(8, false, new int[] {2}, new int[] {1});
    new HuggingFaceExport(weights).writeNetwork(architecture, folder);
    assertEquals(List.of("config.json", "model.safetensors"), files());
    Path model = folder.resolve("model.safetensors");
    assertArrayEquals(new float[16], values(model, "gpt_neox.layers.0.mlp.dense_h_to_4h.bias"));
    assertFalse(tensors(model).contains("gpt_neox.layers.0.attention.dense.bias"));
    assertFalse(JSON.readTree(folder.resolve("config.json").toFile())
        .get("attention_bias")
        .asBoolean());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
