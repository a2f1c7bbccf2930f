package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Joins folders that have each done a part of the same suite. What they have in common has to be
 * bit-identical.
 */
public final class SuiteMerge {

  private final SuitePlan plan;
  /** A million runs would take a gigabyte, unless each is made when it is asked for. */
  private final Map<RunKey, Supplier<ArchivedRun>> runs;

  private SuiteMerge(SuitePlan plan, Map<RunKey, Supplier<ArchivedRun>> runs) {
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
    Map<RunKey, Supplier<ArchivedRun>> runs = new LinkedHashMap<>();
    for (SuiteArchive part : parts) {
      Optional<String> difference = PlanDifference.between(first.plan(), part.plan());
      if (difference.isPresent()) {
        throw new IOException(Text.format(
            "%s: does not fit together with %s, which is here: %s",
            part.folder(), first.folder(), difference.get()));
      }
      for (ArchivedProblem problem : part.problems()) {
        String folder = problem.settings().folderName();
        List<ArchivedRun> all = problem.runs();
        for (int i = 0; i < all.size(); i++) {
          ArchivedRun run = all.get(i);
          run.open();
          int number = i;
          RunKey key =
              new RunKey(folder, run.outcome().algorithm(), run.outcome().seed());
          Supplier<ArchivedRun> before = runs.putIfAbsent(key, () -> all.get(number));
          if (before != null
              && !before.get().outcome().sha256().equals(run.outcome().sha256())) {
            ArchivedRun longer = longer(before.get(), run);
            runs.put(key, () -> longer);
          }
        }
      }
    }
    return new SuiteMerge(first.plan(), runs);
  }

  /** Of a run that a time limit has ended in one part, another part may have more. */
  private static ArchivedRun longer(ArchivedRun before, ArchivedRun run) throws IOException {
    ArchivedRun shorter =
        run.outcome().evaluations() < before.outcome().evaluations() ? run : before;
    ArchivedRun longer = shorter == run ? before : run;
    if (shorter.outcome().timeLimit().isEmpty()
        || !longer.open().first(shorter.outcome().evaluations()).sameAs(shorter.open())) {
      throw new IOException(
          Text.format("%s: has other evaluations than %s", run.place(), before.place()));
    }
    return longer;
  }

  /**
   * Returns the runs of some algorithms only, as of a suite that never planned others.
   *
   * @param algorithms their names
   * @throws IllegalArgumentException if there are none, or the suite has not planned one of them
   */
  public SuiteMerge only(List<String> algorithms) {
    for (String algorithm : algorithms) {
      if (!plan.algorithms().containsKey(algorithm)) {
        throw UsageException.of(
            "Algorithm '%s': not in the suite; %s",
            algorithm, Suggestion.known(algorithm, plan.algorithms().keySet()));
      }
    }
    Map<String, Map<String, String>> kept = new LinkedHashMap<>(plan.algorithms());
    kept.keySet().retainAll(algorithms);
    Map<RunKey, Supplier<ArchivedRun>> keptRuns = new LinkedHashMap<>(runs);
    keptRuns.keySet().removeIf(run -> !algorithms.contains(run.algorithm()));
    return new SuiteMerge(new SuitePlan(plan.problems(), kept, plan.seeds()), keptRuns);
  }

  /** Returns the plan of all parts, which is that of the folder to write. */
  public SuitePlan plan() {
    return plan;
  }

  /** Returns how many of them are finished. */
  public int finished() {
    return runs.size();
  }

  /**
   * Writes all finished runs into one folder.
   *
   * @param folder one of this plan, without any run; not one of the parts
   * @throws IOException if they can't be read or written
   */
  public void write(SuiteFolder folder) throws IOException {
    for (Supplier<ArchivedRun> run : runs.values()) {
      folder.copy(run.get());
    }
  }

  /**
   * Writes all finished runs into one folder, without values and times, in a third of the space.
   * Their values are computed anew when they are read, by the surrogates that ship.
   *
   * @param folder one of this plan, without any run; not one of the parts
   * @throws IOException if they can't be read or written, or are of other surrogates than those
   *     that ship
   */
  public void writeBare(SuiteFolder folder) throws IOException {
    for (Supplier<ArchivedRun> run : runs.values()) {
      folder.copyBare(run.get());
    }
  }

  /**
   * Makes sure that values can be left out.
   *
   * @throws IllegalArgumentException if a supernet has evaluated, several workers have measured at
   *     a time, or a time limit has ended a run, whose times are needed to compare it
   */
  public void checkBare() {
    for (Supplier<ArchivedRun> each : runs.values()) {
      ArchivedRun run = each.get();
      if (run.outcome().timeLimit().isPresent()) {
        throw UsageException.of(
            "%s: a time limit has ended it; values and times can be left out only of runs that ended by themselves",
            run.place());
      }
    }
    for (RunSettings problem : plan.problems()) {
      if (problem.fidelities().unit().equals(Fidelities.TOKENS)) {
        throw UsageException.of(
            "Problem %s%s: values can be left out only where the surrogates that ship answer",
            problem.problem(), problem.circumstances());
      }
      if (problem.noisy()
          && problem.simulation().filter(run -> run.workers() > 1).isPresent()) {
        throw UsageException.of(
            "Problem %s, noisy%s: values can be left out only of runs without noise or of one worker",
            problem.problem(), problem.circumstances());
      }
    }
  }
}
