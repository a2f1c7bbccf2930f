package io.github.hwgptbench.analysis;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.usage.UsageException;
import java.util.stream.Collectors;

/** Tells whether runs of two suites on a problem of the same name can be compared. */
public final class Comparability {

  private Comparability() {}

  /** Tells whether two are of a problem of the same name, and both with noise or both without. */
  public static boolean sameProblem(RunSettings one, RunSettings other) {
    return one.problem().sameAs(other.problem());
  }

  /**
   * Checks what has to be equal.
   *
   * @param oneSuite name of the suite of one
   * @param otherSuite name of the suite of the other
   * @throws IllegalArgumentException if spaces, surrogates, bounds or reference points differ; says
   *     in what
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
