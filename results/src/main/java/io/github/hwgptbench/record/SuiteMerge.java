package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Joins folders that have each done a part of the same suite. What they have in common has to be
 * equal to the bit.
 */
public final class SuiteMerge {

  private final SuitePlan plan;
  /** By the file that it has in every folder. */
  private final Map<Path, ArchivedRun> runs;

  private SuiteMerge(SuitePlan plan, Map<Path, ArchivedRun> runs) {
    this.plan = plan;
    this.runs = runs;
  }

  /**
   * Looks at what is to be joined, at every evaluation of it.
   *
   * @param parts at least one
   * @throws IOException if they do not fit together, or one is not as it was written; names what
   */
  public static SuiteMerge of(List<SuiteArchive> parts) throws IOException {
    SuiteArchive first = parts.get(0);
    Map<Path, ArchivedRun> runs = new LinkedHashMap<>();
    for (SuiteArchive part : parts) {
      Optional<String> difference = PlanDifference.between(first.plan(), part.plan());
      if (difference.isPresent()) {
        throw new IOException(String.format(
            Locale.ROOT,
            "%s: does not fit together with %s, which is here: %s",
            part.folder(),
            first.folder(),
            difference.get()));
      }
      for (ArchivedProblem problem : part.problems()) {
        for (ArchivedRun run : problem.runs()) {
          run.open();
          Path place = part.folder().relativize(run.file());
          ArchivedRun before = runs.putIfAbsent(place, run);
          if (before != null && !before.outcome().sha256().equals(run.outcome().sha256())) {
            throw new IOException(String.format(
                Locale.ROOT, "%s: has other evaluations than %s", run.file(), before.file()));
          }
        }
      }
    }
    return new SuiteMerge(first.plan(), runs);
  }

  /** Returns how many runs the suite has. */
  public int planned() {
    return plan.runs();
  }

  /** Returns how many of them are finished. */
  public int finished() {
    return runs.size();
  }

  /**
   * Writes all finished runs into one folder.
   *
   * @param path of a folder that is empty or missing
   * @throws IOException if they can't be read or written
   */
  public void write(Path path) throws IOException {
    try (SuiteFolder folder = SuiteFolder.empty(path, plan)) {
      for (Map.Entry<Path, ArchivedRun> run : runs.entrySet()) {
        folder.copy(run.getValue(), path.resolve(run.getKey()));
      }
    }
  }

  /**
   * Writes all finished runs into one folder, without values and times, in a third of the space.
   * Their values are computed anew when they are read, by the surrogates that ship.
   *
   * @param path of a folder that is empty or missing
   * @throws IllegalArgumentException if a problem has noise or constraints
   * @throws IOException if they can't be read or written, or are of other surrogates than those
   *     that ship
   */
  public void writeBare(Path path) throws IOException {
    for (RunSettings problem : plan.problems()) {
      if (!Revaluation.possible(problem)) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "Problem %s%s: values can be left out only of runs without noise and constraints",
            problem.problem(),
            problem.noisy() ? ", noisy" : ""));
      }
    }
    try (SuiteFolder folder = SuiteFolder.empty(path, plan)) {
      for (Map.Entry<Path, ArchivedRun> run : runs.entrySet()) {
        folder.copyBare(run.getValue(), path.resolve(run.getKey()));
      }
    }
  }
}
