package io.github.hwgptbench.examples;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * A custom algorithm: searches between the best trade-offs that it knows, and now and then
 * elsewhere. The library sees only the factory; it is named in
 * {@code META-INF/services/io.github.hwgptbench.algorithm.OptimizerFactory}.
 */
public final class EpsilonGreedyExample implements OptimizerFactory {

  private static final Setting<Integer> FIRST = Setting.whole(
      "first", 50, 1, Integer.MAX_VALUE, "number of random candidates at the beginning");
  private static final Setting<Double> EPSILON =
      Setting.real("epsilon", 0.1, 0, 1, "probability of a random candidate later on");

  @Override
  public String name() {
    return "epsilon-greedy";
  }

  @Override
  public String description() {
    return "recombines two non-dominated architectures, or with probability epsilon draws one at"
        + " random";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FIRST, EPSILON);
  }

  @Override
  public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return new EpsilonGreedy(task, settings, random);
  }

  private static final class EpsilonGreedy implements Optimizer {

    /** Where so many children in a row were there before, it's time to look elsewhere. */
    private static final int TRIES = 50;

    private final GenotypeSpace space;
    private final int first;
    private final double epsilon;
    private final RandomGenerator random;
    private final ParetoArchive<int[]> front;
    private final Set<int[]> proposed = new TreeSet<>(Arrays::compare);

    EpsilonGreedy(SearchTask task, Settings settings, RandomGenerator random) {
      space = task.space();
      first = settings.get(FIRST);
      epsilon = settings.get(EPSILON);
      this.random = random;
      // The sum of all violations is one more thing to make small.
      front = ParetoArchive.of(task.objectives() + 1);
    }

    /** Proposes one candidate at a time, as each depends on the value of the last one. */
    @Override
    public List<Candidate> ask(int atMost) {
      if (atMost < 1) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "Asked for %d candidates; allowed: 1 or more", atMost));
      }
      int number = proposed.size();
      return BigInteger.valueOf(number).equals(space.distinct())
          ? List.of()
          : List.of(new Candidate(number, unseen()));
    }

    private int[] unseen() {
      if (proposed.size() >= first && front.size() > 0 && random.nextDouble() >= epsilon) {
        for (int i = 0; i < TRIES; i++) {
          int[] child = child(member(), member());
          if (proposed.add(child)) {
            return child;
          }
        }
      }
      int[] genes;
      do {
        genes = space.sample(random);
      } while (!proposed.add(genes));
      return genes;
    }

    private int[] member() {
      return front.members().get(random.nextInt(front.size())).value();
    }

    /** Takes each gene from either parent, and changes one. */
    private int[] child(int[] mother, int[] father) {
      int[] child = new int[space.size()];
      for (int gene = 0; gene < child.length; gene++) {
        child[gene] = (random.nextBoolean() ? mother : father)[gene];
      }
      int changed = random.nextInt(child.length);
      child[changed] = random.nextInt(space.levels(changed));
      space.canonicalize(child);
      return child;
    }

    @Override
    public void tell(List<Evaluation> evaluations) {
      for (Evaluation evaluation : evaluations) {
        double[] values =
            Arrays.copyOf(evaluation.objectives(), evaluation.objectives().length + 1);
        values[values.length - 1] = DoubleStream.of(evaluation.violations()).sum();
        if (DoubleStream.of(values).noneMatch(Double::isNaN)) {
          int[] genes = evaluation.candidate().genes();
          // Inactive genes may come back changed, and may become active in a child.
          space.canonicalize(genes);
          front.add(values, genes);
        }
      }
    }
  }

  /** Searches with it, and prints the best trade-offs. */
  public static void main(String[] args) {
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"));
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      BenchmarkProblem problem =
          ArchitectureProblem.builder(evaluator).objectives(objectives).build();
      OptimizerFactory factory = new EpsilonGreedyExample();
      Settings settings = Settings.of(factory.settings(), Map.of("epsilon", "0.2"));
      ParetoArchive<int[]> front = ParetoArchive.of(2);
      factory
          .create(settings)
          .run(problem, 500, 1, it -> front.add(it.objectives(), it.candidate().genes()));
      front
          .members()
          .forEach(it -> System.out.printf(
              Locale.ROOT,
              "perplexity %.3f, energy %.4f mWh: %s%n",
              it.objectives()[0],
              it.objectives()[1],
              bench.space().format(bench.space().decode(it.value()))));
    }
  }
}
