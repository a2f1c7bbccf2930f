package io.github.hwgptbench.algorithm.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Finds the supported part of a front: for each body, and each of many weights of the objectives
 * (Lagrange multipliers), the network with the smallest weighted sum.
 *
 * <p>If objectives were sums over layers, each layer could be chosen by itself. They nearly are; so
 * the effects of all changes of one layer are evaluated about a network, every layer is chosen by
 * them, and the effects are evaluated anew about what comes out, until nothing gets better.
 */
final class MultiplierSweep {

  private static final int ROUNDS = 12;
  private static final int SAMPLE = 4096;
  /** Of a violation as large as any of a sample, in ranges of an objective. */
  private static final double PENALTY = 10;

  private final Exploration exploration;
  private final LayeredGenotypes layered;
  private final double[] scales;
  private final double violationScale;

  /** A network, its weighted sum, and those of all changes of one layer. */
  private record Center(int[] genes, double score, List<int[]> changed, double[] scores) {}

  MultiplierSweep(
      Exploration exploration,
      LayeredGenotypes layered,
      List<int[]> bodies,
      RandomGenerator random) {
    this.exploration = exploration;
    this.layered = layered;
    List<int[]> sample = new ArrayList<>(SAMPLE);
    for (int i = 0; i < SAMPLE; i++) {
      int[] body = bodies.get(i % bodies.size());
      sample.add(layered.mixed(body, body, layered.layers(body) * 2, random));
    }
    Exploration.Values values = exploration.evaluate(sample);
    scales = new double[exploration.objectives()];
    for (int objective = 0; objective < scales.length; objective++) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (double[] row : values.objectives()) {
        min = Math.min(min, row[objective]);
        max = Math.max(max, row[objective]);
      }
      scales[objective] = max > min ? max - min : 1;
    }
    double largest = Arrays.stream(values.violation()).max().orElse(0);
    violationScale = largest > 0 ? largest : 1;
  }

  /**
   * Sweeps over all weights.
   *
   * @param bodies one network of each body
   * @param steps how many parts of the whole weight there are to share between the objectives
   */
  void run(List<int[]> bodies, int steps) {
    List<double[]> weights = weights(exploration.objectives(), steps);
    for (int[] body : bodies) {
      int[] genes = body;
      for (double[] weight : weights) {
        if (exploration.exhausted()) {
          return;
        }
        genes = minimize(genes, weight);
      }
    }
  }

  /** Returns all ways to share so many equal parts of a whole between the objectives. */
  static List<double[]> weights(int objectives, int steps) {
    List<double[]> all = new ArrayList<>();
    share(all, new double[objectives], 0, steps, steps);
    return all;
  }

  private static void share(List<double[]> all, double[] weight, int from, int left, int steps) {
    if (from == weight.length - 1) {
      weight[from] = (double) left / steps;
      all.add(weight.clone());
      return;
    }
    for (int part = 0; part <= left; part++) {
      weight[from] = (double) part / steps;
      share(all, weight, from + 1, left - part, steps);
    }
  }

  private int[] minimize(int[] start, double[] weight) {
    Center center = center(start, weight);
    if (center.changed().isEmpty()) {
      return start;
    }
    for (int round = 0; round < ROUNDS && !exploration.exhausted(); round++) {
      Center next = center(solved(center), weight);
      if (!(next.score() < center.score())) {
        int best = argmin(center.scores());
        if (!(center.scores()[best] < center.score())) {
          return center.genes();
        }
        next = center(center.changed().get(best), weight);
      }
      center = next;
    }
    return center.genes();
  }

  private Center center(int[] genes, double[] weight) {
    List<int[]> changed = layered.oneLayerChanges(genes);
    List<int[]> all = new ArrayList<>(changed);
    all.add(genes);
    Exploration.Values values = exploration.evaluateNeighbors(genes, all);
    double[] scores = new double[all.size()];
    Arrays.fill(scores, Double.POSITIVE_INFINITY);
    for (int i = 0; i < values.objectives().length; i++) {
      scores[i] = score(values.objectives()[i], values.violation()[i], weight);
    }
    return new Center(
        genes, scores[changed.size()], changed, Arrays.copyOf(scores, changed.size()));
  }

  private double score(double[] objectives, double violation, double[] weight) {
    double score = PENALTY * violation / violationScale;
    for (int objective = 0; objective < objectives.length; objective++) {
      score += weight[objective] * objectives[objective] / scales[objective];
    }
    return score;
  }

  /** Chooses every layer as if it were the only one to change. */
  private int[] solved(Center center) {
    int[] solved = center.genes().clone();
    int others = layered.options() - 1;
    for (int layer = 0; layer < layered.layers(solved); layer++) {
      double best = center.score();
      for (int i = layer * others; i < (layer + 1) * others; i++) {
        if (center.scores()[i] < best) {
          best = center.scores()[i];
          layered.set(solved, layer, layered.option(center.changed().get(i), layer));
        }
      }
    }
    return solved;
  }

  private static int argmin(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] < values[best]) {
        best = i;
      }
    }
    return best;
  }
}
