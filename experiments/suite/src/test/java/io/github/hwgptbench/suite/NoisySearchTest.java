package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunOutcome;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches with single measurements, scored by the noise-free values of what they recommend. */
class NoisySearchTest {

  private static final int SEEDS = 10;

  @TempDir
  private Path temp;

  /**
   * On a problem and with seeds by which {@code nehvi} was not tuned. When this test was written,
   * it was better with all of them, by 0.067 in the mean.
   */
  @Tag("slow")
  @Test
  void nehviFindsMoreThanEhvi() throws Exception {
    ExperimentResult result = Experiment.builder()
        .problem("HWGPT-L(perplexity,energy@rtx3080)")
        .algorithms("ehvi", "nehvi")
        .seeds(101, 100 + SEEDS)
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1)))
        .evaluations(100)
        .build()
        .run(temp.resolve("noisy"), SuiteListener.NONE);
    Map<String, Map<Long, Double>> found = result.all().stream()
        .collect(Collectors.groupingBy(
            RunOutcome::algorithm,
            Collectors.toMap(RunOutcome::seed, run -> run.found().hypervolume())));
    double[] gains = found.get("ehvi").entrySet().stream()
        .mapToDouble(run -> found.get("nehvi").get(run.getKey()) - run.getValue())
        .toArray();
    assertEquals(SEEDS, gains.length);
    String differences = "differences of the hypervolume: " + Arrays.toString(gains);
    assertTrue(Arrays.stream(gains).filter(it -> it > 0).count() >= 8, differences);
    assertTrue(Arrays.stream(gains).average().orElseThrow() > 0.03, differences);
  }
}
