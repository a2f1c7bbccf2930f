package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Collecting, and with what comes of it fitting, running and checking. */
class CollectCommandTest {

  private static final List<String> QUICKLY =
      List.of("--rounds", "2", "--repeats", "1", "--length", "8", "--threads", "1");

  @TempDir
  private Path folder;

  private CommandRun last = new CommandRun(0, "", "");

  private int hwgpt(List<String> options, Object... args) {
    last = CommandRun.of(Stream.concat(Stream.of(args), options.stream()).toArray());
    return last.code();
  }

  private int collect(Object... args) {
    List<Object> all = new ArrayList<>(List.of("collect", "--out", folder.resolve("measured")));
    all.addAll(List.of(args));
    return hwgpt(QUICKLY, all.toArray());
  }

  /** Weights that nobody trained, and a text that has no sense. */
  private List<String> supernet() throws IOException {
    Path weights = folder.resolve("supernet");
    SupernetWriter.writeUntrained(
        weights, new SupernetShape(SearchSpace.xs(), 256, 32, 0.5, 128), new SplittableRandom(1));
    Path text = folder.resolve("text.tokens");
    byte[] tokens = new byte[2 * 4096];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < tokens.length; i += 2) {
      tokens[i] = (byte) random.nextInt(3);
    }
    Files.write(text, tokens);
    return List.of(
        "--supernet",
        weights.toString(),
        "--tokens",
        text.toString(),
        "--predict",
        "1024",
        "--sequence-length",
        "16");
  }

  @Test
  void aMachineBecomesADeviceWhoseFrontIsChecked() throws IOException {
    List<String> supernet = supernet();
    List<Object> args =
        new ArrayList<>(List.of("--scale", "xs", "--device", "my-laptop", "--architectures", 150));
    args.addAll(supernet);
    assertEquals(0, collect(args.toArray()), () -> last.err());
    String said = last.out();
    assertTrue(
        said.contains("latency@my-laptop of 150 architectures, 2 measurements each, is in "), said);
    MeasuredData measured = MeasuredData.open(folder.resolve("measured"), SearchSpace.xs());
    assertEquals(
        List.of("perplexity", "accuracy", "latency@my-laptop"),
        measured.objectives().stream().map(Objective::toString).toList());

    Path models = folder.resolve("models");
    int fitted = hwgpt(
        List.of(), "fit", "--data", folder.resolve("measured"), "--scale", "xs", "--out", models);
    // A machine under load can take a hundred times as long, which fits refuse.
    assumeFalse(last.err().contains("without other load on the machine"), () -> last.err());
    assertEquals(0, fitted, () -> last.err());
    Path runs = folder.resolve("runs");
    assertEquals(
        0,
        hwgpt(
            List.of(),
            "run",
            "--scale",
            "xs",
            "--objectives",
            "perplexity,latency@my-laptop",
            "--models",
            models,
            "--algorithms",
            "nsga2",
            "--seeds",
            "1",
            "--evaluations",
            "60",
            "--out",
            runs),
        () -> last.err());
    // Under load no rounds may be alike.
    List<String> options = new ArrayList<>(List.of("--rounds", "2", "--tolerance", "1e9"));
    options.addAll(supernet);
    options.addAll(
        List.of("--device", "my-laptop", "--data", folder.resolve("measured").toString()));
    assertEquals(0, hwgpt(options, "check", runs, "--architectures", "3"), () -> last.err());
    String checked = last.out();
    // Latencies measured here, under whatever load, say how many networks the front has, and which.
    // The
    // surrogate of perplexity is within 5 % for 99 of 100 architectures, of which the median may be
    // one.
    assertTrue(
        checked.matches(
            "(?s)latency@my-laptop: batch 1, length 8, threads 1, rounds 2, repeats 1\\R"
                + "Relative latency of the rounds \\(1 is that over all rounds\\): \\d+\\.\\d{3} \\d+\\.\\d{3}\\R"
                + "The machine takes \\d+\\.\\d{3} times as long as when the tables were measured"
                + " \\(by \\d of their architectures, \\d+\\.\\d{3} to \\d+\\.\\d{3}\\);[^\n]*\\R"
                + "HWGPT-XS\\(perplexity,latency@my-laptop\\), [1-3] architectures of the front.*"
                + "\nperplexity: off by [0-4]\\.\\d % in the median, .*"),
        checked);
    assertTrue(checked.contains("\nlatency@my-laptop: off by "), checked);

    assertEquals(
        0,
        hwgpt(options, "check", runs, "--architectures", "2", "--format", "json"),
        () -> last.err());
    JsonNode row = new ObjectMapper().readTree(last.out()).get(0);
    for (String objective : List.of("perplexity", "latency@my-laptop")) {
      assertEquals(
          row.get(objective).asDouble() / row.get(objective + ":measured").asDouble() - 1,
          row.get(objective + ":off").asDouble());
    }

    assertEquals(0, hwgpt(List.of(), "check", runs, "--architectures", "2"), () -> last.err());
    assertTrue(last.out().contains("\nperplexity: off by "), "measured in the supernet that ships");
    assertFalse(last.out().contains("latency@my-laptop: off by"), "on no machine");
  }

  @Test
  void aSuiteOfWhichNothingCanBeMeasuredIsRefused() {
    Path runs = folder.resolve("runs");
    assertEquals(
        0,
        hwgpt(
            List.of("--objectives", "perplexity,params", "--evaluations", "5", "--seeds", "1"),
            "run",
            "--algorithms",
            "random",
            "--out",
            runs),
        () -> last.err());
    assertEquals(2, hwgpt(List.of(), "check", runs));
    assertTrue(
        last.err()
            .startsWith(
                "hwgpt check: HWGPT-S(perplexity,params): none of its objectives can be measured"
                    + " here: "),
        last.err());
    assertEquals(2, hwgpt(List.of(), "check", runs, "--tolerance", "0"));
    assertTrue(
        last.err().startsWith("hwgpt check: --tolerance 0.0; allowed: percents above 0"),
        last.err());
    assertEquals(2, hwgpt(List.of(), "check", runs, "--device", "x", "--rounds", "1"));
    assertTrue(last.err().contains("--rounds 1: can't show whether"), last.err());
  }

  @Test
  void whatWasMeasuredStays() throws IOException {
    assertEquals(0, collect("--scale", "xs", "--device", "one", "--architectures", 4));
    Path table = folder.resolve("measured/xs/latency_ms/one.csv.gz");
    byte[] before = Files.readAllBytes(table);
    assertEquals(0, collect("--scale", "xs", "--device", "one"), () -> last.err());
    assertEquals(0, collect("--scale", "xs", "--device", "two"), () -> last.err());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(table)));
    assertEquals(
        List.of("perplexity", "accuracy", "latency@one", "latency@two"),
        MeasuredData.open(folder.resolve("measured"), SearchSpace.xs()).objectives().stream()
            .map(Objective::toString)
            .toList(),
        "the supernet that ships says the quality");

    assertEquals(2, collect("--scale", "xs", "--device", "two", "--architectures", 5));
    assertEquals(
        "hwgpt collect: --architectures 5: the tables in %s have 4 architectures; leave it out%nTry 'hwgpt collect --help'.%n"
            .formatted(folder.resolve("measured/xs")),
        last.err());
    assertEquals(2, collect("--scale", "xs", "--device", "two", "--batch", 2));
    assertTrue(
        last.err().startsWith("hwgpt collect: Device 'two': measured before, with "), last.err());
  }

  @Test
  void networksThatTheAuthorsProfiledAreMeasuredToo() throws IOException {
    assertEquals(
        0,
        collect("--scale", "s", "--device", "my-laptop", "--architectures", 2, "--warm-up", 0),
        () -> last.err());
    String conditions = Files.readString(folder.resolve("measured/s/latency_ms/my-laptop.json"));
    assertTrue(conditions.contains("vocabulary=50254"), conditions);
    assertTrue(conditions.contains("\"length\" : 8"), conditions);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryIsThatOfAProcessWithOneNetwork() throws IOException {
    assertEquals(
        0,
        collect("--scale", "xs", "--device", "one", "--memory", "--architectures", 2),
        () -> last.err());
    assertTrue(last.out().contains("memory@one of 2 architectures is in "), last.out());
    for (double[] memory : memories(SearchSpace.xs())) {
      assertTrue(memory[0] > 20 && memory[0] < 500, () -> memory[0] + " MB");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryGrowsAsTheWeightsDo() throws IOException {
    SearchSpace space = SearchSpace.s();
    assertEquals(
        0,
        collect("--scale", "s", "--device", "one", "--memory", "--architectures", 2),
        () -> last.err());
    double[][] memory = memories(space);
    long weights = ComputeCost.of(space, space.largest()).params()
        - ComputeCost.of(space, space.smallest()).params();
    assertEquals(4e-6 * weights, memory[1][0] - memory[0][0], 0.1 * 4e-6 * weights);
  }

  private double[][] memories(SearchSpace space) throws IOException {
    return MeasuredData.open(folder.resolve("measured"), space)
        .readings(Objective.parse("memory@one", List.of("one")));
  }

  @Test
  void whatCanNotBeMeasuredIsSaid() {
    assertEquals(2, collect("--scale", "xs", "--energy"));
    assertTrue(
        last.err().startsWith("hwgpt collect: --energy: needs the name of this machine; "),
        last.err());
    assertEquals(2, collect("--scale", "xs", "--memory"));
    assertTrue(
        last.err().startsWith("hwgpt collect: --memory: needs the name of this machine; "),
        last.err());
    assertEquals(2, collect("--scale", "m"));
    assertTrue(
        last.err().startsWith("hwgpt collect: Nothing to measure: give --device NAME"), last.err());
    assertEquals(2, collect("--scale", "m", "--device", "a100"));
    assertEquals(
        "hwgpt collect: --device 'a100': a name of the published measurements; allowed: another name%nTry 'hwgpt collect --help'.%n"
            .formatted(),
        last.err());
    assertEquals(2, collect("--scale", "m", "--device", "My Laptop"));
    assertTrue(last.err().contains("not an id; allowed: lower-case letters"), last.err());
    assertEquals(2, collect("--scale", "xs", "--device", "x", "--architectures", 1));
    assertTrue(last.err().contains("1 architectures of space 'xs'; allowed: 2 to "), last.err());
  }
}
