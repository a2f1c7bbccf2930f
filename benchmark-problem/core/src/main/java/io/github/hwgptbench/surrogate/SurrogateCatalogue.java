package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The surrogates of one search space: those that ship with the benchmark, and custom ones. The
 * files of a folder are listed, with their SHA-256, in a {@code catalogue.json} beside them; a file
 * that does not match is refused. Files are read when asked for.
 *
 * <p>Immutable.
 */
public final class SurrogateCatalogue {

  /** The name of the file that lists the surrogates of a folder. */
  public static final String INDEX = "catalogue.json";

  private static final String DEFAULT_BOUNDS = "default";

  private final SearchSpace space;
  private final Map<Objective, Entry> entries;
  private final List<Folder> folders;

  private record Entry(Folder folder, String file) {}

  /** What an index has of a surrogate. */
  private record Listed(String file, String sha256) {}

  /** Files, and the index of them, which is read when it is first asked for. */
  private abstract static class Folder {

    private final SearchSpace space;
    private @Nullable Map<Objective, Listed> index;

    Folder(SearchSpace space) {
      this.space = space;
    }

    abstract byte[] read(String file) throws IOException;

    abstract String name(String file);

    final synchronized Map<Objective, Listed> index() {
      if (index == null) {
        index = SurrogateCatalogue.index(this, space);
      }
      return index;
    }
  }

  private static final class Directory extends Folder {

    private final Path path;

    Directory(SearchSpace space, Path path) {
      super(space);
      this.path = path;
    }

    @Override
    byte[] read(String file) throws IOException {
      return Files.readAllBytes(path.resolve(file));
    }

    @Override
    String name(String file) {
      return path.resolve(file).toString();
    }
  }

  private static final class Resources extends Folder {

    private final String prefix;

    Resources(SearchSpace space) {
      super(space);
      prefix = space.name() + "/";
    }

    @Override
    byte[] read(String file) throws IOException {
      try (InputStream in = SurrogateCatalogue.class.getResourceAsStream(prefix + file)) {
        if (in == null) {
          throw new NoSuchFileException(name(file));
        }
        return in.readAllBytes();
      }
    }

    @Override
    String name(String file) {
      return "surrogate " + prefix + file + " of the benchmark's jar";
    }
  }

  private SurrogateCatalogue(
      SearchSpace space, Map<Objective, Entry> entries, List<Folder> folders) {
    this.space = space;
    this.entries = entries;
    this.folders = folders;
  }

  /** Returns the surrogates that ship with the benchmark; none for a space that has none. */
  public static SurrogateCatalogue shipped(SearchSpace space) {
    Folder folder = new Resources(space);
    Map<Objective, Entry> entries = new LinkedHashMap<>();
    if (space.measured()) {
      for (Objective objective : measured()) {
        entries.put(objective, new Entry(folder, fileOf(objective)));
      }
    }
    return new SurrogateCatalogue(space, entries, List.of(folder));
  }

