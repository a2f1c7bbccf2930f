package io.github.hwgptbench.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.surrogate.SurrogateEvaluator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the shipped surrogates in ONNX Runtime. */
class ShippedFilesTest {

  private static int[][] genotypes(SearchSpace space, int count) {
    SplittableRandom random = new SplittableRandom(7);
    int[][] genes = new int[count][];
    Arrays.setAll(genes, i -> space.genotypes().sample(random));
    return genes;
  }

  private static byte[] file(SearchSpace space, Objective objective) throws IOException {
    String file = space.name() + "/" + SurrogateCatalogue.shipped(space).file(objective);
    try (InputStream in = SurrogateCatalogue.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"perplexity", "latency@v100", "energy@a100", "memory@rtx2080"})
  void theFileItselfSaysTheSame(String objective) throws Exception {
    SearchSpace space = SearchSpace.s();
    Surrogate surrogate = SurrogateCatalogue.shipped(space).load(Objective.parse(objective));
    FeatureMap features = new FeatureMap(space);
    int width = surrogate.network().width();
    int levels = NoiseModel.LEVELS.size();
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession session = environment.createSession(file(space, surrogate.objective()))) {
      for (int[] genes : genotypes(space, 50)) {
        double[] row = new double[width];
        features.fill(genes, row, 0, width);
        try (OnnxTensor input = OnnxTensor.createTensor(
                environment, DoubleBuffer.wrap(row), new long[] {1, width});
            OrtSession.Result result = session.run(Map.of("features", input))) {
          double value = ((double[][]) result.get("value").orElseThrow().getValue())[0][0];
          assertEquals(surrogate.network().value(row), value);
          double[] quantiles =
              ((double[][]) result.get("quantiles").orElseThrow().getValue())[0];
          PredictiveDistribution distribution =
              new PredictiveDistribution(value, surrogate.noise(), genes[0]);
          for (int level = 0; level < levels; level++) {
            double expected = distribution.quantile(NoiseModel.LEVELS.get(level));
            assertEquals(expected, quantiles[level], 1e-12 * expected);
          }
          double[] repeats =
              ((double[][]) result.get("noise_repeat").orElseThrow().getValue())[0];
          for (int level = 0; level < levels; level++) {
            assertEquals(
                surrogate
                    .noise()
                    .logQuantile(NoiseModel.Source.REPEAT, genes[0], NoiseModel.LEVELS.get(level)),
                repeats[level]);
          }
        }
      }
    }
  }

  /** The shipped files as they are, in ONNX Runtime, and what the benchmark makes of them. */
  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void allFilesGiveTheSameBitsInOnnxRuntime(String scale) throws Exception {
    SearchSpace space = SearchSpace.of(scale);
    SurrogateCatalogue catalogue = SurrogateCatalogue.shipped(space);
    List<Surrogate> surrogates =
        catalogue.objectives().stream().map(catalogue::load).toList();
    int[][] genes = genotypes(space, 10_000);
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
      try (OrtSession session = environment.createSession(file(space, surrogate.objective()));
          OnnxTensor input = OnnxTensor.createTensor(
              environment, DoubleBuffer.wrap(rows), new long[] {genes.length, width});
          OrtSession.Result result = session.run(Map.of("features", input), Set.of("value"))) {
        double[][] expected = (double[][]) result.get("value").orElseThrow().getValue();
        for (int i = 0; i < genes.length; i++) {
          assertEquals(expected[i][0], values[i][task], scale + " " + surrogate.objective());
        }
      }
    }
    assertEquals(30, surrogates.size());
  }
}
