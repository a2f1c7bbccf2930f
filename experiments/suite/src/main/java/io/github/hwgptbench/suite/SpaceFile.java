package io.github.hwgptbench.suite;

import com.google.common.collect.ImmutableSet;
import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Custom search spaces in YAML files:
 *
 * <pre>
 * name: mine
 * embed_dim: [256, 384, 512]
 * n_layer: [4, 6, 8]
 * mlp_ratio: [2, 4]
 * n_head: [4, 8]
 * bias: [false, true]
 * batch: 4
 * vocabulary: 32000
 * sequence_length: 512
 * head_size: 64
 * mlp_matrices: 3
 * tied_head: true
 * </pre>
 *
 * <p>A field with a single choice needs no list. {@code bias} may be left out, and then is a
 * choice; {@code batch}, the number of sequences of a forward pass, is 1 by default. The fields
 * after it are the {@link NetworkDesign}, by default {@link NetworkDesign#PROFILED}.
 *
 * @since 0.2.0
 */
public final class SpaceFile {

  private static final Set<String> FIELDS = ImmutableSet.of(
      "name",
      "embed_dim",
      "n_layer",
      "mlp_ratio",
      "n_head",
      "bias",
      "batch",
      "vocabulary",
      "sequence_length",
      "head_size",
      "mlp_matrices",
      "tied_head");

  private final Map<String, YamlField> fields;
  private final YamlField whole;

  private SpaceFile(YamlField whole) {
    this.whole = whole;
    fields = whole.fields("the fields of a search space", FIELDS);
  }

  /**
   * Reads a space.
   *
   * @throws IllegalArgumentException if there is no such file, or it is invalid; the message has
   *     the line
   * @throws IOException if it can't be read
   */
  public static SearchSpace read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw UsageException.of("Search space '%s': no such file", file);
    }
    return parse(
        file.getFileName().toString(),
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static SearchSpace parse(String file, String text) {
    return new SpaceFile(YamlField.parse(file, text, "a search space")).space();
  }

  private SearchSpace space() {
    YamlField name = required("name");
    SearchSpace.Builder builder = at(name, SearchSpace::builder, name.text("a name"));
    numbers("embed_dim", builder::embedDims);
    numbers("n_layer", builder::layerCounts);
    numbers("mlp_ratio", builder::mlpRatios);
    numbers("n_head", builder::headCounts);
    if (fields.containsKey("bias")) {
      biases(builder, fields.get("bias"));
    }
    if (fields.containsKey("batch")) {
      YamlField batch = fields.get("batch");
      at(batch, builder::batch, number(batch));
    }
    builder.design(design());
    SearchSpace space = builder.build();
    try {
      ComputeCost.of(space, space.largest());
    } catch (ArithmeticException e) {
      throw whole.wrong("MACs or FLOPs of the largest architecture exceed %d", Long.MAX_VALUE);
    }
    return space;
  }

  private YamlField required(String name) {
    YamlField field = fields.get(name);
    if (field == null) {
      throw whole.wrong("field '%s' is missing", name);
    }
    return field;
  }

  private void numbers(String name, Function<int[], SearchSpace.Builder> setter) {
    YamlField field = required(name);
    at(field, setter, field.items().stream().mapToInt(SpaceFile::number).toArray());
  }

  /** Adds to what is refused of a value where it stands. */
  private static <T, R> R at(YamlField field, Function<T, R> function, T value) {
    try {
      return function.apply(value);
    } catch (IllegalArgumentException e) {
      throw new UsageException(field.where() + e.getMessage(), e);
    }
  }

  private static int number(YamlField field) {
    String text = field.text("an integer");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw field.wrong("'%s'; allowed: an integer", text);
    }
  }

  private static void biases(SearchSpace.Builder builder, YamlField field) {
    List<Boolean> biases = field.items().stream().map(SpaceFile::truth).toList();
    if (biases.size() == 1) {
      builder.bias(biases.get(0));
    } else if (!Set.copyOf(biases).equals(Set.of(false, true)) || biases.size() != 2) {
      throw field.wrong("%s; allowed: false, true, or both", biases);
    }
  }

  private static boolean truth(YamlField field) {
    String text = field.text("true or false").toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      throw field.wrong("'%s'; allowed: true, false", text);
    }
    return text.equals("true");
  }

  private NetworkDesign design() {
    NetworkDesign usual = NetworkDesign.PROFILED;
    return new NetworkDesign(
        number("vocabulary", 1, Integer.MAX_VALUE, usual.vocabulary()),
        number("sequence_length", 1, Integer.MAX_VALUE, usual.sequenceLength()),
        number("head_size", 1, Integer.MAX_VALUE, usual.headSize()),
        number("mlp_matrices", 2, 3, usual.mlpMatrices()),
        fields.containsKey("tied_head") ? truth(fields.get("tied_head")) : usual.tiedHead());
  }

  private int number(String name, int least, int most, int otherwise) {
    YamlField field = fields.get(name);
    if (field == null) {
      return otherwise;
    }
    int number = number(field);
    if (number < least || number > most) {
      throw field.wrong(
          "%d; allowed: %d %s",
          number, least, most == Integer.MAX_VALUE ? "or more" : "to " + most);
    }
    return number;
  }
}
