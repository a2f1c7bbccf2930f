package io.github.hwgptbench.supernet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes networks for PyTorch: a safetensors file with the names and layouts of litgpt. The rows of
 * {@code attn.qkv} are the queries of all heads, then the keys, then the values, and
 * {@code lm_head.weight} is there even if it equals {@code transformer.wte.weight}.
 *
 * <p>{@code config.json} beside it has the sizes of the network under the names of litgpt's
 * {@code Config}, with {@code n_head} and {@code intermediate_size} as lists of one number per
 * layer. Where all layers have the same, {@code model_config.yaml} is such a {@code Config}.
 *
 * @since 0.2.0
 */
public final class LitGptExport {

  private static final String MODEL_CONFIG = "model_config.yaml";
  private static final String HEADS = "n_head";
  private static final String HIDDEN = "intermediate_size";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SupernetWeights weights;

  /** Exports networks of a supernet. */
  public LitGptExport(SupernetWeights weights) {
    this.weights = weights;
  }

  /**
   * Writes all weights: the largest network of the space.
   *
   * @param file where to; like the files beside it, replaced if it is there
   * @throws IOException if it can't be written
   */
  public void writeSupernet(Path file) throws IOException {
    writeNetwork(weights.shape().space().largest(), file);
  }

  /**
   * Writes one network with the weights that it inherits.
   *
   * @param file where to; like the files beside it, replaced if it is there
   * @throws IllegalArgumentException if the architecture is not of the space of the supernet, or
   *     the file has the name of one beside it
   * @throws IOException if it can't be written
   */
  public void writeNetwork(Architecture architecture, Path file) throws IOException {
    weights.shape().space().encode(architecture);
    files(file);
    tensors(architecture).write(file);
    ConfigFile.writeJson(file.resolveSibling(ConfigFile.NAME), config(architecture));
    Path modelConfig = file.resolveSibling(MODEL_CONFIG);
    if (isUniform(architecture)) {
      ConfigFile.writeYaml(modelConfig, modelConfig(architecture));
    } else {
      Files.deleteIfExists(modelConfig);
    }
  }

  /**
   * Returns the files that an export to a file may write.
   *
   * @throws IllegalArgumentException if the file has the name of one beside it
   */
  public static List<Path> files(Path file) {
    List<Path> beside =
        List.of(file.resolveSibling(ConfigFile.NAME), file.resolveSibling(MODEL_CONFIG));
    if (beside.contains(file)) {
      throw UsageException.of(
          "%s: this name is that of a configuration; allowed for weights: others, such as"
              + " model.safetensors",
          file);
    }
    return List.of(file, beside.get(0), beside.get(1));
  }

  private static boolean isUniform(Architecture architecture) {
    return Arrays.stream(architecture.heads()).distinct().count() == 1
        && Arrays.stream(architecture.mlpRatios()).distinct().count() == 1;
  }

  private InheritedTensors tensors(Architecture architecture) {
    InheritedTensors tensors = new InheritedTensors(weights, architecture);
    tensors.add(SupernetGraph.HEAD, weights.shape().head());
    for (String tensor :
        SupernetGraph.forwardWeights(architecture.bias(), false, true, architecture.layers())) {
      if (tensor.contains(".attn.attn.")) {
        tensors.addQueriesKeysValues(tensor.replace(".attn.attn.", ".attn.qkv."), tensor);
      } else {
        tensors.add(tensor, tensor);
      }
    }
    return tensors;
  }

  /** The sizes, and the space, by which those who have all weights know what to cut. */
  private ObjectNode config(Architecture architecture) throws IOException {
    ObjectNode config = modelConfig(architecture);
    Arrays.stream(architecture.heads()).forEach(config.putArray(HEADS)::add);
    Arrays.stream(architecture.mlpRatios())
        .map(ratio -> ratio * architecture.embedDim())
        .forEach(config.putArray(HIDDEN)::add);
    config.put("tie_word_embeddings", weights.shape().layout().tiedHead());
    config.set("space", JSON.readTree(weights.shape().toJson()).get("space"));
    return config;
  }

  /** The fields of litgpt's {@code Config} whose defaults are others, or were in some version. */
  private ObjectNode modelConfig(Architecture architecture) {
    SupernetShape shape = weights.shape();
    return JSON.createObjectNode()
        .put("name", shape.space().format(architecture))
        .put("block_size", shape.blockSize())
        .put("vocab_size", shape.vocabulary())
        .put("padded_vocab_size", shape.vocabulary())
        .put("n_layer", architecture.layers())
        .put("n_embd", architecture.embedDim())
        .put(HEADS, architecture.heads(0))
        .put("head_size", shape.headSize())
        .put(HIDDEN, architecture.mlpRatio(0) * architecture.embedDim())
        .put("bias", architecture.bias())
        .put("lm_head_bias", false)
        .put("norm_class_name", "LayerNorm")
        .put("norm_eps", 1e-5)
        .put("parallel_residual", shape.layout().parallelResidual())
        .put("shared_attention_norm", false)
        .put("mlp_class_name", "GptNeoxMLP")
        .put("gelu_approximate", shape.layout().tanhGelu() ? "tanh" : "none")
        .put("rotary_percentage", shape.flooredRotaryFraction())
        .set("rope_base", ConfigFile.number(shape.layout().rotaryBase()));
  }
}
