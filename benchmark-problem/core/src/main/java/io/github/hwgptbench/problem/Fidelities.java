package io.github.hwgptbench.problem;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;

/**
 * How thoroughly architectures of a problem can be evaluated: levels from the roughest to the
 * highest, each with its amount of what is counted, such as measurements or tokens, and its cost.
 *
 * <p>The highest costs 1, so a cost is a number of full evaluations. Evaluations are nested: an
 * architecture that was evaluated at a lower level continues from there, and costs the difference.
 *
 * @param unit the quantity that is counted, in the plural, such as {@code tokens}
 * @param levels at least one, amounts and costs ascending, the last of cost 1
 * @since 0.2.0
 */
public record Fidelities(String unit, List<Level> levels) {

  /** Repeated measurements, of which the median is observed. */
  public static final String MEASUREMENTS = "measurements";

  /** Tokens of text that a language model is evaluated on. */
  public static final String TOKENS = "tokens";

  /** The levels of a problem where every evaluation is the same: one, of cost 1. */
  public static final Fidelities SINGLE = of("evaluations", List.of(1));

  /**
   * One level.
   *
   * @param amount how much is counted, positive
   * @param cost in evaluations at the highest level, above 0 to 1
   */
  public record Level(int amount, double cost) {}

  /**
   * Makes levels.
   *
   * @throws IllegalArgumentException if there are none, they do not ascend, or a number is out of
   *     its range
   */
  public Fidelities {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("No fidelity; allowed: one or more");
    }
    Level before = new Level(0, 0);
    for (Level level : levels) {
      if (level.amount <= before.amount || !(level.cost > before.cost) || level.cost > 1) {
        throw new IllegalArgumentException(Text.format(
            "Fidelity of %d %s at cost %s after %d at cost %s; allowed: ascending positive"
                + " numbers, costs up to 1",
            level.amount, unit, level.cost, before.amount, before.cost));
      }
      before = level;
    }
    if (before.cost != 1) {
      throw new IllegalArgumentException(
          Text.format("Cost %s of the highest fidelity; allowed: 1", before.cost));
    }
  }

  /**
   * Makes levels that cost as much as their share of the highest amount.
   *
   * @param amounts positive, ascending
   * @throws IllegalArgumentException if there are none, or they do not ascend
   */
  public static Fidelities of(String unit, List<Integer> amounts) {
    for (int i = 0; i < amounts.size(); i++) {
      if (amounts.get(i) <= (i == 0 ? 0 : amounts.get(i - 1))) {
        throw new IllegalArgumentException(
            Text.format("Fidelities %s %s; allowed: ascending positive numbers", amounts, unit));
      }
    }
    double highest = amounts.isEmpty() ? 1 : amounts.get(amounts.size() - 1);
    return new Fidelities(
        unit,
        amounts.stream().map(amount -> new Level(amount, amount / highest)).toList());
  }

  /** Returns how many levels there are. */
  public int size() {
    return levels.size();
  }

  /** Returns whether there is one level only. */
  public boolean single() {
    return levels.size() == 1;
  }

  /** Returns the index of the highest level. */
  public int highest() {
    return levels.size() - 1;
  }

  /**
   * Returns the cost of a level for an architecture that was not evaluated before.
   *
   * @throws IndexOutOfBoundsException if there is no such level
   */
  public double cost(int level) {
    return levels.get(level).cost;
  }

  /**
   * Returns the cost of a level for an architecture that may have been evaluated before: the
   * difference where it was at a lower level, all of it otherwise.
   *
   * @param level the index of the level
   * @param before the index of the level of its evaluation that can be gone on with; -1 for none
   * @throws IndexOutOfBoundsException if there is no such level
   */
  public double cost(int level, int before) {
    return before < 0 || before >= level ? cost(level) : cost(level) - cost(before);
  }

  /**
   * Returns the index of the level with an amount.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public int indexOf(int amount) {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).amount == amount) {
        return i;
      }
    }
    throw new IllegalArgumentException(Text.format(
        "Fidelity of %d %s; allowed: %s",
        amount, unit, levels.stream().map(level -> String.valueOf(level.amount)).toList()));
  }

  /** Returns amounts and unit, such as {@code 1, 5, 25 measurements}. */
  @Override
  public String toString() {
    boolean one = single() && levels.get(0).amount == 1;
    return Text.format(
        "%s %s",
        String.join(
            ", ", levels.stream().map(level -> String.valueOf(level.amount)).toList()),
        one ? unit.replaceFirst("s$", "") : unit);
  }
}
