package io.github.hwgptbench.supernet;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports a supernet from a checkpoint: of the authors of HW-GPT-Bench, of whittle, or of a model
 * of LitGPT or GPT-NeoX, which becomes the largest architecture of a supernet. Its keys are the
 * names of {@link SupernetShape#tensors()}, or
 *
 * <ul>
 *   <li>these with the prefixes of Lightning, compilation and parallel training ({@code model.},
 *       {@code net.}, {@code module.}, {@code _orig_mod.}, {@code _fsdp_wrapped_module.},
 *       {@code _forward_module.});
 *   <li>{@code attn.qkv} in place of {@code attn.attn}, whose rows are the queries of all heads,
 *       then the keys and the values;
 *   <li>those of GPT-NeoX in transformers.
 * </ul>
 *
 * <p>Of a tied head, {@code lm_head.weight} or {@code transformer.wte.weight} is sufficient, and
 * all norms may be without biases. As in the loader of the authors, all other tensors must be
 * present, and no further ones; tables that follow from the shape are ignored.
 */
public final class SupernetImport {

  private static final String EMBEDDING = SupernetGraph.EMBEDDING;
  private static final String HEAD = SupernetGraph.HEAD;

  /** More of a kind are counted and not named. */
  private static final int NAMED = 4;

  private static final String ATTENTION = ".attn.attn.weight";
  private static final String PROJECTION = ".attn.proj.weight";

  /** Parts of names by what they show. */
  private static final Map<String, String> FOREIGN = Map.of(
      ".mlp.fc_1.", "a gated MLP (SwiGLU)",
      ".mlp.gate_proj.", "a gated MLP (SwiGLU)",
      ".self_attn.q_proj.", "attention of the LLaMA family of transformers",
      ".attn.c_attn.", "GPT-2 of transformers, with learned positions");

  private final Checkpoint checkpoint;
  private final NamedTensors tensors;
  private final SupernetShape shape;
  private final List<String> readings;
  private final boolean normBiases;

  private SupernetImport(
      Checkpoint checkpoint, NamedTensors tensors, SupernetShape shape, List<String> readings) {
    this.checkpoint = checkpoint;
    this.tensors = tensors;
    this.shape = shape;
    this.readings = readings;
    if (shape.layout().tiedHead() && tensors.has(HEAD) && !tensors.has(EMBEDDING)) {
      tensors.rename(HEAD, EMBEDDING);
    }
    normBiases = !tensors.has("transformer.ln_f.weight")
        || tensors.names().stream().anyMatch(SupernetImport::isNormBias);
    checkKeys();
  }

  private static boolean isNormBias(String name) {
    return name.endsWith(".bias")
        && Extent.of(name).equals(List.of(Extent.WIDTH))
        && !Extent.isBiasOfLinear(name);
  }

  /**
   * Prepares the import of a supernet.
   *
   * @param shape the expected shape; {@link SupernetShape#published} for the authors' supernets
   * @throws CheckpointFileException if the checkpoint does not have this shape; names all
   *     differences, or the first few of each kind
   * @since 0.2.0
   */
  public static SupernetImport of(Checkpoint checkpoint, SupernetShape shape) {
    return new SupernetImport(checkpoint, new NamedTensors(checkpoint), shape, List.of());
  }

  /**
   * Prepares to import a supernet or a model with a configuration. Its head is tied if the
   * configuration states it. If the configuration states nothing, it is tied if the checkpoint has
   * only one of the two matrices, or both are equal.
   *
   * @param choices the space that the supernet serves, whose largest network is the model; null for
   *     one that follows from the configuration
   * @throws CheckpointFileException if the checkpoint does not have the sizes of the configuration,
   *     or is not the largest architecture of the space
   * @since 0.2.0
   */
  public static SupernetImport of(
      Checkpoint checkpoint, ModelConfig model, @Nullable SearchSpace choices) {
    NamedTensors tensors = new NamedTensors(checkpoint);
    List<String> readings = new ArrayList<>();
    if (!model.block().bias()) {
      removeZeroBiases(checkpoint, tensors, readings);
    }
    Boolean tied = model.tiedHead();
    if (tied != null) {
      return new SupernetImport(checkpoint, tensors, model.shape(choices, tied), readings);
    }
    if (tensors.has(HEAD) && tensors.has(EMBEDDING)) {
      // Names and sizes are checked before values are read.
      SupernetImport untied =
          new SupernetImport(checkpoint, tensors, model.shape(choices, false), readings);
      return tensors.mismatch(HEAD, EMBEDDING) < 0
          ? new SupernetImport(checkpoint, tensors, model.shape(choices, true), readings)
          : untied;
    }
    readings.add(Text.format(
        "No %s in the checkpoint: the token embedding and the head share one matrix",
        tensors.has(HEAD) ? EMBEDDING : HEAD));
    return new SupernetImport(checkpoint, tensors, model.shape(choices, true), readings);
  }

  /** GPT-NeoX has biases in the MLP even where attention has none. */
  private static void removeZeroBiases(
      Checkpoint checkpoint, NamedTensors tensors, List<String> readings) {
    List<String> biases = tensors.names().stream()
        .filter(name -> name.contains(".mlp.") && Extent.isBiasOfLinear(name))
        .toList();
    for (String bias : biases) {
      if (!tensors.removeZeros(bias)) {
        throw new CheckpointFileException(Text.format(
            "%s: '%s' is not zero, but attention has no biases; a supernet has both or none",
            checkpoint.file(), tensors.key(bias)));
      }
    }
    if (!biases.isEmpty()) {
      readings.add("Biases of the MLP, which are all zero: left out");
    }
  }

  /**
   * Writes the supernet of a checkpoint into a folder. The same as {@link #of(Checkpoint,
   * SupernetShape)} and {@link #write(Path, LongConsumer)}.
   */
  public static SupernetWeights write(
      Checkpoint checkpoint, SupernetShape shape, Path folder, LongConsumer progress)
      throws IOException {
    return of(checkpoint, shape).write(folder, progress);
  }

  /**
   * Returns the shape of the supernet.
   *
   * @since 0.2.0
   */
  public SupernetShape shape() {
    return shape;
  }

  /**
   * Returns how the checkpoint differs from those of the authors and how the import handles it, one
   * line per difference.
   *
   * @since 0.2.0
   */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(readings);
    if (!tensors.prefixes().isEmpty()) {
      notes.add("Stripped from the names of tensors: " + String.join(", ", tensors.prefixes()));
    }
    if (tensors.inBlocks()) {
      notes.add("Rows of query, key and value in blocks: ordered by head");
    }
    if (!normBiases) {
      notes.add("Norms without biases: zeros are written");
    }
    if (!shape.layout().equals(SupernetLayout.AUTHORS)) {
      notes.add("Layout: " + shape.layout());
    }
    List<String> others = spaces(other -> other.tensors().equals(shape.tensors())
        && !other.space().name().equals(shape.space().name()));
    if (shape.space().isBuiltIn() && !others.isEmpty()) {
      notes.add(Text.format(
          "The checkpoint also fits space %s: the file does not record which one it was trained for",
          String.join(" and ", others)));
    }
    return notes;
  }

  /** Returns the total number of bytes that are read and written. */
  public static long work(Checkpoint checkpoint, SupernetShape shape) {
    return checkpoint.bytes() + Float.BYTES * shape.weights();
  }

  /**
   * Writes the supernet into a folder, with the name and the SHA-256 of the checkpoint as
   * provenance. A failed import leaves no supernet in the folder.
   *
   * @param folder where to; made if it is missing
   * @param progress receives how many bytes of {@link #work} were done
   * @throws CheckpointFileException if the checkpoint has a value that is not a finite number
   * @throws IllegalArgumentException if the folder holds a supernet already
   * @throws IOException if it can't be written, because the disk is full for example
   * @since 0.2.0
   */
  public SupernetWeights write(Path folder, LongConsumer progress) throws IOException {
    try (SupernetWriter writer = SupernetWriter.create(folder, shape)) {
      checkTied();
      String sha256 = checkpoint.sha256(progress);
      for (WeightTensor tensor : shape.tensors()) {
        write(writer, tensor);
        progress.accept(tensor.bytes());
      }
      return writer.finish(Map.of(
          "checkpoint", checkpoint.file().getFileName().toString(), "checkpoint_sha256", sha256));
    } catch (IOException e) {
      throw new IOException(Text.format("%s: can't be written: %s", folder, e.getMessage()), e);
    }
  }

  private void write(SupernetWriter writer, WeightTensor tensor) throws IOException {
    FloatBuffer values = tensors.has(tensor.name())
        ? tensors.read(tensor.name(), shape.headSize())
        : FloatBuffer.allocate(tensor.size());
    try {
      writer.write(tensor.name(), values);
    } catch (IllegalArgumentException e) {
      throw new CheckpointFileException(
          Text.format("%s: %s", checkpoint.file(), e.getMessage()), e);
    }
  }

  private void checkKeys() {
    Map<String, List<Integer>> expected = expected(shape);
    List<String> missing =
        expected.keySet().stream().filter(name -> !tensors.has(name)).toList();
    List<String> unexpected = tensors.names().stream()
        .filter(name -> !expected.containsKey(name))
        .map(tensors::key)
        .toList();
    List<String> misshaped = new ArrayList<>();
    expected.forEach((name, size) -> {
      if (tensors.has(name) && !tensors.shape(name).equals(size)) {
        misshaped.add(
            Text.format("%s %s, expected %s", tensors.key(name), tensors.shape(name), size));
      }
    });
    List<String> problems = new ArrayList<>();
    add(problems, "missing", missing);
    add(problems, "unexpected", unexpected);
    add(problems, "of another shape", misshaped);
    if (!problems.isEmpty()) {
      throw wrong(
          "not a supernet of space '%s'%s: %s",
          shape.space().name(), instead(), String.join("; ", problems));
    }
  }

  private static void add(List<String> problems, String kind, List<String> names) {
    if (!names.isEmpty()) {
      String more = names.size() > NAMED ? Text.format(", and %d more", names.size() - NAMED) : "";
      problems.add(Text.format(
          "%d %s (%s%s)",
          names.size(), kind, names.stream().limit(NAMED).collect(Collectors.joining(", ")), more));
    }
  }

  /** Returns the sizes of tensors. Of tied weights, files may have one only. */
  private Map<String, List<Integer>> expected(SupernetShape other) {
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (WeightTensor tensor : other.tensors()) {
      if (normBiases || !isNormBias(tensor.name())) {
        expected.put(tensor.name(), tensor.shape());
      }
    }
    if (tensors.has(HEAD)) {
      expected.put(HEAD, expected.get(EMBEDDING));
    }
    return expected;
  }

  /** Returns a description of what the checkpoint is instead; empty if unknown. */
  private String instead() {
    Stream<String> parts = FOREIGN.entrySet().stream()
        .filter(part -> tensors.hasPart(part.getKey()))
        .map(Map.Entry::getValue);
    String foreign = Stream.concat(parts, groups().stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
    List<String> spaces = spaces(this::fits);
    return !foreign.isEmpty()
        ? ", but " + foreign + ", which supernets do not have"
        : spaces.isEmpty() ? "" : ", but one of " + String.join(" or ", spaces);
  }

  /** Several heads that share key and value have fewer rows of these than of queries. */
  private Optional<String> groups() {
    return tensors.names().stream()
        .filter(name -> name.endsWith(ATTENTION) && tensors.has(projection(name)))
        .filter(name -> {
          List<Integer> attention = tensors.shape(name);
          List<Integer> projection = tensors.shape(projection(name));
          return attention.size() == 2
              && projection.size() == 2
              && attention.get(0) > projection.get(1)
              && attention.get(0) < 3L * projection.get(1);
        })
        .findFirst()
        .map(name -> "grouped or multi-query attention");
  }

  private static String projection(String attention) {
    return attention.substring(0, attention.length() - ATTENTION.length()) + PROJECTION;
  }

  private static List<String> spaces(Predicate<SupernetShape> fitting) {
    return SearchSpace.all().stream()
        .filter(space -> fitting.test(SupernetShape.of(space)))
        .map(space -> Text.format("'%s'", space.name()))
        .toList();
  }

  private boolean fits(SupernetShape other) {
    Map<String, List<Integer>> expected = expected(other);
    return expected.keySet().equals(tensors.names())
        && expected.entrySet().stream()
            .allMatch(entry -> tensors.shape(entry.getKey()).equals(entry.getValue()));
  }

  private void checkTied() {
    int different =
        shape.layout().tiedHead() && tensors.has(HEAD) ? tensors.mismatch(HEAD, EMBEDDING) : -1;
    if (different >= 0) {
      throw wrong(
          "'%s' and '%s' differ, first at index %d; in a supernet they are equal",
          tensors.key(HEAD), tensors.key(EMBEDDING), different);
    }
  }

  @FormatMethod
  private CheckpointFileException wrong(String what, Object... details) {
    return new CheckpointFileException(checkpoint.file() + ": " + Text.format(what, details));
  }
}
