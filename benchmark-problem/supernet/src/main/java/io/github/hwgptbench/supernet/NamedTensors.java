package io.github.hwgptbench.supernet;

import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.internal.text.Text;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tensors of a checkpoint by the names that they have in a supernet, whatever tools put before
 * them and whichever library called them otherwise.
 */
final class NamedTensors {

  /** What tools put before names, or, where they wrap each block, into them. */
  private static final Pattern PREFIX = Pattern.compile("\\G(?:model|module|net)\\."
      + "|(?<![^.])(?:_orig_mod|_fsdp_wrapped_module|_forward_module)\\.");

  private static final String USUAL_PREFIX = "model.";

  /**
   * Query, key and value of all heads, each in a block, in later versions of LitGPT and whittle.
   */
  private static final String BLOCKS = ".attn.qkv.";

  private static final String BY_HEAD = ".attn.attn.";

  /** Tables that follow from the shape. */
  private static final Pattern TABLE =
      Pattern.compile("cos|sin|.*\\.attention\\.(rotary_emb\\.inv_freq|bias|masked_bias)");

  /** The names of GPT-NeoX in transformers, whose rows of query, key and value are by head. */
  private static final List<Map.Entry<String, String>> NEOX = List.of(
      Map.entry("gpt_neox.embed_in.", "transformer.wte."),
      Map.entry("gpt_neox.final_layer_norm.", "transformer.ln_f."),
      Map.entry("gpt_neox.layers.", "transformer.h."),
      Map.entry("embed_out.", "lm_head."),
      Map.entry(".input_layernorm.", ".norm_1."),
      Map.entry(".post_attention_layernorm.", ".norm_2."),
      Map.entry(".attention.query_key_value.", BY_HEAD),
      Map.entry(".attention.dense.", ".attn.proj."),
      Map.entry(".mlp.dense_h_to_4h.", ".mlp.fc."),
      Map.entry(".mlp.dense_4h_to_h.", ".mlp.proj."));

  private final Checkpoint checkpoint;
  /** The keys of the checkpoint by the names of the tensors. */
  private final Map<String, String> keys = new LinkedHashMap<>();

  private final Set<String> prefixes = new TreeSet<>();

  NamedTensors(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
    for (String key : checkpoint.tensors().keySet()) {
      String name = name(key);
      if (!TABLE.matcher(name).matches()) {
        String before = keys.put(own(name), key);
        if (before != null) {
          throw new CheckpointFileException(Text.format(
              "%s: has tensor '%s' twice, as '%s' and '%s'",
              checkpoint.file(), own(name), before, key));
        }
      }
    }
    prefixes.remove(USUAL_PREFIX);
  }

  private String name(String key) {
    Matcher matcher = PREFIX.matcher(key);
    matcher.results().map(MatchResult::group).forEach(prefixes::add);
    return matcher.replaceAll("");
  }

  private static String own(String name) {
    String own = name.replace(BLOCKS, BY_HEAD);
    if (name.startsWith("gpt_neox.") || name.startsWith("embed_out.")) {
      for (Map.Entry<String, String> part : NEOX) {
        own = own.replace(part.getKey(), part.getValue());
      }
    }
    return own;
  }

  /** Returns what was stripped from the names, but for what Lightning always puts before them. */
  Set<String> prefixes() {
    return Collections.unmodifiableSet(prefixes);
  }

  /** Returns the names. */
  Set<String> names() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  boolean has(String name) {
    return keys.containsKey(name);
  }

  /** Returns whether there is a tensor with this in its name. */
  boolean hasPart(String part) {
    return keys.keySet().stream().anyMatch(name -> name.contains(part));
  }

  /** Gives a tensor another name. */
  void rename(String from, String to) {
    keys.put(to, key(from));
    keys.remove(from);
  }

  /** Returns what a tensor is called in the checkpoint. */
  String key(String name) {
    return Objects.requireNonNull(keys.get(name));
  }

  List<Integer> shape(String name) {
    return Objects.requireNonNull(checkpoint.tensors().get(key(name))).shape();
  }

  /** Removes a tensor if all of its values are zero; returns whether they are. */
  boolean removeZeros(String name) {
    FloatBuffer values = checkpoint.read(key(name));
    boolean zero = true;
    while (zero && values.hasRemaining()) {
      zero = values.get() == 0;
    }
    if (zero) {
      keys.remove(name);
    }
    return zero;
  }

  /** Returns the first index at which the values of two tensors differ, or -1. */
  int mismatch(String one, String other) {
    return checkpoint.read(key(one)).mismatch(checkpoint.read(key(other)));
  }

  /** Returns whether the rows of query, key and value are in blocks in any layer. */
  boolean inBlocks() {
    return keys.values().stream().anyMatch(key -> key.contains(BLOCKS));
  }

  /**
   * Reads a tensor. Rows of query, key and value are in the order of supernets: those of the first
   * head, then those of the second.
   */
  FloatBuffer read(String name, int headSize) {
    FloatBuffer values = checkpoint.read(key(name));
    if (!key(name).contains(BLOCKS)) {
      return values;
    }
    List<Integer> shape = shape(name);
    int part = headSize * (shape.size() == 1 ? 1 : shape.get(1));
    int heads = shape.get(0) / (3 * headSize);
    FloatBuffer byHead = FloatBuffer.allocate(values.remaining());
    for (int head = 0; head < heads; head++) {
      for (int block = 0; block < 3; block++) {
        byHead.put(values.slice((block * heads + head) * part, part));
      }
    }
    return byHead.flip();
  }
}
