package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.failsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.Score;
import io.github.hwgptbench.supernet.ShippedSupernet;
import io.github.hwgptbench.supernet.SupernetEvaluator;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.supernet.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupernetCommandTest {

  private static final SearchSpace SPACE = SearchSpace.builder("mini")
      .embedDims(8, 16)
      .layerCounts(1, 2)
      .headCounts(1, 2)
      .mlpRatios(1, 2)
      .design(new NetworkDesign(256, 16, 4, 2, true))
      .build();
  private static final String ARCH = "gpt-mini-2-16-1-2-2-1-True";

  @TempDir
  private Path temp;

  private Path weights;
  private Path tokens;

  private static String succeeds(Object... args) {
    return CommandRun.succeeds(args).out();
  }

  /** With the supernet and its text. */
  private Object[] supernet(Object... args) {
    Object[] all = Arrays.copyOf(args, args.length + 4);
    all[args.length] = "--supernet";
    all[args.length + 1] = weights;
    all[args.length + 2] = "--tokens";
    all[args.length + 3] = tokens;
    return all;
  }

  @BeforeEach
  void write() throws IOException {
    weights = temp.resolve("mini");
    tokens = temp.resolve("text.tokens");
    SupernetWriter.writeUntrained(
        weights, new SupernetShape(SPACE, 256, 4, 0.5, 16), new SplittableRandom(1));
    Path text = Files.writeString(temp.resolve("text.txt"), "To be, or not to be. ".repeat(20));
    assertEquals(
        "420 tokens from a vocabulary of 256 are in %s%n".formatted(tokens),
        succeeds("supernet", "tokens", "--text", text, "--out", tokens));
  }

  @Test
  void architecturesAreAskedForWhatTheSupernetSays() throws IOException {
    String answer = succeeds(supernet(
        "query", "--arch", ARCH, "--predict", 64, "--sequence-length", 8, "--format", "json"));
    JsonNode rows = new ObjectMapper().readTree(answer);
    assertEquals(5, rows.size());
    SupernetSource source = SupernetSource.of(SupernetWeights.open(weights), TokenFile.open(tokens))
        .tokens(64)
        .length(8)
        .build();
    try (SupernetEvaluator evaluator = source.evaluator()) {
      Score score = evaluator.score(SPACE.parse(ARCH));
      assertEquals(score.perplexity(), value(rows, "perplexity@supernet"));
      assertEquals(score.accuracy(), value(rows, "accuracy@supernet"));
      assertEquals(ComputeCost.of(SPACE, SPACE.parse(ARCH)).params(), (long) value(rows, "params"));
    }
  }

  private static double value(JsonNode rows, String objective) {
    for (JsonNode row : rows) {
      if (row.get("objective").textValue().equals(objective)) {
        return row.get("value").doubleValue();
      }
    }
    throw new AssertionError(rows.toString());
  }

  @Test
  void theShapeOfASupernetOfACustomSpaceIsWritten() throws IOException {
    String text = """
        name: mini
        embed_dim: [8, 16]
        n_layer: [1, 2]
        n_head: [1, 2]
        mlp_ratio: [1, 2]
        vocabulary: 256
        sequence_length: 16
        head_size: 4
        mlp_matrices: 2
        tied_head: true
        """;
    Path space = Files.writeString(temp.resolve("mini.yaml"), text);
    Path shape = temp.resolve("mini.json");
    Object[] command = {"supernet", "shape", "--space", space, "--out", shape};
    assertTrue(succeeds(command).endsWith(" weights is in " + shape + System.lineSeparator()));
    assertEquals(new SupernetShape(SPACE, 256, 4, 0.5, 16), SupernetShape.read(shape));
    failsWith(1, shape + ": exists; use another name, or replace it with --overwrite", command);
    Files.writeString(space, text.replace("mlp_matrices: 2", "mlp_matrices: 3"));
    failsWith(
        2,
        "Supernet of space 'mini': mlp_matrices 3; allowed: 2",
        "supernet",
        "shape",
        "--space",
        space,
        "--out",
        temp.resolve("other.json"));
  }

  @Test
  void aSearchOverASupernetIsRecordedAndVerified() throws IOException {
    Path bounds = temp.resolve("bounds.json");
    String found =
        succeeds(supernet("bounds", "--objectives", "perplexity@supernet,params", "--out", bounds));
    assertTrue(found.contains("perplexity@supernet"), found);
    Path runs = temp.resolve("runs");
    String table = succeeds(supernet(
        "run",
        "--objectives",
        "perplexity@supernet,params",
        "--bounds",
        bounds,
        "--algorithms",
        "random,nsga2",
        "--seeds",
        2,
        "--evaluations",
        12,
        "--out",
        runs));
    assertTrue(table.contains("HWGPT-MINI(perplexity@supernet,params)"), table);
    String verified = succeeds(supernet("verify", runs, "--sample", 2));
    assertTrue(verified.contains("2"), verified);
    failsWith(1, "exists; use another name", supernet("bounds", "--out", bounds));

    Path suite = Files.writeString(temp.resolve("suite.yaml"), """
        scales: mini
        objectives: [perplexity@supernet, params]
        bounds: %s
        algorithms: random
        seeds: 1
        evaluations: 5
        """.formatted(bounds));
    assertTrue(succeeds(supernet("run", suite, "--out", temp.resolve("of-file")))
        .contains("HWGPT-MINI(perplexity@supernet,params)"));
  }

  /** A verification evaluates everything again, so it compares scores that were kept. */
  @Test
  void scoresAreKeptForLaterCommands() throws IOException {
    Path scores = temp.resolve("scores");
    Object[] query =
        supernet("query", "--arch", ARCH, "--predict", 64, "--threads", 1, "--score-cache", scores);
    String first = succeeds(query);
    Path file;
    try (Stream<Path> files = Files.list(scores)) {
      file = files.findFirst().orElseThrow();
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(1).startsWith(ARCH + " "), lines.toString());
    assertEquals(first, succeeds(query));
    assertEquals(lines, Files.readAllLines(file));
    query[query.length - 5] = "none";
    assertEquals(first, succeeds(query));

    Path bounds = temp.resolve("bounds.json");
    succeeds(supernet("bounds", "--objectives", "perplexity@supernet,params", "--out", bounds));
    Object[] run = supernet(
        "run",
        "--objectives",
        "perplexity@supernet,params",
        "--bounds",
        bounds,
        "--algorithms",
        "random",
        "--seeds",
        2,
        "--evaluations",
        12,
        "--quiet",
        "--score-cache",
        scores,
        "--out",
        temp.resolve("runs"));
    String seconds = "(?m) +[0-9.]+$";
    String found = succeeds(run).replaceAll(seconds, "");
    run[run.length - 5] = temp.resolve("again");
    assertEquals(found, succeeds(run).replace("again", "runs").replaceAll(seconds, ""));
    succeeds(supernet("verify", temp.resolve("again")));
    failsWith(
        2,
        "has no effect here, as everything is evaluated again; leave it out",
        supernet("verify", temp.resolve("runs"), "--score-cache", scores));
    failsWith(2, "--score-cache none requires --supernet", "objectives", "--score-cache", "none");
    failsWith(1, "can't be created", supernet("objectives", "--score-cache", tokens));
  }

  @Test
  void aNetworkIsWrittenForOthers() throws IOException {
    Path file = temp.resolve("supernet.onnx");
    succeeds("supernet", "export", "--weights", weights, "--to", file);
    Path network = temp.resolve("network.onnx");
    succeeds("supernet", "export", "--weights", weights, "--arch", ARCH, "--to", network);
    assertTrue(Files.size(file) > Files.size(network));
    failsWith(
        1, "exists; use another name", "supernet", "export", "--weights", weights, "--to", file);
    failsWith(
        2,
        "embed_dim 12 is not in search space 'mini'; allowed: 8, 16",
        "supernet",
        "export",
        "--weights",
        weights,
        "--arch",
        "gpt-mini-1-12-1-1-True",
        "--to",
        temp.resolve("other.onnx"));
  }

  @Test
  void aNetworkIsWrittenForPyTorch() throws IOException {
    Path network = temp.resolve("net/model.safetensors");
    succeeds("supernet", "export", "--weights", weights, "--arch", ARCH, "--to", network);
    assertTrue(Files.exists(network));
    Path other = network.resolveSibling("other.safetensors");
    failsWith(1, "config.json: exists", "supernet", "export", "--weights", weights, "--to", other);
    assertFalse(Files.exists(other));
    succeeds("supernet", "export", "--weights", weights, "--to", other, "--overwrite");
    assertTrue(Files.size(other) > Files.size(network));
    Path config = temp.resolve("net/config.json");
    long size = Files.size(config);
    failsWith(
        2,
        "the name of a configuration",
        "supernet",
        "export",
        "--weights",
        weights,
        "--to",
        config,
        "--overwrite");
    failsWith(
        2,
        "this name is that of a configuration",
        "supernet",
        "export",
        "--weights",
        weights,
        "--format",
        "safetensors",
        "--to",
        config,
        "--overwrite");
    assertEquals(size, Files.size(config));
  }

  @Test
  void whatIsExportedIsImportedAgain() throws IOException {
    Path file = temp.resolve("all/model.safetensors");
    succeeds("supernet", "export", "--weights", weights, "--to", file);
    succeeds("import", file, "--out", temp.resolve("again"));
    assertEquals(
        -1,
        Files.mismatch(
            weights.resolve("weights.f32"), temp.resolve("again").resolve("weights.f32")));

    Path folder = temp.resolve("neox");
    String arch = "gpt-xs-4-128-4-4-4-4-4-4-4-4-True";
    succeeds(
        "supernet",
        "export",
        "--scale",
        "xs",
        "--arch",
        arch,
        "--format",
        "huggingface",
        "--to",
        folder);
    Path imported = temp.resolve("of-neox");
    succeeds("import", folder.resolve("model.safetensors"), "--out", imported);
    assertEquals(
        ShippedSupernet.weights(SearchSpace.xs()).orElseThrow().sha256(),
        SupernetWeights.open(imported).sha256());
  }

  /** What lies in a folder of downloads need not be of the checkpoint. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"learning_rate\": 0.1}",
        "no configuration",
        "{\"model_type\": \"llama\", \"hidden_size\": 128}",
        "{\"n_layer\": 2, \"n_embd\": 8, \"n_head\": 2, \"block_size\": 16}"
      })
  void aStrayConfigurationIsIgnoredWhereTheScaleIsGiven(String config) throws IOException {
    Path file = temp.resolve("all/model.safetensors");
    succeeds("supernet", "export", "--scale", "xs", "--to", file);
    String own = succeeds("import", file, "--scale", "xs", "--out", temp.resolve("own"));
    assertTrue(own.startsWith("Sizes and layout from "), own);
    Files.delete(file.resolveSibling("model_config.yaml"));
    Path stray = Files.writeString(file.resolveSibling("config.json"), config);
    String printed = succeeds("import", file, "--scale", "xs", "--out", temp.resolve("again"));
    assertTrue(
        printed.startsWith(
            "Ignored, as it does not describe a model as large as space 'xs': " + stray),
        printed);
    assertEquals(
        ShippedSupernet.weights(SearchSpace.xs()).orElseThrow().sha256(),
        SupernetWeights.open(temp.resolve("again")).sha256());
  }

  @Test
  void thatScoresCanNotBeKeptIsPrintedOnce() {
    Path folder = Path.of("/proc");
    assumeTrue(Files.isDirectory(folder));
    CommandRun result =
        CommandRun.of(supernet("query", "--arch", ARCH, "--predict", 64, "--score-cache", folder));
    assertEquals(0, result.code());
    String printed = result.err();
    String warning = "Scores of sub-networks are not cached: /proc can't be written: ";
    assertTrue(printed.contains(warning), printed);
    assertEquals(printed.indexOf(warning), printed.lastIndexOf(warning));
  }

  @Test
  void theSupernetThatShipsIsWrittenForHuggingFace() throws IOException {
    String arch = "gpt-xs-2-64-3-3-2-2-True";
    Path folder = temp.resolve("xs");
    String[] export = {"supernet", "export", "--scale", "xs", "--format", "HuggingFace", "--to"};
    succeeds(with(export, folder, "--arch", arch));
    assertTrue(Files.size(folder.resolve("model.safetensors")) > 100_000);
    failsWith(1, "model.safetensors: exists", with(export, folder, "--arch", arch));
    failsWith(2, "--format huggingface requires --arch", with(export, temp.resolve("all")));
    failsWith(
        2,
        "embed_dim 96 must be n_head x head size, which is 2 x 32",
        with(export, temp.resolve("other"), "--arch", "gpt-xs-2-96-3-3-2-2-True"));
    failsWith(
        2,
        "--scale s: no supernet ships",
        "supernet",
        "export",
        "--scale",
        "s",
        "--to",
        temp.resolve("s.onnx"));
  }

  private static Object[] with(String[] command, Object... more) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray();
  }

  @Test
  void whatIsWrongWithFilesIsSaid() throws IOException {
    failsWith(
        2,
        "--scale 'm': the supernet is of space 'mini'; leave it out",
        supernet("objectives", "--scale", "m"));
    Path suite = Files.writeString(
        temp.resolve("suite.yaml"), "objectives: [perplexity, params]\nalgorithms: random\n");
    failsWith(2, "this command does not use space 'mini'", supernet("run", suite));
    failsWith(2, "--predict 64 requires --supernet", "objectives", "--predict", 64);
    Path odd = Files.write(temp.resolve("odd"), new byte[7]);
    failsWith(1, "one is cut", "objectives", "--supernet", weights, "--tokens", odd);
    Path few = Files.write(temp.resolve("few"), new byte[20]);
    failsWith(
        1,
        "has 10 tokens; 1 sequences of 16",
        "objectives",
        "--supernet",
        weights,
        "--tokens",
        few);
    Path foreign = temp.resolve("foreign");
    Files.write(foreign, new byte[] {0, 1});
    Files.write(foreign, new byte[] {(byte) 0xff, 1}, StandardOpenOption.APPEND);
    failsWith(
        1,
        "token 256 at index 0: beyond the vocabulary",
        "objectives",
        "--supernet",
        weights,
        "--tokens",
        foreign,
        "--sequence-length",
        1);
    Files.write(weights.resolve("weights.f32"), new byte[100]);
    failsWith(1, "has 100 bytes; expected", supernet("objectives"));
    failsWith(
        1, "missing; expected the header", "objectives", "--supernet", temp, "--tokens", tokens);
    failsWith(1, "no such file", "supernet", "tokens", "--text", temp.resolve("x"), "--out", odd);
    failsWith(1, "not UTF-8", "supernet", "tokens", "--text", foreign, "--out", temp.resolve("o"));
    assertFalse(Files.exists(temp.resolve("o")));
    failsWith(1, "exists", "supernet", "tokens", "--text", tokens, "--out", tokens);
  }
}
