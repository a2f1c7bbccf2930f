package io.github.hwgptbench.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.NoiseModel.Source;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.surrogate.SurrogateEvaluator;
import java.io.InputStream;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the surrogate files in ONNX Runtime with what the core computes from them in Java. */
class SurrogatesInOnnxRuntimeTest {

  /** The shipped files as they are, in ONNX Runtime, and what the benchmark makes of them. */
  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void allFilesGiveTheSameBitsInOnnxRuntime(String scale) throws Exception {
    SearchSpace space = SearchSpace.of(scale);
    SurrogateCatalogue catalogue = SurrogateCatalogue.shipped(space);
    List<Surrogate> surrogates =
        catalogue.objectives().stream().map(catalogue::load).toList();
    SplittableRandom random = new SplittableRandom(7);
    int[][] genes = new int[10_000][];
    Arrays.setAll(genes, i -> space.genotypes().sample(random));
    double[][] values = new double[genes.length][surrogates.size()];
    new SurrogateEvaluator(space, surrogates).evaluate(genes, values);
    FeatureMap features = new FeatureMap(space);
    OrtEnvironment environment = OnnxRuntime.environment();
    for (int task = 0; task < surrogates.size(); task++) {
      Surrogate surrogate = surrogates.get(task);
      int width = surrogate.network().width();
      double[] rows = new double[genes.length * width];
      for (int i = 0; i < genes.length; i++) {
        features.fill(genes[i], rows, i * width, width);
      }
      String file = scale + "/" + surrogate.objective().toString().replace('@', '-') + ".onnx";
      byte[] model;
      try (InputStream in = SurrogateCatalogue.class.getResourceAsStream(file)) {
        model = in.readAllBytes();
      }
      try (OrtSession session = environment.createSession(model);
          OnnxTensor input = OnnxTensor.createTensor(
              environment, DoubleBuffer.wrap(rows), new long[] {genes.length, width});
          OrtSession.Result result = session.run(Map.of("features", input), Set.of("value"))) {
        double[][] expected = (double[][]) result.get("value").orElseThrow().getValue();
        for (int i = 0; i < genes.length; i++) {
          assertEquals(expected[i][0], values[i][task], file);
        }
      }
    }
    assertEquals(30, surrogates.size());
  }

  /** Whoever has no JVM runs the files themselves. */
  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void theShippedFilesSayWhatTheBenchmarkSays(String scale) throws Exception {
    SearchSpace space = SearchSpace.of(scale);
    FeatureMap features = new FeatureMap(space);
    SplittableRandom random = new SplittableRandom(13);
    OrtEnvironment environment = OnnxRuntime.environment();
    try (HwGptBench bench = HwGptBench.open(space)) {
      for (Objective objective : bench.objectives()) {
        String file = "surrogate/%s/%s.onnx".formatted(scale, objective).replace('@', '-');
        try (InputStream in = HwGptBench.class.getResourceAsStream(file)) {
          if (in == null) {
            assertFalse(objective.metric().onDevice(), file + " is missing");
            continue;
          }
          try (OrtSession session = environment.createSession(in.readAllBytes())) {
            compare(bench, features, objective, session, random);
          }
        }
      }
    }
  }

  private static void compare(
      HwGptBench bench,
      FeatureMap features,
      Objective objective,
      OrtSession session,
      SplittableRandom random)
      throws Exception {
    int rows = 20;
    TensorInfo info = (TensorInfo) session.getInputInfo().get("features").getInfo();
    int width = (int) info.getShape()[1];
    double[] inputs = new double[rows * width];
    List<Architecture> architectures = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int[] genes = bench.space().genotypes().sample(random);
      architectures.add(bench.space().decode(genes));
      features.fill(genes, inputs, row * width, width);
    }
    try (OnnxTensor tensor = OnnxTensor.createTensor(
            OnnxRuntime.environment(), DoubleBuffer.wrap(inputs), new long[] {rows, width});
        OrtSession.Result result = session.run(Map.of("features", tensor))) {
      double[][] values = output(result, "value");
      double[][] quantiles = output(result, "quantiles");
      Map<Source, double[][]> noises = new EnumMap<>(Source.class);
      for (Source source : List.of(Source.REPEAT, Source.RUN, Source.DRIFT)) {
        noises.put(source, output(result, "noise_" + source.name().toLowerCase(Locale.ROOT)));
      }
      for (int row = 0; row < rows; row++) {
        Architecture architecture = architectures.get(row);
        assertEquals(bench.query(architecture, objective), values[row][0], objective.toString());
        PredictiveDistribution distribution = bench.distribution(architecture, objective);
        for (int i = 0; i < NoiseModel.LEVELS.size(); i++) {
          double level = NoiseModel.LEVELS.get(i);
          double expected = bench.quantile(architecture, objective, level);
          assertEquals(expected, quantiles[row][i], 1e-12 * expected, objective + " " + level);
          for (Source source : noises.keySet()) {
            double reading = values[row][0] * Math.exp(noises.get(source)[row][i]);
            assertEquals(distribution.quantile(level, source), reading, 1e-12 * reading);
          }
        }
      }
    }
  }

  private static double[][] output(OrtSession.Result result, String name) throws Exception {
    return (double[][]) result.get(name).orElseThrow().getValue();
  }
}
