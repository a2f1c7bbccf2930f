package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins folders that have each done a part of the same suite. What they have in common has to be
 * equal to the bit.
 */
public final class SuiteMerge {

  /** A finished run, and the folder that it is taken from. */
  private record Source(SuiteRecord suite, RunOutcome outcome) {

    Path file(String suffix) {
      return suite.folder().resolve(name() + suffix);
    }

    String name() {
      return RunFolder.fileName(outcome.algorithm(), outcome.seed());
    }
  }

  private final ObjectNode plan;
  private final int planned;
  private final List<Source> sources;

  private SuiteMerge(ObjectNode plan, int planned, List<Source> sources) {
    this.plan = plan;
    this.planned = planned;
    this.sources = sources;
  }

  /**
   * Looks at what is to be joined.
   *
   * @param parts records of the same problem, at least one
   * @throws IOException if they do not fit together, or one is not as it was written; names what
   */
  public static SuiteMerge of(List<SuiteRecord> parts) throws IOException {
    SuiteRecord first = parts.get(0);
    ObjectNode plan = plan(first);
    Map<String, Source> runs = new LinkedHashMap<>();
    for (SuiteRecord part : parts) {
      Optional<String> difference = RecordJson.difference(plan, plan(part));
      if (difference.isPresent()) {
        throw new IOException("%s: does not fit together with %s, which is here: %s"
            .formatted(part.folder(), first.folder(), difference.get()));
      }
      for (RunOutcome outcome : part.finished()) {
        Source source = new Source(part, outcome);
        Source before = runs.putIfAbsent(source.name(), source);
        if (before != null && !before.outcome().sha256().equals(outcome.sha256())) {
          throw new IOException("%s: has other evaluations than %s"
              .formatted(source.file(".csv"), before.file(".csv")));
        }
      }
    }
    return new SuiteMerge(
        plan, first.algorithms().size() * first.seeds().size(), List.copyOf(runs.values()));
  }

  private static ObjectNode plan(SuiteRecord suite) throws IOException {
    ObjectNode plan = (ObjectNode) RecordJson.read(suite.folder().resolve(RunFolder.SUITE));
    plan.remove(List.of("complete", "runs"));
    return plan;
  }

  /** Returns how many runs the suite has. */
  public int planned() {
    return planned;
  }

  /** Returns how many of them are finished. */
  public int finished() {
    return sources.size();
  }

  /**
   * Writes all finished runs into one folder.
   *
   * @throws IOException if they can't be read or written
   */
  public void write(RunFolder folder) throws IOException {
    List<String> settings = new ArrayList<>();
    plan.fieldNames().forEachRemaining(settings::add);
    ObjectNode suite = plan.deepCopy();
    suite.put("complete", finished() == planned);
    ArrayNode runs = suite.putArray("runs");
    for (Source source : sources) {
      for (String suffix : List.of(".times", ".csv", ".json")) {
        Path copy = folder.path().resolve(source.name() + suffix);
        Files.copy(source.file(suffix), WholeFile.part(copy));
        WholeFile.finish(copy);
      }
      JsonNode run = RecordJson.read(source.file(".json"));
      runs.add(((ObjectNode) run).remove(settings));
    }
    WholeFile.write(folder.path().resolve(RunFolder.SUITE), RecordJson.text(suite));
  }
}
