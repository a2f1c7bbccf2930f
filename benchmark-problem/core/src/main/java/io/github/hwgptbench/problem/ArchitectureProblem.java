package io.github.hwgptbench.problem;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The search for GPT architectures as a problem: one or more objectives of an
 * {@link ObjectiveEvaluator}, all minimised (accuracy is negated), and constraints on any of its
 * metrics.
 *
 * <pre>{@code
 * BenchmarkProblem problem = ArchitectureProblem.builder(evaluator)
 *     .objectives(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"))
 *     .constraints(Constraint.parse("params<=150000000"))
 *     .build();
 * }</pre>
 *
 * <p>Values are noise-free unless {@link Builder#noise} was called. With noise, evaluations are
 * counted, and each is a fresh measurement; a noisy problem serves one run, in one thread if the
 * run is to be repeatable.
 */
public final class ArchitectureProblem implements BenchmarkProblem {

  private final String name;
  private final ObjectiveEvaluator evaluator;
  private final List<Objective> objectives;
  private final List<Constraint> constraints;
  /** Where among the values of the evaluator each objective is. */
  private final int[] objectiveSources;
  /** Where among the values of the evaluator what each constraint bounds is. */
  private final int[] constraintSources;

  /** Whether the values of the evaluator are the objectives, in their order. */
  private final boolean direct;

  private final boolean[] maximized;
  private final Fidelities fidelities;

  /** Answers at each level but the highest; empty where the same does at all. */
  private final List<ObjectiveEvaluator> lower;

  /** Null where values are noise-free. */
  private final Observation noise;
  /** Single evaluations are too short to allocate in. */
  private final ThreadLocal<double[]> scratch;

  /** Evaluates genotypes, all of which are checked and have room. */
  @FunctionalInterface
  private interface Evaluation {
    void run(double[][] values);
  }

  /** How far a value is from the bound of a constraint. */
  @FunctionalInterface
  private interface Distance {
    double of(Constraint constraint, double value);
  }

  private ArchitectureProblem(Builder builder) {
    ProblemName full =
        new ProblemName(builder.evaluator.space().name(), builder.objectives, builder.constraints);
    name = full.toString();
    evaluator = builder.evaluator;
    objectives = full.objectives();
    constraints = full.constraints();
    noise = builder.noise.get();
    fidelities = builder.fidelities;
    lower = builder.lower;
    objectiveSources = objectives.stream().mapToInt(this::source).toArray();
    constraintSources =
        constraints.stream().map(Constraint::objective).mapToInt(this::source).toArray();
    direct = evaluator.objectives().equals(objectives);
    maximized = new boolean[objectives.size()];
    for (int i = 0; i < maximized.length; i++) {
      maximized[i] = objectives.get(i).metric().maximized();
    }
    int width = evaluator.objectives().size();
    scratch = ThreadLocal.withInitial(() -> new double[width]);
  }

  private int source(Objective objective) {
    int index = evaluator.objectives().indexOf(objective);
    if (index < 0) {
      List<String> known =
          evaluator.objectives().stream().map(Objective::toString).toList();
      throw new IllegalArgumentException(Text.format(
          "Objective '%s': not among those of the evaluator; %s",
          objective, Suggestion.known(objective.toString(), known)));
    }
    return index;
  }

  /**
   * Begins a problem.
   *
   * @param evaluator evaluates all objectives and constrained metrics of the problem, and possibly
   *     more. The caller closes it
   */
  public static Builder builder(ObjectiveEvaluator evaluator) {
    return new Builder(evaluator);
  }

  /** Returns the name in the form that {@link ProblemName} reads. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public SearchSpace space() {
    return evaluator.space();
  }

  @Override
  public List<Objective> objectives() {
    return objectives;
  }

  @Override
  public List<Constraint> constraints() {
    return constraints;
  }

  @Override
  public void evaluate(int[] genes, double[] objectives, double[] violations) {
    evaluate(genes, objectives, violations, Constraint::violation);
  }

  @Override
  public void evaluate(int[] genes, double[] objectives) {
    copyObjectives(values(genes, objectives), objectives);
  }

  private void evaluate(int[] genes, double[] objectives, double[] violations, Distance distance) {
    checkViolationRoom(violations);
    double[] values = values(genes, objectives);
    copyDistances(values, violations, distance);
    copyObjectives(values, objectives);
  }

  /** Returns the values of the evaluator, which are in {@code objectives} if that has the room. */
  private double[] values(int[] genes, double[] objectives) {
    checkObjectiveRoom(objectives);
    double[] values = direct ? objectives : scratch.get();
    evaluator.evaluate(genes, values);
    if (noise != null) {
      noise.apply(genes, fidelities.highest(), values);
    }
    return values;
  }

  @Override
  public void evaluate(int[][] genes, double[][] objectives, double[][] violations) {
    evaluate(
        genes,
        objectives,
        violations,
        Constraint::violation,
        values -> evaluator.evaluate(genes, values));
  }

  @Override
  public void evaluate(int[][] genes, double[][] objectives) {
    double[][] values = values(genes, objectives, room -> evaluator.evaluate(genes, room));
    for (int i = 0; i < genes.length; i++) {
      copyObjectives(values[i], objectives[i]);
    }
  }

  @Override
  public void evaluateNeighbors(
      int[] genes, int[][] neighbors, double[][] objectives, double[][] violations) {
    evaluate(
        neighbors,
        objectives,
        violations,
        Constraint::violation,
        values -> evaluator.evaluateNeighbors(genes, neighbors, values));
  }

  private void evaluate(
      int[][] genes,
      double[][] objectives,
      double[][] violations,
      Distance distance,
      Evaluation evaluation) {
    checkRows(genes.length, violations.length, "violations");
    for (double[] room : violations) {
      checkViolationRoom(room);
    }
    double[][] values = values(genes, objectives, evaluation);
    for (int i = 0; i < genes.length; i++) {
      copyDistances(values[i], violations[i], distance);
      copyObjectives(values[i], objectives[i]);
    }
  }

  private double[][] values(int[][] genes, double[][] objectives, Evaluation evaluation) {
    checkRows(genes.length, objectives.length, "objectives");
    for (double[] room : objectives) {
      checkObjectiveRoom(room);
    }
    double[][] values =
        direct ? objectives : new double[genes.length][evaluator.objectives().size()];
    evaluation.run(values);
    if (noise != null) {
      noise.apply(genes, fidelities.highest(), values);
    }
    return values;
  }

  @Override
  public void evaluateMargins(int[] genes, double[] objectives, double[] margins) {
    evaluate(genes, objectives, margins, Constraint::margin);
  }

  @Override
  public Fidelities fidelities() {
    return fidelities;
  }

  @Override
  public void evaluateMargins(int[] genes, int fidelity, double[] objectives, double[] margins) {
    Objects.checkIndex(fidelity, fidelities.size());
    checkViolationRoom(margins);
    checkObjectiveRoom(objectives);
    double[] values = direct ? objectives : scratch.get();
    ObjectiveEvaluator answers =
        lower.isEmpty() || fidelity == fidelities.highest() ? evaluator : lower.get(fidelity);
    answers.evaluate(genes, values);
    if (noise != null) {
      noise.apply(genes, fidelity, values);
    }
    copyDistances(values, margins, Constraint::margin);
    copyObjectives(values, objectives);
  }

  @Override
  public void evaluateMargins(int[][] genes, double[][] objectives, double[][] margins) {
    evaluate(
        genes,
        objectives,
        margins,
        Constraint::margin,
        values -> evaluator.evaluate(genes, values));
  }

  private void copyObjectives(double[] values, double[] objectives) {
    for (int i = 0; i < objectives.length; i++) {
      double value = values[objectiveSources[i]];
      // Unlike -value this makes no negative zero, which some comparisons take for less than zero.
      objectives[i] = maximized[i] ? 0.0 - value : value;
    }
  }

  private void copyDistances(double[] values, double[] distances, Distance distance) {
    for (int i = 0; i < distances.length; i++) {
      distances[i] = distance.of(constraints.get(i), values[constraintSources[i]]);
    }
  }

  private void checkObjectiveRoom(double[] room) {
    if (room.length != objectives.size()) {
      throw new IllegalArgumentException(Text.format(
          "%s: array of %d values; there are %d objectives", name, room.length, objectives.size()));
    }
  }

  private void checkViolationRoom(double[] room) {
    if (room.length != constraints.size()) {
      throw new IllegalArgumentException(Text.format(
          "%s: array of %d violations; there are %d constraints",
          name, room.length, constraints.size()));
    }
  }

  private void checkRows(int genotypes, int rows, String what) {
    if (genotypes != rows) {
      throw new IllegalArgumentException(Text.format(
          "%s: %d genotypes and %d rows of %s; the numbers must be equal",
          name, genotypes, rows, what));
    }
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }

  /** Puts a problem together. */
  public static final class Builder {

    private final ObjectiveEvaluator evaluator;
    private List<Objective> objectives = List.of();
    private List<Constraint> constraints = List.of();
    private Supplier<Observation> noise = () -> null;
    private Fidelities fidelities = Fidelities.SINGLE;
    private List<ObjectiveEvaluator> lower = List.of();
    /** Whether the fidelities are those of repeated measurements, which are a kind of noise. */
    private boolean measured;

    private Builder(ObjectiveEvaluator evaluator) {
      this.evaluator = evaluator;
    }

    /** Sets the objectives, one or more. */
    public Builder objectives(Objective... choices) {
      return objectives(List.of(choices));
    }

    /** Sets the objectives, one or more. */
    public Builder objectives(List<Objective> choices) {
      objectives = List.copyOf(choices);
      return this;
    }

    /** Sets the constraints; there are none without this call. */
    public Builder constraints(Constraint... choices) {
      return constraints(List.of(choices));
    }

    /** Sets the constraints; there are none without this call. */
    public Builder constraints(List<Constraint> choices) {
      constraints = List.copyOf(choices);
      return this;
    }

    /**
     * Makes every evaluation a measurement rather than the noise-free value, of constraints too.
     * The k-th evaluation of the problem, counted from its making, depends on the seed and on k,
     * not on what was evaluated before.
     *
     * @param sampler draws the measurements; its index of an objective is that in the evaluator
     * @param seed decides all measurements
     */
    public Builder noise(ObservationSampler sampler, long seed) {
      if (measured) {
        fidelities = Fidelities.SINGLE;
        measured = false;
      }
      noise = () -> new ObservationNoise(sampler, seed);
      return this;
    }

    /**
     * Has each evaluation measure several times and observe the median, in place of other noise and
     * fidelities; the levels are the numbers of measurements. A measurement is value * exp(drift +
     * run + repeat), where the drift is drawn once per 200 evaluations, the run once per
     * architecture, and the repeat for each measurement. An architecture that is evaluated above
     * the highest level it was measured at keeps the measurements it has.
     *
     * @param levels how often is measured
     * @param noise how measurements spread, its objectives being those of the evaluator
     * @param seed decides all measurements
     * @since 0.2.0
     */
    public Builder measurements(Fidelities levels, ReadingNoise noise, long seed) {
      fidelities = levels;
      lower = List.of();
      measured = true;
      this.noise = () -> new MeasurementSeries(evaluator.space().genotypes(), levels, noise, seed);
      return this;
    }

    /**
     * Has lower fidelities answered by other evaluators.
     *
     * @param levels of which the evaluator of the problem answers the highest
     * @param answers one evaluator per other level, of the same objectives as that of the problem;
     *     they stay the caller's to close
     * @throws IllegalArgumentException if there are not as many, or one has other objectives
     * @since 0.2.0
     */
    public Builder fidelities(Fidelities levels, List<ObjectiveEvaluator> answers) {
      if (answers.size() != levels.highest()
          || !answers.stream()
              .allMatch(answer -> answer.objectives().equals(evaluator.objectives()))) {
        throw new IllegalArgumentException(Text.format(
            "%d evaluators at lower levels of %s; allowed: one per level, with the objectives %s",
            answers.size(), levels, evaluator.objectives()));
      }
      if (measured) {
        noise = () -> null;
        measured = false;
      }
      fidelities = levels;
      lower = List.copyOf(answers);
      return this;
    }

    /**
     * Returns the problem.
     *
     * @throws IllegalArgumentException if there is no objective, one stands there twice, or the
     *     evaluator lacks a metric; names it
     */
    public ArchitectureProblem build() {
      return new ArchitectureProblem(this);
    }
  }
}
