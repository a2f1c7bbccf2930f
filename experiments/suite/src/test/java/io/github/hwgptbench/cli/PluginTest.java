package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.OptimizerFactory;
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

  /** Makes a jar with a factory, which a file of services names. */
  private void plugin(String constructor, String name, String named) throws IOException {
    Path sources = Files.createDirectories(temp.resolve("src/org/example"));
    Path source =
        Files.writeString(sources.resolve("Mine.java"), SOURCE.formatted(constructor, name));
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
      out.putNextEntry(new JarEntry("META-INF/services/" + OptimizerFactory.class.getName()));
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
    assertTrue(list.out.matches("(?s).*\\Rmine +undeclared +good luck\\R.*"), list.out);

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
    assertEquals("mine_luck=7_-seed-1.run", recorded.file().getFileName().toString());
    assertEquals(30, recorded.open().evaluations());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                           | mine     | org.example.Yours | Provider org.example.Yours not found",
        "throw new IllegalStateException(\"no luck\");| mine     | org.example.Mine  | java.lang.IllegalStateException: no luck",
        "''                                           | My One   | org.example.Mine  | Algorithm 'My One' of org.example.Mine: not a name",
        "''                                           | random   | org.example.Mine  | Algorithm 'random': there are two of this name",
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
