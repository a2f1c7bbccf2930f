package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A jar with an algorithm, in a folder that is on the class path as ./hwgpt puts it there. */
class PluginTest {

  private static final String SOURCE = """
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

      public final class Mine implements OptimizerFactory {

        private static final Setting<Integer> LUCK =
            Setting.whole("luck", 3, 1, 9, "how much luck it takes");

        public Mine() {
          %s
        }

        public String name() {
          return "%s";
        }

        public String description() {
          return "good luck";
        }

        public List<Setting<?>> settings() {
          return List.of(LUCK);
        }

        public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
          return new Optimizer() {
            private long number;

            public List<Candidate> ask(int atMost) {
              return List.of(new Candidate(number++, task.space().sample(random)));
            }

            public void tell(List<Evaluation> evaluations) {}
          };
        }
      }
      """;

  @TempDir
  private Path temp;

  private static final String INDICATOR = """
      package org.example;

      import io.github.hwgptbench.citation.Reference;
      import io.github.hwgptbench.indicator.HypervolumeProtocol;
      import io.github.hwgptbench.indicator.Indicator;
      import io.github.hwgptbench.indicator.IndicatorReference;
      import io.github.hwgptbench.statistics.Better;
      import java.util.List;

      public final class Mine implements Indicator {

        public String id() {
          return "front-size";
        }

        public String label() {
          return "front size";
        }

        public String abbreviation() {
          return "FS";
        }

        public Better better() {
          return Better.MORE;
        }

        public String description(HypervolumeProtocol protocol, String front) {
          return "how many points there are beside " + front;
        }

        public String prose() {
          return "the size of the front";
        }

        public List<Reference> references() {
          return List.of(new Reference(
              "me2026size", "Me 2026", "@misc{me2026size,\\n  year = {2026}\\n}\\n"));
        }

        public double value(double[][] points, IndicatorReference reference) {
          return points.length;
        }
      }
      """;

  /** Makes a jar with a factory, which a file of services names. */
  private void plugin(String constructor, String name, String named) throws IOException {
    plugin(OptimizerFactory.class, SOURCE.formatted(constructor, name), named);
  }

