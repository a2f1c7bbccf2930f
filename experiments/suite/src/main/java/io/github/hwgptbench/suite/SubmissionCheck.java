package io.github.hwgptbench.suite;

import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.MeteredProblem;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RecordVerification;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SettingsDifferences;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a submission for the leaderboard: that its record is of an unchanged track, complete and
 * undamaged, and that its runs can be repeated with bit-identical evaluations.
 *
 * <p>Runs of programs, unless the submission declares them repeatable, and of unknown algorithms
 * are not repeated. All of their evaluations are made again, in the order in which they began:
 * values, noise included, and costs must be bit-identical, and times those of the workers.
 *
 * @since 0.2.0
 */
public final class SubmissionCheck {

  /**
   * The outcome of a check.
   *
   * @param reasons why the submission is refused; none if it is accepted
   * @param result result for the leaderboard; null if the submission is refused
   */
  public record Outcome(List<String> reasons, @Nullable RecordVerification result) {

    /** Copies the list. */
    public Outcome {
      reasons = List.copyOf(reasons);
    }

    /** Returns the result for the leaderboard; empty if the submission is refused. */
    public Optional<RecordVerification> verification() {
      return Optional.ofNullable(result);
    }
  }

  /**
   * The sample of runs to verify.
   *
   * @param runs number of repeatable runs, and of other ones, drawn at random with even shares of
   *     the algorithms and, within each, of the problems; all of them if there are fewer
   * @param seed seed of the draw
   * @param threads number of threads, which does not change results
   * @param startPrograms whether programs are started, by the commands in the record
   */
  public record Sample(int runs, long seed, int threads, boolean startPrograms) {

    /** Checks the numbers. */
    public Sample {
      if (runs < 1) {
        throw UsageException.of("A sample of %d runs; allowed: 1 or more", runs);
      }
      if (threads < 1) {
        throw UsageException.of("%d threads; allowed: 1 or more", threads);
      }
    }
  }

  private final Submission submission;
  private final SuiteArchive record;
  private final Benches benches;
  private final Sample sample;
  private final List<String> reasons = new ArrayList<>();
  /** Of repeated runs, by algorithm. */
  private final Map<String, DoubleSummaryStatistics> proposalMicros = new LinkedHashMap<>();

  private SubmissionCheck(Submission submission, Benches benches, Sample sample) {
    this.submission = submission;
    this.record = submission.record();
    this.benches = benches;
    this.sample = sample;
  }

  /**
   * Checks a submission.
   *
   * @param benches benchmarks of their problems
   * @param progress called after each verified run, by any thread
   * @throws IOException if a file of the benchmark can't be read
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Outcome of(Submission submission, Benches benches, Sample sample, Runnable progress)
      throws IOException, InterruptedException {
    return new SubmissionCheck(submission, benches, sample).check(progress);
  }

  /**
   * Returns the differences between a submission and its track: those of its plan, and runs that
   * are missing, failed, or were ended by a time limit.
   *
   * @throws IOException if a file of the benchmark can't be read
   */
  public static List<String> differences(Submission submission, Benches benches)
      throws IOException {
    SubmissionCheck check = new SubmissionCheck(submission, benches, new Sample(1, 1, 1, false));
    Optional<Track> track = Track.of(check.record.name());
    if (track.isEmpty()) {
      return List.of(noTrack(check.record));
    }
    check.checkPlan(track.get());
    check.record.problems().forEach(check::checkComplete);
    return check.reasons;
  }

  /** Returns that a record is of no track, and those that there are. */
  static String noTrack(SuiteArchive record) {
    return Text.format(
        "its suite is '%s', which is not a known version of a track; allowed: %s",
        record.name(), Track.all().stream().map(Track::suite).collect(Collectors.joining(", ")));
  }

  private Outcome check(Runnable progress) throws IOException, InterruptedException {
    Optional<Track> track = Track.of(record.name());
    if (track.isEmpty()) {
      return new Outcome(List.of(noTrack(record)), null);
    }
    checkPlan(track.get());
    record.problems().forEach(this::checkComplete);
    checkWhole();
    Map<String, RecordVerification.Verified> verified =
        reasons.isEmpty() ? verified(progress) : Map.of();
    if (!reasons.isEmpty()) {
      return new Outcome(reasons, null);
    }
    Provenance here = Provenance.of("");
    return new Outcome(
        reasons,
        new RecordVerification(record.fingerprint(), here.version(), here.commit(), verified));
  }

