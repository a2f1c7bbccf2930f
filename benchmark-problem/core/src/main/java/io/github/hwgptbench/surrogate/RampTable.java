package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The ramps of several {@link RampNetwork}s for one embed_dim and one bias, laid out for
 * evaluation: a row per value of the genes of a layer, which holds what that layer adds to each
 * ramp. Evaluating is adding up one row per active layer.
 *
 * <p>Within one embed_dim and bias many ramps are 0 for every architecture, and are left out;
 * others are positive for every architecture, and all of an architecture share one column, since
 * their sum is linear. Weights are multiplied into the rows. None of this rounds: each entry and
 * each sum of entries is a partial sum of those that the constructor of {@link RampNetwork} has
 * found exact.
 *
 * <p>Immutable.
 */
final class RampTable {

  /** Columns are filled up to a multiple of this, for loops over whole vectors. */
  private static final int LANES = 4;

  private final ArchitectureLayout layout;
  private final int[] layerCounts;
  private final int maxLayers;
  private final int headChoices;
  private final int pairs;
  /** Columns of a row, with those that fill up. */
  private final int stride;
  /**
   * Rows by layer and pair, then rows by n_layer and pair of the last layer. Each is an array of
   * its own: loops over parts of one large array are not turned into vector instructions by JDK 17.
   */
  private final double[][] rows;
  /** The first of the rows of last layers. */
  private final int lastRow;
  /**
   * Of each architecture: its linear column, behind which is the column of the signed sum of the
   * inputs of its ramps; then the first column that falls, behind those that rise; then the end.
   */
  private final int[] columns;

  /** The entries of one column. */
  private static final class Column {

    final double[][] layers;
    final double[][] last;

    Column(int layers, int depths, int pairs) {
      this.layers = new double[layers][pairs];
      this.last = new double[depths][pairs];
    }

    void add(Column other, double sign) {
      add(layers, other.layers, sign);
      add(last, other.last, sign);
    }

    private static void add(double[][] to, double[][] from, double sign) {
      for (int i = 0; i < to.length; i++) {
        for (int j = 0; j < to[i].length; j++) {
          to[i][j] += sign * from[i][j];
        }
      }
    }
  }

  RampTable(
      SearchSpace space, FeatureMap features, List<RampNetwork> networks, int embed, int bias) {
    layout = space.layout();
    layerCounts = space.layerCounts().stream().mapToInt(Integer::intValue).toArray();
    maxLayers = space.maxLayers();
    headChoices = space.headCounts().size();
    pairs = space.mlpRatios().size() * headChoices;
    columns = new int[3 * networks.size()];
    List<Column> all = new ArrayList<>();
    for (int network = 0; network < networks.size(); network++) {
      addColumns(all, networks.get(network), features, embed, bias, 3 * network);
    }
    stride = filledUp(all.size());
    lastRow = maxLayers * pairs;
    rows = new double[lastRow + layerCounts.length * pairs][stride];
    for (int column = 0; column < all.size(); column++) {
      copy(all.get(column).layers, 0, column);
      copy(all.get(column).last, lastRow, column);
    }
  }

  private void copy(double[][] entries, int firstRow, int column) {
    for (int i = 0; i < entries.length; i++) {
      for (int pair = 0; pair < pairs; pair++) {
        rows[firstRow + i * pairs + pair][column] = entries[i][pair];
      }
    }
  }

  private void addColumns(
      List<Column> all, RampNetwork network, FeatureMap features, int embed, int bias, int at) {
    Column linear = new Column(maxLayers, layerCounts.length, pairs);
    Column inputs = new Column(maxLayers, layerCounts.length, pairs);
    List<Column> rising = new ArrayList<>();
    List<Column> falling = new ArrayList<>();
    for (int ramp = 0; ramp < network.ramps(); ramp++) {
      double weight = network.weight(ramp);
      Column column = column(network.slopes(ramp), Math.abs(weight), features, embed, bias);
      if (minimum(column, 1) >= 0) {
        linear.add(column, Math.signum(weight));
      } else if (minimum(column, -1) < 0) {
        inputs.add(column, Math.signum(weight));
        (weight < 0 ? falling : rising).add(column);
      }
    }
    columns[at] = all.size();
    all.add(linear);
    all.add(inputs);
    all.addAll(rising);
    columns[at + 1] = all.size();
    all.addAll(falling);
    columns[at + 2] = all.size();
  }

  private Column column(double[] slopes, double weight, FeatureMap features, int embed, int bias) {
    Column column = new Column(maxLayers, layerCounts.length, pairs);
    for (int pair = 0; pair < pairs; pair++) {
      int ratio = pair / headChoices;
      int heads = pair % headChoices;
      for (int layer = 0; layer < maxLayers; layer++) {
        column.layers[layer][pair] = weight * features.layer(slopes, layer, ratio, heads, bias);
      }
      for (int depth = 0; depth < layerCounts.length; depth++) {
        column.last[depth][pair] = weight * features.start(slopes, embed, depth, bias)
            + weight * features.last(slopes, ratio, heads)
            + column.layers[layerCounts[depth] - 1][pair];
      }
    }
    return column;
  }

