package io.github.hwgptbench.problem;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Turns noise-free values into measurements. The k-th evaluation draws from a stream of its own,
 * made of the seed and k alone, so that an evaluation that draws more or less changes no other.
 */
final class ObservationNoise implements Observation {

  /** Golden ratio times 2^64, the step of SplitMix64. */
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private final ObservationSampler sampler;
  private final long seed;
  private final AtomicLong evaluations = new AtomicLong();

  ObservationNoise(ObservationSampler sampler, long seed) {
    this.sampler = sampler;
    this.seed = seed;
  }

  @Override
  public void apply(int[] genes, int level, double[] values) {
    observe(genes, values, evaluations.getAndIncrement());
  }

  /** Replaces the values of as many evaluations, which are numbered in a row. */
  @Override
  public void apply(int[][] genes, int level, double[][] values) {
    long first = evaluations.getAndAdd(genes.length);
    for (int i = 0; i < genes.length; i++) {
      observe(genes[i], values[i], first + i);
    }
  }

  private void observe(int[] genes, double[] values, long evaluation) {
    RandomGenerator random = stream(evaluation);
    for (int objective = 0; objective < values.length; objective++) {
      values[objective] = sampler.observe(objective, genes, values[objective], random);
    }
  }

  /**
   * The k-th seed is the k-th output of SplitMix64 (Steele et al. 2014). Seeds in sequence would
   * not do: streams of {@link SplittableRandom} whose seeds are steps apart are the same stream.
   */
  private RandomGenerator stream(long evaluation) {
    long z = seed + STEP * (evaluation + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return new SplittableRandom(z ^ (z >>> 31));
  }
}
