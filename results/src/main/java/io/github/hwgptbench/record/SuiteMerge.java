package io.github.hwgptbench.record;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Merges folders that each have a part of the same suite. What they share must be bit-identical.
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
   * Reads the parts with all their evaluations.
   *
   * @param parts one or more
   * @throws IOException if they can't be merged, or one was changed; the message has the reason
   */
  public static SuiteMerge of(List<SuiteArchive> parts) throws IOException {
    SuiteArchive first = parts.get(0);
    Map<RunKey, Supplier<ArchivedRun>> runs = new LinkedHashMap<>();
    for (SuiteArchive part : parts) {
      Optional<String> difference = PlanDifference.between(first.plan(), part.plan());
      if (difference.isPresent()) {
        throw new IOException(Text.format(
            "%s: can't be merged with %s, which is here: %s",
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
   * Returns a merge of some algorithms only, as if the suite had planned no others.
   *
   * @param algorithms names of the algorithms
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

  /** Returns the common plan of the parts, which is also that of the merged folder. */
  public SuitePlan plan() {
    return plan;
  }

  /** Returns the number of finished runs. */
  public int finished() {
    return runs.size();
  }

  /**
   * Writes all finished runs into one folder.
   *
   * @param folder folder of this plan without any run; not one of the parts
   * @throws IOException if they can't be read or written
   */
  public void write(SuiteFolder folder) throws IOException {
    for (Supplier<ArchivedRun> run : runs.values()) {
      folder.copy(run.get());
    }
  }

  /**
   * Writes all finished runs into one folder, without values and times, in a third of the space.
   * Values are computed again by the shipped surrogates when they are read.
   *
   * @param folder folder of this plan without any run; not one of the parts
   * @throws IOException if they can't be read or written, or need other surrogates than the shipped
   *     ones
   */
  public void writeBare(SuiteFolder folder) throws IOException {
    for (Supplier<ArchivedRun> run : ordered()) {
      folder.copyBare(run.get());
    }
  }

  /** Returns runs that begin alike near each other, since they compress well together. */
  private List<Supplier<ArchivedRun>> ordered() {
    Map<String, String> spaces = plan.problems().stream()
        .collect(toMap(RunSettings::folderName, problem -> problem.space().name()));
    return runs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparingLong(RunKey::seed)
            .thenComparing(run -> requireNonNull(spaces.get(run.folder())))
            .thenComparing(RunKey::algorithm)))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Checks that values can be left out.
   *
   * @throws IllegalArgumentException if values are from a supernet, from simultaneous noisy
   *     measurements of several workers, or from a run that a time limit ended, whose times are
   *     needed for comparisons
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
            "Problem %s%s: values can be left out only where the shipped surrogates compute them",
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
