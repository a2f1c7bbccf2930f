package io.github.hwgptbench.problem.moea;

import io.github.hwgptbench.internal.text.Text;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.moeaframework.core.Defined;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.variable.AbstractVariable;
import org.moeaframework.core.variable.Variable;
import org.moeaframework.core.variable.VariableEncodingException;

/**
 * A variable with unordered levels, numbered from 0. The framework's integers consist of bits, so
 * some values are more likely than others unless their number is a power of two.
 */
public final class CategoricalVariable extends AbstractVariable {

  private static final long serialVersionUID = 1;

  private final int levels;
  private int value;

  /**
   * Makes a variable at level 0.
   *
   * @param levels number of levels, at least 1
   * @throws IllegalArgumentException if the number is not positive
   */
  public CategoricalVariable(int levels) {
    this(null, levels);
  }

  /**
   * Makes a variable at level 0.
   *
   * @param name the name, or null
   * @param levels number of levels, at least 1
   * @throws IllegalArgumentException if the number is not positive
   */
  public CategoricalVariable(@Nullable String name, int levels) {
    super(name);
    if (levels < 1) {
      throw new IllegalArgumentException(
          Text.format("Variable '%s': %d levels; allowed: 1 or more", name, levels));
    }
    this.levels = levels;
  }

  /** Returns the number of levels. */
  public int getLevels() {
    return levels;
  }

  /** Returns the level, 0 to {@code getLevels() - 1}. */
  public int getValue() {
    return value;
  }

  /**
   * Sets the level.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  public void setValue(int value) {
    if (value < 0 || value >= levels) {
      throw new IllegalArgumentException(Text.format(
          "Variable '%s': level %d is out of range; allowed: 0 to %d", name, value, levels - 1));
    }
    this.value = value;
  }

  /** Draws the level uniformly. */
  @Override
  public void randomize() {
    value = PRNG.nextInt(levels);
  }

  @Override
  public CategoricalVariable copy() {
    CategoricalVariable copy = new CategoricalVariable(name, levels);
    copy.value = value;
    return copy;
  }

  @Override
  public String encode() {
    return Integer.toString(value);
  }

  @Override
  public void decode(String text) {
    try {
      setValue(Integer.parseInt(text));
    } catch (IllegalArgumentException e) {
      throw new VariableEncodingException(
          Text.format(
              "Variable '%s': '%s' is not a level; allowed: 0 to %d", name, text, levels - 1),
          e);
    }
  }

  @Override
  public String getDefinition() {
    return name == null
        ? Defined.createDefinition(Variable.class, CategoricalVariable.class, levels)
        : Defined.createDefinition(Variable.class, CategoricalVariable.class, name, levels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoricalVariable that
        && Objects.equals(name, that.name)
        && levels == that.levels
        && value == that.value;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Objects.hashCode(name) + levels) + value;
  }

  /** Returns the level. */
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
