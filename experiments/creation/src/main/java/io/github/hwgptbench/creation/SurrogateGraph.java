package io.github.hwgptbench.creation;

import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.RampNetwork;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateFile;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes surrogates as ONNX models, in the form that {@link SurrogateFile} reads. */
final class SurrogateGraph {

  private static final int OPSET = 13;
  /** The dimension of which there is one per architecture. */
  private static final String ROWS = "architectures";

  private SurrogateGraph() {}

  /** Returns the ONNX model of a surrogate; equal surrogates give equal bytes. */
  static byte[] of(Surrogate surrogate, SearchSpace space) {
    RampNetwork network = surrogate.network();
    NoiseModel noise = surrogate.noise();
    int levels = NoiseModel.LEVELS.size();
    OnnxGraph graph = new OnnxGraph(surrogate.space() + "/" + surrogate.objective())
        .input("features", Type.DOUBLE, ROWS, network.width())
        .output("value", Type.DOUBLE, ROWS, 1)
        .output("quantiles", Type.DOUBLE, ROWS, levels)
        .matrix(SurrogateFile.SLOPES, slopes(network))
        .matrix(SurrogateFile.WEIGHTS, weights(network))
        .vector("first", 0)
        .vector("embeds", noise.embedChoices())
        .vector("columns", 1)
        .node("MatMul", "inputs", "features", SurrogateFile.SLOPES)
        .node("Relu", "ramps", "inputs")
        .node("MatMul", "value", "ramps", SurrogateFile.WEIGHTS)
        .node("Slice", "embed", "features", "first", "embeds", "columns");
    for (NoiseModel.Source source : NoiseModel.Source.values()) {
      graph.matrix(SurrogateFile.table(source), table(noise, source));
      graph.node("MatMul", output(source), "embed", SurrogateFile.table(source));
      if (source != NoiseModel.Source.ALL) {
        graph.output(output(source), Type.DOUBLE, ROWS, levels);
      }
    }
    graph.node("Exp", "factors", output(NoiseModel.Source.ALL));
    graph.node("Mul", "quantiles", "value", "factors");

    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(SurrogateFile.SPACE, surrogate.space());
    metadata.put(SurrogateFile.OBJECTIVE, surrogate.objective().toString());
    metadata.put("unit", surrogate.objective().unit());
    metadata.put(
        "features", String.join(";", new FeatureMap(space).names().subList(0, network.width())));
    metadata.put(
        "levels", NoiseModel.LEVELS.stream().map(String::valueOf).collect(Collectors.joining(";")));
    surrogate
        .provenance()
        .forEach((key, value) -> metadata.put(SurrogateFile.PROVENANCE + key, value));
    return graph.toBytes(OPSET, SurrogateFile.PRODUCER, metadata);
  }

  private static double[][] slopes(RampNetwork network) {
    double[][] slopes = new double[network.width()][network.ramps()];
    for (int j = 0; j < slopes.length; j++) {
      for (int k = 0; k < slopes[j].length; k++) {
        slopes[j][k] = network.slope(k, j);
      }
    }
    return slopes;
  }

  private static double[][] weights(RampNetwork network) {
    double[][] weights = new double[network.ramps()][1];
    for (int k = 0; k < weights.length; k++) {
      weights[k][0] = network.weight(k);
    }
    return weights;
  }

  private static double[][] table(NoiseModel noise, NoiseModel.Source source) {
    double[][] table = new double[noise.embedChoices()][NoiseModel.LEVELS.size()];
    for (int embed = 0; embed < table.length; embed++) {
      for (int level = 0; level < table[embed].length; level++) {
        table[embed][level] = noise.logQuantile(source, embed, NoiseModel.LEVELS.get(level));
      }
    }
    return table;
  }

  private static String output(NoiseModel.Source source) {
    return "noise_" + source.name().toLowerCase(Locale.ROOT);
  }
}
