package io.github.hwgptbench.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The suites in a folder, those that run in this process among them. Safe for use by many threads.
 */
public final class LiveSuites {

  private static final ObjectMapper JSON = new ObjectMapper();
  /** The files of a record that change whenever something is added to it. */
  private static final List<String> INDEXES = List.of("suite.json", "runs.index", "runs.jsonl");

  private final Path root;
  private final Map<String, Known> known = new HashMap<>();
  private @Nullable Resumer resumer;

  /** Goes on with suites. */
  @FunctionalInterface
  interface Resumer {
    /** Begins to go on with the suite of a folder, as {@link LiveSuite.Resumption} does. */
    void resume(Path folder) throws IOException;
  }

  /**
   * A suite that was read.
   *
   * @param changed when its record had changed before; null for a suite that has run in this
   *     process since
   */
  private record Known(LiveSuite suite, @Nullable Instant changed) {}

  /**
   * A suite in the list of the page.
   *
   * @param id the name of its folder
   * @param progress null where the record can't be read
   * @param note what is wrong with the record; empty for nothing
   * @param changed when the record changed last
   */
  private record Listed(
      String id,
      LiveSuite.@Nullable Status status,
      @Nullable Progress progress,
      int problems,
      String note,
      String changed) {}

  /**
   * Lists the suites of a folder.
   *
   * @param root folder with a folder per suite; may be missing
   */
  public LiveSuites(Path root) {
    this.root = root;
  }

  /** Sets what goes on with suites that are not complete. */
  synchronized void resumeBy(Resumer resumes) {
    resumer = resumes;
  }

  /** Adds a suite that is about to run in this process, which has to be in the folder. */
  public synchronized void add(LiveSuite suite) {
    known.put(suite.id(), new Known(suite, null));
  }

  /**
   * Returns a suite.
   *
   * @param id the name of its folder
   * @return empty if there is none
   * @throws IOException if its record can't be read
   */
  public synchronized Optional<LiveSuite> find(String id) throws IOException {
    Path folder;
    try {
      folder = root.resolve(FileName.of("Suite", id).text());
    } catch (UsageException e) {
      return Optional.empty();
    }
    return SuiteFolder.has(folder) ? Optional.of(read(folder)) : Optional.empty();
  }

  private LiveSuite read(Path folder) throws IOException {
    String id = folder.getFileName().toString();
    Known before = known.get(id);
    if (before != null && before.suite.runs()) {
      return before.suite;
    }
    Instant changed = changed(folder);
    LiveSuite suite = before != null && (before.changed == null || before.changed.equals(changed))
        ? before.suite
        : new LiveSuite(folder, Shard.ALL);
    known.put(id, new Known(suite, changed));
    if (resumer != null) {
      Resumer resumes = resumer;
      suite.offerResumption(() -> resumes.resume(folder));
    }
    return suite;
  }

  private static Instant changed(Path folder) throws IOException {
    Instant latest = Instant.EPOCH;
    for (String name : INDEXES) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        latest = changed.isAfter(latest) ? changed : latest;
      }
    }
    return latest;
  }

  /**
   * Returns the list of all suites as JSON, those that changed last first.
   *
   * @param startable the names of suites that the page can start
   * @throws IOException if the folder can't be read
   */
  public byte[] json(List<String> startable) throws IOException {
    List<Listed> suites = new ArrayList<>();
    for (Path folder : folders()) {
      suites.add(listed(folder));
    }
    suites.sort(Comparator.comparing(Listed::changed).reversed());
    return JSON.writeValueAsBytes(
        Map.of("folder", root.toString(), "suites", suites, "startable", startable));
  }

  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root)) {
      return files.filter(SuiteFolder::has).toList();
    }
  }

  private Listed listed(Path folder) throws IOException {
    String id = folder.getFileName().toString();
    String changed = changed(folder).truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      LiveSuite suite;
      synchronized (this) {
        suite = read(folder);
      }
      return new Listed(
          id, suite.status(), suite.progress(), suite.problems(), suite.note(), changed);
    } catch (IOException e) {
      return new Listed(id, null, null, 0, String.valueOf(e.getMessage()), changed);
    }
  }
}
