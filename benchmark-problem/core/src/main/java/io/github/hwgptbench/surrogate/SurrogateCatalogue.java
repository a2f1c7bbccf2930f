package io.github.hwgptbench.surrogate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.hwgptbench.file.FileName;
import io.github.hwgptbench.file.NotJson;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The surrogates that there are for one search space: those that ship with the benchmark, and a
 * user's own. Each is a file that is named, with its SHA-256, in a {@code catalogue.json} beside
 * it; a file that does not match is refused. Files are read when asked for.
 *
 * <p>Immutable.
 */
public final class SurrogateCatalogue {

  /** The name of the file that lists the surrogates of a folder. */
  public static final String INDEX = "catalogue.json";

  private static final JsonFactory JSON = new JsonFactory();

  private final SearchSpace space;
  private final Map<Objective, Entry> entries;
  private final List<Folder> folders;

  private interface Folder {
    byte[] read(String file) throws IOException;

    String name(String file);
  }

  private record Entry(Folder folder, String file, String sha256) {}

  private SurrogateCatalogue(
      SearchSpace space, Map<Objective, Entry> entries, List<Folder> folders) {
    this.space = space;
    this.entries = entries;
    this.folders = folders;
  }

  /** Returns the surrogates that ship with the benchmark; none for a space that has none. */
  public static SurrogateCatalogue shipped(SearchSpace space) {
    Folder folder = resources(space);
    return space.measured()
        ? read(space, folder)
        : new SurrogateCatalogue(space, Map.of(), List.of(folder));
  }

  private static Folder resources(SearchSpace space) {
    return new Folder() {
      @Override
      public byte[] read(String file) throws IOException {
        try (InputStream in =
            SurrogateCatalogue.class.getResourceAsStream(space.name() + "/" + file)) {
          if (in == null) {
            throw new NoSuchFileException(name(file));
          }
          return in.readAllBytes();
        }
      }

      @Override
      public String name(String file) {
        return "surrogate " + space.name() + "/" + file + " of the benchmark's jar";
      }
    };
  }

  /**
   * Returns the surrogates in a folder that {@code hwgpt fit} wrote, for one space.
   *
   * @param folder the folder that was named as the output of the fit; it has one folder a space
   * @throws IllegalArgumentException if there are none for this space, or the list of them can't be
   *     read
   */
  public static SurrogateCatalogue in(Path folder, SearchSpace space) {
    return read(space, files(folder.resolve(space.name())));
  }

  private static Folder files(Path own) {
    return new Folder() {
      @Override
      public byte[] read(String file) throws IOException {
        return Files.readAllBytes(own.resolve(file));
      }

      @Override
      public String name(String file) {
        return own.resolve(file).toString();
      }
    };
  }

