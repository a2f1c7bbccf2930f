package io.github.hwgptbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pins 1,000 predictions a scale to the bit: a number that changes is a number that somebody has
 * published. After a deliberate change of the surrogates the files are written anew with
 * {@code -Dhwgptbench.golden=DIR}, the folder of the test resources of this package.
 */
class GoldenPredictionsTest {

  private static final int PREDICTIONS = 1000;

  private static List<String> predictions(SearchSpace space) {
    List<String> lines = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(20240516);
    try (HwGptBench bench = HwGptBench.open(space)) {
      List<Objective> objectives = bench.objectives();
      double[] values = new double[objectives.size()];
      try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
        for (int i = 0; i < PREDICTIONS; i++) {
          int[] genes = space.genotypes().sample(random);
          evaluator.evaluate(genes, values);
          int objective = i % values.length;
          lines.add("%s %s %s"
              .formatted(
                  space.format(space.decode(genes)),
                  objectives.get(objective),
                  Double.toHexString(values[objective])));
        }
      }
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void predictionsAreThoseOfTheLastRelease(String scale) throws IOException {
    List<String> actual = predictions(SearchSpace.of(scale));
    String name = "predictions-" + scale + ".txt";
    String folder = System.getProperty("hwgptbench.golden", "");
    if (!folder.isEmpty()) {
      Files.write(Path.of(folder, name), actual, StandardCharsets.UTF_8);
    }
    assumeFalse(!folder.isEmpty(), "wrote " + name + " instead of comparing with it");
    try (InputStream in = GoldenPredictionsTest.class.getResourceAsStream(name)) {
      List<String> expected =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertEquals(PREDICTIONS, expected.size());
      for (int i = 0; i < PREDICTIONS; i++) {
        assertEquals(expected.get(i), actual.get(i), "line " + (i + 1));
      }
    }
  }
}
