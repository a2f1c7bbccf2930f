package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.record.RunFolder;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** One run, with its record and its hypervolume. */
final class RecordedRun {

  private final RunSettings settings;
  private final Suite.Cell cell;
  private final Runnable progress;
  private final ArchitectureProblem problem;
  /** The problem without noise, which says what was found rather than what was read. */
  private final ArchitectureProblem truth;

  private final Normalization normalization;
  private final ParetoArchive<Evaluation> found;
  private boolean stopped;
  private int feasible;

  RecordedRun(
      RunSettings settings,
      Suite.Cell cell,
      ObjectiveEvaluator evaluator,
      ObservationSampler sampler,
      Runnable progress) {
    this.settings = settings;
    this.cell = cell;
    this.progress = progress;
    ArchitectureProblem.Builder builder = ArchitectureProblem.builder(evaluator)
        .objectives(settings.objectives())
        .constraints(settings.constraints());
    this.truth = builder.build();
    this.problem = settings.noisy() ? builder.noise(sampler, cell.seed()).build() : truth;
    this.normalization = new Normalization(settings.bounds(), settings.objectives());
    this.found = ParetoArchive.of(settings.objectives().size());
  }

  /**
   * Runs. A failure of the algorithm becomes part of the outcome.
   *
   * @throws IOException if the record can't be written
   * @throws InterruptedException if the thread is interrupted; the record keeps what it has
   */
  RunOutcome run(RunFolder folder) throws IOException, InterruptedException {
    Instant started = Instant.now();
    Optional<String> failure = Optional.empty();
    RunWriter writer = folder.begin(settings, cell.name(), cell.seed());
    try (writer) {
      cell.algorithm().run(problem, settings.evaluations(), cell.seed(), it -> record(it, writer));
      writer.finish();
    } catch (RecordFailedException e) {
      throw e.getCause();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      // Errors too, as far as they are of the algorithm's making, which may be anybody's.
      failure = Optional.of(e.toString());
    }
    if (stopped) {
      throw new InterruptedException("%s with seed %d was stopped after %d evaluations"
          .formatted(cell.name(), cell.seed(), writer.evaluations()));
    }
    RunOutcome outcome = new RunOutcome(
        cell.name(),
        cell.seed(),
        writer.evaluations(),
        feasible,
        hypervolume(),
        started,
        Instant.now(),
        writer.sha256(),
        failure);
    folder.write(settings, outcome);
    return outcome;
  }

  /** Takes the way out through the algorithm, which may have trouble with files of its own. */
  private static final class RecordFailedException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    RecordFailedException(IOException cause) {
      super(cause);
    }
  }

  private void record(Evaluation evaluation, RunWriter writer) {
    stopIfInterrupted();
    int[] genes = evaluation.candidate().genes();
    double[] values = normalization.natural(evaluation.objectives());
    try {
      writer.write(genes, values, evaluation.violations());
    } catch (IOException e) {
      throw new RecordFailedException(e);
    }
    addIfAllowed(genes, evaluation, values);
    progress.run();
  }

  /** Algorithms know nothing of interruption; an exception is the one way out of them. */
  private void stopIfInterrupted() {
    stopped |= Thread.interrupted();
    if (stopped) {
      throw new IllegalStateException("Interrupted");
    }
  }

  private void addIfAllowed(int[] genes, Evaluation evaluation, double[] values) {
    double[] point = values;
    double[] violations = evaluation.violations();
    if (settings.noisy()) {
      double[] objectives = new double[values.length];
      truth.evaluate(genes, objectives, violations);
      point = normalization.natural(objectives);
    }
    if (Arrays.stream(violations).allMatch(violation -> violation <= 0)) {
      feasible++;
      found.add(normalization.apply(point), evaluation);
    }
  }

  private double hypervolume() {
    double[] reference = new double[settings.objectives().size()];
    Arrays.fill(reference, settings.reference());
    double[][] points =
        found.members().stream().map(ParetoArchive.Member::objectives).toArray(double[][]::new);
    return Hypervolume.of(points, reference);
  }
}
