package io.github.hwgptbench.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    assertPrints("| `ehvi` | ", args -> BaselinesExample.main(new String[] {"2", "100", "50000"}));
  }

  @Test
  void theAlgorithmIsFoundByItsName() {
    String name = "epsilon-greedy(epsilon=0.5)";
    assertEquals(name, AlgorithmRegistry.load().algorithm(name).name().toString());
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
