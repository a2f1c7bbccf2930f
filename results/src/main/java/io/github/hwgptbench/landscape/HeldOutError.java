package io.github.hwgptbench.landscape;

import io.github.hwgptbench.objective.Objective;
import java.util.List;
import java.util.Optional;

/**
 * How far a surrogate without a model of its noise is from the measurements of architectures that
 * it was not fitted to, as in {@code docs/fit-report.md}: the standard deviation of a normal
 * distribution with the same mean or median error.
 *
 * @param space name of the search space
 * @param objective which surrogate
 * @param relative whether the error is of ln(measurement / value), and not in the unit
 * @param deviations one per choice of embed_dim
 */
record HeldOutError(String space, Objective objective, boolean relative, List<Double> deviations) {

  /** The standard deviation of a normal distribution by its mean absolute deviation. */
  private static final double BY_MEAN = StrictMath.sqrt(Math.PI / 2);

  /** The standard deviation of a normal distribution by its median absolute deviation. */
  private static final double BY_MEDIAN = 1.482602218505602;

  /** Of perplexity against what was measured, of the others in cross-validation. */
  private static final List<HeldOutError> KNOWN = List.of(
      mean("s", "perplexity", 0.0114, 0.0155, 0.0179),
      mean("m", "perplexity", 0.0106, 0.0088, 0.0089),
      mean("l", "perplexity", 0.0122, 0.0121, 0.0073),
      mean("s", "accuracy", 7.84e-05, 7.84e-05, 7.84e-05),
      mean("m", "accuracy", 3.46e-05, 3.46e-05, 3.46e-05),
      mean("l", "accuracy", 0.000120, 0.000120, 0.000120),
      median("s", "memory@a100", 0.131),
      median("s", "memory@rtx2080", 0.131),
      median("m", "memory@a100", 0.168),
      median("m", "memory@rtx2080", 0.168),
      median("l", "memory@a100", 0.154),
      median("l", "memory@rtx2080", 0.142));

  /** Copies the deviations. */
  HeldOutError {
    deviations = List.copyOf(deviations);
  }

  private static HeldOutError mean(
      String space, String objective, double small, double middle, double large) {
    return new HeldOutError(
        space,
        Objective.parse(objective),
        false,
        List.of(BY_MEAN * small, BY_MEAN * middle, BY_MEAN * large));
  }

  private static HeldOutError median(String space, String objective, double percent) {
    double deviation = BY_MEDIAN * percent / 100;
    return new HeldOutError(
        space, Objective.parse(objective), true, List.of(deviation, deviation, deviation));
  }

  /** Returns the error of an objective; empty where none is known. */
  static Optional<HeldOutError> of(String space, Objective objective) {
    return KNOWN.stream()
        .filter(error -> error.space.equals(space) && error.objective.equals(objective))
        .findFirst();
  }
}
