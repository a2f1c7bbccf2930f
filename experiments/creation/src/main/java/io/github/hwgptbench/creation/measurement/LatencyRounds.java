package io.github.hwgptbench.creation.measurement;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Measures how long networks take, in rounds: each runs every network several times, in a newly
 * shuffled order, so that a machine that slows down favours no network, and so that rounds can be
 * compared ({@link Drift}).
 *
 * @param networks creates the networks to measure
 * @param warmUps how often a network runs before it is measured, each time its turn comes
 * @param repeats how often it is measured then
 * @param seed decides the order of every round
 */
public record LatencyRounds(DeviceNetwork.Loader networks, int warmUps, int repeats, long seed) {

  /**
   * Makes rounds.
   *
   * @throws IllegalArgumentException if there are less than no warm-ups, or no repeats
   */
  public LatencyRounds {
    if (warmUps < 0) {
      throw UsageException.of("%d warm-ups; allowed: 0 or more", warmUps);
    }
    if (repeats < 1) {
      throw UsageException.of("%d repeats; allowed: 1 or more", repeats);
    }
  }

  /**
   * Measures one round by the clock of the system.
   *
   * @param round which, counted from 0
   * @param architectures the architectures to measure
   * @param progress is run after every network
   * @return one row per architecture, in their order, and one column a repeat; milliseconds
   */
  public double[][] round(int round, List<Architecture> architectures, Runnable progress) {
    return round(round, architectures, progress, System::nanoTime);
  }

  double[][] round(
      int round, List<Architecture> architectures, Runnable progress, LongSupplier nanos) {
    return round(round, architectures, progress, pass -> {
      long start = nanos.getAsLong();
      pass.run();
      return (nanos.getAsLong() - start) / 1e6;
    });
  }

  /**
   * Measures one round by something else than time.
   *
   * @param round which, counted from 0
   * @param architectures the architectures to measure
   * @param progress is run after every network
   * @param reading runs a pass, at least once, and returns its measurement
   * @return one row per architecture, in their order, and one column a repeat
   * @since 0.2.0
   */
  public double[][] round(
      int round,
      List<Architecture> architectures,
      Runnable progress,
      ToDoubleFunction<Runnable> reading) {
    double[][] readings = new double[architectures.size()][repeats];
    for (int row : order(round, architectures.size())) {
      try (DeviceNetwork network = networks.load(architectures.get(row))) {
        for (int i = 0; i < warmUps; i++) {
          network.run();
        }
        for (int i = 0; i < repeats; i++) {
          readings[row][i] = reading.applyAsDouble(network::run);
        }
      }
      progress.run();
    }
    return readings;
  }

  /** A round has its own seed, so that measuring can go on with any of them. */
  private int[] order(int round, int size) {
    // Seeds that are near each other give orders that have nothing in common.
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + round);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
