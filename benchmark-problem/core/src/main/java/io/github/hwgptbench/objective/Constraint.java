package io.github.hwgptbench.objective;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound on the value of an objective, which need not be among those that are optimised.
 *
 * <p>The text form is {@code params<=150000000} or {@code latency@a100<=20}.
 *
 * @param objective the bounded objective
 * @param comparison on which side of the bound the value has to be
 * @param bound the bound, in the unit of the objective; finite
 */
public record Constraint(Objective objective, Comparison comparison, double bound)
    implements Criterion {

  /** On which side of a bound a value has to be; the bound itself is allowed. */
  public enum Comparison {
    /** The value may not exceed the bound. */
    AT_MOST("<="),
    /** The value may not fall below the bound. */
    AT_LEAST(">=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    /** Returns {@code <=} or {@code >=}. */
    public String symbol() {
      return symbol;
    }
  }

  private static final Pattern FORM = Pattern.compile("([^<>=]*)(<=|>=)([^<>=]*)");

  /**
   * Makes a constraint.
   *
   * @throws IllegalArgumentException if the bound is not finite
   */
  public Constraint {
    if (!Double.isFinite(bound)) {
      throw UsageException.of(
          "Constraint on '%s': bound %s; allowed: a finite number", objective, bound);
    }
  }

  /**
   * Reads the text form; the objective as {@link Objective#parse(String)} does.
   *
   * @throws IllegalArgumentException if the text is not a constraint; the message has the reason
   */
  public static Constraint parse(String text) {
    return parse(text, Objective::parse);
  }

  /**
   * Reads the text form; the objective as {@link Objective#parse(String, Collection)} does.
   *
   * @throws IllegalArgumentException if the text is not a constraint; the message has the reason
   */
  public static Constraint parse(String text, Collection<String> deviceIds) {
    return parse(text, objective -> Objective.parse(objective, deviceIds));
  }

  /**
   * Reads the text form, with any device; the objective as {@link Objective#parseAnyDevice} does.
   *
   * @throws IllegalArgumentException if the text is not a constraint; the message has the reason
   */
  public static Constraint parseAnyDevice(String text) {
    return parse(text, Objective::parseAnyDevice);
  }

  private static Constraint parse(String text, Function<String, Objective> objectives) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw UsageException.of(
          "Constraint '%s': expected an objective, <= or >=, and a number, such as params<=150000000",
          text);
    }
    Comparison comparison =
        matcher.group(2).equals("<=") ? Comparison.AT_MOST : Comparison.AT_LEAST;
    Constraint constraint = new Constraint(
        objectives.apply(matcher.group(1)),
        comparison,
        bound(text, matcher.group(3).strip()));
    Metric metric = constraint.objective.metric();
    if (!metric.range().contains(constraint.bound)) {
      throw UsageException.of(
          "Constraint '%s': %s has no such values; allowed: %s", text, metric, metric.range());
    }
    return constraint;
  }

  private static double bound(String text, String number) {
    try {
      return new BigDecimal(number).doubleValue();
    } catch (NumberFormatException e) {
      throw new UsageException(
          Text.format(
              "Constraint '%s': '%s' is not a number; allowed: such as 150000000, 1.5e8 or 20.5",
              text, number),
          e);
    }
  }

  /**
   * Returns by how much a value breaks the constraint, in its unit: 0 where it holds, positive
   * where it does not, NaN for NaN.
   */
  public double violation(double value) {
    return Math.max(0, margin(value));
  }

  /**
   * Returns the signed distance of a value to the bound, in its unit: the {@link #violation} where
   * the constraint is violated, 0 at the bound, negative where it holds, NaN for NaN.
   */
  public double margin(double value) {
    return comparison == Comparison.AT_MOST ? value - bound : bound - value;
  }

  /** Returns the text form. */
  @Override
  public String name() {
    return toString();
  }

  @Override
  public String unit() {
    return objective.unit();
  }

  @Override
  public boolean maximized() {
    return comparison == Comparison.AT_LEAST;
  }

  /** Returns the text form with the {@linkplain Objective#key() key} of the objective. */
  public String key() {
    return objective.key() + limit();
  }

  private String limit() {
    return comparison.symbol() + BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return objective + limit();
  }
}