  private static SurrogateCatalogue read(SearchSpace space, Folder folder) {
    String where = folder.name(INDEX);
    try {
      return new SurrogateCatalogue(
          space, entries(folder.read(INDEX), space, folder), List.of(folder));
    } catch (NoSuchFileException e) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: missing; expected the list of surrogates that ", where)
              + "'hwgpt fit' writes",
          e);
    } catch (JsonProcessingException e) {
      throw new SurrogateFileException(where + ": " + NotJson.describe(e), e);
    } catch (IOException e) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: can't be read: %s", where, e.getMessage()), e);
    }
  }

  /** Reads the list token by token: data binding would take longer than all else at the start. */
  private static Map<Objective, Entry> entries(byte[] json, SearchSpace space, Folder folder)
      throws IOException {
    String where = folder.name(INDEX);
    String listed = null;
    Map<String, Map<String, String>> models = null;
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String field = parser.currentName();
          JsonToken value = parser.nextToken();
          if (field.equals("space") && value == JsonToken.VALUE_STRING) {
            listed = parser.getText();
          } else if (field.equals("surrogates") && value == JsonToken.START_OBJECT) {
            models = models(parser);
          } else {
            parser.skipChildren();
          }
        }
      }
    }
    if (listed == null || models == null) {
      throw new SurrogateFileException(
          where + ": not a list of surrogates; needs the fields 'space' and 'surrogates'");
    }
    if (!space.name().equals(listed)) {
      throw new SurrogateFileException(String.format(
          Locale.ROOT,
          "%s: lists surrogates of space '%s'; expected '%s'",
          where,
          listed,
          space.name()));
    }
    Map<Objective, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, String>> model : models.entrySet()) {
      String file = model.getValue().get("file");
      String sha256 = model.getValue().get("sha256");
      if (file == null || sha256 == null) {
        throw new SurrogateFileException(String.format(
            Locale.ROOT, "%s: '%s' needs the fields 'file' and 'sha256'", where, model.getKey()));
      }
      try {
        entries.put(
            Objective.parseAnyDevice(model.getKey()),
            new Entry(folder, FileName.of("Surrogate", file).text(), sha256));
      } catch (IllegalArgumentException e) {
        throw new SurrogateFileException(where + ": " + e.getMessage(), e);
      }
    }
    return entries;
  }

  /** Reads the texts of each surrogate, by field. */
  private static Map<String, Map<String, String>> models(JsonParser parser) throws IOException {
    Map<String, Map<String, String>> models = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Map<String, String> texts = new HashMap<>();
      models.put(parser.currentName(), texts);
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String field = parser.currentName();
          if (parser.nextToken() == JsonToken.VALUE_STRING) {
            texts.put(field, parser.getText());
          } else {
            parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
    }
    return models;
  }

  /**
   * Returns this catalogue and another one of the same space; where both have an objective, the
   * other's surrogate is taken.
   */
  public SurrogateCatalogue with(SurrogateCatalogue other) {
    if (!space.equals(other.space)) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "catalogues of spaces '%s' and '%s'; must be the same",
          space.name(),
          other.space.name()));
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
    return entry(objective).sha256;
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
          String.format(
              Locale.ROOT, "%s: missing; the catalogue lists it for '%s'", where, objective),
          e);
    } catch (IOException e) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: can't be read: %s", where, e.getMessage()), e);
    }
    String actual = sha256(bytes);
    if (!actual.equals(entry.sha256)) {
      throw new SurrogateFileException(String.format(
          Locale.ROOT,
          "%s: truncated or altered: its SHA-256 is %s, the catalogue says %s",
          where,
          actual,
          entry.sha256));
    }
    Surrogate surrogate = SurrogateFile.read(bytes, space, where);
    if (!surrogate.objective().equals(objective)) {
      throw new SurrogateFileException(String.format(
          Locale.ROOT,
          "%s: a surrogate of '%s'; the catalogue lists it for '%s'",
          where,
          surrogate.objective(),
          objective));
    }
    return surrogate;
  }

  /**
   * Returns the bounds of a name, those of all folders together; where several have an objective,
   * the last one's are taken.
   *
   * @param name {@code default} or {@code published}, or whatever a user's folder has
   * @throws IllegalArgumentException if there are none, or they can't be read
   */
  public Bounds bounds(String name) {
    return findBounds(name)
        .orElseThrow(() -> new IllegalArgumentException(String.format(
            Locale.ROOT,
            "Bounds '%s': none of this name for space '%s'; spaces s, m and l have default, published; 'hwgpt bounds' finds those of others",
            name,
            space.name())));
  }

  /**
   * Returns the bounds of a name as {@link #bounds} does; empty if there are none.
   *
   * @throws IllegalArgumentException if they can't be read
   */
  public Optional<Bounds> findBounds(String name) {
    return bounds(folders, name);
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
            String.format(Locale.ROOT, "%s: can't be read: %s", folder.name(file), e.getMessage()),
            e);
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
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s': no surrogate in space '%s'; %s",
          objective,
          space.name(),
          Suggestion.known(
              objective.toString(),
              entries.keySet().stream().map(Objective::toString).toList())));
    }
    return entry;
  }

  /** Returns the SHA-256 of some bytes, in hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
