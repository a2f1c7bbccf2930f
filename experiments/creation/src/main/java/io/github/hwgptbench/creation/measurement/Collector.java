package io.github.hwgptbench.creation.measurement;

import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.record.FolderLock;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * Fills the tables of a space with measurements. It continues where it was stopped: after whole
 * rounds of latency, and after the networks whose quality is known.
 *
 * @param tables the tables to fill
 */
public record Collector(MeasurementTables tables) {

  /** Between two times that what is known of quality is written. */
  private static final Duration PAUSE = Duration.ofSeconds(20);

  /**
   * Draws architectures to measure: the smallest and the largest, then different ones whose genes
   * are uniform.
   *
   * @throws IllegalArgumentException if there are fewer than two to draw, or more than the space
   *     has
   */
  public static List<Architecture> sample(SearchSpace space, int count, long seed) {
    if (count < 2 || space.distinctArchitectures().compareTo(BigInteger.valueOf(count)) < 0) {
      throw UsageException.of(
          "%d architectures of space '%s'; allowed: 2 to %d",
          count, space.name(), space.distinctArchitectures());
    }
    SplittableRandom random = new SplittableRandom(seed);
    Set<Architecture> sample = new LinkedHashSet<>(List.of(space.smallest(), space.largest()));
    while (sample.size() < count) {
      sample.add(space.sampleUniformGenes(random));
    }
    return List.copyOf(sample);
  }

  /**
   * Checks that perplexity and accuracy may be measured by a source, and not by another one than
   * those that are there already.
   *
   * @param source a text that is another one whenever values may be others
   * @throws IllegalArgumentException if others are there
   * @throws IOException if the tables can't be read
   */
  public void checkQuality(String source) throws IOException {
    Optional<String> before = tables.qualitySource();
    if (before.isPresent() && !before.get().equals(source)) {
      throw UsageException.of(
          "%s: perplexity and accuracy are of another supernet or corpus (%s, and this is %s);"
              + " name another folder",
          tables.folder(), before.get(), source);
    }
  }

  /**
   * Checks that latency may be measured under some conditions, and not under others than the
   * measurements that are there already.
   *
   * @throws IllegalArgumentException if measurements of other conditions are there, or the
   *     conditions can't be
   * @throws IOException if the tables can't be read
   */
  public void checkLatency(Device device, MeasuringConditions conditions) throws IOException {
    check(MeasurementTables.LATENCY, device, conditions);
  }

  /**
   * Checks that energy may be measured under some conditions, as {@link #checkLatency} does.
   *
   * @throws IllegalArgumentException if measurements of other conditions are there
   * @throws IOException if the tables can't be read
   * @since 0.2.0
   */
  public void checkEnergy(Device device, MeasuringConditions conditions) throws IOException {
    check(MeasurementTables.ENERGY, device, conditions);
  }

  /**
   * Checks that memory may be measured under some conditions, as {@link #checkLatency} does.
   *
   * @throws IllegalArgumentException if measurements of other conditions are there
   * @throws IOException if the tables can't be read
   * @since 0.2.0
   */
  public void checkMemory(Device device, MeasuringConditions conditions) throws IOException {
    check(tables.memoryConditions(device).orElse(conditions), device, conditions);
  }

  private void check(String metric, Device device, MeasuringConditions conditions)
      throws IOException {
    check(tables.conditions(metric, device).orElse(conditions), device, conditions);
  }

  private static void check(
      MeasuringConditions before, Device device, MeasuringConditions conditions) {
    if (!before.equals(conditions)) {
      throw UsageException.of(
          "Device '%s': measured before, with %s; allowed: the same, not %s, or another name of"
              + " a device",
          device, before, conditions);
    }
  }

  /**
   * Measures quality where it is not known yet.
   *
   * @param source its source, as {@link #checkQuality} takes it
   * @param quality returns perplexity and accuracy of an architecture
   * @param progress is run after every architecture, also after those that were known
   * @throws IllegalArgumentException if what is there is of another source
   * @throws IOException if another process measures it here, or the table can't be read or written
   */
  public void quality(String source, Function<Architecture, double[]> quality, Runnable progress)
      throws IOException {
    FolderLock lock = tables.lockQuality();
    try (lock) {
      measureQuality(source, quality, progress);
    }
  }

  private void measureQuality(
      String source, Function<Architecture, double[]> quality, Runnable progress)
      throws IOException {
    checkQuality(source);
    tables.writeQualitySource(source);
    complete(tables.quality(), quality, tables::writeQuality, progress);
  }

