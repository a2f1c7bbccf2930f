package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;

/**
 * Runs an {@link Optimizer}: asks for candidates, evaluates them in batches, and tells it their
 * values.
 *
 * <p>The optimizer draws from {@code L64X128MixRandom} with the seed of the run.
 */
public final class AskTellSearch implements SearchAlgorithm {

  /** Enough for a batch to pay off, and little enough for progress to be seen. */
  private static final int LARGEST_BATCH = 256;

  private static final double[] NO_MARGINS = {};

  private final OptimizerFactory factory;
  private final Settings settings;

  /** Makes a search with optimizers of the given kind, and values of its settings. */
  public AskTellSearch(OptimizerFactory factory, Settings settings) {
    this.factory = factory;
    this.settings = settings;
  }

  @Override
  public AlgorithmName name() {
    return new AlgorithmName(factory.name(), factory.preset(), settings.changed());
  }

  @Override
  public String description() {
    return factory.description();
  }

  @Override
  public Map<String, String> settings() {
    return settings.all();
  }

  @Override
  public boolean asynchronous() {
    return true;
  }

  @Override
  public boolean usesFidelities() {
    return factory.usesFidelities();
  }

  @Override
  public boolean startable() {
    return factory.learns();
  }

  @Override
  public ConstraintHandling constraintHandling() {
    return factory.constraintHandling();
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return factory.refusal(objectives, constraints);
  }

  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    run(problem, budget, seed, SearchStart.EMPTY, listener);
  }

  @Override
  public void run(
      Problem problem, int budget, long seed, SearchStart start, EvaluationListener listener) {
    run(problem, SearchConditions.of(name(), budget, start), seed, listener);
  }

  @Override
  public void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    SearchStart start = conditions.start();
    int initial = start.initial().size();
    if (conditions.budget().unit() == Budget.Unit.EVALUATIONS
        && conditions.budget().amount() < initial) {
      throw UsageException.of(
          "Budget %d of a run of %s; allowed: %d or more",
          conditions.fullEvaluations(), name(), initial);
    }
    if (!startable()) {
      conditions.checkNoStart(name());
    }
    checkSearches(
        problem.name(), problem.objectives().size(), problem.constraints().size());
    Optimizer optimizer = factory.create(
        SearchTask.of(problem, conditions.fullEvaluations(), conditions.workers(), start.priors()),
        settings,
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    for (Evaluation known : start.known()) {
      // Records keep the violations only, and their runs have to be repeatable.
      optimizer.learn(known.candidate().genes(), known.objectives(), known.violations());
    }
    if (conditions.plain() && problem.fidelities().single()) {
      runInBatches(problem, conditions, optimizer, listener);
    } else {
      new SimulatedSearch(problem, conditions, optimizer, listener).run();
    }
  }

  private void runInBatches(
      Problem problem,
      SearchConditions conditions,
      Optimizer optimizer,
      EvaluationListener listener) {
    List<Candidate> initial = new ArrayList<>();
    conditions
        .start()
        .initial()
        .forEach(genes -> initial.add(new Candidate(initial.size(), genes)));
    if (!initial.isEmpty()) {
      List<Evaluation> evaluations = evaluate(problem, initial);
      evaluations.forEach(listener::evaluated);
      evaluations.forEach(evaluation -> learn(optimizer, evaluation));
    }
    int left = conditions.fullEvaluations() - initial.size();
    while (left > 0) {
      int atMost = Math.min(left, LARGEST_BATCH);
      List<Candidate> candidates = optimizer.ask(atMost);
      if (candidates.size() > atMost) {
        throw new IllegalStateException(Text.format(
            "Algorithm '%s': proposed %d candidates; allowed: %d",
            name(), candidates.size(), atMost));
      }
      if (candidates.isEmpty()) {
        return;
      }
      List<Evaluation> evaluations = evaluate(problem, candidates);
      evaluations.forEach(listener::evaluated);
      optimizer.tell(evaluations);
      left -= candidates.size();
    }
  }

  /** Lets an optimizer observe an evaluation of this search that it did not propose. */
  static void learn(Optimizer optimizer, Evaluation evaluation) {
    optimizer.learn(evaluation.candidate().genes(), evaluation.objectives(), evaluation.margins());
  }

  private static List<Evaluation> evaluate(Problem problem, List<Candidate> candidates) {
    int count = candidates.size();
    int width = problem.objectives().size();
    int constraints = problem.constraints().size();
    int[][] genes = new int[count][];
    double[][] objectives = new double[count][];
    double[][] margins = new double[count][];
    for (int i = 0; i < count; i++) {
      genes[i] = candidates.get(i).ownGenes();
      objectives[i] = new double[width];
      margins[i] = constraints == 0 ? NO_MARGINS : new double[constraints];
    }
    problem.evaluateMargins(genes, objectives, margins);
    List<Evaluation> evaluations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      evaluations.add(Evaluation.owning(candidates.get(i), objectives[i], margins[i]));
    }
    return evaluations;
  }
}
