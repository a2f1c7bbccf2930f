package io.github.hwgptbench.examples;

import io.github.hwgptbench.citation.Reference;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.IndicatorReference;
import io.github.hwgptbench.statistics.Better;
import java.util.Arrays;
import java.util.List;

/**
 * A custom quality indicator: the generational distance (Van Veldhuizen and Lamont 1998), the mean
 * distance of the points found to the nearest point of the reference front. The line in
 * {@code META-INF/services} is all that is needed besides this class.
 */
public final class GenerationalDistanceExample implements Indicator {

  @Override
  public String id() {
    return "gd";
  }

  @Override
  public String label() {
    return "GD";
  }

  @Override
  public Better better() {
    return Better.LESS;
  }

  @Override
  public List<Reference> references() {
    return List.of(
        new Reference("vanveldhuizen1998evolutionary", "Van Veldhuizen and Lamont 1998", """
            @techreport{vanveldhuizen1998evolutionary,
              author      = {Van Veldhuizen, David A. and Lamont, Gary B.},
              title       = {Multiobjective Evolutionary Algorithm Research: A History and Analysis},
              institution = {Air Force Institute of Technology},
              number      = {TR-98-03},
              year        = {1998}
            }
            """));
  }

  @Override
  public double value(double[][] points, IndicatorReference reference) {
    return Arrays.stream(points)
        .mapToDouble(point -> Arrays.stream(reference.front())
            .mapToDouble(target -> distance(point, target))
            .min()
            .getAsDouble())
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static double distance(double[] one, double[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(squares);
  }
}
