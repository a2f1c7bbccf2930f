package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The hypervolume by slices down to three objectives, slower than {@link RankedVolume}. */
final class SlicedVolume {

  private SlicedVolume() {}

  /**
   * Adds up what each point dominates and no later one does, where later ones are better in the
   * last objective. So in that objective every share reaches from the point to the reference, and
   * the rest of it is a volume of one objective less.
   */
  static double of(List<double[]> points, double[] reference, int objectives) {
    if (points.isEmpty() || objectives <= 3) {
      return Hypervolume.volume(points, reference, objectives);
    }
    List<double[]> front = nondominated(points);
    int last = objectives - 1;
    double volume = 0;
    for (int i = 0; i < front.size(); i++) {
      double[] point = front.get(i);
      List<double[]> shadows = new ArrayList<>(front.size() - i - 1);
      for (double[] later : front.subList(i + 1, front.size())) {
        double[] shadow = new double[last];
        for (int objective = 0; objective < last; objective++) {
          shadow[objective] = Math.max(point[objective], later[objective]);
        }
        shadows.add(shadow);
      }
      double box = 1;
      for (int objective = 0; objective < last; objective++) {
        box *= reference[objective] - point[objective];
      }
      volume += (reference[last] - point[last]) * (box - of(shadows, reference, last));
    }
    return volume;
  }

  /** Returns one of each point that no other dominates, falling in the last objective. */
  private static List<double[]> nondominated(List<double[]> points) {
    List<double[]> rising = new ArrayList<>(points);
    rising.sort(SlicedVolume::compareFromTheLast);
    List<double[]> front = new ArrayList<>();
    for (double[] point : rising) {
      if (front.stream().noneMatch(better -> Dominance.covers(better, point))) {
        front.add(point);
      }
    }
    Collections.reverse(front);
    return front;
  }

  private static int compareFromTheLast(double[] a, double[] b) {
    for (int objective = a.length - 1; objective >= 0; objective--) {
      if (a[objective] != b[objective]) {
        return a[objective] < b[objective] ? -1 : 1;
      }
    }
    return 0;
  }
}
