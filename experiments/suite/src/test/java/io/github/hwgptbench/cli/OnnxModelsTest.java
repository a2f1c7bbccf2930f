package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.onnx.OnnxModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Custom ONNX models, and ONNX Runtime as the engine of surrogates, on the command line. */
class OnnxModelsTest {

  private static final String ARCH = "gpt-s-10-192-2-2-2-2-2-2-2-2-2-4-4-4-4-4-4-4-4-4-4-12-False";

  @TempDir
  private Path temp;

  private Path model;

  /** The sum of the indexes of all choices, and 1. */
  @BeforeEach
  void write() throws IOException {
    model =
        Files.write(temp.resolve("mine.onnx"), sum(Map.of(OnnxModelSource.ENCODING, "ordinal")));
  }

  private static byte[] sum(Map<String, String> metadata) {
    return new OnnxGraph("sum")
        .input("x", Type.FLOAT, "batch", 27)
        .vector("axes", 1)
        .scalar("one", 1f)
        .node("ReduceSum", "sum", "x", "axes")
        .node("Add", "y", "sum", "one")
        .output("y", Type.FLOAT, "batch", 1)
        .toBytes(13, "test", metadata);
  }

  @Test
  void aModelAnswersQueriesAndIsSearched() {
    String named = "latency@mine=" + model;
    String answer = hwgpt(
        0,
        "query",
        "--arch",
        ARCH,
        "--model",
        named,
        "--objectives",
        "latency@mine",
        "--format",
        "csv");
    // One head is the third choice, and one mlp_ratio the third.
    assertTrue(answer.lines().anyMatch(line -> line.startsWith("latency@mine,5,")), answer);

    Path bounds = temp.resolve("bounds.json");
    hwgpt(
        0, "bounds", "--model", named, "--objectives", "perplexity,latency@mine", "--out", bounds);
    Path runs = temp.resolve("runs");
    hwgpt(
        0,
        "run",
        "--model",
        named,
        "--objectives",
        "perplexity,latency@mine",
        "--bounds",
        bounds,
        "--algorithms",
        "random,nsga2",
        "--seeds",
        2,
        "--evaluations",
        30,
        "--out",
        runs);
    hwgpt(0, "verify", runs, "--model", named, "--sample", 2);
  }

  @Test
  void bothEnginesGiveTheSameBits() {
    Object[] query = {"query", "--arch", ARCH, "--format", "json"};
    String java = hwgpt(0, query);
    Object[] onnx =
        Stream.concat(Stream.of(query), Stream.of("--engine", "onnx")).toArray();
    assertEquals(java, hwgpt(0, onnx));
    Path runs = temp.resolve("runs");
    hwgpt(
        0,
        "run",
        "--engine",
        "onnx",
        "--algorithms",
        "random,local-search",
        "--seeds",
        2,
        "--evaluations",
        40,
        "--out",
        runs);
    hwgpt(0, "verify", runs);
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    Path absent = temp.resolve("absent.onnx");
    assertRefused(absent + ": no such file", "latency@mine=" + absent);
    assertRefused("needs a device", "latency=" + model);
    assertContains(
        hwgpt(2, "run", "quick", "--model", "latency@mine=" + model, "--dry-run"),
        "no problem has this objective; allowed: ");
    assertRefused("unknown metric", "speed@mine=" + model);
    assertRefused("--model latency@mine: no '='", "latency@mine");
    assertRefused("params is computed exactly; allowed: a model of another", "params=" + model);
    String twice = "latency@mine=" + model;
    assertRefused("two models of latency@mine; allowed: one", twice, "--model", twice);
    Path open = Files.write(temp.resolve("open.onnx"), sum(Map.of()));
    assertRefused("metadata have no 'hwgptbench.encoding'", "latency@mine=" + open);
    assertRefused(
        "open.onnx: input of 27 features; the encoding onehot of space 's' has 80",
        "latency@mine=" + open,
        "--encoding",
        "onehot");
    assertContains(
        hwgpt(2, "query", "--arch", ARCH, "--encoding", "counts"),
        "--encoding counts requires --model");
    assertContains(hwgpt(2, "query", "--arch", ARCH, "--engine", "fast"), "allowed: java, onnx");
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  private static void assertRefused(String message, Object... model) {
    Object[] query = {"query", "--arch", ARCH, "--objectives", "latency@mine", "--model"};
    String refusal = hwgpt(2, Stream.concat(Stream.of(query), Stream.of(model)).toArray());
    assertContains(refusal, message);
  }
}
