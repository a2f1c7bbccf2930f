package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.GrowingHypervolume;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constraints that leave the widest architectures a thin feasible corner only. */
class ConstrainedSearchTest {

  private static final double[] REFERENCE = {1.1, 1.1};

  /** A problem with the hypervolume of its best-known Pareto front, from {@code hwgpt front}. */
  private enum Split {
    LATENCY("m", "perplexity,energy@p100", "latency@rtx3080<=62", 0.9291870700),
    SIZE("s", "accuracy,energy@h100", "params<=9e7", 0.5729417256);

    private final SearchSpace space;
    private final List<Objective> objectives;
    private final Constraint constraint;
    private final double best;

    Split(String space, String objectives, String constraint, double best) {
      this.space = SearchSpace.of(space);
      this.objectives = Stream.of(objectives.split(",")).map(Objective::parse).toList();
      this.constraint = Constraint.parse(constraint);
      this.best = best;
    }

    /** Returns the shares of the best-known hypervolume, by seed, then by checkpoint. */
    double[][] shares(String algorithm, int seeds, boolean censored, int... checkpoints) {
      Set<Objective> metrics = new LinkedHashSet<>(objectives);
      metrics.add(constraint.objective());
      try (HwGptBench bench = HwGptBench.open(space);
          ObjectiveEvaluator evaluator = bench.evaluator(List.copyOf(metrics))) {
        ArchitectureProblem exact = ArchitectureProblem.builder(evaluator)
            .objectives(objectives)
            .constraints(constraint)
            .build();
        Problem problem = censored ? new Censored(exact) : exact;
        Bounds bounds = bench.bounds("default");
        return IntStream.rangeClosed(1, seeds)
            .parallel()
            .mapToObj(seed -> shares(algorithm, problem, bounds, seed, checkpoints))
            .toArray(double[][]::new);
      }
    }

    private double[] shares(
        String algorithm, Problem problem, Bounds bounds, long seed, int[] checkpoints) {
      double[] shares = new double[checkpoints.length];
      GrowingHypervolume found = new GrowingHypervolume(REFERENCE);
      double[] volume = {0};
      int budget = checkpoints[checkpoints.length - 1];
      AlgorithmRegistry.load().algorithm(algorithm).run(problem, budget, seed, evaluation -> {
        if (evaluation.feasible()) {
          volume[0] = found.add(normalized(bounds, evaluation.objectives()));
        }
        int made = (int) evaluation.candidate().number() + 1;
        int checkpoint = Arrays.binarySearch(checkpoints, made);
        if (checkpoint >= 0) {
          shares[checkpoint] = volume[0] / best;
        }
      });
      return shares;
    }

    private double[] normalized(Bounds bounds, double[] minimized) {
      double[] normalized = new double[minimized.length];
      for (int i = 0; i < normalized.length; i++) {
        Objective objective = objectives.get(i);
        double value = objective.metric().maximized() ? -minimized[i] : minimized[i];
        normalized[i] = bounds.normalizeToMinimize(objective, value);
      }
      return normalized;
    }
  }

  /** A problem that answers violations only, as those of other programs do. */
  private record Censored(Problem problem) implements Problem {

    @Override
    public String name() {
      return problem.name();
    }

    @Override
    public GenotypeSpace genotypes() {
      return problem.genotypes();
    }

    @Override
    public List<? extends Criterion> objectives() {
      return problem.objectives();
    }

    @Override
    public List<? extends Criterion> constraints() {
      return problem.constraints();
    }

    @Override
    public void evaluate(int[] genes, double[] objectives, double[] violations) {
      problem.evaluate(genes, objectives, violations);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LATENCY, ehvi, false, 0.98",
    "LATENCY, ehvi, true, 0.98",
    "LATENCY, rsbo, false, 0.95",
    "SIZE, ehvi, false, 0.98",
    "SIZE, ehvi, true, 0.98"
  })
  void modelsFindTheThinFeasibleCorner(
      Split problem, String algorithm, boolean censored, double least) {
    double[][] shares = problem.shares(algorithm, 1, censored, 50);
    assertTrue(
        shares[0][0] >= least, () -> "share of the best-known Pareto front: " + shares[0][0]);
  }

  @Tag("heavy")
  @ParameterizedTest
  @CsvSource({
    "LATENCY, false, 0.985, 0.990, 0.993",
    "LATENCY, true, 0.980, 0.990, 0.993",
    "SIZE, false, 0.985, 0.993, 0.998",
    "SIZE, true, 0.985, 0.993, 0.998"
  })
  void ehviComesNearToTheBestKnownFront(
      Split problem, boolean censored, double at50, double at100, double at200) {
    double[] least = {at50, at100, at200};
    double[][] shares = problem.shares("ehvi", 20, censored, 50, 100, 200);
    double[] worst =
        IntStream.range(0, 3).mapToDouble(i -> column(shares, i)[0]).toArray();
    double[] medians = IntStream.range(0, 3)
        .mapToDouble(i -> (column(shares, i)[9] + column(shares, i)[10]) / 2)
        .toArray();
    String found = String.format(
        Locale.ROOT,
        "medians %s, worst seeds %s",
        Arrays.toString(medians),
        Arrays.toString(worst));
    assertAll(IntStream.range(0, 3).mapToObj(i -> () -> assertTrue(medians[i] >= least[i], found)));
    assertTrue(worst[2] > 0.98, found);
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
  }
}
