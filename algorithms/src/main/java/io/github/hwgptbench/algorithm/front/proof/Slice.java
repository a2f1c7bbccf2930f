package io.github.hwgptbench.algorithm.front.proof;

import io.github.hwgptbench.surrogate.LayeredRamps;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The architectures with one embed_dim, n_layer and bias: what every choice of every layer adds to
 * the linear part of each metric, and to the input of each ramp. Immutable.
 */
final class Slice {

  private final int layers;
  private final int choices;
  private final int metrics;
  /**
   * By metric, then by ramp; each has one entry per layer and choice. Sums over a column of its own
   * for each are turned into vector instructions.
   */
  private final double[][] columns;
  /** The same by layer and choice, for sums of single architectures. */
  private final double[][] rows;
  /** The sum over layers of the largest magnitude, of each column. */
  private final double[] magnitudes;
  /** Of each ramp. */
  private final int[] metricOf;

  private final double[] signs;
  /** Of each ramp, the entries of each layer by increasing input. */
  private final int[][] orders;

  /**
   * Puts a slice together.
   *
   * @param sums of each metric, minimised
   */
  Slice(List<LayeredRamps> sums) {
    layers = sums.get(0).linear().length;
    choices = sums.get(0).linear()[0].length;
    metrics = sums.size();
    int ramps = sums.stream().mapToInt(sum -> sum.signs().length).sum();
    columns = new double[metrics + ramps][];
    metricOf = new int[ramps];
    signs = new double[ramps];
    int ramp = 0;
    for (int metric = 0; metric < metrics; metric++) {
      LayeredRamps sum = sums.get(metric);
      columns[metric] = flat(sum.linear());
      for (int k = 0; k < sum.signs().length; k++) {
        columns[metrics + ramp] = flat(sum.inputs()[k]);
        metricOf[ramp] = metric;
        signs[ramp] = sum.signs()[k];
        ramp++;
      }
    }
    orders = new int[ramps][];
    for (int k = 0; k < ramps; k++) {
      orders[k] = order(input(k));
    }
    rows = new double[layers * choices][columns.length];
    magnitudes = new double[columns.length];
    for (int column = 0; column < columns.length; column++) {
      magnitudes[column] = magnitude(columns[column]);
      for (int i = 0; i < rows.length; i++) {
        rows[i][column] = columns[column][i];
      }
    }
  }

  private double[] flat(double[][] rows) {
    double[] flat = new double[layers * choices];
    for (int layer = 0; layer < layers; layer++) {
      System.arraycopy(rows[layer], 0, flat, layer * choices, choices);
    }
    return flat;
  }

  private int[] order(double[] column) {
    return IntStream.range(0, column.length)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer i) -> i / choices).thenComparingDouble(i -> column[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private double magnitude(double[] column) {
    double sum = 0;
    for (int layer = 0; layer < layers; layer++) {
      double largest = 0;
      for (int i = layer * choices; i < (layer + 1) * choices; i++) {
        largest = Math.max(largest, Math.abs(column[i]));
      }
      sum += largest;
    }
    return sum;
  }

  int layers() {
    return layers;
  }

  int choices() {
    return choices;
  }

  int metrics() {
    return metrics;
  }

  int ramps() {
    return signs.length;
  }

  /** Returns the linear part of a metric, one entry per layer and choice. */
  double[] linear(int metric) {
    return columns[metric];
  }

  /** Returns the input of a ramp, one entry per layer and choice. */
  double[] input(int ramp) {
    return columns[metrics + ramp];
  }

  /** Returns the entries of each layer by increasing input of a ramp. */
  int[] order(int ramp) {
    return orders[ramp];
  }

  /**
   * Returns what a choice of a layer adds to the linear part of each metric, then to each input.
   */
  double[] row(int layer, int choice) {
    return rows[layer * choices + choice];
  }

  /** Returns the minimum input of a ramp, exact; with a sign of -1, minus the maximum. */
  double extreme(int ramp, double sign) {
    double sum = 0;
    for (int layer = 0; layer < layers; layer++) {
      double minimum = Double.POSITIVE_INFINITY;
      for (int i = layer * choices; i < (layer + 1) * choices; i++) {
        minimum = Math.min(minimum, sign * input(ramp)[i]);
      }
      sum += minimum;
    }
    return sum;
  }

  /** Returns about how much the values of a metric differ. */
  double spread(int metric) {
    double[] column = columns[metric];
    double sum = 0;
    for (int layer = 0; layer < layers; layer++) {
      double least = column[layer * choices];
      double most = least;
      for (int i = layer * choices; i < (layer + 1) * choices; i++) {
        least = Math.min(least, column[i]);
        most = Math.max(most, column[i]);
      }
      sum += most - least;
    }
    return sum > 0 ? sum : 1;
  }

  double linearMagnitude(int metric) {
    return magnitudes[metric];
  }

  double inputMagnitude(int ramp) {
    return magnitudes[metrics + ramp];
  }

  int metric(int ramp) {
    return metricOf[ramp];
  }

  /** Returns 1 or -1. */
  double sign(int ramp) {
    return signs[ramp];
  }

  /** Writes the values of all metrics of an architecture, exactly. */
  void evaluate(int[] chosen, double[] values) {
    for (int metric = 0; metric < metrics; metric++) {
      values[metric] = sum(columns[metric], chosen);
    }
    for (int ramp = 0; ramp < signs.length; ramp++) {
      values[metricOf[ramp]] += signs[ramp] * Math.max(0, sum(input(ramp), chosen));
    }
  }

  double sum(double[] column, int[] chosen) {
    double sum = 0;
    for (int layer = 0; layer < layers; layer++) {
      sum += column[layer * choices + chosen[layer]];
    }
    return sum;
  }
}
