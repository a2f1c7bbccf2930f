package io.github.hwgptbench.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxModelSource;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs suites on Spark as users do, and compares the records with those of runs without it. */
class SparkRunsTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final Path JAR = ROOT.resolve("experiments/spark/target/hwgptbench-spark.jar");
  private static final String LAUNCHER =
      "experiments/suite/src/main/java/io/github/hwgptbench/launcher/Launcher.java";
  private static final long PATIENCE_SECONDS = 300;

  private static final String PLUGIN = """
      package org.example;

      import io.github.hwgptbench.algorithm.Candidate;
      import io.github.hwgptbench.algorithm.Evaluation;
      import io.github.hwgptbench.algorithm.Optimizer;
      import io.github.hwgptbench.algorithm.OptimizerFactory;
      import io.github.hwgptbench.algorithm.SearchTask;
      import io.github.hwgptbench.algorithm.Setting;
      import io.github.hwgptbench.algorithm.Settings;
      import java.util.List;
      import java.util.random.RandomGenerator;

      public final class Slow implements OptimizerFactory {

        public String name() {
          return "slow";
        }

        public String description() {
          return "draws one candidate after another, and waits before each";
        }

        public List<Setting<?>> settings() {
          return List.of();
        }

        public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
          return new Optimizer() {
            private long number;

            public List<Candidate> ask(int atMost) {
              try {
                Thread.sleep(20);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of(new Candidate(number++, task.space().sample(random)));
            }

            public void tell(List<Evaluation> evaluations) {}
          };
        }
      }
      """;

  @TempDir
  private Path temp;

  @Test
  void threadsOfSparkMakeTheSameRecord() throws Exception {
    String[] suite = {"--algorithms", "random,nsga2,moea:NSGAIII", "--seeds", "2", "--noise"};
    Path here = run("here", suite);
    assertSame(here, run("spark", with(suite, "--spark", "local[2]")));
  }

  @Test
  void aClusterThatLosesAWorkerMakesTheSameRecord() throws Exception {
    plugin(PLUGIN);
    String[] suite = {"--algorithms", "slow,nsga2", "--seeds", "8", "--evaluations", "100"};
    Path here = run("here", suite);
    try (LoopbackCluster cluster =
        new LoopbackCluster(Files.createDirectory(temp.resolve("cluster")), 2)) {
      Path out = temp.resolve("spark");
      Process process = start(command(out, with(suite, "--spark", cluster.address())), "spark");
      awaitRuns(out, 3, process);
      cluster.kill(0);
      assertTrue(runs(out).size() < 16, "all runs were over before a worker was killed");
      assertEquals(0, exit(process), () -> printed("spark"));
      assertSame(here, out);
      assertTrue(
          printed("spark")
              .lines()
              .anyMatch(line -> line.matches("\\d+ of 1600 evaluations, .* of 16 runs, .*")),
          printed("spark"));
    }
  }

  @Test
  void aDriverThatWasKilledGoesOn() throws Exception {
    plugin(PLUGIN);
    String[] suite = {"--algorithms", "slow", "--seeds", "8", "--evaluations", "100"};
    Path here = run("here", suite);
    Path out = temp.resolve("spark");
    String[] onSpark = with(suite, "--spark", "local[2]");
    Process process = start(command(out, onSpark), "spark");
    awaitRuns(out, 2, process);
    process.destroyForcibly().waitFor();
    assertTrue(runs(out).size() < 8, "all runs were over before the driver was killed");
    run("spark", with(onSpark, "--resume"));
    assertSame(here, out);
  }

  /**
   * The first attempt at some run waits for longer than the test may take, so that another one has
   * to overtake it, on what Spark takes for another machine.
   */
  @EnabledOnOs(OS.LINUX)
  @Test
  void ofSeveralAttemptsOneCounts() throws Exception {
    Path attempted = Files.createDirectory(temp.resolve("attempted"));
    String first = "new java.io.File(\"" + attempted + "\").mkdir()";
    plugin(PLUGIN.replace(
        "Thread.sleep(20);",
        "Thread.sleep(" + first + " ? " + 2000 * PATIENCE_SECONDS + " : 20);"));
    String[] suite = {"--algorithms", "slow", "--seeds", "6", "--evaluations", "50"};
    Path here = run("here", suite);
    Files.delete(attempted);
    try (LoopbackCluster cluster =
        new LoopbackCluster(Files.createDirectory(temp.resolve("cluster")), 2)) {
      String[] speculation = {
        "--spark", cluster.address(),
        "--spark-conf", "spark.speculation=true",
        "--spark-conf", "spark.speculation.interval=100ms",
        "--spark-conf", "spark.speculation.quantile=0.3"
      };
      assertSame(here, run("spark", with(suite, speculation)));
    }
    assertTrue(Files.exists(attempted), "no attempt was overtaken");
  }

  @Test
  void sparkSubmitTakesTheJarAndAPlugin() throws Exception {
    Path plugin = plugin(PLUGIN);
    String[] suite = {"--algorithms", "slow,random", "--seeds", "2", "--evaluations", "20"};
    Path here = run("here", suite);
    Path out = temp.resolve("spark");
    try (LoopbackCluster cluster =
        new LoopbackCluster(Files.createDirectory(temp.resolve("cluster")), 1)) {
      List<String> command = java();
      command.addAll(List.of(
          "-cp",
          LoopbackCluster.JARS + "/*",
          "org.apache.spark.deploy.SparkSubmit",
          "--master",
          cluster.address(),
          "--conf",
          "spark.driver.host=127.0.0.1",
          "--jars",
          plugin.toString(),
          JAR.toString()));
      command.addAll(runCommand(out, suite));
      assertEquals(0, exit(start(command, "spark")), () -> printed("spark"));
    }
    assertSame(here, out);
  }

  @Test
  void aModelOfTheUserReachesTheExecutors() throws Exception {
    Path model = Files.write(temp.resolve("mine.onnx"), sumOfChoices());
    String[] objectives = {
      "--objectives", "perplexity,latency@mine", "--model", "latency@mine=" + model
    };
    String[] suite = with(
        objectives,
        "--bounds",
        bounds("mine", objectives).toString(),
        "--algorithms",
        "random,nsga2",
        "--seeds",
        "1",
        "--evaluations",
        "30");
    Path here = run("here", suite);
    Path folder = Files.createDirectory(temp.resolve("cluster"));
    try (LoopbackCluster cluster = new LoopbackCluster(folder, 1)) {
      Path there = run("spark", with(suite, "--spark", cluster.address()));
      assertSame(here, there);
      try (Stream<Path> files = Files.walk(folder.resolve("worker0"))) {
        assertTrue(files.anyMatch(file -> file.endsWith("mine.onnx")), "the model stayed here");
      }
    }
  }

  /** Files and folders, some by a symbolic link, which leads nowhere on another machine. */
  @Test
  void tablesModelsSupernetsAndSpacesReachTheExecutors() throws Exception {
    Map<String, String[]> suites = new LinkedHashMap<>();
    suites.put(
        "measured-here",
        new String[] {"--tabular", tables().toString(), "--objectives", "perplexity,latency@a100"});
    suites.put("models-here", models());
    suites.put("supernet-here", supernet());
    suites.put("shipped-here", new String[] {
      "--scale", "xs", "--objectives", "perplexity@supernet,params", "--predict", "512"
    });
    suites.put("space-here", space());
    Path folder = Files.createDirectory(temp.resolve("cluster"));
    try (LoopbackCluster cluster = new LoopbackCluster(folder, 1)) {
      for (Map.Entry<String, String[]> suite : suites.entrySet()) {
        String[] arguments = with(suite.getValue(), "--algorithms", "random,nsga2", "--seeds", "1");
        arguments = with(arguments, "--evaluations", "12");
        Path here = run(suite.getKey(), arguments);
        Path there = run(suite.getKey() + "-there", with(arguments, "--spark", cluster.address()));
        assertSame(here, there);
      }
      try (Stream<Path> files = Files.walk(folder.resolve("worker0"))) {
        List<String> names = files.map(file -> file.getFileName().toString()).toList();
        assertTrue(
            names.containsAll(List.of(
                "architectures.csv", "mine.onnx", "weights.f32", "text.tokens", "mini.yaml")),
            names.toString());
      }
    }
  }

  /** A table of three architectures. */
  private Path tables() throws IOException {
    Path latencies = Files.createDirectories(temp.resolve("elsewhere/s/latency_ms"));
    StringBuilder rows = new StringBuilder("arch_id,block,embed_dim,n_layer,bias,mlp_ratio,n_head");
    List<List<String>> choices =
        List.of(List.of("192", "2", "4"), List.of("384", "3", "8"), List.of("768", "4", "12"));
    for (int i = 0; i < choices.size(); i++) {
      List<String> row = choices.get(i);
      List<String> cells = List.of(
          Integer.toString(i),
          "0",
          row.get(0),
          "10",
          "True",
          String.join("-", Collections.nCopies(10, row.get(1))),
          String.join("-", Collections.nCopies(10, row.get(2))));
      rows.append('\n').append(String.join(",", cells));
    }
    Files.writeString(latencies.resolveSibling("architectures.csv"), rows + "\n");
    Files.writeString(
        latencies.resolve("a100.csv"),
        "arch_id,obs_1,obs_2,obs_3\n0,5,4,6\n1,9,8,10\n2,20,19,21\n");
    Files.writeString(
        latencies.resolveSibling("quality.csv"), "arch_id,perplexity\n0,40\n1,30\n2,22\n");
    return Files.createSymbolicLink(temp.resolve("tables"), temp.resolve("elsewhere"));
  }

  /** A model that ships, as that of a device whose name is as long. */
  private String[] models() throws Exception {
    Path shipped = ROOT.resolve(
        "benchmark-problem/core/src/main/resources/io/github/hwgptbench/surrogate/s/latency-a100.onnx");
    byte[] model = Files.readString(shipped, StandardCharsets.ISO_8859_1)
        .replace("latency@a100", "latency@mine")
        .getBytes(StandardCharsets.ISO_8859_1);
    Path folder = Files.createDirectories(temp.resolve("models/s"));
    Files.write(folder.resolve("mine.onnx"), model);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(model);
    Files.writeString(
        folder.resolve("catalogue.json"), """
        {"space": "s", "surrogates": {"latency@mine": {"file": "mine.onnx", "sha256": "%s"}}}
        """.formatted(HexFormat.of().formatHex(hash)));
    String[] options = {
      "--models", folder.getParent().toString(), "--objectives", "perplexity,latency@mine"
    };
    return with(options, "--bounds", bounds("models", options).toString());
  }

  private String[] supernet() throws Exception {
    SearchSpace space = SearchSpace.builder("mini")
        .embedDims(8, 16)
        .layerCounts(1, 2)
        .headCounts(1, 2)
        .mlpRatios(1, 2)
        .design(new NetworkDesign(256, 16, 4, 2, true))
        .build();
    Path weights = temp.resolve("mini");
    SupernetWriter.writeUntrained(
        weights, new SupernetShape(space, 256, 4, 0.5, 16), new SplittableRandom(1));
    ByteBuffer tokens = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 500; i++) {
      tokens.putShort((short) (i * i % 256));
    }
    Path text = Files.write(temp.resolve("text.tokens"), tokens.array());
    String[] options = {
      "--supernet",
      weights.toString(),
      "--tokens",
      text.toString(),
      "--score-cache",
      "none",
      "--objectives",
      "perplexity@supernet,params"
    };
    return with(options, "--bounds", bounds("mini", options).toString());
  }

  private String[] space() throws Exception {
    Path file = Files.writeString(temp.resolve("mini.yaml"), """
        name: little
        embed_dim: [8, 16]
        n_layer: [1, 2]
        n_head: [1, 2]
        mlp_ratio: [1, 2]
        vocabulary: 256
        sequence_length: 16
        head_size: 4
        mlp_matrices: 2
        tied_head: true
        """);
    String[] options = {"--space", file.toString(), "--objectives", "params,flops"};
    return with(options, "--bounds", bounds("little", options).toString());
  }

  /** Computes bounds of objectives, and returns their file. */
  private Path bounds(String name, String... options) throws Exception {
    Path bounds = temp.resolve(name + ".json");
    List<String> command = hwgpt("bounds", options);
    command.addAll(List.of("--out", bounds.toString()));
    assertEquals(0, exit(start(command, "bounds")), () -> printed("bounds"));
    return bounds;
  }

  /** A model whose answer is the sum of the indexes of all choices, and 1. */
  private static byte[] sumOfChoices() {
    return new OnnxGraph("sum")
        .input("x", OnnxGraph.Type.FLOAT, "batch", 27)
        .vector("axes", 1)
        .scalar("one", 1f)
        .node("ReduceSum", "sum", "x", "axes")
        .node("Add", "y", "sum", "one")
        .output("y", OnnxGraph.Type.FLOAT, "batch", 1)
        .toBytes(13, "test", Map.of(OnnxModelSource.ENCODING, "ordinal"));
  }

  @Test
  void saysWhatIsWrongWithAMaster() throws Exception {
    assertEquals(
        "hwgpt run: --spark sprak://host: not the address of a Spark master; allowed: local[N], local[*], spark://HOST:PORT",
        refused("sprak://host"));
    assertTrue(
        refused("yarn").startsWith("hwgpt run: --spark yarn: needs the Spark of that cluster"));
    assertTrue(refused("spark://127.0.0.1:99999").contains("not the address of a Spark master"));
    String unreachable = refused("spark://127.0.0.1:1");
    assertTrue(
        unreachable.startsWith("hwgpt run: --spark spark://127.0.0.1:1: no master answers there"),
        unreachable);
    assertFalse(Files.exists(temp.resolve("refused-runs")));
  }

  @Test
  void saysWhyItHasGivenUp() throws Exception {
    plugin(PLUGIN.replace(
        "return new Optimizer", "if (true) throw new Error(\"odd\"); return new Optimizer"));
    String said = refused("local[2]", "--algorithms", "slow");
    assertTrue(said.contains("java.lang.Error: odd; finished runs are kept"), said);
  }

  /** Where it can't start their processes, Spark gives up; where these end at once, it does not. */
  @Test
  void saysThatNoExecutorStarts() throws Exception {
    try (LoopbackCluster cluster =
        new LoopbackCluster(Files.createDirectory(temp.resolve("cluster")), 1)) {
      String said = refused(
          cluster.address(), "--spark-conf", "spark.executorEnv.JAVA_HOME=" + temp.resolve("none"));
      assertTrue(said.startsWith("hwgpt run: Spark gave up: no executor could be started"), said);
      List<String> command = command(
          temp.resolve("waiting"),
          "--spark",
          cluster.address(),
          "--spark-conf",
          "spark.executor.extraJavaOptions=-javaagent:none.jar",
          "--spark-conf",
          "spark.starvation.timeout=2s");
      Process process = start(command, "waiting-for-one");
      while (!printed("waiting-for-one").contains("Spark waits for an executor: ")) {
        assertTrue(process.isAlive(), () -> printed("waiting-for-one"));
        Thread.sleep(100);
      }
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void refusesSettingsThatComeTooLate() throws Exception {
    assertEquals(
        "hwgpt run: --spark-conf spark.driver.memory: has no effect on a running driver;"
            + " allowed: the environment variable HWGPT_JAVA_OPTS=-Xmx4g",
        refused("local[2]", "--spark-conf", "spark.driver.memory=4g"));
  }

  private String refused(String master, String... arguments) throws Exception {
    Path out = temp.resolve("refused-runs");
    Process process = start(command(out, with(arguments, "--spark", master)), "refused");
    assertTrue(exit(process) != 0);
    return printed("refused")
        .lines()
        .filter(line -> line.startsWith("hwgpt run: "))
        .findFirst()
        .orElse(printed("refused"));
  }

  /** Makes a jar with an algorithm in the folder of plugins. */
  private Path plugin(String java) throws IOException {
    Path source = Files.writeString(temp.resolve("Slow.java"), java);
    Path classes = Files.createDirectories(temp.resolve("classes"));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                JAR.toString(),
                "-d",
                classes.toString(),
                source.toString()));
    Path jar = Files.createDirectories(temp.resolve("plugins")).resolve("slow.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path path : compiled.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
      out.putNextEntry(
          new JarEntry("META-INF/services/io.github.hwgptbench.algorithm.OptimizerFactory"));
      out.write("org.example.Slow".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  private static List<String> java() {
    return new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
  }

  private static List<String> runCommand(Path out, String... arguments) {
    List<String> command = new ArrayList<>(List.of("run"));
    if (!List.of(arguments).contains("--objectives")) {
      command.addAll(List.of("--objectives", "perplexity,energy@rtx2080"));
    }
    command.addAll(List.of(arguments));
    command.addAll(List.of("--name", "same", "--out", out.toString()));
    return command;
  }

  private List<String> command(Path out, String... arguments) {
    List<String> words = runCommand(out, arguments);
    return hwgpt(words.remove(0), words.toArray(String[]::new));
  }

  /** What the script ./hwgpt starts. */
  private static List<String> hwgpt(String name, String... arguments) {
    List<String> command = java();
    command.addAll(List.of("-Dhwgptbench.home=" + ROOT, ROOT.resolve(LAUNCHER).toString(), name));
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(List<String> command, String name) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(temp.toFile())
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve(name + ".txt").toFile());
    if (Files.exists(temp.resolve("plugins"))) {
      builder.environment().put("HWGPT_PLUGINS", temp.resolve("plugins").toString());
    }
    return builder.start();
  }

  private Path run(String name, String... arguments) throws Exception {
    Path out = temp.resolve(name);
    assertEquals(0, exit(start(command(out, arguments), name)), () -> printed(name));
    return out;
  }

  private static int exit(Process process) throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    return process.exitValue();
  }

  private String printed(String name) {
    try {
      return Files.readString(temp.resolve(name + ".txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void awaitRuns(Path folder, int count, Process process) throws Exception {
    while (runs(folder).size() < count) {
      assertTrue(process.isAlive(), () -> printed("spark"));
      Thread.sleep(50);
    }
  }

  private static List<ArchivedRun> runs(Path folder) throws IOException {
    return Files.exists(folder.resolve("suite.json"))
        ? SuiteArchive.open(folder).problems().stream()
            .map(ArchivedProblem::runs)
            .flatMap(List::stream)
            .toList()
        : List.of();
  }

  private static void assertSame(Path expected, Path actual) throws IOException {
    List<ArchivedRun> runs = runs(expected);
    List<ArchivedRun> others = runs(actual);
    assertTrue(SuiteArchive.open(actual).complete());
    assertEquals(
        SuiteArchive.open(expected).fingerprint(), SuiteArchive.open(actual).fingerprint());
    assertEquals(runs.size(), others.size());
    for (int i = 0; i < runs.size(); i++) {
      assertArrayEquals(runs.get(i).bytes(), others.get(i).bytes());
      // Fails where the bytes are not those that have the hash of the index.
      assertEquals(runs.get(i).outcome().evaluations(), others.get(i).open().evaluations());
    }
  }
}
