package io.github.hwgptbench.supernet;

import io.github.hwgptbench.space.Architecture;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The network of HW-GPT-Bench in plain loops over doubles, written from its description and not
 * from the graph.
 */
final class PlainNetwork {

  /** Where weights are from. */
  interface Weights {

    /** Returns a weight; of a vector its column is the index, and its row 0. */
    double at(String name, int row, int column);
  }

  private final SupernetShape shape;
  private final Architecture architecture;
  private final Weights weights;
  private final int width;
  private boolean gated;
  private String head;

  PlainNetwork(SupernetShape shape, Architecture architecture, Weights weights) {
    this.shape = shape;
    this.architecture = architecture;
    this.weights = weights;
    this.width = architecture.embedDim();
    head = shape.layout().tiedHead() ? "transformer.wte.weight" : "lm_head.weight";
  }

  PlainNetwork(SupernetWeights supernet, Architecture architecture) {
    this(supernet.shape(), architecture, weightsOf(supernet));
  }

  private static Weights weightsOf(SupernetWeights supernet) {
    Map<String, float[]> known = new HashMap<>();
    return (name, row, column) -> {
      float[] values = known.computeIfAbsent(name, missing -> {
        float[] all = new float[supernet.tensor(missing).size()];
        supernet.values(missing).get(all);
        return all;
      });
      return values[row == 0 ? column : row * supernet.tensor(name).shape().get(1) + column];
    };
  }

  /** Returns the same with an MLP that gates, and a head that is a matrix of its own. */
  PlainNetwork asProfiled() {
    gated = true;
    head = "lm_head.weight";
    return this;
  }

  double[][] logits(int[] tokens) {
    double[][] x = new double[tokens.length][width];
    for (int t = 0; t < tokens.length; t++) {
      for (int i = 0; i < width; i++) {
        x[t][i] = weight("transformer.wte.weight", tokens[t], i);
      }
    }
    for (int layer = 0; layer < architecture.layers(); layer++) {
      String block = "transformer.h." + layer + ".";
      double[][] attention = attention(norms(x, block + "norm_1"), block, layer);
      if (shape.layout().parallelResidual()) {
        double[][] mlp = mlp(norms(x, block + "norm_2"), block, layer);
        add(x, attention);
        add(x, mlp);
      } else {
        add(x, attention);
        add(x, mlp(norms(x, block + "norm_2"), block, layer));
      }
    }
    double[][] last = norms(x, "transformer.ln_f");
    double[][] logits = new double[tokens.length][shape.vocabulary()];
    for (int t = 0; t < tokens.length; t++) {
      for (int token = 0; token < shape.vocabulary(); token++) {
        for (int i = 0; i < width; i++) {
          logits[t][token] += last[t][i] * weight(head, token, i);
        }
      }
    }
    return logits;
  }

  private static void add(double[][] x, double[][] y) {
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        x[t][i] += y[t][i];
      }
    }
  }

  private double[][] attention(double[][] x, String block, int layer) {
    int heads = architecture.heads(layer);
    int size = shape.headSize();
    double[][] all = linear(x, block + "attn.attn", 3 * size * heads);
    double[][] mixed = new double[x.length][size * heads];
    for (int head = 0; head < heads; head++) {
      double[][] query = rotated(columns(all, 3 * size * head, size));
      double[][] key = rotated(columns(all, 3 * size * head + size, size));
      double[][] value = columns(all, 3 * size * head + 2 * size, size);
      for (int t = 0; t < x.length; t++) {
        double[] attention = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double product = 0;
          for (int i = 0; i < size; i++) {
            product += query[t][i] * key[s][i];
          }
          attention[s] = Math.exp(product / Math.sqrt(size));
          sum += attention[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int i = 0; i < size; i++) {
            mixed[t][head * size + i] += attention[s] / sum * value[s][i];
          }
        }
      }
    }
    return linear(mixed, block + "attn.proj", width);
  }

  private double[][] rotated(double[][] x) {
    int n = shape.rotaryDims();
    double[][] turned = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      turned[t] = x[t].clone();
      for (int i = 0; i < n; i++) {
        double angle = t * Math.pow(shape.layout().rotaryBase(), -2.0 * (i % (n / 2)) / n);
        double other = i < n / 2 ? -x[t][i + n / 2] : x[t][i - n / 2];
        turned[t][i] = x[t][i] * Math.cos(angle) + other * Math.sin(angle);
      }
    }
    return turned;
  }

  private double[][] mlp(double[][] x, String block, int layer) {
    int outputs = architecture.mlpRatio(layer) * width;
    double[][] hidden = linear(x, block + (gated ? "mlp.fc_1" : "mlp.fc"), outputs);
    double[][] factors = gated ? linear(x, block + "mlp.fc_2", outputs) : null;
    for (int t = 0; t < hidden.length; t++) {
      for (int i = 0; i < outputs; i++) {
        double value = hidden[t][i];
        hidden[t][i] = gated
            ? value / (1 + Math.exp(-value)) * factors[t][i]
            : 0.5
                * value
                * (1
                    + (shape.layout().tanhGelu()
                        ? Math.tanh(
                            Math.sqrt(2 / Math.PI) * (value + 0.044715 * Math.pow(value, 3)))
                        : erf(value / Math.sqrt(2))));
      }
    }
    return linear(hidden, block + "mlp.proj", width);
  }

  /** The Maclaurin series: Abramowitz and Stegun, 7.1.5. */
  private static double erf(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private double[][] linear(double[][] x, String name, int outputs) {
    double[][] y = new double[x.length][outputs];
    for (int t = 0; t < x.length; t++) {
      for (int o = 0; o < outputs; o++) {
        double sum = architecture.bias() ? weight(name + ".bias", o) : 0;
        for (int i = 0; i < x[t].length; i++) {
          sum += x[t][i] * weight(name + ".weight", o, i);
        }
        y[t][o] = sum;
      }
    }
    return y;
  }

  private double[][] norms(double[][] x, String name) {
    double[][] y = new double[x.length][width];
    for (int t = 0; t < x.length; t++) {
      double mean = Arrays.stream(x[t]).average().orElseThrow();
      double variance =
          Arrays.stream(x[t]).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      for (int i = 0; i < width; i++) {
        double unit = (x[t][i] - mean) / Math.sqrt(variance + 1e-5);
        y[t][i] = unit * weight(name + ".weight", i) + weight(name + ".bias", i);
      }
    }
    return y;
  }

  private static double[][] columns(double[][] x, int from, int count) {
    return Arrays.stream(x)
        .map(row -> Arrays.copyOfRange(row, from, from + count))
        .toArray(double[][]::new);
  }

  private double weight(String name, int row, int column) {
    return weights.at(name, row, column);
  }

  private double weight(String name, int index) {
    return weights.at(name, 0, index);
  }
}
