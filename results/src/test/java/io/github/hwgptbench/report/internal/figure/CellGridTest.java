package io.github.hwgptbench.report.internal.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Leaving out points changes nothing that can be seen. */
class CellGridTest {

  @Property
  void whatIsLeftOutIsNearToWhatIsLeft(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -5, max = 5) Double> numbers,
      @ForAll @IntRange(min = 1, max = 9) int cells) {
    List<Scatter.Point> all = IntStream.range(0, numbers.size())
        .mapToObj(i -> new Scatter.Point(
            numbers.get(i), numbers.get((i * 7 + 3) % numbers.size()), Integer.toString(i)))
        .toList();
    Scatter scatter = Scatter.ofArchitectures("a", Style.FIRST, all);

    List<Scatter.Point> left = scatter.thinned(cells).points();

    assertTrue(left.size() <= cells * cells);
    assertTrue(all.containsAll(left));
    double width = width(scatter.xs()) / cells + 1e-9;
    double height = width(scatter.ys()) / cells + 1e-9;
    for (Scatter.Point point : all) {
      assertTrue(
          left.stream()
              .anyMatch(other -> Math.abs(other.x() - point.x()) <= width
                  && Math.abs(other.y() - point.y()) <= height),
          point::toString);
    }
  }

  private static double width(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length - 1] - sorted[0];
  }

  @Test
  void staircasesKeepTheirEndsAndTheirShape() {
    List<Steps.Corner> corners = IntStream.rangeClosed(0, 10_000)
        .mapToObj(i -> new Steps.Corner(i, 10_000 - i))
        .toList();

    List<Steps.Corner> left = new Steps("a", Style.FIRST, corners).thinned(100).corners();

    assertEquals(corners.get(0), left.get(0));
    assertEquals(corners.get(10_000), left.get(left.size() - 1));
    assertTrue(left.size() >= 100 && left.size() <= 202, () -> "" + left.size());
    for (int i = 1; i < left.size(); i++) {
      assertTrue(left.get(i).x() - left.get(i - 1).x() <= 101, left.get(i)::toString);
    }
  }

  @Test
  void onePlaceIsOnePoint() {
    Scatter same = Scatter.ofArchitectures(
        "a",
        Style.FIRST,
        List.of(new Scatter.Point(3, 4, "first"), new Scatter.Point(3, 4, "second")));

    assertEquals(List.of(new Scatter.Point(3, 4, "first")), same.thinned(10).points());
  }
}
