package io.github.hwgptbench.indicator;

import io.github.hwgptbench.citation.Reference;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.statistics.Better;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A quality indicator, which scores the set of points that a run found with respect to a reference
 * front.
 *
 * <p>One class and one line in {@code META-INF/services/io.github.hwgptbench.indicator.Indicator}
 * add an indicator: {@code hwgpt run --indicators} then knows its id, and the report, its tables,
 * its methods paragraph and the export for jMetal contain it. The class needs a public constructor
 * without parameters, and must be immutable: an analysis calls it from many threads.
 *
 * @since 0.2.0
 */
public interface Indicator {

  /**
   * Returns the name for options and files, such as {@code igd-plus}: lower-case letters, digits
   * and hyphens.
   */
  String id();

  /** Returns the name in tables, such as {@code IGD+}. */
  String label();

  /** Returns the name of the files of an export for jMetal, such as {@code EP}. */
  default String abbreviation() {
    return label();
  }

  /**
   * Returns whether it supports problems with a number of objectives; by default, two or more.
   *
   * @param objectives 1 or more
   */
  default boolean supports(int objectives) {
    return objectives >= 2;
  }

  /** Returns which values are better. */
  Better better();

  /** Returns the number of decimals in tables, 0 to 15. */
  default int decimals() {
    return 5;
  }

  /**
   * Returns its description for the caption of a table, without a full stop; by default, its label
   * to the reference front, of normalised values.
   *
   * @param protocol bounds and reference point
   * @param front the reference front in words, such as {@code the best-known Pareto front}
   */
  default String description(HypervolumeProtocol protocol, String front) {
    return Text.format(
        "%s to %s, of values normalised by the bounds %s",
        label(), front, protocol.bounds().version());
  }

  /**
   * Returns the name in a sentence of the methods paragraph, such as {@code the additive epsilon
   * indicator}; by default the label.
   */
  default String prose() {
    return label();
  }

  /** Returns the works to cite; may be empty. */
  List<Reference> references();

  /**
   * Returns the value of a set of points. Of one point or more it must be finite, as tests and
   * medians are computed from it.
   *
   * @param points normalised, to be minimised, mutually non-dominated. For a run that found nothing
   *     feasible, it is the reference point alone
   * @param reference the reference to measure against
   */
  double value(double[][] points, IndicatorReference reference);

  /**
   * Returns the indicator for one reference and many sets of points. An indicator that precomputes
   * something from the reference should override this.
   */
  default ToDoubleFunction<double[][]> against(IndicatorReference reference) {
    return points -> value(points, reference);
  }
}
