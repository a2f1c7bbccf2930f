package io.github.hwgptbench.export;

import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tidy table of the runs of a problem, one row per evaluation. The columns are {@code problem},
 * {@code algorithm}, {@code seed}, {@code evaluation} (counted from 1), {@code architecture}, one
 * per objective (in its unit and with its sign), one per constraint, such as
 * {@code violation:params<=150000000} (0 if it holds, else its violation), and {@code seconds}
 * since the beginning of the run. If the algorithm observed noisy measurements, the noise-free
 * values precede the seconds, as {@code noise-free:perplexity} and so on; runs with fidelities or
 * conditions also have {@code fidelity}, {@code cost} and {@code simulated seconds}. Immutable.
 *
 * @since 0.2.0
 */
public final class EvaluationTable {

  /** The type of the cells of a column. */
  public enum Type {
    /** A {@link String}. */
    TEXT,
    /** A {@link Long}. */
    INTEGER,
    /** A {@link Double}. */
    REAL
  }

  /**
   * A column.
   *
   * @param name unique name
   * @param type type of its cells
   * @param optional whether cells may be missing (null)
   */
  public record Column(String name, Type type, boolean optional) {

    private static Column of(String name, Type type) {
      return new Column(name, type, false);
    }
  }

  /** Receives rows, one after another. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Takes a row.
     *
     * @param cells one per column, in their order, of its type
     * @throws IOException if it can't be written
     */
    void add(List<@Nullable Object> cells) throws IOException;
  }

  private final RunSettings settings;
  private final List<Column> columns;

  /** Makes the table of a problem. */
  public EvaluationTable(RunSettings settings) {
    this.settings = settings;
    List<Column> all = new ArrayList<>();
    all.add(Column.of("problem", Type.TEXT));
    all.add(Column.of("algorithm", Type.TEXT));
    all.add(Column.of("seed", Type.INTEGER));
    all.add(Column.of("evaluation", Type.INTEGER));
    all.add(Column.of("architecture", Type.TEXT));
    addValues(all, "");
    if (settings.noisy()) {
      addValues(all, "noise-free:");
    }
    if (settings.metered()) {
      all.add(Column.of("fidelity", Type.INTEGER));
      all.add(Column.of("cost", Type.REAL));
      all.add(new Column("simulated seconds", Type.REAL, true));
    }
    all.add(new Column("seconds", Type.REAL, true));
    this.columns = List.copyOf(all);
  }

  private void addValues(List<Column> all, String prefix) {
    for (Objective objective : settings.objectives()) {
      all.add(Column.of(prefix + objective, Type.REAL));
    }
    for (Constraint constraint : settings.constraints()) {
      all.add(Column.of(prefix + "violation:" + constraint, Type.REAL));
    }
  }

  /** Returns the columns, in order. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Reads the rows of a run of the problem, one at a time.
   *
   * @throws IOException if it can't be read, or a row can't be written
   */
  public void read(ArchivedRun run, Rows rows) throws IOException {
    RunTrace trace = run.open();
    for (int i = 0; i < trace.evaluations(); i++) {
      List<@Nullable Object> cells = new ArrayList<>(columns.size());
      cells.add(settings.problem().name());
      cells.add(run.outcome().algorithm());
      cells.add(run.outcome().seed());
      cells.add(i + 1L);
      cells.add(trace.architecture(i));
      add(cells, trace.objectives(i));
      add(cells, trace.violations(i));
      if (settings.noisy()) {
        add(cells, trace.noiseFree(i));
        add(cells, trace.noiseFreeViolations(i));
      }
      if (settings.metered()) {
        Expense expense = trace.expense(i);
        cells.add((long) settings.fidelities().levels().get(expense.fidelity()).amount());
        cells.add(expense.cost());
        cells.add(known(expense.seconds()));
      }
      cells.add(known(trace.seconds(i)));
      rows.add(cells);
    }
  }

  private static void add(List<@Nullable Object> cells, double[] values) {
    for (double value : values) {
      cells.add(value);
    }
  }

  private static @Nullable Double known(double seconds) {
    return Double.isNaN(seconds) ? null : seconds;
  }
}
