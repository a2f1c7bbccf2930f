package io.github.hwgptbench.supernet;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.checkpoint.CheckpointTensor;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a supernet over from a checkpoint. Its keys are the names of
 * {@link SupernetShape#tensors()}, without what Lightning, compilation and parallel training put
 * before them ({@code model.}, {@code net.}, {@code module.}, {@code _orig_mod.},
 * {@code _fsdp_wrapped_module.}), and {@code lm_head.weight}, which has to equal
 * {@code transformer.wte.weight}; either may be left out. As with the authors' own loader, nothing
 * else may be missing and nothing else be there; only the tables of the rotary embedding,
 * {@code cos} and {@code sin}, which follow from the shape, are passed over.
 */
public final class SupernetImport {

  private static final String USUAL_PREFIX = "model.";

  /** What tools put before names, or, where they wrap each block, into them. */
  private static final Pattern PREFIX =
      Pattern.compile("\\G(?:model|module|net)\\.|(?<![^.])(?:_orig_mod|_fsdp_wrapped_module)\\.");

  private static final String EMBEDDING = "transformer.wte.weight";
  private static final String HEAD = "lm_head.weight";
  private static final List<String> ROTARY_TABLES = List.of("cos", "sin");

  /** More of a kind are counted and not named. */
  private static final int NAMED = 4;

  private final Checkpoint checkpoint;
  private final SupernetShape shape;
  /** The keys of the checkpoint by the names of the tensors. */
  private final Map<String, String> keys = new LinkedHashMap<>();

  private final Set<String> prefixes = new TreeSet<>();

  private SupernetImport(Checkpoint checkpoint, SupernetShape shape) {
    this.checkpoint = checkpoint;
    this.shape = shape;
    for (String key : checkpoint.tensors().keySet()) {
      Matcher matcher = PREFIX.matcher(key);
      matcher.results().map(MatchResult::group).forEach(prefixes::add);
      String name = matcher.replaceAll("");
      String before = keys.put(name, key);
      if (before != null) {
        throw wrong("has tensor '%s' twice, as '%s' and '%s'", name, before, key);
      }
    }
    keys.keySet().removeAll(ROTARY_TABLES);
    prefixes.remove(USUAL_PREFIX);
    if (keys.containsKey(HEAD) && !keys.containsKey(EMBEDDING)) {
      keys.put(EMBEDDING, key(HEAD));
      keys.remove(HEAD);
    }
  }

  /**
   * Prepares to take over a supernet.
   *
   * @param shape what the supernet has to be; that of the authors' is
   *     {@link SupernetShape#published}
   * @throws CheckpointFileException if the checkpoint is not of this shape; names all that is
   *     wrong, or the first few of each kind
   * @since 0.2.0
   */
  public static SupernetImport of(Checkpoint checkpoint, SupernetShape shape) {
    SupernetImport supernet = new SupernetImport(checkpoint, shape);
    supernet.checkKeys();
    return supernet;
  }

  /**
   * Returns what of the checkpoint is not as in those of the authors, and how it was understood: a
   * line each.
   *
   * @since 0.2.0
   */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!prefixes.isEmpty()) {
      notes.add("Stripped from the names of tensors: " + String.join(", ", prefixes));
    }
    List<String> others = spaces(other -> other.tensors().equals(shape.tensors())
        && !other.space().name().equals(shape.space().name()));
    if (shape.space().isBuiltIn() && !others.isEmpty()) {
      notes.add(Text.format(
          "The checkpoint also fits space %s: nothing in it says for which one it was trained",
          String.join(" and ", others)));
    }
    return notes;
  }

  /**
   * Writes the supernet of a checkpoint into a folder. The same as {@link #of} and {@link #write}.
   */
  public static SupernetWeights write(
      Checkpoint checkpoint, SupernetShape shape, Path folder, LongConsumer progress)
      throws IOException {
    return of(checkpoint, shape).write(folder, progress);
  }

  /** Returns how many bytes are read and written in all. */
  public static long work(Checkpoint checkpoint, SupernetShape shape) {
    return checkpoint.bytes() + Float.BYTES * shape.weights();
  }

  /**
   * Writes the supernet into a folder, with the name and the SHA-256 of the checkpoint as
   * provenance. What fails leaves no supernet in the folder.
   *
   * @param folder where to; made if it is missing
   * @param progress receives how many bytes of {@link #work} were done
   * @throws CheckpointFileException if the checkpoint holds something that is no weight
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
    FloatBuffer values = checkpoint.read(key(tensor.name()));
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
        expected.keySet().stream().filter(name -> !keys.containsKey(name)).toList();
    List<String> unexpected = keys.entrySet().stream()
        .filter(entry -> !expected.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
    List<String> misshaped = new ArrayList<>();
    expected.forEach((name, size) -> {
      if (keys.containsKey(name) && !tensor(name).shape().equals(size)) {
        misshaped.add(
            Text.format("%s %s, expected %s", keys.get(name), tensor(name).shape(), size));
      }
    });
    List<String> problems = new ArrayList<>();
    add(problems, "missing", missing);
    add(problems, "unexpected", unexpected);
    add(problems, "of another shape", misshaped);
    if (!problems.isEmpty()) {
      throw wrong(
          "no supernet of space '%s'%s: %s",
          shape.space().name(), fitting(), String.join("; ", problems));
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
    other.tensors().forEach(tensor -> expected.put(tensor.name(), tensor.shape()));
    if (keys.containsKey(HEAD)) {
      expected.put(HEAD, expected.get(EMBEDDING));
    }
    return expected;
  }

  /** Returns of which built-in spaces it is a supernet instead, in words; empty if of none. */
  private String fitting() {
    List<String> spaces = spaces(this::fits);
    return spaces.isEmpty() ? "" : ", but one of " + String.join(" or ", spaces);
  }

  private static List<String> spaces(Predicate<SupernetShape> fitting) {
    return SearchSpace.all().stream()
        .filter(space -> fitting.test(SupernetShape.of(space)))
        .map(space -> Text.format("'%s'", space.name()))
        .toList();
  }

  private boolean fits(SupernetShape other) {
    Map<String, List<Integer>> expected = expected(other);
    return expected.keySet().equals(keys.keySet())
        && expected.entrySet().stream()
            .allMatch(entry -> tensor(entry.getKey()).shape().equals(entry.getValue()));
  }

  /** Returns what a tensor of the supernet is called in the checkpoint. */
  private String key(String name) {
    return Objects.requireNonNull(keys.get(name));
  }

  private CheckpointTensor tensor(String name) {
    return Objects.requireNonNull(checkpoint.tensors().get(key(name)));
  }

  private void checkTied() {
    if (!keys.containsKey(HEAD) || tensor(HEAD).equals(tensor(EMBEDDING))) {
      return;
    }
    int different = checkpoint.read(key(HEAD)).mismatch(checkpoint.read(key(EMBEDDING)));
    if (different >= 0) {
      throw wrong(
          "'%s' and '%s' differ, first at index %d; in a supernet they are the same",
          key(HEAD), key(EMBEDDING), different);
    }
  }

  @FormatMethod
  private CheckpointFileException wrong(String what, Object... details) {
    return new CheckpointFileException(checkpoint.file() + ": " + Text.format(what, details));
  }
}
