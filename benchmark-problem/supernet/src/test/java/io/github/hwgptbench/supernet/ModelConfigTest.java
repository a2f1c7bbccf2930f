package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigTest {

  /** What of pythia-160m differs from the defaults of LitGPT. */
  private static final Map<String, Object> PYTHIA = Map.of(
      "name", "pythia-160m",
      "block_size", 2048,
      "n_layer", 12,
      "n_embd", 768,
      "n_head", 12,
      "padding_multiple", 128);

  private static final Map<String, Object> NEOX = Map.of(
      "model_type", "gpt_neox",
      "_name_or_path", "EleutherAI/pythia-160m",
      "hidden_size", 768,
      "num_hidden_layers", 12,
      "num_attention_heads", 12,
      "intermediate_size", 3072,
      "vocab_size", 50_304,
      "max_position_embeddings", 2048);

  private static final String TIED = "tie_word_embeddings";

  private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
    return ImmutableMap.<String, Object>builder()
        .putAll(fields)
        .put(name, value)
        .buildKeepingLast();
  }

  private static String refusal(Map<String, ?> fields) {
    return assertThrows(UsageException.class, () -> ModelConfig.of("config", fields))
        .getMessage();
  }

  @Test
  void pythiaIsTheSameInBothLibraries() {
    ModelConfig pythia = new ModelConfig(
        "pythia_160m",
        12,
        new ModelConfig.Block(768, 12, 64, 4, true),
        50_304,
        0.25,
        2048,
        null,
        SupernetLayout.AUTHORS);
    assertEquals(pythia, ModelConfig.of("config", PYTHIA));
    assertEquals(pythia, ModelConfig.of("config", NEOX));
  }

  @Test
  void theDerivedSpaceHasTheModelAsItsLargestNetwork() {
    SupernetShape shape = ModelConfig.of("config", PYTHIA).shape(null, false);
    SearchSpace space = shape.space();
    assertEquals("pythia_160m", space.name());
    assertEquals(List.of(192, 384, 768), space.embedDims());
    assertEquals(List.of(6, 9, 12), space.layerCounts());
    assertEquals(List.of(3, 6, 12), space.headCounts());
    assertEquals(List.of(2, 3, 4), space.mlpRatios());
    assertEquals(List.of(true), space.biases());
    assertEquals(new NetworkDesign(50_304, 2048, 64, 2, false), space.design());
    assertEquals(SupernetLayout.AUTHORS.withTiedHead(false), shape.layout());
    // As published: 162,322,944.
    assertEquals(162_322_944, shape.weights());
  }

  @Test
  void choicesOfASmallModelDoNotRepeat() {
    SearchSpace space = ModelConfig.of(
            "config", Map.of("block_size", 8, "n_layer", 1, "n_embd", 2, "n_head", 1))
        .shape(null, true)
        .space();
    assertEquals("model", space.name());
    assertEquals(List.of(1, 2), space.embedDims());
    assertEquals(List.of(1), space.layerCounts());
    assertEquals(List.of(1), space.headCounts());
  }

  @Test
  void aGivenSpaceKeepsItsChoicesAndGetsTheDesign() {
    SearchSpace mine = SearchSpace.builder("mine")
        .embedDims(128, 768)
        .layerCounts(4, 12)
        .headCounts(12)
        .mlpRatios(1, 4)
        .bias(true)
        .batch(3)
        .build();
    SearchSpace space = ModelConfig.of("config", PYTHIA).shape(mine, true).space();
    assertEquals(mine.withDesign(new NetworkDesign(50_304, 2048, 64, 2, true)), space);
    assertEquals(3, space.batch());
    assertEquals(
        SearchSpace.s(),
        ModelConfig.of("config", PYTHIA).shape(SearchSpace.s(), true).space());
  }

  @Test
  void fieldsOfLitGptAreTakenOver() {
    ModelConfig config = ModelConfig.of(
        "config",
        ImmutableMap.<String, Object>builder()
            .put("block_size", 8)
            .put("n_layer", 2)
            .put("n_embd", 24)
            .put("n_head", 3)
            .put("head_size", 16)
            .put("intermediate_size", 48)
            .put("vocab_size", 1000)
            .put("rotary_percentage", 1.0)
            .put("rope_base", 500_000)
            .put("parallel_residual", false)
            .put("gelu_approximate", "tanh")
            .put("bias", false)
            .build());
    assertEquals(
        new ModelConfig(
            "model",
            2,
            new ModelConfig.Block(24, 3, 16, 2, false),
            1024,
            1,
            8,
            null,
            new SupernetLayout(true, false, true, 5e5)),
        config);
  }

  @Test
  void whetherTheHeadIsTiedIsRead() {
    assertEquals(true, ModelConfig.of("config", with(NEOX, TIED, true)).tiedHead());
    assertEquals(false, ModelConfig.of("config", with(NEOX, TIED, false)).tiedHead());
    assertNull(ModelConfig.of("config", NEOX).tiedHead());
  }

  @Test
  void aModelNamedAsABuiltInSpaceIsRefused() {
    ModelConfig config = ModelConfig.of("config", with(PYTHIA, "name", "s"));
    assertEquals(
        "a model named 's', like a built-in space; rename it in its configuration, or choose a"
            + " space for it",
        assertThrows(UsageException.class, () -> config.shape(null, true)).getMessage());
    assertEquals(SearchSpace.s(), config.shape(SearchSpace.s(), true).space());
  }

  @Test
  void fieldsOfTransformersAreTakenOver() {
    Map<String, Object> older = with(with(NEOX, "rotary_pct", 0.5), "rotary_emb_base", 500);
    Map<String, Object> newer = with(
        NEOX,
        "rope_parameters",
        Map.of("rope_type", "default", "partial_rotary_factor", 0.5, "rope_theta", 500));
    assertEquals(ModelConfig.of("config", older), ModelConfig.of("config", newer));
    ModelConfig config = ModelConfig.of(
        "config", with(with(older, "hidden_act", "gelu_new"), "use_parallel_residual", false));
    assertEquals(new SupernetLayout(true, false, true, 500), config.layout());
    assertEquals(0.5, config.rotaryFraction());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "norm_class_name | RMSNorm | norm_class_name \"RMSNorm\" (supported: LayerNorm)",
        "mlp_class_name | LLaMAMLP | mlp_class_name \"LLaMAMLP\" (supported: GptNeoxMLP)",
        "mlp_class_name | GemmaMLP | mlp_class_name \"GemmaMLP\" (supported: GptNeoxMLP)",
        "shared_attention_norm | true | shared_attention_norm true (supported: false)",
        "scale_embeddings | true | scale_embeddings true (supported: false)",
        "lm_head_bias | true | lm_head_bias true (supported: false)",
      })
  void otherFamiliesAreRefusedByName(String field, String value, String reason) {
    Object parsed = value.equals("true") ? Boolean.TRUE : value;
    assertEquals(
        "config: not a model that supernets support: " + reason,
        refusal(with(PYTHIA, field, parsed)));
  }

  @Test
  void allThatIsForeignIsNamed() {
    assertEquals(
        "config: not a model that supernets support: mlp_class_name \"LLaMAMLP\" (supported:"
            + " GptNeoxMLP); n_query_groups 4 (supported: 12); norm_class_name \"RMSNorm\""
            + " (supported: LayerNorm); norm_eps 1.0E-6 (supported: 1.0E-5); rope_adjustments"
            + " {\"factor\":8.0}",
        refusal(ImmutableMap.<String, Object>builder()
            .putAll(PYTHIA)
            .put("norm_class_name", "RMSNorm")
            .put("mlp_class_name", "LLaMAMLP")
            .put("n_query_groups", 4)
            .put("norm_eps", 1e-6)
            .put("rope_adjustments", Map.of("factor", 8.0))
            .build()));
  }

  @ParameterizedTest
  @CsvSource({"llama", "gpt2", "qwen2"})
  void otherModelsOfTransformersAreRefusedByName(String type) {
    assertEquals(
        "config: not a model that supernets support: model_type \"" + type
            + "\" (supported: gpt_neox)",
        refusal(Map.of("model_type", type, "n_embd", 768)));
  }

  @Test
  void fieldsThatAreMissingOrOfAnotherTypeAreNamed() {
    assertEquals(
        "config: field 'n_embd' is missing; expected an integer from 1 to 2147483647",
        refusal(Map.of("n_layer", 3)));
    assertEquals(
        "config: field 'bias' is \"yes\"; expected true or false",
        refusal(with(PYTHIA, "bias", "yes")));
    assertEquals(
        "config: n_head [1,2,4]: a network whose layers differ; the largest architecture of a"
            + " supernet has layers that are equal",
        refusal(with(PYTHIA, "n_head", List.of(1, 2, 4))));
    assertEquals(
        "config: an MLP of 1000 hidden units at width 768; allowed: multiples of the width",
        refusal(with(PYTHIA, "intermediate_size", 1000)));
  }
}
