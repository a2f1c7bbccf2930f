package io.github.hwgptbench.analysis;

import java.util.List;

/**
 * A network that a run found.
 *
 * @param architecture in its string form
 * @param values noise-free, one an objective, in its unit and with its sign (accuracy is not
 *     negated)
 * @param seed of the run
 * @param evaluation which evaluation of the run it was, from 1
 */
public record FoundPoint(String architecture, List<Double> values, long seed, int evaluation) {

  /** Copies the values. */
  public FoundPoint {
    values = List.copyOf(values);
  }
}
