package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.problem.BenchmarkProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

/**
 * Runs an {@link Optimizer}: asks it, evaluates in batches, and tells it.
 *
 * <p>The optimizer draws from {@code L64X128MixRandom} with the seed of the run.
 */
public final class AskTellSearch implements SearchAlgorithm {

  /** Enough for a batch to pay off, and little enough for progress to be seen. */
  private static final int LARGEST_BATCH = 256;

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
  public void run(BenchmarkProblem problem, int budget, long seed, EvaluationListener listener) {
    if (budget < 1) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT, "Budget %d of a run of %s; allowed: 1 or more", budget, name()));
    }
    Optimizer optimizer = factory.create(
        SearchTask.of(problem, budget),
        settings,
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    int left = budget;
    while (left > 0) {
      int atMost = Math.min(left, LARGEST_BATCH);
      List<Candidate> candidates = optimizer.ask(atMost);
      if (candidates.size() > atMost) {
        throw new IllegalStateException(String.format(
            Locale.ROOT,
            "Algorithm '%s': proposed %d candidates; allowed: %d",
            name(),
            candidates.size(),
            atMost));
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

  private static List<Evaluation> evaluate(BenchmarkProblem problem, List<Candidate> candidates) {
    int[][] genes = candidates.stream().map(Candidate::genes).toArray(int[][]::new);
    double[][] objectives = new double[genes.length][problem.objectives().size()];
    double[][] violations = new double[genes.length][problem.constraints().size()];
    problem.evaluate(genes, objectives, violations);
    List<Evaluation> evaluations = new ArrayList<>(genes.length);
    for (int i = 0; i < genes.length; i++) {
      evaluations.add(new Evaluation(candidates.get(i), objectives[i], violations[i]));
    }
    return evaluations;
  }
}
