package io.github.hwgptbench.algorithm.internal.factory;

import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A factory that calls a function, usually a constructor of the optimizer.
 *
 * @since 0.2.0
 */
public abstract class ConstructorFactory extends DeclaredFactory {

  /** Makes an optimizer. */
  @FunctionalInterface
  public interface Constructor {

    /** See {@link io.github.hwgptbench.algorithm.OptimizerFactory#create}. */
    Optimizer create(SearchTask task, Settings settings, RandomGenerator random);
  }

  private final Constructor constructor;

  /**
   * Declares an algorithm.
   *
   * @param name with the preset after an {@code @}, unless it is the default
   * @param description one line on what the algorithm does
   */
  protected ConstructorFactory(
      String name,
      String description,
      ConstraintHandling constraintHandling,
      List<Setting<?>> settings,
      Constructor constructor) {
    super(name, description, constraintHandling, settings);
    this.constructor = constructor;
  }

  @Override
  public final Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
    return constructor.create(task, settings, random);
  }
}
