package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.indicator.AttainmentField.Range;
import io.github.hwgptbench.indicator.AttainmentSurface.Corner;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AttainmentFieldTest {

  private static final Range UNIT = new Range(0, 1);

  /** A goal is the centre of a cell. */
  private static double share(AttainmentField field, double first, double second) {
    return field.share(
        (int) (first * AttainmentField.COLUMNS), (int) (second * AttainmentField.ROWS));
  }

  @Test
  void countsRunsThatAttainedAGoal() {
    AttainmentField field = AttainmentField.of(
        List.of(
            new double[][] {{0.2, 0.8}, {0.8, 0.2}},
            new double[][] {{0.5, 0.5}, {0.9, 0.9}},
            new double[0][],
            new double[][] {{0.5, 0.8}}),
        UNIT,
        UNIT);
    assertEquals(0, share(field, 0.1, 0.99));
    assertEquals(0.25, share(field, 0.3, 0.9));
    assertEquals(0.75, share(field, 0.6, 0.9));
    assertEquals(0.25, share(field, 0.6, 0.6));
    assertEquals(0.5, share(field, 0.9, 0.6));
    assertEquals(0.75, share(field, 0.99, 0.99));
  }

  @Test
  void maximisedObjectivesBeginAtTheirLargestValue() {
    AttainmentField field = AttainmentField.of(
        List.<double[][]>of(new double[][] {{0.7, 30}}), new Range(1, 0), new Range(10, 110));
    // Goals of an accuracy of less than 0.7, and of more than 30.
    assertEquals(1, share(field, 0.4, 0.3));
    assertEquals(0, share(field, 0.2, 0.3));
    assertEquals(0, share(field, 0.4, 0.1));
    assertEquals(0.25, field.first().at(0.75));
    assertEquals(35, field.second().at(0.25));
  }

  /** Both say the same of a goal: how many runs attained it. */
  @Property(tries = 50)
  void agreesWithTheSurfaces(@ForAll @IntRange(min = 1, max = 6) int count, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[][]> runs = new ArrayList<>();
    for (int run = 0; run < count; run++) {
      double[][] points = new double[random.nextInt(5)][];
      for (int i = 0; i < points.length; i++) {
        points[i] = new double[] {random.nextDouble(), random.nextDouble()};
      }
      runs.add(points);
    }
    AttainmentField field = AttainmentField.of(runs, UNIT, UNIT);
    List<AttainmentSurface> surfaces = AttainmentSurface.all(runs);
    for (int column = 0; column < AttainmentField.COLUMNS; column += 7) {
      for (int row = 0; row < AttainmentField.ROWS; row += 7) {
        double first = (column + 0.5) / AttainmentField.COLUMNS;
        double second = (row + 0.5) / AttainmentField.ROWS;
        long attained = surfaces.stream()
            .filter(surface -> attained(surface.corners(), first, second))
            .count();
        assertEquals(attained / (double) count, field.share(column, row));
      }
    }
  }

  private static boolean attained(List<Corner> corners, double first, double second) {
    return corners.stream()
        .anyMatch(corner -> corner.first() <= first && corner.second() <= second);
  }

  @Test
  void refusesWhatHasNoGoals() {
    assertThrows(IllegalArgumentException.class, () -> AttainmentField.of(List.of(), UNIT, UNIT));
    assertThrows(IllegalArgumentException.class, () -> new Range(1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Range(0, Double.NaN));
  }
}
