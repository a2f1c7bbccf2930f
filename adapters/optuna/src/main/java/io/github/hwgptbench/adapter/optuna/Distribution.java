package io.github.hwgptbench.adapter.optuna;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The values that a parameter can have. Immutable.
 *
 * <p>As in Optuna, a value has two representations: the external one, which objectives receive, and
 * the internal one, a number, which storages contain and samplers draw.
 */
public sealed interface Distribution
    permits CategoricalDistribution, IntDistribution, FloatDistribution {

  /**
   * Returns the external value of an internal one.
   *
   * @throws IllegalArgumentException if there is none
   */
  @Nullable
  Object toExternalRepr(double internal);

  /**
   * Returns the internal value of an external one, which may be outside of the distribution.
   *
   * @throws IllegalArgumentException if the value has the wrong type
   */
  double toInternalRepr(@Nullable Object external);

  /** Returns whether there is only one value. */
  boolean single();

  /** Returns whether an internal value is among those of the distribution. */
  boolean contains(double internal);

  /**
   * Returns the number of values; 0 if they are not discrete, or if their number exceeds an
   * {@code int}.
   */
  int levels();

  /**
   * Returns the internal value of a level.
   *
   * @param level 0 to {@code levels() - 1}, ascending for numbers
   */
  double level(int level);

  /** Returns the level of an internal value of the distribution; the inverse of {@link #level}. */
  int levelOf(double internal);

  /** Draws an internal value uniformly, or uniformly in its logarithm. */
  double sample(RandomGenerator random);

  /**
   * Draws an internal value near another: within a quarter of the range, in the logarithm if the
   * distribution is logarithmic; for categories, any other choice.
   */
  double sampleNear(double internal, RandomGenerator random);

  /**
   * Returns whether a parameter of this distribution in one trial may have the other in another
   * trial of the same study: the choices of categories must be the same, in the same order, and
   * numbers must be of the same kind and scale.
   */
  boolean compatible(Distribution other);

  /** Returns the JSON that Optuna writes for it. */
  default String toJson() {
    return DistributionJson.write(this);
  }

  /**
   * Parses the JSON that Optuna writes for distributions, including that of its older versions.
   *
   * @throws IllegalArgumentException if the text is not a distribution
   */
  static Distribution fromJson(String json) {
    return DistributionJson.read(json);
  }
}
