package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link RampNetwork} within one embed_dim, n_layer and bias, as sums over layers: {@code y =
 * sum_l linear[l][c_l] + sum_k sign_k max(0, sum_l input_k[l][c_l])}, where {@code c_l} is the
 * choice of layer l, {@code mlp_ratio * (number of choices of n_head) + n_head} in genes. What
 * bounds of all architectures are computed from.
 *
 * <p>Ramps that are 0 for every architecture of the slice are left out, and those that are nowhere
 * 0 are in the linear part. All entries and all their partial sums are exact, as those of the
 * architecture are.
 *
 * <p>Immutable, but for the arrays, which must not be changed.
 *
 * @param linear one row per layer, one entry per choice
 * @param signs 1 or -1 per ramp
 * @param inputs per ramp one row per layer, one entry per choice, multiplied by the magnitude of
 *     the weight of the ramp
 * @since 0.2.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record LayeredRamps(double[][] linear, double[] signs, double[][][] inputs) {

  /**
   * Returns the sums of an architecture.
   *
   * @param space the space whose features it is a function of
   * @param network the architecture
   * @param embed gene of embed_dim
   * @param depth gene of n_layer
   * @param bias gene of bias
   */
  public static LayeredRamps of(
      SearchSpace space, RampNetwork network, int embed, int depth, int bias) {
    FeatureMap features = new FeatureMap(space);
    int heads = space.headCounts().size();
    int choices = space.mlpRatios().size() * heads;
    int[] genes = new int[space.genotypes().size()];
    genes[ArchitectureLayout.N_LAYER] = depth;
    int layers = space.layout().layers(genes);
    double[][] linear = new double[layers][choices];
    List<Double> signs = new ArrayList<>();
    List<double[][]> inputs = new ArrayList<>();
    for (int ramp = 0; ramp < network.ramps(); ramp++) {
      double[] slopes = network.slopes(ramp);
      double weight = Math.abs(network.weight(ramp));
      double[][] input = new double[layers][choices];
      for (int layer = 0; layer < layers; layer++) {
        for (int choice = 0; choice < choices; choice++) {
          int ratio = choice / heads;
          int head = choice % heads;
          double sum = features.layer(slopes, layer, ratio, head, bias);
          if (layer == layers - 1) {
            sum += features.start(slopes, embed, depth, bias) + features.last(slopes, ratio, head);
          }
          input[layer][choice] = weight * sum;
        }
      }
      double sign = Math.signum(network.weight(ramp));
      if (extreme(input, 1) >= 0) {
        for (int layer = 0; layer < layers; layer++) {
          for (int choice = 0; choice < choices; choice++) {
            linear[layer][choice] += sign * input[layer][choice];
          }
        }
      } else if (extreme(input, -1) < 0) {
        signs.add(sign);
        inputs.add(input);
      }
    }
    return new LayeredRamps(
        linear,
        signs.stream().mapToDouble(Double::doubleValue).toArray(),
        inputs.toArray(double[][][]::new));
  }

  /**
   * Returns the sums of what is a sum over layers already, as params, MACs and FLOPs are.
   *
   * @param space the space of the genotypes
   * @param evaluator evaluates one objective, without rounding
   * @param embed gene of embed_dim
   * @param depth gene of n_layer
   * @param bias gene of bias
   */
  public static LayeredRamps additive(
      SearchSpace space, ObjectiveEvaluator evaluator, int embed, int depth, int bias) {
    int heads = space.headCounts().size();
    int[] genes = new int[space.genotypes().size()];
    genes[ArchitectureLayout.EMBED_DIM] = embed;
    genes[ArchitectureLayout.N_LAYER] = depth;
    genes[ArchitectureLayout.BIAS] = bias;
    int layers = space.layout().layers(genes);
    double[] value = new double[1];
    evaluator.evaluate(genes, value);
    double start = value[0];
    double[][] linear = new double[layers][space.mlpRatios().size() * heads];
    for (int layer = 0; layer < layers; layer++) {
      for (int choice = 0; choice < linear[layer].length; choice++) {
        genes[space.layout().mlpRatio(layer)] = choice / heads;
        genes[space.layout().heads(layer)] = choice % heads;
        evaluator.evaluate(genes, value);
        linear[layer][choice] = value[0] - (layer < layers - 1 ? start : 0);
      }
      genes[space.layout().mlpRatio(layer)] = 0;
      genes[space.layout().heads(layer)] = 0;
    }
    return new LayeredRamps(linear, new double[0], new double[0][][]);
  }

  /** Returns the sums of the negated metric. */
  public LayeredRamps negated() {
    double[][] minus = new double[linear.length][];
    for (int layer = 0; layer < minus.length; layer++) {
      minus[layer] = Arrays.stream(linear[layer]).map(value -> 0.0 - value).toArray();
    }
    return new LayeredRamps(minus, Arrays.stream(signs).map(sign -> 0.0 - sign).toArray(), inputs);
  }

  /** Returns the minimum sum; with a sign of -1, minus the maximum. */
  private static double extreme(double[][] input, int sign) {
    double sum = 0;
    for (double[] layer : input) {
      double minimum = Double.POSITIVE_INFINITY;
      for (double entry : layer) {
        minimum = Math.min(minimum, sign * entry);
      }
      sum += minimum;
    }
    return sum;
  }
}