  /**
   * Measures memory where it is not known yet.
   *
   * @param conditions under which
   * @param memoryMb returns the peak memory of an architecture, megabytes
   * @param progress is run after every architecture, also after those that were known
   * @throws IllegalArgumentException if measurements of other conditions are there
   * @throws IOException if another process measures memory here, or the table can't be read or
   *     written
   * @since 0.2.0
   */
  public void memory(
      Device device,
      MeasuringConditions conditions,
      ToDoubleFunction<Architecture> memoryMb,
      Runnable progress)
      throws IOException {
    FolderLock lock = tables.lockMemory();
    try (lock) {
      checkMemory(device, conditions);
      tables.writeConditions(MeasurementTables.MEMORY, device, conditions);
      complete(
          tables.memoriesMb(device),
          architecture -> new double[] {memoryMb.applyAsDouble(architecture)},
          known -> tables.writeMemoriesMb(device, known),
          progress);
    }
  }

  /** Writes a table. */
  @FunctionalInterface
  private interface Writer {
    void write(double[][] rows) throws IOException;
  }

  /** Measures the rows that begin with NaN, and writes all of them now and then and at the end. */
  private void complete(
      double[][] known, Function<Architecture, double[]> measure, Writer table, Runnable progress)
      throws IOException {
    List<Architecture> architectures = tables.architectures();
    long written = System.nanoTime();
    try {
      for (int row = 0; row < known.length; row++) {
        if (Double.isNaN(known[row][0])) {
          known[row] = measure.apply(architectures.get(row));
          if (System.nanoTime() - written > PAUSE.toNanos()) {
            table.write(known);
            written = System.nanoTime();
          }
        }
        progress.run();
      }
    } finally {
      table.write(known);
    }
  }

  /**
   * Measures latency until there are this many rounds.
   *
   * @param count rounds, with those that are in the table already
   * @param conditions under which
   * @param progress is run after every network of a round, also of those that were measured before
   * @return how the machine drifted over all rounds
   * @throws IllegalArgumentException if measurements of other conditions are there
   * @throws IOException if another process measures the device here, or the table can't be read or
   *     written; rounds that were finished are kept
   */
  public Drift latency(
      Device device,
      DeviceNetwork.Loader networks,
      MeasuringConditions conditions,
      int count,
      Runnable progress)
      throws IOException {
    LatencyRounds rounds = rounds(networks, conditions);
    FolderLock lock = tables.lock(MeasurementTables.LATENCY, device);
    try (lock) {
      return measure(
          MeasurementTables.LATENCY,
          device,
          conditions,
          count,
          progress,
          round -> rounds.round(round, tables.architectures(), progress));
    }
  }

  /**
   * Measures energy until there are this many rounds, as {@link #latency} does for latency: one
   * figure per pass, with its repeats.
   *
   * @param count rounds, with those that are in the table already
   * @param energy counts it
   * @throws IllegalArgumentException if measurements of other conditions are there
   * @throws IOException as of {@link #latency}
   * @since 0.2.0
   */
  public Drift energy(
      Device device,
      DeviceNetwork.Loader networks,
      MeasuringConditions conditions,
      int count,
      Rapl energy,
      Runnable progress)
      throws IOException {
    LatencyRounds rounds = rounds(networks, conditions);
    FolderLock lock = tables.lock(MeasurementTables.ENERGY, device);
    try (lock) {
      return measure(
          MeasurementTables.ENERGY,
          device,
          conditions,
          count,
          progress,
          round -> rounds.round(round, tables.architectures(), progress, energy::energyMwh));
    }
  }

  private static LatencyRounds rounds(
      DeviceNetwork.Loader networks, MeasuringConditions conditions) {
    return new LatencyRounds(
        networks, conditions.warmUps(), conditions.repeats(), conditions.seed());
  }

  private Drift measure(
      String metric,
      Device device,
      MeasuringConditions conditions,
      int count,
      Runnable progress,
      IntFunction<double[][]> rounds)
      throws IOException {
    double[][] readings = tables.readings(metric, device);
    check(metric, device, conditions);
    if (readings[0].length == 0) {
      tables.writeConditions(metric, device, conditions);
    }
    for (int round = 0; round < count; round++) {
      if (round * conditions.repeats() < readings[0].length) {
        tables.architectures().forEach(architecture -> progress.run());
      } else {
        append(readings, rounds.apply(round));
        tables.writeReadings(metric, device, readings);
      }
    }
    return Drift.of(readings, conditions.repeats());
  }

  /** Appends columns to every row. */
  static void append(double[][] readings, double[][] more) {
    for (int row = 0; row < readings.length; row++) {
      int before = readings[row].length;
      readings[row] = Arrays.copyOf(readings[row], before + more[row].length);
      System.arraycopy(more[row], 0, readings[row], before, more[row].length);
    }
  }
}
