package io.github.hwgptbench.adapter.optuna.internal;

import java.util.List;
import java.util.Map;

/**
 * What the tables have of a trial.
 *
 * @param values by objective
 * @param params in the order in which they were set
 * @param userAttrs JSON by name
 * @param systemAttrs JSON by name
 * @param intermediateValues by step
 * @since 0.2.0
 */
public record TrialRows(
    TrialHead head,
    List<Double> values,
    List<Param> params,
    Map<String, String> userAttrs,
    Map<String, String> systemAttrs,
    Map<Long, Double> intermediateValues) {

  /**
   * A parameter.
   *
   * @param internal the number that stands for the value
   * @param distribution JSON
   */
  public record Param(String name, double internal, String distribution) {}
}
