package io.github.hwgptbench.objective;

/**
 * How a problem describes one of its objectives or constraints: an {@link Objective} or a
 * {@link Constraint} of the benchmark, or one of any other problem.
 *
 * @since 0.2.0
 */
public interface Criterion {

  /** Returns the name, such as {@code latency@a100} or {@code params<=150000000}. */
  String name();

  /** Returns the unit of the values, such as {@code ms}; empty for plain numbers. */
  String unit();

  /**
   * Returns whether larger values are better. Problems minimise, so they negate the values of such
   * an objective; for a constraint, the bound is a lower one.
   */
  boolean maximized();

  /** Returns the description of an objective or a constraint of another problem. */
  static Criterion of(String name, String unit, boolean maximized) {
    return new Named(name, unit, maximized);
  }

  /**
   * An objective or a constraint that has nothing but a name, a unit and a direction.
   *
   * @param name its name
   * @param unit of its values; empty for plain numbers
   * @param maximized whether larger values are better
   */
  record Named(String name, String unit, boolean maximized) implements Criterion {

    /** Returns the name. */
    @Override
    public String toString() {
      return name;
    }
  }
}
