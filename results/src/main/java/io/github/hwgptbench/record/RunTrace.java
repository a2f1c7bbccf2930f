package io.github.hwgptbench.record;

import io.github.hwgptbench.space.SearchSpace;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The evaluations of a run, in order, counted from 0. Values are bit-identical to those that were
 * written. Immutable to its users; for one thread at a time.
 */
public final class RunTrace {

  private final RunSettings settings;
  private final GenotypeCode genotypes;
  private final byte[] packed;
  private final double[] values;
  private final long[] micros;
  private final int evaluations;

  /**
   * Makes a trace.
   *
   * @param packed the code of the genotype of each evaluation, one after another
   * @param values the numbers of each evaluation, one after another
   * @param micros when each evaluation was made; empty where nobody knows
   */
  RunTrace(
      RunSettings settings,
      GenotypeCode genotypes,
      byte[] packed,
      double[] values,
      long[] micros,
      int evaluations) {
    this.settings = settings;
    this.genotypes = genotypes;
    this.packed = packed;
    this.values = values;
    this.micros = micros;
    this.evaluations = evaluations;
  }

  /** Returns the number of evaluations. */
  public int evaluations() {
    return evaluations;
  }

  /**
   * Returns the run as it was after so many evaluations.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  RunTrace first(int count) {
    Objects.checkFromToIndex(0, count, evaluations);
    return count == evaluations
        ? this
        : new RunTrace(
            settings,
            genotypes,
            Arrays.copyOf(packed, count * genotypes.bytes()),
            Arrays.copyOf(values, count * RunRecorder.columns(settings)),
            Arrays.copyOf(micros, Math.min(count, micros.length)),
            count);
  }

  /** Returns the run as it was after some time; its times must not have been left out. */
  RunTrace within(Duration time) {
    int count = 0;
    while (count < evaluations && micros[count] <= TimeUnit.MICROSECONDS.convert(time)) {
      count++;
    }
    return first(count);
  }

  /** Returns whether another run has the same evaluations. */
  boolean sameAs(RunTrace other) {
    return Arrays.equals(packed, other.packed) && Arrays.equals(values, other.values);
  }

  /** Returns whether the times are known. */
  boolean timed() {
    return micros.length == evaluations;
  }

  /** Returns the code of the genotype of each evaluation, one after another; not to be changed. */
  byte[] packed() {
    return packed;
  }

  /**
   * Returns the code of what each evaluation took, one after another; empty where all are equal.
   */
  byte[] packedExpenses() {
    if (!settings.metered()) {
      return new byte[0];
    }
    ValueCode code = new ValueCode(Expense.COLUMNS);
    byte[] bytes = new byte
        [evaluations * (ValueCode.codeBytes(Expense.COLUMNS) + Expense.COLUMNS * Double.BYTES)];
    int at = 0;
    for (int i = 0; i < evaluations; i++) {
      at = code.encode(expenseColumns(i), bytes, at);
    }
    return Arrays.copyOf(bytes, at);
  }

  /**
   * Returns the canonical genotype of an evaluation, in a new array.
   *
   * @throws IndexOutOfBoundsException if there is no such evaluation, as for all of these methods
   */
  public int[] genes(int i) {
    Objects.checkIndex(i, evaluations);
    return genotypes.decode(packed, i * genotypes.bytes());
  }

  /** Returns the architecture of an evaluation, as {@link SearchSpace#format} writes it. */
  public String architecture(int i) {
    return settings.space().format(settings.space().decode(genes(i)));
  }

  /**
   * Returns one value per objective, in its unit and with its sign (accuracy is not negated), as
   * the algorithm observed them: noisy measurements if the run was noisy. In a new array.
   */
  public double[] objectives(int i) {
    return columns(i, 0, settings.objectives().size());
  }

  /**
   * Returns one value per constraint, as the algorithm observed them: the violation in its unit, 0
   * if the constraint holds. In a new array.
   */
  public double[] violations(int i) {
    return columns(i, settings.objectives().size(), settings.constraints().size());
  }

  /** Returns the objectives without noise, in a new array. */
  public double[] noiseFree(int i) {
    return settings.noisy()
        ? columns(i, columnsSeen(), settings.objectives().size())
        : objectives(i);
  }

  /** Returns the violations without noise, in a new array. */
  public double[] noiseFreeViolations(int i) {
    return settings.noisy()
        ? columns(
            i,
            columnsSeen() + settings.objectives().size(),
            settings.constraints().size())
        : violations(i);
  }

  /**
   * Returns the expense of an evaluation; in runs without fidelities and conditions, it is at the
   * highest fidelity, has cost 1 and no time on a simulated clock.
   *
   * @since 0.2.0
   */
  public Expense expense(int i) {
    if (!settings.metered()) {
      Objects.checkIndex(i, evaluations);
      return new Expense(settings.fidelities().highest(), 1, Double.NaN);
    }
    double[] columns = expenseColumns(i);
    return new Expense((int) columns[0], columns[1], columns[2]);
  }

  private double[] expenseColumns(int i) {
    return columns(i, RunRecorder.columns(settings) - Expense.COLUMNS, Expense.COLUMNS);
  }

  private int columnsSeen() {
    return settings.objectives().size() + settings.constraints().size();
  }

  private double[] columns(int i, int from, int count) {
    Objects.checkIndex(i, evaluations);
    int at = i * RunRecorder.columns(settings) + from;
    return Arrays.copyOfRange(values, at, at + count);
  }

  /**
   * Returns the time of an evaluation in seconds since the beginning of the run, to the
   * microsecond; NaN if the file with the times was left out.
   */
  public double seconds(int i) {
    Objects.checkIndex(i, evaluations);
    return micros.length == 0 ? Double.NaN : micros[i] / 1e6;
  }
}
