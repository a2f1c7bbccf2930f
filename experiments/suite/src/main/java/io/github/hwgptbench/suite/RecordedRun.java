package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.TimedProblem;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.EarlierRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunRecorder;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.StartingPoints;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run, with its record and its hypervolume. It happens in one thread; another may stop it, and
 * leave it behind where it does not end.
 */
final class RecordedRun {

  private static final double MICROS = 1e6;

  private final RunSettings settings;
  private final Suite.Cell cell;
  private final ProblemAnswers answers;

  private final SuiteFolder folder;
  private final SuiteListener listener;
  private final TimedProblem problem;
  /** The problem without noise, which says what was found rather than what was read. */
  private final ArchitectureProblem truth;

  private final Normalization normalization;
  private final FoundFront found;
  private final boolean metered;
  private final Budget.Unit budgetUnit;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final RunRecorder recorder;
  private final RunListener evaluations;
  /** The beginning of this run; null if it is not on record. */
  private final @Nullable EarlierRun earlier;

  /** Wall-clock time of the algorithm up to the last evaluation. */
  private double proposalSeconds;
  /** When the last evaluation ended on the simulated clock. */
  private double seconds;

  private boolean begunAnew;
  private boolean interrupted;
  private @Nullable RunOutcome outcome;
  private volatile @Nullable TimeLimit limit;
  private volatile boolean goesOn;

  /**
   * Begins the record.
   *
   * @param evaluators one per fidelity
   * @throws IOException if it can't be written
   */
  RecordedRun(
      Suite.Cell cell,
      List<ObjectiveEvaluator> evaluators,
      ProblemAnswers answers,
      SuiteFolder folder,
      SuiteListener listener)
      throws IOException {
    this.settings = cell.problem();
    this.metered = settings.metered();
    this.budgetUnit = settings.budget().unit();
    this.cell = cell;
    this.answers = answers;
    this.folder = folder;
    this.listener = listener;
    this.earlier = folder.earlier(settings, cell.name(), cell.seed()).orElse(null);
    List<ObjectiveEvaluator> levels = new ArrayList<>(evaluators);
    // A record of fidelities has values at the highest one of some architectures only.
    if (earlier != null && !metered) {
      levels.replaceAll(level -> new RecordedEvaluator(level, settings, earlier.trace()));
    }
    ArchitectureProblem observed = answers.observed(settings, levels, cell.seed());
    this.problem = new TimedProblem(observed);
    this.truth = settings.noisy() || metered
        ? ArchitectureProblem.builder(levels.get(settings.fidelities().highest()))
            .objectives(settings.objectives())
            .constraints(settings.constraints())
            .build()
        : observed;
    this.normalization = settings.protocol().normalization(settings.objectives());
    this.found = new FoundFront(settings);
    this.recorder = folder.begin(settings, cell.name(), cell.seed());
    this.evaluations = listener.begun(settings, cell.name(), cell.seed());
  }

  /**
   * Runs. A failure of the algorithm becomes part of the outcome.
   *
   * @throws IOException if the record can't be written
   * @throws InterruptedException if the thread is interrupted; the record keeps what it has
   */
  RunOutcome run() throws IOException, InterruptedException {
    String failure = null;
    goesOn = true;
    try {
      SearchAlgorithm algorithm = algorithm();
      SearchConditions conditions = answers.conditions(settings, start());
      problem.resume();
      algorithm.run(problem, conditions, cell.seed(), this::record);
    } catch (RecordFailedException e) {
      recorder.close();
      throw e.getCause();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      // Errors too, as far as they are of the algorithm's making, which may be anybody's.
      failure = e instanceof UsageException ? String.valueOf(e.getMessage()) : e.toString();
      // Some give up waiting when they are interrupted, and so never come to an evaluation.
      interrupted |= limit == null && Thread.interrupted();
    } finally {
      goesOn = false;
    }
    if (interrupted) {
      recorder.close();
      throw new InterruptedException(Text.format(
          "%s with seed %d was stopped after %d evaluations",
          cell.name(), cell.seed(), recorder.evaluations()));
    }
    return end(failure);
  }

