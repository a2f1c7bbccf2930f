package io.github.hwgptbench.analysis;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.usage.UsageException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks whether runs of two suites on a problem of the same name can be compared. */
public final class Comparability {

  private Comparability() {}

  /**
   * What has to be equal for runs to be of one problem; spaces are not among it, so that runs on
   * problems of the same name in different spaces are refused rather than distinguished.
   */
  record Key(
      String problem,
      boolean noisy,
      Fidelities fidelities,
      @Nullable RunConditions how) {

    static Key of(RunSettings settings) {
      return new Key(
          settings.problem().name(),
          settings.noisy(),
          settings.fidelities(),
          settings
              .simulation()
              .map(conditions -> conditions.with(new Budget(conditions.budget().unit(), 1)))
              .orElse(null));
    }
  }

  /**
   * Returns whether two settings have a problem of the same name and fidelities, both with noise or
   * both without, and the same conditions; budgets may differ.
   */
  public static boolean sameProblem(RunSettings one, RunSettings other) {
    return Key.of(one).equals(Key.of(other));
  }

  /**
   * Checks the settings that must be equal.
   *
   * @param oneSuite name of the suite of one
   * @param otherSuite name of the suite of the other
   * @throws IllegalArgumentException if spaces, surrogates, bounds or reference points differ; the
   *     message names the difference
   */
  public static void check(String oneSuite, RunSettings one, String otherSuite, RunSettings other) {
    Sides sides = new Sides(one.problem().name(), oneSuite, otherSuite);
    sides.check("spaces", one.space(), other.space());
    sides.check("surrogates", one.provenance().surrogates(), other.provenance().surrogates());
    sides.check("bounds", bounds(one), bounds(other));
    sides.check(
        "reference points", one.protocol().referencePoint(), other.protocol().referencePoint());
  }

  private record Sides(String problem, String oneSuite, String otherSuite) {

    void check(String what, Object one, Object other) {
      if (!one.equals(other)) {
        throw UsageException.of(
            "Problem '%s': suites '%s' and '%s' can't be compared, their %s are %s and %s; must be equal",
            problem, oneSuite, otherSuite, what, one, other);
      }
    }
  }

  private static String bounds(RunSettings settings) {
    return settings.protocol().bounds().version()
        + settings.objectives().stream()
            .map(objective -> range(settings.protocol().bounds(), objective))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String range(Bounds bounds, Objective objective) {
    return Text.format(
        "%s %s to %s",
        objective, bounds.range(objective).min(), bounds.range(objective).max());
  }
}
