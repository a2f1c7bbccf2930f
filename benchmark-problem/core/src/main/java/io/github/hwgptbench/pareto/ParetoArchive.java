package io.github.hwgptbench.pareto;

import io.github.hwgptbench.internal.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The non-dominated points of all that were ever added, of any number, each with something that it
 * belongs to. Of equal points the first one stays.
 *
 * <p>An archive of two objectives finds a place for a point in O(log n), in blocks of members, few
 * of which move; one of more takes O(n) at worst and far less as a rule. Not safe for use by
 * several threads at a time.
 *
 * @param <T> what points belong to
 */
public abstract class ParetoArchive<T> {

  private final int objectives;

  /**
   * A point of an archive.
   *
   * @param objectives its values; not to be changed
   * @param value what it belongs to
   * @param <T> what points belong to
   */
  public record Member<T>(double[] objectives, T value) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Member<?> that
          && Arrays.equals(objectives, that.objectives)
          && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(objectives) + Objects.hashCode(value);
    }

    @Override
    public String toString() {
      return Text.format("%s at %s", value, Arrays.toString(objectives));
    }
  }

  ParetoArchive(int objectives) {
    this.objectives = objectives;
  }

  /**
   * Returns an empty archive.
   *
   * @param objectives number of objectives, at least 1; all minimised
   * @throws IllegalArgumentException if the number is not positive
   */
  public static <T> ParetoArchive<T> of(int objectives) {
    if (objectives < 1) {
      throw new IllegalArgumentException(
          Text.format("Archive of %d objectives; allowed: 1 or more", objectives));
    }
    return objectives == 2 ? new PlaneArchive<>() : new TreeArchive<>(objectives);
  }

  /**
   * Adds a point unless a member is nowhere worse, and drops the members that it dominates.
   *
   * @param point its values, copied
   * @param value what it belongs to
   * @return whether the point is a member now
   * @throws IllegalArgumentException if the number of objectives is wrong, or a value is NaN
   */
  public final boolean add(double[] point, T value) {
    check(point);
    return addChecked(point, value);
  }

  /**
   * Returns whether a member dominates a point. A point that is equal to a member is dominated by
   * none.
   *
   * @param point its values
   * @throws IllegalArgumentException if the number of objectives is wrong, or a value is NaN
   */
  public final boolean dominates(double[] point) {
    check(point);
    return dominatesChecked(point);
  }

  private void check(double[] point) {
    if (point.length != objectives) {
      throw new IllegalArgumentException(
          Text.format("Point of %d objectives in an archive of %d", point.length, objectives));
    }
    for (double coordinate : point) {
      if (Double.isNaN(coordinate)) {
        throw new IllegalArgumentException(
            Text.format("Point %s: NaN can't be compared", Arrays.toString(point)));
      }
    }
  }

  abstract boolean addChecked(double[] point, T value);

  abstract boolean dominatesChecked(double[] point);

  /** Returns how many members there are. */
  public abstract int size();

  /** Returns all members, in lexicographic order of their points, in a new list. */
  public abstract List<Member<T>> members();
}
