package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ONNX form of a {@link Surrogate}: a model that any ONNX runtime evaluates.
 *
 * <p>Its input is {@code features}, double [architectures, width], the first features of a
 * {@link FeatureMap}. Its outputs are {@code value}, double [architectures, 1], the noise-free
 * value in the unit of the objective; {@code quantiles}, double [architectures, levels], quantiles
 * of a single measurement; and {@code noise_repeat}, {@code noise_run} and {@code noise_drift}, of
 * the same shape, the quantiles of ln(measurement / value) of each kind of noise. The metadata name
 * the space, the objective and its unit, the features, the levels, and where the model is from.
 */
public final class SurrogateFile {

  /** The name of the producer of the model. */
  public static final String PRODUCER = "hwgptbench";
  /** The tensor of the slopes: one row per feature, one column per ramp. */
  public static final String SLOPES = "slopes";
  /** The tensor of the weights: one row per ramp, one column. */
  public static final String WEIGHTS = "weights";
  /** The metadata key of the name of the space. */
  public static final String SPACE = "space";
  /** The metadata key of the objective. */
  public static final String OBJECTIVE = "objective";
  /** What the metadata keys of the provenance begin with. */
  public static final String PROVENANCE = "provenance.";

  private SurrogateFile() {}

  /**
   * Returns the name of the tensor of the noise of a source: one row per choice of embed_dim, one
   * column per level of {@link NoiseModel#LEVELS}.
   */
  public static String table(NoiseModel.Source source) {
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
          Text.format("%s: not a complete ONNX model: %s", where, e.getMessage()), e);
    }
    Map<String, String> metadata = model.metadata();
    String objective = metadata.get(OBJECTIVE);
    if (!PRODUCER.equals(model.producer()) || objective == null) {
      throw new SurrogateFileException(Text.format(
          "%s: an ONNX model, but not a surrogate that was fitted by hwgptbench", where));
    }
    if (!space.name().equals(metadata.get(SPACE))) {
      throw new SurrogateFileException(Text.format(
          "%s: a surrogate of space '%s'; expected '%s'",
          where, metadata.get(SPACE), space.name()));
    }
    try {
      return surrogate(model.matrices(), objective, metadata, space);
    } catch (IllegalArgumentException e) {
      throw new SurrogateFileException(where + ": " + e.getMessage(), e);
    }
  }

  private static Surrogate surrogate(
      Map<String, double[][]> matrices,
      String objective,
      Map<String, String> metadata,
      SearchSpace space) {
    double[][] byFeature = matrix(matrices, SLOPES);
    double[][] weightRows = matrix(matrices, WEIGHTS);
    if (byFeature[0].length != weightRows.length || weightRows[0].length != 1) {
      throw new IllegalArgumentException(Text.format(
          "slopes of %d ramps and weights of %d by %d; expected one weight per ramp",
          byFeature[0].length, weightRows.length, weightRows[0].length));
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
      throw new IllegalArgumentException(Text.format(
          "noise of %d choices of embed_dim; space '%s' has %d",
          noise.embedChoices(), space.name(), features.embedChoices()));
    }
    Map<String, String> provenance = new LinkedHashMap<>();
    metadata.forEach((key, value) -> {
      if (key.startsWith(PROVENANCE)) {
        provenance.put(key.substring(PROVENANCE.length()), value);
      }
    });
    return new Surrogate(
        space.name(),
        Objective.parseAnyDevice(objective),
        new RampNetwork(features, slopes, weights),
        noise,
        provenance);
  }

  private static double[][] matrix(Map<String, double[][]> matrices, String name) {
    double[][] matrix = matrices.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException(Text.format("has no tensor '%s'", name));
    }
    return matrix;
  }
}
