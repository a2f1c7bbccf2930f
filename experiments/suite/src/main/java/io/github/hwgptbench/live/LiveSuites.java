package io.github.hwgptbench.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.Shard;
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
 * The suites in a folder, including those that run in this process. Safe for use by many threads.
 */
public final class LiveSuites {

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path root;
  private final Map<String, LiveSuite> known = new HashMap<>();

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

  /** Adds a suite that is about to run in this process, which must be in the folder. */
  public synchronized void add(LiveSuite suite) {
    known.put(suite.id(), suite);
  }

  /**
   * Returns a suite.
   *
   * @param id the name of its folder
   * @return empty if there is none
   * @throws IOException if its record can't be read
   */
  public synchronized Optional<LiveSuite> find(String id) throws IOException {
    Optional<Path> folder = Optional.ofNullable(known.get(id)).map(LiveSuite::folder);
    if (folder.isEmpty()) {
      // What is asked for becomes no part of a path.
      folder = folders().stream().filter(it -> LiveSuite.name(it).equals(id)).findFirst();
    }
    return folder.isPresent() && SuiteFolder.has(folder.get())
        ? Optional.of(read(folder.get()))
        : Optional.empty();
  }

  private synchronized LiveSuite read(Path folder) throws IOException {
    String id = LiveSuite.name(folder);
    LiveSuite suite = known.get(id);
    if (suite == null || !suite.runs() && !suite.hasPlanOf(RecordVersion.ofPlan(folder))) {
      suite = new LiveSuite(folder, Shard.ALL);
      known.put(id, suite);
    }
    return suite;
  }

  /**
   * Returns the list of all suites as JSON, the most recently changed first.
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

  private Listed listed(Path folder) {
    String id = LiveSuite.name(folder);
    Instant changed = Instant.EPOCH;
    try {
      changed = RecordVersion.of(folder).changed().truncatedTo(ChronoUnit.SECONDS);
      LiveSuite suite = read(folder);
      suite.refresh();
      return new Listed(
          id, suite.status(), suite.progress(), suite.problems(), suite.note(), changed.toString());
    } catch (IOException | RuntimeException e) {
      return new Listed(id, null, null, 0, String.valueOf(e.getMessage()), changed.toString());
    }
  }
}
