package io.github.hwgptbench.landscape;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Worlds that are drawn from the errors of the surrogates. In each world, an architecture has
 * values that it might have if it were measured:
 *
 * <ul>
 *   <li>latency and energy with the noise {@link NoiseModel.Source#RUN}: the unexplained effect of
 *       an architecture, and the state of the machine that all its measurements share
 *   <li>perplexity, accuracy and memory with a normal error of the size of the errors of the
 *       surrogate on architectures that it was not fitted to
 *   <li>params, MACs and FLOPs exactly
 * </ul>
 *
 * <p>Errors are independent between architectures, objectives and worlds. They depend on the seed,
 * the world, the objective and the architecture alone, so an architecture has the same values in a
 * world wherever it is found, on any number of threads. Drift, which all architectures of a stretch
 * of measurements share, is left out. Immutable.
 *
 * @since 0.2.0
 */
public final class SurrogateWorlds {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final long seed;
  private final List<Column> columns;

  /** An objective: where its draws begin, and how its value is changed by them. */
  private record Column(long key, Error error) {}

  /** How the value of an architecture differs from the surrogate's. */
  private interface Error {
    double apply(double value, int embed, long random);
  }

  private SurrogateWorlds(long seed, List<Column> columns) {
    this.seed = seed;
    this.columns = List.copyOf(columns);
  }

  /**
   * Returns the worlds of a benchmark.
   *
   * @param bench the benchmark with the surrogates
   * @param objectives objectives in the order of the values
   * @param seed seed of all draws
   * @return empty if the error of one of the objectives is not known
   * @throws io.github.hwgptbench.usage.UsageException if the benchmark does not have an objective
   */
  public static Optional<SurrogateWorlds> of(
      HwGptBench bench, List<Objective> objectives, long seed) {
    List<Column> columns = new ArrayList<>();
    for (Objective objective : objectives) {
      Optional<Error> error = error(bench, objective);
      if (error.isEmpty()) {
        return Optional.empty();
      }
      long key = mix((bench.space().name() + '/' + objective).hashCode());
      columns.add(new Column(key, error.get()));
    }
    return Optional.of(new SurrogateWorlds(seed, columns));
  }

  private static Optional<Error> error(HwGptBench bench, Objective objective) {
    NoiseModel noise = bench.noise(objective);
    if (!noise.isNone()) {
      return Optional.of((value, embed, random) ->
          value * StrictMath.exp(noise.logQuantile(NoiseModel.Source.RUN, embed, unit(random))));
    }
    if (List.of(Metric.PARAMS, Metric.MACS, Metric.FLOPS).contains(objective.metric())) {
      return Optional.of((value, embed, random) -> value);
    }
    return HeldOutError.of(bench.space().name(), objective).map(error -> (value, embed, random) -> {
      double change = error.deviations().get(embed) * normal(random);
      return error.relative() ? value * StrictMath.exp(change) : value + change;
    });
  }

  /**
   * Returns the values of an architecture in a world, in a new array.
   *
   * @param world 0 or more
   * @param genes its canonical genotype
   * @param values one value of the surrogates per objective, in its unit
   * @throws IllegalArgumentException if there is not one value per objective
   */
  public double[] values(int world, int[] genes, double[] values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          values.length + " values; there are " + columns.size() + " objectives");
    }
    long key = mix(seed + GAMMA * (world + 1L));
    for (int gene : genes) {
      key = mix(key + GAMMA * (gene + 1L));
    }
    double[] there = new double[values.length];
    for (int i = 0; i < there.length; i++) {
      Column column = columns.get(i);
      there[i] =
          column.error.apply(values[i], genes[ArchitectureLayout.EMBED_DIM], mix(key + column.key));
    }
    return there;
  }

  /** Returns a draw from the standard normal distribution (Box and Muller 1958). */
  private static double normal(long random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(random)));
    return radius * StrictMath.cos(2 * Math.PI * unit(mix(random + GAMMA)));
  }

  /** Returns a number from 0 inclusive to 1 exclusive. */
  private static double unit(long random) {
    return (random >>> 11) * 0x1.0p-53;
  }

  /** Scrambles bits: Stafford's variant 13 of the finaliser of MurmurHash3. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