  private void checkPlan(Track track) throws IOException {
    Experiment experiment = track.experiment();
    Map<String, RunSettings> planned = byFolder(experiment.problems(benches));
    Map<String, RunSettings> recorded = byFolder(record.plan().problems());
    Set<String> budgets = new LinkedHashSet<>();
    planned.forEach((folder, problem) -> {
      RunSettings own = recorded.get(folder);
      if (own == null) {
        reasons.add(Text.format("%s is missing", described(problem)));
      } else {
        boolean sameUnit = own.budget().unit() == problem.budget().unit();
        if (!sameUnit || !track.budgets().contains(own.budget().amount())) {
          budgets.add(BudgetAxis.of(own.budget()).inWords());
        }
        SettingsDifferences.of(sameUnit ? problem.withBudgetOf(own) : problem, own)
            .forEach(difference -> reasons.add(described(problem) + ": " + difference));
      }
    });
    recorded.forEach((folder, problem) -> {
      if (!planned.containsKey(folder)) {
        reasons.add(Text.format("%s is not a problem of %s", described(problem), track.suite()));
      }
    });
    budgets.forEach(budget ->
        reasons.add(Text.format("budget of %s; allowed: %s", budget, budgets(track, experiment))));
    List<Long> seeds = experiment.seeds().read(SeedList::parse);
    addDifferent("missing: seeds", seeds, record.plan().seeds());
    addDifferent("not of the track: seeds", record.plan().seeds(), seeds);
  }

  /** Returns the budgets that runs on a track can have, such as 25, 50 evaluations. */
  private static String budgets(Track track, Experiment experiment) {
    Budget.Unit unit =
        experiment.budget().map(budget -> budget.value().unit()).orElse(Budget.Unit.EVALUATIONS);
    return BudgetAxis.inWords(track.budgets().stream()
        .map(amount -> BudgetAxis.of(new Budget(unit, amount)))
        .toList());
  }

  private static Map<String, RunSettings> byFolder(List<RunSettings> problems) {
    return problems.stream()
        .collect(Collectors.toMap(
            RunSettings::folderName, Function.identity(), (one, other) -> one, LinkedHashMap::new));
  }

  private static String described(RunSettings problem) {
    return "problem " + problem.problem() + (problem.noisy() ? ", noisy" : "")
        + problem.circumstances();
  }

  private void addDifferent(String what, Collection<Long> some, Collection<Long> others) {
    String different = some.stream()
        .filter(seed -> !others.contains(seed))
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
    if (!different.isEmpty()) {
      reasons.add(what + " " + different);
    }
  }

  private void checkComplete(ArchivedProblem problem) {
    for (RunOutcome failed : problem.failed()) {
      reasons.add(Text.format(
          "%s failed: %s", described(problem, failed), failed.failure().orElse("")));
    }
    int missing = problem.algorithms().size() * problem.seeds().size()
        - problem.runs().size()
        - problem.failed().size();
    if (missing > 0) {
      reasons.add(Text.format(
          "%s: %s not finished",
          described(problem.settings()), missing == 1 ? "1 run is" : missing + " runs are"));
    }
    problem.runs().stream()
        .map(ArchivedRun::outcome)
        .filter(run -> run.timeLimit().isPresent())
        .forEach(run ->
            reasons.add(Text.format("%s was ended by a time limit", described(problem, run))));
  }

  private static String described(ArchivedProblem problem, RunOutcome run) {
    return Text.format(
        "%s: %s with seed %d", described(problem.settings()), run.algorithm(), run.seed());
  }

  /** A record that is damaged needs no comparison. Many runs may be in one file. */
  private void checkWhole() {
    Multiset<String> damages = LinkedHashMultiset.create();
    for (ArchivedProblem problem : record.problems()) {
      for (ArchivedRun run : problem.runs()) {
        try {
          run.open();
        } catch (IOException e) {
          damages.add(String.valueOf(e.getMessage()));
        }
      }
    }
    damages
        .entrySet()
        .forEach(damage -> reasons.add(
            damage.getCount() == 1
                ? damage.getElement()
                : Text.format("%s (%d runs)", damage.getElement(), damage.getCount())));
  }

