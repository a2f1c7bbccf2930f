package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.IndicatorSummary;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.RunScore;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Emphasis;
import io.github.hwgptbench.statistics.BootstrapInterval;
import io.github.hwgptbench.statistics.Summary;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** Cells that several tables have. */
final class Cells {

  private Cells() {}

  /** Returns median and quartiles of an indicator, with its mark; blank where nothing measures. */
  static Cell indicator(Indicator indicator, IndicatorSummary summary) {
    if (summary.mark() == Mark.UNMEASURED) {
      return Cell.none(3);
    }
    return summary(summary.summary(), value -> rounded(indicator, value))
        .with(emphasis(summary.mark()));
  }

  /** Returns the interval of the median, of two fields; blank where nothing measures. */
  static Cell interval(Indicator indicator, IndicatorSummary summary) {
    if (summary.mark() == Mark.UNMEASURED) {
      return Cell.none(2);
    }
    BootstrapInterval median = summary.median();
    return Cell.of(
        Text.format(
            "%s to %s", rounded(indicator, median.lower()), rounded(indicator, median.upper())),
        PlainNumber.of(median.lower()),
        PlainNumber.of(median.upper()));
  }

  /** Returns median and quartiles, of three fields. */
  static Cell summary(Summary summary, DoubleFunction<String> rounded) {
    return Cell.of(
        Text.format(
            "%s [%s, %s]",
            rounded.apply(summary.median()),
            rounded.apply(summary.lowerQuartile()),
            rounded.apply(summary.upperQuartile())),
        PlainNumber.of(summary.median()),
        PlainNumber.of(summary.lowerQuartile()),
        PlainNumber.of(summary.upperQuartile()));
  }

  /** Returns median and quartiles of the best feasible values, of three fields. */
  static Cell best(AlgorithmAnalysis algorithm) {
    double[] values =
        algorithm.runs().stream().flatMapToDouble(run -> run.best().stream()).toArray();
    return values.length == 0
        ? Cell.none(3)
        : summary(Summary.of(values), value -> Rounded.significant(value, 6));
  }

  /** Returns median and quartiles of proposal times, of three fields; blank if none is known. */
  static Cell proposalMs(Stream<RunScore> runs) {
    double[] values =
        runs.mapToDouble(RunScore::proposalMs).filter(ms -> !Double.isNaN(ms)).toArray();
    return values.length == 0
        ? Cell.none(3)
        : summary(Summary.of(values), value -> Rounded.significant(value, 3));
  }

  /** Returns a number of one field. */
  static Cell number(double value, int decimals) {
    return Cell.of(Rounded.decimals(value, decimals), PlainNumber.of(value));
  }

  static Cell probability(double value) {
    return Cell.of(Rounded.probability(value), PlainNumber.of(value));
  }

  private static String rounded(Indicator indicator, double value) {
    return Rounded.decimals(value, indicator.decimals());
  }

  private static Emphasis emphasis(Mark mark) {
    return switch (mark) {
      case BEST -> Emphasis.BEST;
      case NOT_WORSE -> Emphasis.NOT_WORSE;
      case WORSE, UNDECIDED, UNMEASURED -> Emphasis.NONE;
    };
  }
}