  private SearchStart start() {
    return new SearchStart(
        points(settings.initial().orElse(null)).stream()
            .map(point -> genes(point.architecture()))
            .toList(),
        points(settings.known().orElse(null)).stream().map(this::evaluation).toList(),
        answers.priors(settings, cell.seed(), truth));
  }

  private static List<StartingPoints.Point> points(@Nullable StartingPoints start) {
    return start == null ? List.of() : start.points();
  }

  private Evaluation evaluation(StartingPoints.Point point) {
    // The negation of what is maximised is its own inverse.
    return new Evaluation(
        new Candidate(0, genes(point.architecture())),
        normalization.natural(doubles(point.objectives())),
        doubles(point.violations()));
  }

  private int[] genes(String architecture) {
    return settings.space().encode(settings.space().parse(architecture));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private SearchAlgorithm algorithm() {
    return cell.algorithm().withErrorsIn(folder.errors(settings, cell.name(), cell.seed()));
  }

  /** Asks the run to end at its next evaluation, if it ever makes one. */
  void stop(TimeLimit reached) {
    limit = reached;
  }

  /** Returns how long the run has taken so far, with the earlier part of it. */
  Duration elapsed() {
    return recorder.elapsed();
  }

  /** Returns whether the algorithm is still at work. */
  boolean goesOn() {
    return goesOn;
  }

  /**
   * Ends the record of a run that was asked to stop and goes on; whatever it does from now on is in
   * vain. One that has ended meanwhile stays as it is.
   *
   * @throws IOException if it can't be written
   */
  RunOutcome leaveBehind() throws IOException {
    return end("Left behind");
  }

  private synchronized RunOutcome end(@Nullable String trouble) throws IOException {
    if (outcome != null) {
      return outcome;
    }
    int evaluations = recorder.evaluations();
    // Of a budget other than evaluations nobody knows whether a run has come to its end.
    TimeLimit reached =
        trouble != null || metered || evaluations < settings.evaluations() ? limit : null;
    RunOutcome ended;
    if (reached != null && earlier != null && repeats()) {
      // It came less far than before, on a slower machine for example.
      recorder.close();
      ended = earlier.outcome();
    } else if (reached != null) {
      ended = evaluations == 0 ? end("no end after " + reached, null) : end(null, reached);
    } else {
      ended = end(
          trouble == null && evaluations == 0 ? "ended before its first evaluation" : trouble,
          null);
    }
    outcome = ended;
    listener.ended(settings, ended);
    return ended;
  }

  private RunOutcome end(@Nullable String failure, @Nullable TimeLimit reached) throws IOException {
    try (recorder) {
      if (failure == null && reached != null) {
        recorder.finishAtTimeLimit();
      } else if (failure == null) {
        recorder.finish();
      }
    }
    Instant now = started.plusNanos(Math.max(0, System.nanoTime() - startedNanos));
    RunOutcome ended = new RunOutcome(
        cell.name(),
        cell.seed(),
        new RunOutcome.Found(
            recorder.evaluations(), found.feasible(), found.hypervolume(), recorder.sha256()),
        new RunOutcome.Timing(
            earlier == null ? started : earlier.outcome().started(),
            now,
            // As the record has it, so that an outcome does not change when it is read.
            earlier == null
                ? Duration.between(started, now)
                : recorder.elapsed().truncatedTo(ChronoUnit.MILLIS),
            Duration.of(Math.round(MICROS * proposalSeconds), ChronoUnit.MICROS)),
        reached == null ? null : reached.duration(),
        failure);
    // A failure takes nothing from the record that there is of the beginning of a run.
    if (failure == null || earlier == null) {
      folder.add(settings, ended);
    }
    return ended;
  }

  /** Takes the way out through the algorithm, which may have trouble with files of its own. */
  private static final class RecordFailedException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    RecordFailedException(IOException cause) {
      super(cause);
    }
  }

