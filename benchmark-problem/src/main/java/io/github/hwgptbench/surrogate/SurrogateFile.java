package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The ONNX form of a {@link Surrogate}: a model that any ONNX runtime evaluates.
 *
 * <p>Its input is {@code features}, double [architectures, width], the first features of a
 * {@link FeatureMap}. Its outputs are {@code value}, double [architectures, 1], the noise-free
 * value in the unit of the objective; {@code quantiles}, double [architectures, levels], quantiles
 * of a single reading; and {@code noise_repeat}, {@code noise_run} and {@code noise_drift}, of the
 * same shape, the quantiles of ln(reading / value) of each kind of noise. The metadata name the
 * space, the objective and its unit, the features, the levels, and where the model is from.
 */
public final class SurrogateFile {

  static final int OPSET = 13;
  static final String PRODUCER = "hwgptbench";
  /** The dimension of which there is one an architecture. */
  static final String ROWS = "architectures";

  private static final String SLOPES = "slopes";
  private static final String WEIGHTS = "weights";
  private static final String SPACE = "space";
  private static final String OBJECTIVE = "objective";
  private static final String PROVENANCE = "provenance.";

  private SurrogateFile() {}

  /** Returns the ONNX model of a surrogate; equal surrogates give equal bytes. */
  public static byte[] write(Surrogate surrogate, SearchSpace space) {
    RampNetwork network = surrogate.network();
    NoiseModel noise = surrogate.noise();
    int levels = NoiseModel.LEVELS.size();
    OnnxGraph graph = new OnnxGraph(surrogate.space() + "/" + surrogate.objective())
        .input("features", Type.DOUBLE, ROWS, network.width())
        .output("value", Type.DOUBLE, ROWS, 1)
        .output("quantiles", Type.DOUBLE, ROWS, levels)
        .matrix(SLOPES, slopes(network))
        .matrix(WEIGHTS, weights(network))
        .vector("first", 0)
        .vector("embeds", noise.embedChoices())
        .vector("columns", 1)
        .node("MatMul", "inputs", "features", SLOPES)
        .node("Relu", "ramps", "inputs")
        .node("MatMul", "value", "ramps", WEIGHTS)
        .node("Slice", "embed", "features", "first", "embeds", "columns");
    for (NoiseModel.Source source : NoiseModel.Source.values()) {
      graph.matrix(table(source), table(noise, source));
      graph.node("MatMul", output(source), "embed", table(source));
      if (source != NoiseModel.Source.ALL) {
        graph.output(output(source), Type.DOUBLE, ROWS, levels);
      }
    }
    graph.node("Exp", "factors", output(NoiseModel.Source.ALL));
    graph.node("Mul", "quantiles", "value", "factors");

    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(SPACE, surrogate.space());
    metadata.put(OBJECTIVE, surrogate.objective().toString());
    metadata.put("unit", surrogate.objective().unit());
    metadata.put(
        "features", String.join(";", new FeatureMap(space).names().subList(0, network.width())));
    metadata.put(
        "levels", NoiseModel.LEVELS.stream().map(String::valueOf).collect(Collectors.joining(";")));
    surrogate.provenance().forEach((key, value) -> metadata.put(PROVENANCE + key, value));
    return graph.toBytes(OPSET, PRODUCER, metadata);
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

  private static String table(NoiseModel.Source source) {
    return "table_" + source.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the ONNX model of a surrogate.
   *
   * @param bytes the file
   * @param space the space whose features it is a function of
   * @param where the name of the file, for messages
   * @throws SurrogateFileException if it is not a surrogate of this space, or damaged
   */
  public static Surrogate read(byte[] bytes, SearchSpace space, String where) {
    OnnxContents model;
    try {
      model = OnnxContents.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new SurrogateFileException(
          String.format(Locale.ROOT, "%s: not a whole ONNX model: %s", where, e.getMessage()), e);
    }
    Map<String, String> metadata = model.metadata();
    if (!PRODUCER.equals(model.producer()) || !metadata.containsKey(OBJECTIVE)) {
      throw new SurrogateFileException(String.format(
          Locale.ROOT,
          "%s: an ONNX model, but not a surrogate that was fitted by hwgptbench",
          where));
    }
    if (!space.name().equals(metadata.get(SPACE))) {
      throw new SurrogateFileException(String.format(
          Locale.ROOT,
          "%s: a surrogate of space '%s'; expected '%s'",
          where,
          metadata.get(SPACE),
          space.name()));
    }
    try {
      return surrogate(model.matrices(), metadata, space);
    } catch (IllegalArgumentException e) {
      throw new SurrogateFileException(where + ": " + e.getMessage(), e);
    }
  }

  private static Surrogate surrogate(
      Map<String, double[][]> matrices, Map<String, String> metadata, SearchSpace space) {
    double[][] byFeature = matrix(matrices, SLOPES);
    double[][] weightRows = matrix(matrices, WEIGHTS);
    if (byFeature[0].length != weightRows.length || weightRows[0].length != 1) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "slopes of %d ramps and weights of %d by %d; expected one weight a ramp",
          byFeature[0].length,
          weightRows.length,
          weightRows[0].length));
    }
    double[][] slopes = new double[weightRows.length][byFeature.length];
    double[] weights = new double[weightRows.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = weightRows[k][0];
      for (int j = 0; j < byFeature.length; j++) {
        slopes[k][j] = byFeature[j][k];
      }
    }
    double[][][] tables = new double[NoiseModel.Source.values().length][][];
    for (NoiseModel.Source source : NoiseModel.Source.values()) {
      tables[source.ordinal()] = matrix(matrices, table(source));
    }
    NoiseModel noise = new NoiseModel(tables);
    FeatureMap features = new FeatureMap(space);
    if (noise.embedChoices() != features.embedChoices()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "noise of %d choices of embed_dim; space '%s' has %d",
          noise.embedChoices(),
          space.name(),
          features.embedChoices()));
    }
    Map<String, String> provenance = new LinkedHashMap<>();
    metadata.forEach((key, value) -> {
      if (key.startsWith(PROVENANCE)) {
        provenance.put(key.substring(PROVENANCE.length()), value);
      }
    });
    return new Surrogate(
        space.name(),
        Objective.parseAnyDevice(metadata.get(OBJECTIVE)),
        new RampNetwork(features, slopes, weights),
        noise,
        provenance);
  }

  private static double[][] matrix(Map<String, double[][]> matrices, String name) {
    double[][] matrix = matrices.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "has no tensor '%s'", name));
    }
    return matrix;
  }
}
