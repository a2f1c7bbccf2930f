package io.github.hwgptbench.algorithm.internal.factory;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Setting;
import java.util.List;

/**
 * A factory whose declarations are constants. The optimizers of its default preset learn; those of
 * other presets, which reproduce published code, do not.
 *
 * @since 0.2.0
 */
public abstract class DeclaredFactory implements OptimizerFactory {

  private final AlgorithmName name;
  private final String description;
  private final ConstraintHandling constraintHandling;
  private final List<Setting<?>> settings;

  /**
   * Declares an algorithm.
   *
   * @param name with the preset after an {@code @}, unless it is the default
   * @param description one line on what the algorithm does
   */
  protected DeclaredFactory(
      String name,
      String description,
      ConstraintHandling constraintHandling,
      List<Setting<?>> settings) {
    this.name = AlgorithmName.parse(name);
    this.description = description;
    this.constraintHandling = constraintHandling;
    this.settings = settings;
  }

  @Override
  public final String name() {
    return name.name();
  }

  @Override
  public final String preset() {
    return name.preset();
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final List<Setting<?>> settings() {
    return settings;
  }

  @Override
  public final ConstraintHandling constraintHandling() {
    return constraintHandling;
  }

  @Override
  public final boolean learns() {
    return preset().equals(AlgorithmName.DEFAULT);
  }
}