  private Map<String, RecordVerification.Verified> verified(Runnable progress)
      throws IOException, InterruptedException {
    Verification all = Verification.open(record.folder());
    Map<String, String> others = new LinkedHashMap<>(all.notRepeatable());
    if (submission.about().repeatable()) {
      if (sample.startPrograms()) {
        others.keySet().removeIf(all::isProgram);
      }
      others.forEach((algorithm, reason) -> reasons.add(Text.format(
          "%s can't be repeated here (%s), but the submission has 'repeatable: true'%s",
          algorithm,
          reason,
          all.isProgram(algorithm) ? "; programs are started only with --run-commands" : "")));
      if (!reasons.isEmpty()) {
        return Map.of();
      }
    }
    Map<String, Integer> checked = new LinkedHashMap<>();
    repeat(all.without(others.keySet()), checked, progress);
    compare(others.keySet(), checked, progress);
    return record.plan().algorithms().keySet().stream()
        .collect(Collectors.toMap(
            Function.identity(),
            algorithm -> new RecordVerification.Verified(
                (int) runs(algorithm),
                checked.getOrDefault(algorithm, 0),
                others.get(algorithm),
                proposalMicros(algorithm)),
            (one, other) -> one,
            LinkedHashMap::new));
  }

  /** Returns the mean proposal time to the nanosecond; NaN if no run was repeated. */
  private double proposalMicros(String algorithm) {
    DoubleSummaryStatistics micros = proposalMicros.get(algorithm);
    return micros == null ? Double.NaN : Math.round(1e3 * micros.getAverage()) / 1e3;
  }

  private long runs(String algorithm) {
    return record.problems().stream()
        .flatMap(problem -> problem.runs().stream())
        .filter(run -> run.outcome().algorithm().equals(algorithm))
        .count();
  }

  private void repeat(Verification repeatable, Map<String, Integer> checked, Runnable progress)
      throws IOException, InterruptedException {
    if (repeatable.size() == 0) {
      return;
    }
    for (Verification.Repetition repetition :
        repeatable.repeat(sample.runs(), sample.seed(), sample.threads(), benches, progress)) {
      RunOutcome run = repetition.recorded();
      if (repetition.identical()) {
        checked.merge(run.algorithm(), 1, Integer::sum);
        proposalMicros
            .computeIfAbsent(run.algorithm(), key -> new DoubleSummaryStatistics())
            .accept(repetition.proposalMicros());
      } else {
        reasons.add(Text.format(
            "%s: %s with seed %d %s",
            described(repetition.settings()),
            run.algorithm(),
            run.seed(),
            repetition.difference()));
      }
    }
  }

  /** Compares the values of runs that can't be repeated with those that the benchmark returns. */
  private void compare(
      Collection<String> algorithms, Map<String, Integer> checked, Runnable progress)
      throws IOException {
    List<Place> places = new ArrayList<>();
    record
        .problems()
        .forEach(problem -> problem.runs().stream()
            .filter(run -> algorithms.contains(run.outcome().algorithm()))
            .forEach(run -> places.add(new Place(problem, run))));
    for (Place place : EvenSample.of(
        places,
        sample.runs(),
        new Random(sample.seed()),
        it -> it.run().outcome().algorithm(),
        it -> it.problem().settings().folderName())) {
      RunOutcome run = place.run().outcome();
      Optional<String> wrong = wrong(place.problem().settings(), place.run());
      if (wrong.isEmpty()) {
        checked.merge(run.algorithm(), 1, Integer::sum);
      } else {
        reasons.add(Text.format("%s: %s", described(place.problem(), run), wrong.get()));
      }
      progress.run();
    }
  }

  private record Place(ArchivedProblem problem, ArchivedRun run) {}

