package io.github.hwgptbench.algorithm.bayes;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides whether to evaluate again what was evaluated before, instead of something new. */
@FunctionalInterface
interface Repetition {

  /** Evaluates nothing twice. */
  Repetition NEVER = (models, observations, pending, promising, random) -> Optional.empty();

  /**
   * Decides.
   *
   * @param models of all objectives and constraints, which have seen the observations
   * @param observations all there are, at least one
   * @param pending genotypes that are being evaluated
   * @param promising the new genotype that would be evaluated otherwise
   * @param random the source of all draws
   * @return canonical genes of what to evaluate again; nothing for the new genotype
   */
  Optional<int[]> instead(
      Models models,
      List<Observation> observations,
      List<int[]> pending,
      int[] promising,
      RandomGenerator random);
}
