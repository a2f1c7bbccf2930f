package io.github.hwgptbench.adapter.optuna;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter can be. Immutable.
 *
 * <p>As in Optuna a value has two forms: the external one, which an objective is given, and the
 * internal one, a number, which storages keep and samplers draw.
 */
public sealed interface Distribution
    permits CategoricalDistribution, IntDistribution, FloatDistribution {

  /**
   * Returns the value that an internal one stands for.
   *
   * @throws IllegalArgumentException if it stands for none
   */
  @Nullable
  Object toExternalRepr(double internal);

  /**
   * Returns the number that stands for a value, which may be outside of the distribution.
   *
   * @throws IllegalArgumentException if the value is of the wrong kind
   */
  double toInternalRepr(@Nullable Object external);

  /** Returns whether there is only one value. */
  boolean single();

  /** Returns whether an internal value is among those of the distribution. */
  boolean contains(double internal);

  /**
   * Returns how many values there are; 0 if they are not discrete, or too many to be numbered by an
   * {@code int}.
   */
  int levels();

  /**
   * Returns the internal value of a level.
   *
   * @param level 0 to {@code levels() - 1}, ascending for numbers
   */
  double level(int level);

  /**
   * Returns which level an internal value of the distribution is; the reverse of {@link #level}.
   */
  int levelOf(double internal);

  /** Draws an internal value: uniformly, or uniformly in the logarithm. */
  double sample(RandomGenerator random);

  /**
   * Draws an internal value near another: up to a quarter of the range away, in the logarithm where
   * the distribution is logarithmic; any other choice of categories.
   */
  double sampleNear(double internal, RandomGenerator random);

  /**
   * Returns whether a parameter of this distribution in one trial may have the other in another
   * trial of the same study: the choices of categories must be the same, in the same order, and
   * numbers must be of the same kind and scale.
   */
  boolean compatible(Distribution other);

  /** Returns the text of JSON by which Optuna writes it. */
  default String toJson() {
    return DistributionJson.write(this);
  }

  /**
   * Reads the text of JSON by which Optuna writes distributions, also those of its older versions.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Distribution fromJson(String json) {
    return DistributionJson.read(json);
  }
}
