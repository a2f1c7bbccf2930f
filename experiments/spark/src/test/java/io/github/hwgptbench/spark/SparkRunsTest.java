package io.github.hwgptbench.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.onnx.OnnxGraph;
import io.github.hwgptbench.onnx.OnnxModelSource;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
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
    Path bounds = temp.resolve("bounds.json");
    List<String> command = hwgpt("bounds", objectives);
    command.addAll(List.of("--out", bounds.toString()));
    assertEquals(0, exit(start(command, "bounds")), () -> printed("bounds"));
    String[] suite = with(
        objectives,
        "--bounds",
        bounds.toString(),
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
  }

  @Test
  void saysWhyItHasGivenUp() throws Exception {
    plugin(PLUGIN.replace(
        "return new Optimizer", "if (true) throw new Error(\"odd\"); return new Optimizer"));
    String said = refused("local[2]", "--algorithms", "slow");
    assertTrue(said.contains("java.lang.Error: odd; finished runs are kept"), said);
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
    for (ArchivedRun run : others) {
      // Fails where the bytes are not those that have the hash of the index, or the header is
      // another.
      assertEquals(run.outcome().evaluations(), run.open().evaluations());
    }
  }
}
