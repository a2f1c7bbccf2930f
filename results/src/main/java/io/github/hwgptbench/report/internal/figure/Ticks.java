package io.github.hwgptbench.report.internal.figure;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The ends and the ticks of an axis, at round numbers.
 *
 * @param scale of the axis
 * @param from where it begins
 * @param to where it ends
 * @param values of the ticks, rising
 * @param labels of the ticks
 */
record Ticks(Axis.Scale scale, double from, double to, List<Double> values, List<String> labels) {

  private static final int ABOUT = 6;
  /** So many decades of a logarithmic axis have ticks at 1, 2 and 5. */
  private static final double FEW_DECADES = 2.5;
  /** And so many fill it with ticks at every power of ten. */
  private static final int MANY_DECADES = 8;

  private static final double ROUNDING = 1e-9;

  static Ticks of(Axis axis, DoubleStream data) {
    DoubleSummaryStatistics shown = data.filter(axis.scale()::shows).summaryStatistics();
    boolean none = shown.getCount() == 0;
    double low = end(axis.begin(), none ? end(axis.end(), 1) * 0.5 : shown.getMin());
    double high = end(axis.end(), none ? low + 1 : shown.getMax());
    if (!(low < high)) {
      // One number alone is in the middle.
      double half = axis.scale() == Axis.Scale.LOG ? 0 : high == 0 ? 1 : Math.abs(high) * 0.1;
      double factor = axis.scale() == Axis.Scale.LOG ? 2 : 1;
      low = end(axis.begin(), (high - half) / factor);
      high = end(axis.end(), (high + half) * factor);
    }
    boolean fixedFrom = axis.begin() != null;
    boolean fixedTo = axis.end() != null;
    return axis.scale() == Axis.Scale.LOG
        ? log(low, high, fixedFrom, fixedTo)
        : linear(low, high, fixedFrom, fixedTo);
  }

  private static Ticks linear(double low, double high, boolean fixedFrom, boolean fixedTo) {
    double step = step(high - low);
    long first = (long) Math.floor(low / step + ROUNDING);
    long last = (long) Math.ceil(high / step - ROUNDING);
    double from = fixedFrom ? low : first * step;
    double to = fixedTo ? high : last * step;
    List<Double> values = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      double value = i * step;
      if (value >= from - step * ROUNDING && value <= to + step * ROUNDING) {
        values.add(value);
        labels.add(Numerals.tick(value, step));
      }
    }
    return new Ticks(Axis.Scale.LINEAR, from, to, List.copyOf(values), List.copyOf(labels));
  }

  /** Returns 1, 2 or 5 times a power of ten. */
  private static double step(double range) {
    double raw = range / ABOUT;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
  }

  private static Ticks log(double low, double high, boolean fixedFrom, boolean fixedTo) {
    double decades = Math.log10(high / low);
    int[] digits = decades <= FEW_DECADES ? new int[] {1, 2, 5} : new int[] {1};
    int every = (int) Math.ceil(decades / MANY_DECADES);
    List<Double> all = new ArrayList<>();
    int lowest = (int) Math.floor(Math.log10(low)) - 1;
    int highest = (int) Math.ceil(Math.log10(high)) + 1;
    for (int exponent = lowest; exponent <= highest; exponent++) {
      for (int digit : digits) {
        if (every == 1 || Math.floorMod(exponent, every) == 0) {
          all.add(Double.parseDouble(digit + "e" + exponent));
        }
      }
    }
    double from = fixedFrom
        ? low
        : all.stream().filter(tick -> tick <= low * (1 + ROUNDING)).reduce(low, (a, b) -> b);
    double to = fixedTo
        ? high
        : all.stream().filter(tick -> tick >= high * (1 - ROUNDING)).findFirst().orElse(high);
    List<Double> values =
        all.stream().filter(tick -> tick >= from && tick <= to).toList();
    return new Ticks(
        Axis.Scale.LOG,
        from,
        to,
        values,
        values.stream().map(value -> Numerals.tick(value, value)).toList());
  }

  /** Returns an axis that ends where this does, whatever the data. */
  Axis fixed(Axis axis) {
    return axis.from(from).to(to);
  }

  /** Returns where a number is on the axis, 0 at its beginning and 1 at its end. */
  double place(double value) {
    return scale == Axis.Scale.LOG
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  private static double end(@Nullable Double given, double otherwise) {
    return given == null ? otherwise : given;
  }
}