  /** Returns the minimum sum of any architecture; with a sign of -1, minus the maximum sum. */
  private double minimum(Column column, int sign) {
    double minimum = Double.POSITIVE_INFINITY;
    for (int depth = 0; depth < layerCounts.length; depth++) {
      double sum = minimum(column.last[depth], sign);
      for (int layer = 0; layer < layerCounts[depth] - 1; layer++) {
        sum += minimum(column.layers[layer], sign);
      }
      minimum = Math.min(minimum, sum);
    }
    return minimum;
  }

  private static double minimum(double[] entries, int sign) {
    double minimum = Double.POSITIVE_INFINITY;
    for (double entry : entries) {
      minimum = Math.min(minimum, sign * entry);
    }
    return minimum;
  }

  /**
   * Returns how many sums {@link #sum} needs room for, at most, whatever embed_dim and bias are.
   */
  static int room(List<RampNetwork> networks) {
    int columns = 0;
    for (RampNetwork network : networks) {
      columns += 2 + network.ramps();
    }
    return filledUp(columns);
  }

  private static int filledUp(int columns) {
    return (columns + LANES - 1) / LANES * LANES;
  }

  private double[] row(int[] genes, int layer) {
    return rows[layer * pairs + pair(genes, layer)];
  }

  private double[] lastRow(int[] genes) {
    int depth = genes[ArchitectureLayout.N_LAYER];
    return rows[lastRow + depth * pairs + pair(genes, layout.layers(genes) - 1)];
  }

  private int pair(int[] genes, int layer) {
    return genes[layout.mlpRatio(layer)] * headChoices + genes[layout.heads(layer)];
  }

  /** Adds up the rows of a genotype. */
  void sum(int[] genes, double[] sums) {
    System.arraycopy(lastRow(genes), 0, sums, 0, stride);
    int others = layout.layers(genes) - 1;
    int layer = 0;
    for (; layer + 3 < others; layer += 4) {
      add(
          sums,
          row(genes, layer),
          row(genes, layer + 1),
          row(genes, layer + 2),
          row(genes, layer + 3));
    }
    for (; layer < others; layer++) {
      add(sums, row(genes, layer));
    }
  }

  private void add(double[] sums, double[] a, double[] b, double[] c, double[] d) {
    for (int k = 0; k < stride; k++) {
      sums[k] += a[k] + b[k] + c[k] + d[k];
    }
  }

  private void add(double[] sums, double[] row) {
    for (int k = 0; k < stride; k++) {
      sums[k] += row[k];
    }
  }

  /**
   * Changes sums to those after the change of a layer.
   *
   * @param center a genotype, with the values before the change
   * @param from sums with these
   * @param genes a genotype with the same n_layer, with the values after the change
   * @param gene the gene of a layer that differs
   * @param sums receives the sums, unless the layer is inactive, or had its change with a gene
   *     before this one
   * @return whether it did
   */
  boolean change(int[] center, double[] from, int[] genes, int gene, double[] sums) {
    int layer = layout.layer(gene);
    int ratio = layout.mlpRatio(layer);
    int last = layout.layers(genes) - 1;
    if (layer > last || gene != ratio && center[ratio] != genes[ratio]) {
      return false;
    }
    boolean end = layer == last;
    replace(
        from,
        end ? lastRow(center) : row(center, layer),
        end ? lastRow(genes) : row(genes, layer),
        sums);
    return true;
  }

  private void replace(double[] from, double[] less, double[] more, double[] sums) {
    for (int k = 0; k < stride; k++) {
      sums[k] = from[k] - less[k] + more[k];
    }
  }

  /**
   * Returns the value of an architecture. Twice a ramp is {@code x + |x|}; what is linear of that
   * has a column.
   */
  double value(int network, double[] sums) {
    int linear = columns[3 * network];
    int falling = columns[3 * network + 1];
    int end = columns[3 * network + 2];
    double ramps = magnitudes(sums, linear + 2, falling) - magnitudes(sums, falling, end);
    return sums[linear] + (sums[linear + 1] + ramps) / 2;
  }

  /**
   * Returns the sum of some magnitudes. There are four sums, since one would wait for each of its
   * additions.
   */
  private static double magnitudes(double[] sums, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = from;
    for (; k + 3 < to; k += 4) {
      a += Math.abs(sums[k]);
      b += Math.abs(sums[k + 1]);
      c += Math.abs(sums[k + 2]);
      d += Math.abs(sums[k + 3]);
    }
    for (; k < to; k++) {
      a += Math.abs(sums[k]);
    }
    return a + b + (c + d);
  }
}
