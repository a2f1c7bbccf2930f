package io.github.hwgptbench.problem;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures architectures repeatedly and observes the median. A measurement is value * exp(drift +
 * run + repeat): the drift is drawn once per stretch of evaluations, the run once per architecture,
 * the repeat for each measurement. All draws follow from the seed, the architecture, and the number
 * of the stretch or measurement alone, so that no order of evaluations within a stretch changes
 * them.
 *
 * <p>An evaluation above the highest level that the architecture was measured at continues that
 * series of measurements; any other begins a new one.
 */
final class MeasurementSeries implements Observation {

  /** Number of evaluations until the machine changes its state. */
  static final int STRETCH = 200;

  /** Golden ratio times 2^64, the step of SplitMix64. */
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private static final double UNIT = 0x1.0p-53;

  private final GenotypeSpace space;
  private final Fidelities fidelities;
  private final ReadingNoise noise;
  private final long seed;
  private final Map<IntBuffer, Series> measured = new HashMap<>();
  private long evaluations;

  /** The measurements of an architecture, one row per objective; of exact ones, none. */
  private static final class Series {
    private int level;
    private int taken;
    private double[][] readings = {};
  }

  MeasurementSeries(GenotypeSpace space, Fidelities fidelities, ReadingNoise noise, long seed) {
    this.space = space;
    this.fidelities = fidelities;
    this.noise = noise;
    this.seed = seed;
  }

  @Override
  public synchronized void apply(int[] genes, int level, double[] values) {
    int[] canonical = genes.clone();
    space.canonicalize(canonical);
    Series series = measured.get(IntBuffer.wrap(canonical));
    int before = series == null || level <= series.level ? 0 : amount(series.level);
    if (series == null) {
      series = new Series();
      measured.put(IntBuffer.wrap(canonical), series);
    }
    double[][] readings =
        readings(canonical, values, before == 0 ? null : series.readings, amount(level), series);
    if (level >= series.level) {
      series.level = level;
      series.readings = readings;
    }
    series.taken += amount(level) - before;
    evaluations++;
    for (int objective = 0; objective < values.length; objective++) {
      if (!noise.exact(objective)) {
        values[objective] = median(readings[objective]);
      }
    }
  }

  private int amount(int level) {
    return fidelities.levels().get(level).amount();
  }

  private double[][] readings(
      int[] genes, double[] values, double @Nullable [][] earlier, int count, Series series) {
    long architecture = architecture(genes);
    double[][] readings = new double[values.length][];
    for (int objective = 0; objective < values.length; objective++) {
      if (noise.exact(objective)) {
        continue;
      }
      int there = earlier == null ? 0 : earlier[objective].length;
      readings[objective] =
          earlier == null ? new double[count] : Arrays.copyOf(earlier[objective], count);
      double shared = deviation(NoiseModel.Source.DRIFT, objective, genes, evaluations / STRETCH, 0)
          + deviation(NoiseModel.Source.RUN, objective, genes, architecture, 0);
      for (int i = there; i < count; i++) {
        double repeat = deviation(
            NoiseModel.Source.REPEAT, objective, genes, architecture, series.taken + i - there);
        readings[objective][i] = values[objective] * StrictMath.exp(shared + repeat);
      }
    }
    return readings;
  }

  private double deviation(
      NoiseModel.Source kind, int objective, int[] genes, long key, long number) {
    long bits = mix(mix(mix(mix(seed, kind.ordinal()), objective), key), number);
    return noise.logQuantile(objective, genes, kind, (bits >>> 11) * UNIT);
  }

  private static long architecture(int[] genes) {
    long hash = genes.length;
    for (int gene : genes) {
      hash = mix(hash, gene);
    }
    return hash;
  }

  /** The output function of SplitMix64 (Steele et al. 2014). */
  private static long mix(long state, long next) {
    long z = state + STEP * (next + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static double median(double[] readings) {
    double[] sorted = readings.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