  /**
   * Returns what is wrong with the first evaluation that the benchmark could not have returned;
   * empty if there is none. Noise is that of measurements, which depends on the order in which
   * evaluations began, but not on that of evaluations that began together. The tracks with several
   * workers have a clock.
   */
  private Optional<String> wrong(RunSettings settings, ArchivedRun run) throws IOException {
    RunTrace trace = run.open();
    for (int i = 0; i < trace.evaluations(); i++) {
      int fidelity = trace.expense(i).fidelity();
      if (fidelity < 0 || fidelity > settings.fidelities().highest()) {
        return Optional.of(Text.format(
            "evaluation %d has fidelity %d; allowed: 0 to %d",
            i + 1, fidelity, settings.fidelities().highest()));
      }
    }
    SearchConditions conditions = benches.conditions(settings, SearchStart.EMPTY);
    WorkerTimes times = conditions.workers() == 1
        ? null
        : WorkerTimes.of(trace, settings.fidelities(), Objects.requireNonNull(conditions.clock()));
    Optional<String> wrongTimes =
        times == null ? Optional.empty() : times.wrong(conditions.workers());
    if (wrongTimes.isPresent()) {
      return wrongTimes;
    }
    List<ObjectiveEvaluator> evaluators = new ArrayList<>();
    try {
      for (int level = 0; level < settings.fidelities().size(); level++) {
        evaluators.add(benches.evaluator(settings, level));
      }
      MeteredProblem metered = new MeteredProblem(
          benches.observed(settings, evaluators, run.outcome().seed()), conditions);
      return wrong(settings, trace, evaluators, metered, times);
    } finally {
      evaluators.forEach(ObjectiveEvaluator::close);
    }
  }

  /**
   * Makes all evaluations again.
   *
   * @param times of several workers; null for one
   */
  private static Optional<String> wrong(
      RunSettings settings,
      RunTrace trace,
      List<ObjectiveEvaluator> evaluators,
      MeteredProblem metered,
      @Nullable WorkerTimes times) {
    Normalization normalization = settings.protocol().normalization(settings.objectives());
    int[] order = times == null ? IntStream.range(0, trace.evaluations()).toArray() : times.order();
    double now = 0;
    for (int i : order) {
      Expense expense = trace.expense(i);
      if (!holds(settings, trace, i, evaluators.get(expense.fidelity()))) {
        return Optional.of(Text.format(
            "evaluation %d has other values than the benchmark returns for its architecture",
            i + 1));
      }
      MeteredProblem.Metered made = metered
          .evaluate(
              new Candidate(i, trace.genes(i), expense.fidelity()),
              times == null ? now : times.begin(i))
          .orElse(null);
      if (made == null) {
        return Optional.of(Text.format("evaluation %d is beyond the budget", i + 1));
      }
      Evaluation evaluation = made.evaluation();
      if (!Arrays.equals(normalization.natural(evaluation.objectives()), trace.objectives(i))
          || !Arrays.equals(evaluation.violations(), trace.violations(i))) {
        return Optional.of(Text.format(
            "evaluation %d has other observed values than the benchmark returns with the seed of"
                + " the run",
            i + 1));
      }
      double seconds = times == null ? evaluation.seconds() : expense.seconds();
      if (!expense.equals(new Expense(expense.fidelity(), evaluation.cost(), seconds))) {
        return Optional.of(Text.format("evaluation %d has the wrong cost or time", i + 1));
      }
      now = made.end();
    }
    return Optional.empty();
  }

  /** Returns whether an evaluation has the noise-free values of its architecture. */
  private static boolean holds(
      RunSettings settings, RunTrace trace, int i, ObjectiveEvaluator evaluator) {
    double[] values = new double[evaluator.objectives().size()];
    evaluator.evaluate(trace.genes(i), values);
    double[] objectives = settings.objectives().stream()
        .mapToDouble(objective -> values[evaluator.objectives().indexOf(objective)])
        .toArray();
    double[] violations = settings.constraints().stream()
        .mapToDouble(constraint ->
            constraint.violation(values[evaluator.objectives().indexOf(constraint.objective())]))
        .toArray();
    return Arrays.equals(objectives, trace.noiseFree(i))
        && Arrays.equals(violations, trace.noiseFreeViolations(i));
  }
}
