package io.github.hwgptbench.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LinearKernelTest {

  private static final int FIRST = 3;
  private static final int SECOND = 6;

  private static double[] point(int bits) {
    double[] point = new double[FIRST + SECOND];
    for (int i = 0; i < point.length; i++) {
      point[i] = bits >> i & 1;
    }
    return point;
  }

  /** Published runs depend on the bits. Every fifth point is taken back again. */
  @Property
  void observedPointsGiveBitIdenticalCovariances(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 511) Integer> points,
      @ForAll @IntRange(max = 511) int target) {
    Covariance covariance = new LinearKernel(
            FIRST, SECOND, Collections.nCopies(3, new Hyperparameter("variance", 0, 1)))
        .with(new double[] {-0.3, 0.7, -1.9});
    ObservedPoints observed = covariance.observed();
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double[] point = covariance.prepare(point(points.get(i)));
      observed.add(point);
      if (i % 5 == 4) {
        observed.removeLast();
      } else {
        kept.add(point);
      }
    }
    double[] prepared = covariance.prepare(point(target));
    double[] covariances = new double[kept.size()];
    observed.covariances(prepared, covariances);
    for (int i = 0; i < covariances.length; i++) {
      assertEquals(covariance.of(prepared, kept.get(i)), covariances[i]);
    }
  }
}
