package io.github.hwgptbench.record;

import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableIntArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All runs of a suite on one problem in an archive. Immutable. */
public final class ArchivedProblem {

  private final Path folder;
  private final RunSettings settings;
  private final Map<String, Map<String, String>> algorithms;
  private final List<Long> seeds;
  private final List<ArchivedRun> runs;
  private final List<ArchivedRun> outgrown;
  private final List<RunLog.Entry> failures;
  private final Revaluation revaluation;

  /**
   * Makes it.
   *
   * @param table runs that are over
   * @param latest the numbers of those of this problem, one more than in the table, by algorithm
   *     and then by seed; 0 where there is none
   */
  ArchivedProblem(Path suite, SuitePlan plan, RunSettings settings, RunTable table, int[] latest) {
    this.folder = suite.resolve(settings.folderName());
    this.settings = settings;
    this.algorithms = plan.algorithms();
    this.seeds = plan.seeds();
    this.revaluation = new Revaluation(settings);
    ImmutableIntArray.Builder finished = ImmutableIntArray.builder();
    ImmutableIntArray.Builder shorter = ImmutableIntArray.builder();
    ImmutableIntArray.Builder others = ImmutableIntArray.builder();
    for (int number : latest) {
      if (number > 0) {
        (table.failed(number - 1)
                ? others
                : table.budget(number - 1, settings.evaluations()) < settings.evaluations()
                    ? shorter
                    : finished)
            .add(number - 1);
      }
    }
    // A million of them would take a gigabyte.
    this.runs = lazily(finished, number -> new ArchivedRun(this, table, number));
    this.outgrown = lazily(shorter, number -> new ArchivedRun(this, table, number));
    this.failures = lazily(others, table::entry);
  }

  /** Takes some algorithms of another. */
  private ArchivedProblem(ArchivedProblem all, Map<String, Map<String, String>> algorithms) {
    this.folder = all.folder;
    this.settings = all.settings;
    this.algorithms = algorithms;
    this.seeds = all.seeds;
    this.revaluation = all.revaluation;
    this.runs = some(all.runs, algorithms, ArchivedRun::outcome);
    this.outgrown = some(all.outgrown, algorithms, ArchivedRun::outcome);
    this.failures = some(all.failures, algorithms, RunLog.Entry::outcome);
  }

  private static <T> List<T> some(
      List<T> all, Map<String, ?> algorithms, Function<T, RunOutcome> outcome) {
    return all.stream()
        .filter(each -> algorithms.containsKey(outcome.apply(each).algorithm()))
        .toList();
  }

  /** Returns the same with some of the algorithms only. */
  ArchivedProblem withAlgorithms(Map<String, Map<String, String>> kept) {
    return new ArchivedProblem(this, kept);
  }

  private static <T> List<T> lazily(ImmutableIntArray.Builder numbers, Function<Integer, T> made) {
    return Lists.transform(numbers.build().asList(), made::apply);
  }

  /** Returns the folder of its runs. */
  public Path folder() {
    return folder;
  }

  /**
   * Returns the settings that all runs share. Their provenance is that of the process that began
   * the suite.
   */
  public RunSettings settings() {
    return settings;
  }

  Revaluation revaluation() {
    return revaluation;
  }

  /** Returns all settings, as text, of each algorithm by its name, in the order of the plan. */
  public Map<String, Map<String, String>> algorithms() {
    return algorithms;
  }

  /** Returns the seeds of each algorithm, in the order of the plan. */
  public List<Long> seeds() {
    return seeds;
  }

  /**
   * Returns the runs that had a smaller budget than the suite has now, and have not gone on yet,
   * ordered by algorithm, then by seed.
   */
  List<ArchivedRun> outgrown() {
    return outgrown;
  }

  /**
   * Returns the runs that finished without failure, including those that a time limit ended,
   * ordered by algorithm, then by seed.
   */
  public List<ArchivedRun> runs() {
    return runs;
  }

  /** Returns the outcomes of failed runs, ordered by algorithm, then by seed. */
  public List<RunOutcome> failed() {
    return Lists.transform(failures, RunLog.Entry::outcome);
  }

  /** Returns what the index has of the runs that failed, ordered by algorithm, then by seed. */
  List<RunLog.Entry> failures() {
    return failures;
  }

  /** Returns whether all runs finished without failure. */
  public boolean complete() {
    return runs.size() == algorithms.size() * seeds.size();
  }
}