  /** Makes a jar with a service, which a file of services names. */
  private void plugin(Class<?> service, String code, String named) throws IOException {
    Path sources = Files.createDirectories(temp.resolve("src/org/example"));
    Path source = Files.writeString(sources.resolve("Mine.java"), code);
    Path classes = Files.createDirectories(temp.resolve("classes"));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-d",
                classes.toString(),
                source.toString()));
    Path jar = Files.createDirectories(temp.resolve("plugins")).resolve("mine.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
      out.write(named.getBytes(StandardCharsets.UTF_8));
      for (Path compiled : files.filter(Files::isRegularFile).toList()) {
        String entry = classes.relativize(compiled).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(entry));
        Files.copy(compiled, out);
      }
    }
  }

  private record Result(int code, String out, String err) {}

  /**
   * Runs a command in a JVM of its own. The class path goes into a file: with a command line of
   * more than some 4,000 characters ONNX Runtime 1.29 brings the process down.
   */
  private Result hwgpt(String... args) throws IOException, InterruptedException {
    String path = System.getProperty("java.class.path")
        + File.pathSeparator
        + temp.resolve("plugins").resolve("*");
    Path options = Files.write(
        temp.resolve("options"),
        List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            '"' + path.replace("\\", "\\\\") + '"'));
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(
            Stream.concat(Stream.of(java, "@" + options, HwGpt.class.getName()), Stream.of(args))
                .toList())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    int code = process.waitFor();
    return new Result(code, Files.readString(out), Files.readString(err));
  }

  @Test
  void anAlgorithmInAJarIsSimplyThere() throws Exception {
    plugin("", "mine", "org.example.Mine");
    Result list = hwgpt("algorithms");
    assertEquals(0, list.code, list.err);
    assertTrue(list.out.matches("(?s).*\\Rmine +1 or more +undeclared +good luck\\R.*"), list.out);

    Result one = hwgpt("algorithms", "mine");
    assertTrue(one.out.matches("(?s).*\\Rluck +3 +1 to 9 +how much luck it takes\\R.*"), one.out);

    Path runs = temp.resolve("runs");
    Result run = hwgpt(
        "run",
        "--algorithms",
        "mine(luck=7)",
        "--seeds",
        "1",
        "--evaluations",
        "30",
        "--out",
        runs.toString());
    assertEquals(0, run.code, run.err);
    ArchivedRun recorded = SuiteArchive.open(runs).problems().get(0).runs().get(0);
    assertTrue(recorded.place().contains(", mine_luck=7_-seed-1.run of "), recorded.place());
    assertEquals(30, recorded.open().evaluations());
  }

  @Test
  void anIndicatorInAJarIsInTableReportMethodsAndExport() throws Exception {
    plugin(Indicator.class, INDICATOR, "org.example.Mine");
    Path runs = temp.resolve("runs");
    Result run = hwgpt(
        "run",
        "--algorithms",
        "random",
        "--seeds",
        "1",
        "--evaluations",
        "30",
        "--indicators",
        "front-size,log-regret",
        "--format",
        "csv",
        "--out",
        runs.toString());
    assertEquals(0, run.code, run.err);
    List<String> rows = run.out.lines().toList();
    List<String> columns = List.of(rows.get(0).split(","));
    String size = rows.get(1).split(",")[columns.indexOf("front_size_median")];
    assertTrue(Integer.parseInt(size) > 1, size);
    assertTrue(columns.contains("log_regret_iqr"), rows.get(0));
    assertTrue(run.err.contains("front_size: how many points there are beside"), run.err);

    Path report = temp.resolve("report");
    Result made = hwgpt("report", runs.toString(), "--out", report.toString());
    assertEquals(0, made.code, made.err);
    List<String> table = Files.readAllLines(report.resolve("tables/front-size.csv"));
    assertTrue(table.get(1).contains("," + size + ","), table.get(1));
    assertTrue(Files.readString(report.resolve("tables/runs.csv")).contains(",front size,"));
    String methods = Files.readString(report.resolve("methods.txt"));
    assertTrue(methods.contains("the size of the front (Me 2026) to that front."), methods);
    assertTrue(Files.readString(report.resolve("references.bib")).contains("@misc{me2026size,"));

    Path export = temp.resolve("export");
    Result exported =
        hwgpt("export", runs.toString(), "--format", "jmetal", "--out", export.toString());
    assertEquals(0, exported.code, exported.err);
    assertTrue(Files.readString(export.resolve("QualityIndicatorSummary.csv"))
        .contains(",FS,0," + size + ".0"));
  }

  @Test
  void aBrokenIndicatorIsOneLineAndBreaksNothingElse() throws Exception {
    plugin(Indicator.class, INDICATOR, "org.example.Yours");
    Result result = hwgpt("run", "--indicators", "r2", "--evaluations", "3");
    assertEquals(1, result.code, result.err);
    assertEquals(1, result.err.lines().count(), result.err);
    assertTrue(result.err.contains("Provider org.example.Yours not found"), result.err);
    assertEquals(0, hwgpt("devices").code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                           | mine     | org.example.Yours | Provider org.example.Yours not found",
        "throw new IllegalStateException(\"no luck\");| mine     | org.example.Mine  | java.lang.IllegalStateException: no luck",
        "''                                           | My One   | org.example.Mine  | Algorithm 'My One' of org.example.Mine: not a name",
        "''                                           | random   | org.example.Mine  | Algorithm 'random': two have this name",
      })
  void aBrokenOneIsOneLine(String constructor, String name, String named, String message)
      throws Exception {
    plugin(constructor, name, named);
    Result result = hwgpt("algorithms");
    assertEquals(1, result.code);
    assertEquals("", result.out);
    assertEquals(1, result.err.lines().count(), result.err);
    assertTrue(result.err.startsWith("hwgpt algorithms: "), result.err);
    assertTrue(result.err.contains(message), result.err);
  }
}