  /** What ships is known without the index: to read that takes longer than a surrogate. */
  private static List<Objective> measured() {
    List<Objective> objectives = new ArrayList<>();
    for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY, Metric.MEMORY)) {
      for (Device device : Device.measuring(metric)) {
        objectives.add(Objective.of(metric, device));
      }
    }
    objectives.add(Objective.of(Metric.PERPLEXITY));
    objectives.add(Objective.of(Metric.ACCURACY));
    return objectives;
  }

  /** Returns the name of the file of a surrogate. */
  public static String fileOf(Objective objective) {
    return objective.toString().replace('@', '-') + ".onnx";
  }

  /**
   * Returns the surrogates in a folder that {@code hwgpt fit} wrote, for one space.
   *
   * @param folder the folder that was named as the output of the fit; it has one folder per space
   * @throws IllegalArgumentException if there are none for this space, or the list of them can't be
   *     read
   */
  public static SurrogateCatalogue in(Path folder, SearchSpace space) {
    Folder files = new Directory(space, folder.resolve(space.name()));
    Map<Objective, Entry> entries = new LinkedHashMap<>();
    files
        .index()
        .forEach((objective, listed) -> entries.put(objective, new Entry(files, listed.file)));
    return new SurrogateCatalogue(space, entries, List.of(files));
  }

  private static Map<Objective, Listed> index(Folder folder, SearchSpace space) {
    String where = folder.name(INDEX);
    try {
      return index(JsonFields.parse(folder.read(INDEX)), space);
    } catch (NoSuchFileException e) {
      throw new SurrogateFileException(
          Text.format("%s: missing; expected the list of surrogates that ", where)
              + "'hwgpt fit' writes",
          e);
    } catch (IOException e) {
      throw new SurrogateFileException(
          Text.format("%s: can't be read: %s", where, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new SurrogateFileException(where + ": " + e.getMessage(), e);
    }
  }

  private static Map<Objective, Listed> index(JsonFields root, SearchSpace space) {
    if (!root.text("space").equals(space.name())) {
      throw root.wrong("space", Text.format("'%s'", space.name()));
    }
    JsonFields models = root.object("surrogates");
    Map<Objective, Listed> index = new LinkedHashMap<>();
    for (String name : models.names()) {
      JsonFields model = models.object(name);
      String file = model.text("file");
      index.put(
          models.made(name, () -> Objective.parseAnyDevice(name)),
          new Listed(
              model.made("file", () -> FileName.of("Surrogate", file).text()),
              model.text("sha256")));
    }
    return index;
  }

  /**
   * Returns this catalogue and another one of the same space; where both have an objective, the
   * other's surrogate is taken.
   */
  public SurrogateCatalogue with(SurrogateCatalogue other) {
    if (!space.equals(other.space)) {
      throw new IllegalArgumentException(Text.format(
          "catalogues of spaces '%s' and '%s'; must be the same",
          space.name(), other.space.name()));
    }
    Map<Objective, Entry> both = new LinkedHashMap<>(entries);
    both.putAll(other.entries);
    List<Folder> all = Stream.concat(folders.stream(), other.folders.stream()).toList();
    return new SurrogateCatalogue(space, both, all);
  }

  /** Returns the search space. */
  public SearchSpace space() {
    return space;
  }

  /** Returns the objectives that there are surrogates of. */
  public List<Objective> objectives() {
    return List.copyOf(entries.keySet());
  }

  /**
   * Returns the name of a surrogate's file within its folder.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String file(Objective objective) {
    return entry(objective).file;
  }

  /**
   * Returns the SHA-256 of a surrogate's file, in hexadecimal digits.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String sha256(Objective objective) {
    return Objects.requireNonNull(entry(objective).folder.index().get(objective)).sha256;
  }

  /**
   * Returns whether the surrogate of an objective ships with the benchmark; a copy of it counts.
   *
   * @since 0.2.0
   */
  public boolean isShipped(Objective objective) {
    Entry entry = entries.get(objective);
    // Reading the indices takes longer than a first query.
    if (entry == null || entry.folder instanceof Resources) {
      return entry != null;
    }
    SurrogateCatalogue shipped = shipped(space);
    return shipped.entries.containsKey(objective)
        && sha256(objective).equals(shipped.sha256(objective));
  }

  /**
   * Reads a surrogate.
   *
   * @throws IllegalArgumentException if there is none, or its file is missing, truncated or altered
   */
  public Surrogate load(Objective objective) {
    Entry entry = entry(objective);
    String where = entry.folder.name(entry.file);
    byte[] bytes;
    try {
      bytes = entry.folder.read(entry.file);
    } catch (NoSuchFileException e) {
      throw new SurrogateFileException(
          Text.format("%s: missing; the catalogue lists it for '%s'", where, objective), e);
    } catch (IOException e) {
      throw new SurrogateFileException(
          Text.format("%s: can't be read: %s", where, e.getMessage()), e);
    }
    if (entry.folder instanceof Directory) {
      checkUnaltered(bytes, sha256(objective), where);
    }
    Surrogate surrogate = SurrogateFile.read(bytes, space, where);
    if (!surrogate.objective().equals(objective)) {
      throw new SurrogateFileException(Text.format(
          "%s: a surrogate of '%s'; the catalogue lists it for '%s'",
          where, surrogate.objective(), objective));
    }
    return surrogate;
  }

  /** What the jar has is as it was built; to hash it takes longer than to read and evaluate it. */
  private static void checkUnaltered(byte[] bytes, String expected, String where) {
    String actual = Sha256.of(bytes);
    if (!actual.equals(expected)) {
      throw new SurrogateFileException(Text.format(
          "%s: truncated or altered: its SHA-256 is %s, the catalogue has %s",
          where, actual, expected));
    }
  }

  /**
   * Returns the bounds of a name, those of all folders together; where several have an objective,
   * the last one's are taken. The default ones of any space have params, macs and flops.
   *
   * @param name {@code default} or {@code published}, or whatever a user's folder has
   * @throws IllegalArgumentException if there are none, or they can't be read
   */
  public Bounds bounds(String name) {
    return findBounds(name)
        .orElseThrow(() -> UsageException.of(
            "Bounds '%s': none of this name for space '%s'; every space has default, and s, m and l have published; 'hwgpt bounds' finds others",
            name, space.name()));
  }

  /**
   * Returns the bounds of a name as {@link #bounds} does; empty if there are none.
   *
   * @throws IllegalArgumentException if they can't be read
   */
  public Optional<Bounds> findBounds(String name) {
    Optional<Bounds> found = bounds(folders, name);
    if (!name.equals(DEFAULT_BOUNDS)) {
      return found;
    }
    Bounds closed = ComputeEvaluator.bounds(space, DEFAULT_BOUNDS + "-1");
    return Optional.of(found.map(own -> own.with(closed).with(own)).orElse(closed));
  }

  private static Optional<Bounds> bounds(List<Folder> folders, String name) {
    Bounds all = null;
    for (Folder folder : folders) {
      String file = boundsFile(name);
      try {
        Bounds own = Bounds.read(new ByteArrayInputStream(folder.read(file)), folder.name(file));
        all = all == null ? own : all.with(own);
      } catch (NoSuchFileException e) {
        // A folder need not have bounds of every name.
        continue;
      } catch (IOException e) {
        throw new SurrogateFileException(
            Text.format("%s: can't be read: %s", folder.name(file), e.getMessage()), e);
      }
    }
    return Optional.ofNullable(all);
  }

  /**
   * Returns the name of the file that has the bounds of a name.
   *
   * @throws IllegalArgumentException if no file can be called so
   */
  public static String boundsFile(String name) {
    return FileName.of("Bounds", "bounds-" + name + ".json").text();
  }

  private Entry entry(Objective objective) {
    Entry entry = entries.get(objective);
    if (entry == null) {
      throw UsageException.of(
          "Objective '%s': no surrogate in space '%s'; %s",
          objective,
          space.name(),
          Suggestion.known(
              objective.toString(),
              entries.keySet().stream().map(Objective::toString).toList()));
    }
    return entry;
  }
}
