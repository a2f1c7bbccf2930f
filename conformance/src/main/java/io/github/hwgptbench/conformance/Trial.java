package io.github.hwgptbench.conformance;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGeneratorFactory;

/**
 * An optimizer at work on a problem. Takes what it proposes as it is, however wrong, so that each
 * rule can be looked at by itself.
 */
final class Trial {

  private final Problem problem;
  private final int budget;
  private final Optimizer optimizer;
  private final UnaryOperator<Candidate> beforeTelling;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Evaluation> evaluations = new ArrayList<>();

  /**
   * Begins a trial.
   *
   * @param beforeTelling changes candidates after they were evaluated
   */
  Trial(
      OptimizerFactory factory,
      Settings settings,
      Problem problem,
      int budget,
      long seed,
      UnaryOperator<Candidate> beforeTelling) {
    this(factory, settings, problem, budget, seed, List.of(), beforeTelling);
  }

  /**
   * Begins a trial.
   *
   * @param priors what the optimizer is given of other problems
   * @param beforeTelling changes candidates after they were evaluated
   */
  Trial(
      OptimizerFactory factory,
      Settings settings,
      Problem problem,
      int budget,
      long seed,
      List<Prior> priors,
      UnaryOperator<Candidate> beforeTelling) {
    this.problem = problem;
    this.budget = budget;
    this.beforeTelling = beforeTelling;
    optimizer = factory.create(
        SearchTask.of(problem, budget, 1, priors),
        settings,
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  /** Spends the budget in one of the ways below, or fails after a time. */
  Trial spend(Duration patience, Consumer<Trial> way) {
    assertTimeoutPreemptively(patience, () -> way.accept(this), () -> "stuck in " + this);
    return this;
  }

  /** Asks for a few at a time, and tells of all of them. */
  static Consumer<Trial> portionsOf(int portion) {
    return trial -> {
      while (trial.step(portion)) {
        // The step is all there is to do.
      }
    };
  }

  /** Asks for a few and tells of them; false if there was nothing left to do. */
  boolean step(int portion) {
    int left = budget - candidates.size();
    List<Candidate> asked = left > 0 ? ask(Math.min(left, portion)) : List.of();
    tell(asked);
    return !asked.isEmpty();
  }

  /**
   * Asks for all that can be had before anything is told, tells of it from the last to the first,
   * in two halves, and so on.
   */
  static Consumer<Trial> backwards() {
    return trial -> {
      List<Candidate> untold = new ArrayList<>();
      do {
        untold.clear();
        List<Candidate> asked;
        do {
          int left = trial.budget - trial.candidates.size();
          asked = left > 0 ? trial.ask(left) : List.of();
          untold.addAll(asked);
        } while (!asked.isEmpty());
        Collections.reverse(untold);
        int half = untold.size() / 2;
        trial.tell(untold.subList(0, half));
        trial.tell(List.of());
        trial.tell(untold.subList(half, untold.size()));
      } while (!untold.isEmpty());
    };
  }

  /** Asks and tells as workers do that need different times. */
  static Consumer<Trial> inAnyOrder(long seed) {
    return trial -> {
      // Random, which Collections.shuffle takes in all versions of Java.
      Random random = new Random(seed);
      List<Candidate> untold = new ArrayList<>();
      boolean waiting = false;
      while (true) {
        int left = trial.budget - trial.candidates.size();
        boolean mayAsk = left > 0 && !waiting;
        if (mayAsk && (untold.isEmpty() || random.nextBoolean())) {
          List<Candidate> asked = trial.ask(Math.min(left, 1 + random.nextInt(5)));
          waiting = asked.isEmpty();
          untold.addAll(asked);
        } else if (!untold.isEmpty()) {
          Collections.shuffle(untold, random);
          List<Candidate> some = untold.subList(0, 1 + random.nextInt(untold.size()));
          trial.tell(some);
          some.clear();
          waiting = false;
        } else {
          return;
        }
      }
    };
  }

  List<Candidate> ask(int atMost) {
    List<Candidate> asked = optimizer.ask(atMost);
    candidates.addAll(asked);
    return asked;
  }

  void tell(List<Candidate> evaluated) {
    List<Evaluation> told = new ArrayList<>();
    for (Candidate candidate : evaluated) {
      double[] objectives = new double[problem.objectives().size()];
      double[] violations = new double[problem.constraints().size()];
      if (problem.genotypes().contains(candidate.genes())) {
        problem.evaluateMargins(
            candidate.genes(),
            Math.min(candidate.fidelity(), problem.fidelities().highest()),
            objectives,
            violations);
      }
      told.add(new Evaluation(beforeTelling.apply(candidate), objectives, violations));
    }
    evaluations.addAll(told);
    optimizer.tell(told);
  }

  /** Returns all candidates so far, in the order in which they were proposed. */
  List<Candidate> candidates() {
    return candidates;
  }

  /** Returns all evaluations so far, in the order in which they were told. */
  List<Evaluation> evaluations() {
    return evaluations;
  }

  /** Returns how many different phenotypes were proposed so far. */
  int phenotypes() {
    GenotypeSpace space = problem.genotypes();
    TreeSet<int[]> phenotypes = new TreeSet<>(Arrays::compare);
    for (Candidate candidate : candidates) {
      int[] genes = candidate.genes();
      space.canonicalize(genes);
      phenotypes.add(genes);
    }
    return phenotypes.size();
  }

  /** Returns whether all phenotypes that there are were proposed. */
  boolean exhausted() {
    return BigInteger.valueOf(phenotypes()).equals(problem.genotypes().distinct());
  }

  /** Returns whether as many candidates as the budget allows were proposed. */
  boolean spent() {
    return candidates.size() >= budget;
  }

  @Override
  public String toString() {
    return Text.format("'%s' after %d of %d candidates", problem.name(), candidates.size(), budget);
  }
}
