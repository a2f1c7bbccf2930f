package io.github.hwgptbench.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.IndicatorReference;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.objective.Bounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  @TempDir
  private Path temp;

  @Test
  void allOfThemRun() {
    assertPrints("latency@a100 ", QueryExample::main);
    assertPrints("perplexity", EpsilonGreedyExample::main);
    assertPrints("gpt-s-", JMetalExample::main);
    assertPrints("embed_dim", MoeaExample::main);
    String journal = temp.resolve("study.log").toString();
    assertPrints("50 trials", args -> StudyExample.main(new String[] {journal}));
    assertPrints("100 trials", args -> StudyExample.main(new String[] {journal}));
    assertPrints("| `ehvi` | ", args -> BaselinesExample.main(new String[] {"1", "100", "20000"}));
  }

  @Test
  void theExperimentRuns() {
    assertPrints("10 repeated runs are bit-identical", args -> {
      try {
        ExperimentExample.main(new String[] {temp.toString()});
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }

  @Test
  void theScriptOfJShellEndsAtAFrontAndAFigure() throws Exception {
    Path script = Path.of(System.getProperty("hwgptbench.root"))
        .resolve("experiments/examples/jshell/first-front.jsh");
    Process jshell = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
            "--class-path",
            System.getProperty("java.class.path"),
            "-R-Duser.home=" + temp,
            "-J-Duser.home=" + temp,
            script.toString())
        .directory(temp.toFile())
        .redirectErrorStream(true)
        .start();
    String output = new String(jshell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jshell.waitFor(), output);
    assertTrue(
        output.lines().filter(line -> line.contains(" gpt-s-")).count() > 50
            && output.strip().endsWith("The figure is in front.png"),
        output);
    assertTrue(Files.size(temp.resolve("front.png")) > 10_000);
  }

  @Test
  void theAlgorithmIsFoundByItsName() {
    String name = "epsilon-greedy(epsilon=0.5)";
    assertEquals(name, AlgorithmRegistry.load().algorithm(name).name().toString());
  }

  @Test
  void theIndicatorIsFoundByItsName() {
    double[][] front = {{0, 0.5}, {0.5, 0}};
    HypervolumeProtocol protocol =
        HypervolumeProtocol.of(new Bounds("none", "s", "made up", Map.of()), List.of(1.0, 1.0));
    assertEquals(
        0.25,
        Indicators.named("gd")
            .value(new double[][] {{0, 0.5}, {0.5, 0.5}}, IndicatorReference.of(front, protocol)));
    assertTrue(AnalysisSettings.usual().indicators().contains(Indicators.named("gd")));
  }

  private static void assertPrints(String expected, Consumer<String[]> example) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      example.accept(new String[0]);
    } finally {
      System.setOut(before);
    }
    String output = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(output.contains(expected), output);
  }
}
