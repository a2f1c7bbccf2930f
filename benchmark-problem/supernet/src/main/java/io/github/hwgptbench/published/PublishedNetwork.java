package io.github.hwgptbench.published;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network that the authors of HW-GPT-Bench fitted to perplexity or memory: fully connected layers
 * with rectifiers between them.
 *
 * <p>Values are computed in double precision and in one order, so they are bit-identical on every
 * machine. They differ from those of single precision, which the authors compute in, by some
 * 10<sup>-6</sup> of themselves.
 *
 * <p>Immutable.
 *
 * @param objective one of {@link #objectives()}
 * @param provenance of the network
 */
record PublishedNetwork(
    SearchSpace space, Objective objective, List<Layer> layers, Map<String, String> provenance) {

  static final String SOURCE = "published";

  /**
   * A fully connected layer.
   *
   * @param weights one row per input, one column per output
   * @param bias one value per output
   */
  record Layer(float[][] weights, float[] bias) {

    /**
     * Makes a layer.
     *
     * @throws IllegalArgumentException if the sizes do not fit, or a number is not finite
     */
    Layer {
      for (float[] row : weights) {
        if (row.length != bias.length) {
          throw new IllegalArgumentException(Text.format(
              "a layer with %d weights per input and %d biases; expected equal numbers",
              row.length, bias.length));
        }
        checkFinite(row);
      }
      checkFinite(bias);
    }

    private static void checkFinite(float[] numbers) {
      for (float number : numbers) {
        if (!Float.isFinite(number)) {
          throw new IllegalArgumentException(
              Text.format("a layer has the weight %s; must be finite", number));
        }
      }
    }

    int inputs() {
      return weights.length;
    }

    int outputs() {
      return bias.length;
    }

    /** Returns the bias and the weighted inputs, added up in their order. */
    private double[] apply(double[] inputs) {
      double[] sums = new double[bias.length];
      for (int o = 0; o < sums.length; o++) {
        sums[o] = bias[o];
      }
      for (int i = 0; i < inputs.length; i++) {
        double input = inputs[i];
        // Of the one-hot features and the rectified values most are zero.
        if (input != 0) {
          float[] row = weights[i];
          for (int o = 0; o < sums.length; o++) {
            sums[o] += row[o] * input;
          }
        }
      }
      return sums;
    }
  }

  /**
   * Checks the layers.
   *
   * @throws IllegalArgumentException if the sizes of the layers do not fit each other, or the
   *     features of an architecture
   */
  PublishedNetwork {
    layers = List.copyOf(layers);
    provenance = Map.copyOf(provenance);
    int inputs = encoding(objective.metric()).width(space);
    for (Layer layer : layers) {
      if (layer.inputs() != inputs) {
        throw new IllegalArgumentException(
            Text.format("a layer takes %d inputs; expected %d", layer.inputs(), inputs));
      }
      inputs = layer.outputs();
    }
    if (inputs != 1) {
      throw new IllegalArgumentException(
          Text.format("a network with %d outputs; expected one", inputs));
    }
  }

  static ArchitectureEncoding encoding(Metric metric) {
    return metric.equals(Metric.PERPLEXITY)
        ? ArchitectureEncoding.ONE_HOT
        : ArchitectureEncoding.SCALED;
  }

  /** Returns all that there can be networks of. */
  static List<Objective> objectives() {
    List<Objective> objectives = new ArrayList<>(List.of(perplexity()));
    Device.measuring(Metric.MEMORY).forEach(device -> objectives.add(memory(device)));
    return objectives;
  }

  static Objective perplexity() {
    return Objective.of(Metric.PERPLEXITY).from(SOURCE);
  }

  /** Returns the memory of a device as a network predicts it. */
  static Objective memory(Device device) {
    return Objective.of(Metric.MEMORY, device).from(SOURCE);
  }

  /** Returns the prediction for an architecture of its space. */
  double value(Architecture architecture) {
    double[] values = encoding(objective.metric()).features(space, architecture);
    for (int i = 0; i < layers.size(); i++) {
      if (i > 0) {
        for (int k = 0; k < values.length; k++) {
          values[k] = Math.max(0, values[k]);
        }
      }
      values = layers.get(i).apply(values);
    }
    return values[0];
  }
}