  private void record(Evaluation evaluation) {
    problem.pause();
    double spent;
    synchronized (this) {
      proposalSeconds += problem.seconds();
      stopIfAsked();
      try {
        write(evaluation);
        spent = spent(evaluation);
      } catch (IOException e) {
        throw new RecordFailedException(e);
      }
    }
    listener.evaluated(spent);
    problem.resume();
  }

  /** Returns what the run has spent since the evaluation before. */
  private double spent(Evaluation evaluation) {
    return switch (budgetUnit) {
      case EVALUATIONS -> 1;
      case COST -> evaluation.cost();
      case SECONDS -> {
        double since = evaluation.seconds() - seconds;
        seconds = evaluation.seconds();
        yield since;
      }
    };
  }

  /** Algorithms know nothing of interruption; an exception is the one way out of them. */
  private void stopIfAsked() {
    interrupted |= limit == null && Thread.interrupted();
    if (interrupted || limit != null) {
      throw new IllegalStateException("Stopped");
    }
  }

  private void write(Evaluation evaluation) throws IOException {
    int[] genes = answers.evaluated(settings, evaluation.candidate().genes());
    double[] seen = normalization.natural(evaluation.objectives());
    double[] values = seen;
    double[] violations = evaluation.violations();
    int fidelity =
        Math.min(evaluation.candidate().fidelity(), settings.fidelities().highest());
    Expense expense = new Expense(fidelity, evaluation.cost(), evaluation.seconds());
    if (metered) {
      recorder.expend(expense);
    }
    if (settings.noisy()) {
      double[] objectives = new double[seen.length];
      violations = new double[violations.length];
      truth.evaluate(genes, objectives, violations);
      values = normalization.natural(objectives);
      followEarlier(genes, expense, seen, evaluation.violations(), values, violations);
      recorder.write(genes, seen, evaluation.violations(), values, violations);
    } else {
      followEarlier(genes, expense, seen, violations, values, violations);
      recorder.write(genes, seen, violations);
    }
    boolean heard = evaluations != RunListener.NONE;
    int[] canonical = metered || heard ? genes.clone() : genes;
    if (metered || heard) {
      settings.space().genotypes().canonicalize(canonical);
    }
    if (metered) {
      found.add(canonical, fidelity, seen, evaluation.violations(), values, violations);
    } else {
      found.add(values, violations);
    }
    if (heard) {
      evaluations.evaluated(
          new RunEvaluation(canonical, expense, seen, evaluation.violations(), values, violations));
    }
  }

  /** Returns whether everything so far is in the record of an earlier run, which has more. */
  private boolean repeats() {
    return earlier != null
        && !begunAnew
        && recorder.evaluations() < earlier.trace().evaluations();
  }

  /** Compares an evaluation with the record of its beginning, and gives it the time that it had. */
  private void followEarlier(
      int[] genes,
      Expense expense,
      double[] seen,
      double[] violations,
      double[] noiseFree,
      double[] noiseFreeViolations) {
    if (earlier == null || !repeats()) {
      return;
    }
    RunTrace trace = earlier.trace();
    int i = recorder.evaluations();
    int[] canonical = genes.clone();
    settings.space().genotypes().canonicalize(canonical);
    if (Arrays.equals(canonical, trace.genes(i))
        && (!metered || expense.equals(trace.expense(i)))
        && Arrays.equals(seen, trace.objectives(i))
        && Arrays.equals(violations, trace.violations(i))
        && Arrays.equals(noiseFree, trace.noiseFree(i))
        && Arrays.equals(noiseFreeViolations, trace.noiseFreeViolations(i))) {
      if (!Double.isNaN(trace.seconds(i))) {
        recorder.setElapsed(trace.seconds(i));
      }
    } else {
      begunAnew = true;
      listener.begunAnew(settings, cell.name(), cell.seed(), i);
    }
  }
}
