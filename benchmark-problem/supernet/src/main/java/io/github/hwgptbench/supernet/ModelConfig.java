package io.github.hwgptbench.supernet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the model of a checkpoint: {@code model_config.yaml} of LitGPT and whittle,
 * or {@code config.json} of GPT-NeoX in transformers.
 *
 * @param name of the model, a name of a search space
 * @param layers number of blocks
 * @param block each of them
 * @param vocabulary number of tokens
 * @param rotaryFraction share of each head that is rotated by position
 * @param blockSize maximum sequence length
 * @param tiedHead whether the head is tied; null where the configuration does not state it, and the
 *     weights decide
 * @param layout how it computes; its head counts as tied
 * @since 0.2.0
 */
public record ModelConfig(
    String name,
    int layers,
    Block block,
    int vocabulary,
    double rotaryFraction,
    int blockSize,
    @Nullable Boolean tiedHead,
    SupernetLayout layout) {

  /**
   * A block.
   *
   * @param embedDim width
   * @param heads number of heads
   * @param headSize width of a head
   * @param mlpRatio hidden units of the MLP by the width
   * @param bias whether linear layers have biases
   * @since 0.2.0
   */
  public record Block(int embedDim, int heads, int headSize, int mlpRatio, boolean bias) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String NEOX = "gpt_neox";
  private static final String TIED = "tie_word_embeddings";
  private static final double NORM_EPSILON = 1e-5;

  /** By the functions of transformers. */
  private static final Map<String, Boolean> TANH_GELU =
      Map.of("gelu", false, "gelu_new", true, "gelu_fast", true, "gelu_pytorch_tanh", true);

  /** Fields of LitGPT with the values that supernets support; absent is always allowed. */
  private static final Map<String, Set<String>> LITGPT_ALLOWED = Map.ofEntries(
      Map.entry("norm_class_name", Set.of("LayerNorm")),
      Map.entry("mlp_class_name", Set.of("GptNeoxMLP")),
      Map.entry("gelu_approximate", Set.of("none", "tanh")),
      Map.entry("shared_attention_norm", Set.of("false")),
      Map.entry("norm_1", Set.of("true")),
      Map.entry("norm_2", Set.of("true")),
      Map.entry("norm_qk", Set.of("false")),
      Map.entry("post_attention_norm", Set.of("false")),
      Map.entry("post_mlp_norm", Set.of("false")),
      Map.entry("lm_head_bias", Set.of("false")),
      Map.entry("scale_embeddings", Set.of("false")),
      Map.entry("rope_condense_ratio", Set.of("1")),
      Map.entry("rope_interleave", Set.of("false")),
      Map.entry("n_expert", Set.of("0")),
      Map.entry("rope_adjustments", Set.of()),
      Map.entry("rope_local_base_freq", Set.of()),
      Map.entry("latent_attention", Set.of()),
      Map.entry("attention_scores_scalar", Set.of()),
      Map.entry("attention_logit_softcapping", Set.of()),
      Map.entry("final_logit_softcapping", Set.of()),
      Map.entry("sliding_window_size", Set.of()));

  /**
   * Reads a configuration.
   *
   * @param file name for messages
   * @param values of the fields
   * @throws IllegalArgumentException if a field is missing or of another type, or the model has
   *     properties that supernets do not support, such as RMSNorm, a gated MLP, or grouped queries;
   *     names all of them
   */
  public static ModelConfig of(String file, Map<String, ?> values) {
    JsonNode root = JSON.valueToTree(values);
    JsonFields fields = JsonFields.of(root);
    try {
      return root.has("model_type") ? neox(fields) : litGpt(fields);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Text.format("%s: %s", file, e.getMessage()), e);
    }
  }

  private static ModelConfig litGpt(JsonFields fields) {
    for (String name : List.of("n_head", "intermediate_size")) {
      if (fields.value(name).isArray()) {
        throw UsageException.of(
            "%s %s: a network whose layers differ; the largest architecture of a supernet has layers that are equal",
            name, fields.value(name));
      }
    }
    int width = fields.integer("n_embd", 1, Integer.MAX_VALUE);
    int heads = fields.integer("n_head", 1, Integer.MAX_VALUE);
    int headSize = or(fields, "head_size", width / heads);
    boolean bias = or(fields, "bias", true);
    List<String> foreign = new ArrayList<>();
    LITGPT_ALLOWED.forEach((name, allowed) -> check(fields, name, allowed, foreign));
    check(fields, "n_query_groups", Set.of(Integer.toString(heads)), foreign);
    check(fields, "attn_bias", bias ? Set.of("false", "true") : Set.of("false"), foreign);
    checkEpsilon(fields, "norm_eps", foreign);
    refuse(foreign);
    int multiple = or(fields, "padding_multiple", 512);
    int vocabulary = or(fields, "vocab_size", 50_254);
    return new ModelConfig(
        name(or(fields, "name", "")),
        fields.integer("n_layer", 1, Integer.MAX_VALUE),
        new Block(
            width, heads, headSize, ratio(or(fields, "intermediate_size", 4 * width), width), bias),
        or(fields, "padded_vocab_size", (vocabulary + multiple - 1) / multiple * multiple),
        rotary(or(fields, "rotary_percentage", 0.25), headSize),
        fields.integer("block_size", 1, Integer.MAX_VALUE),
        tiedHead(fields),
        new SupernetLayout(
            true,
            or(fields, "parallel_residual", true),
            or(fields, "gelu_approximate", "none").equals("tanh"),
            or(fields, "rope_base", 10_000.0)));
  }

  private static ModelConfig neox(JsonFields fields) {
    List<String> foreign = new ArrayList<>();
    check(fields, "model_type", Set.of(NEOX), foreign);
    refuse(foreign);
    int width = fields.integer("hidden_size", 1, Integer.MAX_VALUE);
    int heads = fields.integer("num_attention_heads", 1, Integer.MAX_VALUE);
    check(fields, "hidden_act", TANH_GELU.keySet(), foreign);
    check(fields, "rope_scaling", Set.of(), foreign);
    checkEpsilon(fields, "layer_norm_eps", foreign);
    JsonFields rope = fields.value("rope_parameters").isObject()
        ? fields.object("rope_parameters")
        : JsonFields.of(JSON.createObjectNode());
    check(rope, "rope_type", Set.of("default"), foreign);
    refuse(foreign);
    int headSize = width / heads;
    double rotated = or(rope, "partial_rotary_factor", or(fields, "rotary_pct", 0.25));
    return new ModelConfig(
        name(or(fields, "_name_or_path", "")),
        fields.integer("num_hidden_layers", 1, Integer.MAX_VALUE),
        new Block(
            width,
            heads,
            headSize,
            ratio(or(fields, "intermediate_size", 4 * width), width),
            or(fields, "attention_bias", true)),
        fields.integer("vocab_size", 1, Integer.MAX_VALUE),
        rotary(rotated, headSize),
        fields.integer("max_position_embeddings", 1, Integer.MAX_VALUE),
        tiedHead(fields),
        new SupernetLayout(
            true,
            or(fields, "use_parallel_residual", true),
            Boolean.TRUE.equals(TANH_GELU.get(or(fields, "hidden_act", "gelu"))),
            or(
                rope,
                "rope_theta",
                or(fields, "rope_theta", or(fields, "rotary_emb_base", 10_000.0)))));
  }

  private static @Nullable Boolean tiedHead(JsonFields fields) {
    return fields.hasNonNull(TIED) ? fields.truth(TIED) : null;
  }

  private static void check(
      JsonFields fields, String name, Set<String> allowed, List<String> foreign) {
    if (fields.hasNonNull(name) && !allowed.contains(fields.value(name).asText("a mapping"))) {
      foreign.add(Text.format(
          "%s %s%s",
          name,
          fields.value(name),
          allowed.isEmpty()
              ? ""
              : " (supported: " + String.join(", ", allowed.stream().sorted().toList()) + ")"));
    }
  }

  private static void checkEpsilon(JsonFields fields, String name, List<String> foreign) {
    if (fields.hasNonNull(name) && fields.number(name) != NORM_EPSILON) {
      foreign.add(Text.format("%s %s (supported: %s)", name, fields.number(name), NORM_EPSILON));
    }
  }

  private static void refuse(List<String> foreign) {
    if (!foreign.isEmpty()) {
      throw UsageException.of(
          "not a model that supernets support: %s",
          String.join("; ", foreign.stream().sorted().toList()));
    }
  }

  private static int or(JsonFields fields, String name, int otherwise) {
    return fields.hasNonNull(name) ? fields.integer(name, 1, Integer.MAX_VALUE) : otherwise;
  }

  private static double or(JsonFields fields, String name, double otherwise) {
    return fields.hasNonNull(name) ? fields.number(name) : otherwise;
  }

  private static boolean or(JsonFields fields, String name, boolean otherwise) {
    return fields.hasNonNull(name) ? fields.truth(name) : otherwise;
  }

  private static String or(JsonFields fields, String name, String otherwise) {
    return fields.hasNonNull(name) ? fields.text(name) : otherwise;
  }

  private static String name(String stated) {
    String last = stated.substring(stated.lastIndexOf('/') + 1);
    String plain = last.replaceAll("[^A-Za-z0-9_.]", "_");
    return plain.isEmpty() ? "model" : plain;
  }

  private static int ratio(int hidden, int width) {
    if (hidden % width != 0) {
      throw UsageException.of(
          "an MLP of %d hidden units at width %d; allowed: multiples of the width", hidden, width);
    }
    return hidden / width;
  }

  /** Libraries round the number of rotated dimensions down. */
  private static double rotary(double fraction, int headSize) {
    return Math.floor(fraction * headSize) / headSize;
  }

  /** Returns whether the model is as large as the largest network of a space. */
  public boolean fits(SearchSpace space) {
    Architecture largest = space.largest();
    return largest.embedDim() == block.embedDim
        && largest.layers() == layers
        && largest.heads(0) == block.heads
        && largest.mlpRatio(0) == block.mlpRatio;
  }

  /**
   * Returns the shape of a supernet whose largest network is the model. Without other choices there
   * are a quarter, a half and all of the width and the heads, a half, three quarters and all of the
   * layers and the hidden units, each rounded up, and biases as the model has them.
   *
   * @param choices a space to serve in place of these
   * @param tied whether the token embedding is the head
   * @throws IllegalArgumentException if there are no choices, and the model has the name of a
   *     built-in space
   */
  SupernetShape shape(@Nullable SearchSpace choices, boolean tied) {
    NetworkDesign design = new NetworkDesign(vocabulary, blockSize, block.headSize, 2, tied);
    SearchSpace space;
    if (choices == null) {
      if (SearchSpace.all().stream().anyMatch(builtIn -> builtIn.name().equals(name))) {
        throw UsageException.of(
            "a model named '%s', like a built-in space; rename it in its configuration, or"
                + " choose a space for it",
            name);
      }
      space = SearchSpace.builder(name)
          .embedDims(quarters(block.embedDim, 1, 2, 4))
          .layerCounts(quarters(layers, 2, 3, 4))
          .headCounts(quarters(block.heads, 1, 2, 4))
          .mlpRatios(quarters(block.mlpRatio, 2, 3, 4))
          .bias(block.bias)
          .design(design)
          .build();
    } else {
      space = choices.isBuiltIn() ? choices : choices.withDesign(design);
    }
    return new SupernetShape(
        space, vocabulary, block.headSize, rotaryFraction, blockSize, layout.withTiedHead(tied));
  }

  private static int[] quarters(int all, int... quarters) {
    return IntStream.of(quarters)
        .map(quarter -> Math.toIntExact(((long) all * quarter + 3) / 4))
        .distinct()
        .toArray();
  }
}
