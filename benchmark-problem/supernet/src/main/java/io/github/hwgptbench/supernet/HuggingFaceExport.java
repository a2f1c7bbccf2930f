package io.github.hwgptbench.supernet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes networks as folders of {@code config.json} and {@code model.safetensors}, which the class
 * {@code GPTNeoXForCausalLM} of Hugging Face's transformers loads.
 *
 * <p>That class has the same number of heads and the same MLP ratio in all layers, and
 * {@code embed_dim = n_head x head size}; other architectures are refused. It always has biases in
 * the MLP, which are written as zeros for architectures without biases; {@link SupernetImport}
 * omits them again.
 *
 * @since 0.2.0
 */
public final class HuggingFaceExport {

  private static final String WEIGHTS = "model.safetensors";

  private final SupernetWeights weights;

  /** Exports networks of a supernet. */
  public HuggingFaceExport(SupernetWeights weights) {
    this.weights = weights;
  }

  /**
   * Writes one network with the weights that it inherits.
   *
   * @param folder where to; made if it is missing
   * @throws IllegalArgumentException if the architecture is not of the space of the supernet, or
   *     the class does not support it; the message has the reason
   * @throws IOException if it can't be written
   */
  public void writeNetwork(Architecture architecture, Path folder) throws IOException {
    weights.shape().space().encode(architecture);
    check(architecture);
    Files.createDirectories(folder);
    tensors(architecture).write(folder.resolve(WEIGHTS));
    ConfigFile.writeJson(folder.resolve(ConfigFile.NAME), config(architecture));
  }

  /** Returns the files that an export to a folder writes. */
  public static List<Path> files(Path folder) {
    return List.of(folder.resolve(WEIGHTS), folder.resolve(ConfigFile.NAME));
  }

  private void check(Architecture architecture) {
    List<String> reasons = new ArrayList<>();
    addIfDifferent("n_head", architecture.heads(), reasons);
    addIfDifferent("mlp_ratio", architecture.mlpRatios(), reasons);
    int headSize = weights.shape().headSize();
    int heads = architecture.heads(0);
    if (reasons.isEmpty() && heads * headSize != architecture.embedDim()) {
      reasons.add("embed_dim " + architecture.embedDim() + " must be n_head x head size, which is "
          + heads + " x " + headSize);
    }
    if (!reasons.isEmpty()) {
      throw UsageException.of(
          "Architecture %s: can't be a GPTNeoXForCausalLM: %s; export it as safetensors",
          weights.shape().space().format(architecture), String.join("; ", reasons));
    }
  }

  private static void addIfDifferent(String what, int[] values, List<String> reasons) {
    if (Arrays.stream(values).distinct().count() > 1) {
      reasons.add(what + " " + Arrays.toString(values) + " must be the same in all layers");
    }
  }

  private InheritedTensors tensors(Architecture architecture) {
    InheritedTensors tensors = new InheritedTensors(weights, architecture);
    boolean bias = architecture.bias();
    for (String tensor : SupernetGraph.weights(weights.shape(), bias, architecture.layers())) {
      tensors.add(name(tensor), tensor);
    }
    if (!bias) {
      IntStream.range(0, architecture.layers())
          .mapToObj(SupernetGraph::block)
          .flatMap(block -> Stream.of(block + "mlp.fc.bias", block + "mlp.proj.bias"))
          .forEach(tensor -> tensors.addZeros(name(tensor), tensor));
    }
    return tensors;
  }

  private static String name(String tensor) {
    return tensor
        .replace("lm_head.", "embed_out.")
        .replace("transformer.wte.", "gpt_neox.embed_in.")
        .replace("transformer.ln_f.", "gpt_neox.final_layer_norm.")
        .replace("transformer.h.", "gpt_neox.layers.")
        .replace(".norm_1.", ".input_layernorm.")
        .replace(".norm_2.", ".post_attention_layernorm.")
        .replace(".attn.attn.", ".attention.query_key_value.")
        .replace(".attn.proj.", ".attention.dense.")
        .replace(".mlp.fc.", ".mlp.dense_h_to_4h.")
        .replace(".mlp.proj.", ".mlp.dense_4h_to_h.");
  }

  private ObjectNode config(Architecture architecture) {
    SupernetShape shape = weights.shape();
    SupernetLayout layout = shape.layout();
    ObjectNode config = new ObjectMapper().createObjectNode();
    config.putArray("architectures").add("GPTNeoXForCausalLM");
    config.set("rotary_emb_base", ConfigFile.number(layout.rotaryBase()));
    return config
        .put("model_type", "gpt_neox")
        .put("vocab_size", shape.vocabulary())
        .put("hidden_size", architecture.embedDim())
        .put("num_hidden_layers", architecture.layers())
        .put("num_attention_heads", architecture.heads(0))
        .put("intermediate_size", architecture.mlpRatio(0) * architecture.embedDim())
        .put("max_position_embeddings", shape.blockSize())
        .put("use_parallel_residual", layout.parallelResidual())
        .put("attention_bias", architecture.bias())
        .put("hidden_act", layout.tanhGelu() ? "gelu_pytorch_tanh" : "gelu")
        .put("layer_norm_eps", 1e-5)
        .put("rotary_pct", shape.flooredRotaryFraction())
        .put("tie_word_embeddings", layout.tiedHead())
        .put("torch_dtype", "float32")
        .putNull("bos_token_id")
        .putNull("eos_token_id");
  }
}
