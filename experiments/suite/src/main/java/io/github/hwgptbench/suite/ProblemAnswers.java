package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.problem.ReadingNoise;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources of values for the problems of suites. Safe for use by many threads. */
public interface ProblemAnswers {

  /**
   * Opens an evaluator of the noise-free values of all objectives of a problem, and of all that its
   * constraints bound. Whoever asks closes it.
   */
  ObjectiveEvaluator evaluator(RunSettings problem);

  /**
   * Returns the genotype that is evaluated in place of a proposed one, which the record gets; by
   * default the same.
   *
   * @param genes a genotype of the space of the problem
   */
  default int[] evaluated(RunSettings problem, int[] genes) {
    return genes;
  }

  /** Returns the model that draws noisy measurements, with the objectives of the evaluator. */
  ObservationSampler sampler(RunSettings problem);

  /**
   * Opens an evaluator of the values of a problem at a fidelity; by default the same at all.
   * Whoever asks closes it.
   *
   * @param level the index of the fidelity
   */
  default ObjectiveEvaluator evaluator(RunSettings problem, int level) {
    return evaluator(problem);
  }

  /** Returns how measurements spread, its objectives being those of the evaluator. */
  default ReadingNoise readingNoise(RunSettings problem) {
    throw new UnsupportedOperationException("Repeated measurements of " + problem.problem());
  }

  /** Returns the simulated clock of the runs on a problem; null if they have none. */
  default @Nullable SimulatedClock clock(RunSettings problem) {
    return null;
  }

  /**
   * Returns a problem as the algorithm of a run observes it, with its noise and its fidelities.
   *
   * @param evaluators one per fidelity; they stay open
   * @param seed of the run
   */
  default ArchitectureProblem observed(
      RunSettings problem, List<ObjectiveEvaluator> evaluators, long seed) {
    Fidelities fidelities = problem.fidelities();
    ArchitectureProblem.Builder builder = ArchitectureProblem.builder(
            evaluators.get(fidelities.highest()))
        .objectives(problem.objectives())
        .constraints(problem.constraints());
    if (fidelities.unit().equals(Fidelities.MEASUREMENTS)) {
      builder.measurements(fidelities, readingNoise(problem), seed);
    } else if (!fidelities.single()) {
      builder.fidelities(fidelities, evaluators.subList(0, fidelities.highest()));
    } else if (problem.noisy()) {
      builder.noise(sampler(problem), seed);
    }
    return builder.build();
  }

  /**
   * Evaluates the priors from other devices that a run on a problem has.
   *
   * @param seed of the run
   * @param searched the problem as the run searches it
   */
  default List<Prior> priors(RunSettings problem, long seed, Problem searched) {
    return DevicePriors.evaluate(problem, seed, searched, this);
  }

  /** Returns the conditions of a run on a problem that starts from something. */
  default SearchConditions conditions(RunSettings problem, SearchStart start) {
    RunConditions conditions = problem.simulation().orElse(null);
    return conditions == null
        ? SearchConditions.of(problem.evaluations(), start)
        : new SearchConditions(
            conditions.budget(),
            start,
            conditions.workers(),
            clock(problem),
            conditions.countsProposalTime());
  }
}
