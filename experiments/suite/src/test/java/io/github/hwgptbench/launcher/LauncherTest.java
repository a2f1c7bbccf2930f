package io.github.hwgptbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Starts the script and the launcher of the repository in a folder of their own, where the build
 * only copies a command line that prints its arguments.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final String SOURCE =
      "experiments/suite/src/main/java/io/github/hwgptbench/launcher/Launcher.java";
  private static final String JAR = "experiments/suite/target/hwgptbench-suite.jar";

  private static final String COMMAND = """
      package io.github.hwgptbench.cli;

      public final class HwGpt {
        public static void main(String[] args) {
          for (String arg : args) {
            System.out.println("[" + arg + "]");
            if (arg.equals("draw")) {
              System.out.println(
                  java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").name());
            }
          }
          ClassLoader loader = Thread.currentThread().getContextClassLoader();
          System.out.println("plugin " + (loader.getResource("plugin.txt") != null));
          System.exit(args.length > 0 && args[0].equals("run") ? 0 : args.length);
        }
      }
      """;

  private static final String MAVEN = """
      #!/bin/sh
      cd "$(dirname "$0")"
      echo begin >>builds
      echo "$@" >arguments
      while [ -f hold ]; do sleep 0.1; done
      mkdir -p experiments/suite/target/lib
      [ ! -f %2$s ] || exit 3
      cp "%1$s" %2$s
      """;

  private static final String WAITING = "hwgpt: another process is building; waiting for it";

  @TempDir
  private static Path shared;

  @TempDir
  private Path temp;

  @BeforeAll
  static void compileTheCommand() throws IOException {
    Path source = Files.writeString(shared.resolve("HwGpt.java"), COMMAND);
    Path classes = Files.createDirectories(shared.resolve("classes"));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString()));
    String name = "io/github/hwgptbench/cli/HwGpt.class";
    jar(shared.resolve("command.jar"), name, Files.readAllBytes(classes.resolve(name)));
  }

  private static void jar(Path file, String entry, byte[] content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(content);
    }
  }

  /** A folder with the sources of a command line, not built yet. */
  private Path checkout(String name) throws IOException {
    Path home = Files.createDirectories(temp.resolve(name));
    Path source = home.resolve(SOURCE);
    Files.createDirectories(source.getParent());
    Files.copy(ROOT.resolve(SOURCE), source);
    Files.copy(ROOT.resolve("hwgpt"), home.resolve("hwgpt"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Path maven = Files.writeString(
        home.resolve("mvnw"), MAVEN.formatted(shared.resolve("command.jar"), JAR));
    assertTrue(maven.toFile().setExecutable(true));
    return home;
  }

  /** The same, built. */
  private Path built(String name) throws IOException {
    Path home = checkout(name);
    Path jar = home.resolve(JAR);
    Files.createDirectories(jar.resolveSibling("lib"));
    Files.copy(shared.resolve("command.jar"), jar);
    return home;
  }

  private record Result(int code, String out, String err) {}

  private final class Start {
    private final Process process;
    private final Path out;
    private final Path err;

    Start(Path folder, Map<String, String> environment, String... command) throws IOException {
      out = Files.createTempFile(temp, "out", null);
      err = Files.createTempFile(temp, "err", null);
      ProcessBuilder builder = new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectOutput(out.toFile())
          .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      process = builder.start();
    }

    boolean said(String text) throws IOException {
      return Files.readString(err).contains(text);
    }

    Result result() throws IOException, InterruptedException {
      int code = process.waitFor();
      return new Result(code, Files.readString(out), Files.readString(err));
    }
  }

  private Result start(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return new Start(folder, environment, command).result();
  }

  @Tag("slow")
  @Test
  void twoFirstStartsAtTheSameTimeBuildOnce() throws Exception {
    Path home = checkout("home");
    Path hold = Files.createFile(home.resolve("hold"));
    Path builds = home.resolve("builds");
    List<Start> starts = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      starts.add(new Start(home, Map.of(), "./hwgpt", name));
    }
    Instant deadline = Instant.now().plusSeconds(60);
    boolean waits = false;
    while (!waits && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
      waits = starts.get(0).said(WAITING) || starts.get(1).said(WAITING);
      if (Files.exists(builds) && Files.readAllLines(builds).size() > 1) {
        break;
      }
    }
    Files.delete(hold);
    for (Start start : starts) {
      Result result = start.result();
      assertEquals(1, result.code, result.err);
    }
    assertEquals(List.of("begin"), Files.readAllLines(builds));
    assertTrue(waits);
  }

  /** Builds for long enough to show what Maven prints in the middle of a build. */
  private Result buildSlowly(String options) throws Exception {
    Path home = checkout("home");
    Path hold = Files.createFile(home.resolve("hold"));
    Path maven = home.resolve("mvnw");
    Files.writeString(maven, Files.readString(maven).replace("while", """
            echo '[INFO] Building hwgptbench: supernet 0.1.0                    [3/17]'
            echo '[INFO]   from benchmark-problem/supernet/pom.xml'
            echo '[INFO] Downloading from central: https://registry/ai/onnx/onnx-1.0.jar'
            while"""));
    Start start = new Start(home, Map.of("HWGPT_JAVA_OPTS", options), "./hwgpt");
    Instant deadline = Instant.now().plusSeconds(60);
    while (!start.said("3 of 17") && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    Files.delete(hold);
    Result result = start.result();
    assertEquals(0, result.code, result.err);
    return result;
  }

  @Test
  void aLongBuildShowsItsModules() throws Exception {
    String err = buildSlowly("").err;
    assertTrue(
        Pattern.compile(
                "hwgpt: building, 3 of 17, supernet, downloading onnx-1\\.0\\.jar, \\d+ s\n")
            .matcher(err)
            .find(),
        err);
    assertFalse(err.contains("\r"), err);
  }

  @Tag("slow")
  @Test
  void onATerminalTheModulesAreInOneLineThatGoes() throws Exception {
    String err = buildSlowly("-Dhwgptbench.terminal=true -Dhwgptbench.columns=40").err;
    List<String> lines = List.of(err.split("\r"));
    assertTrue(lines.contains("[###.................] 3 of 17, superne"), err);
    assertTrue(lines.get(lines.size() - 1).isBlank(), err);
  }

  @ParameterizedTest
  @CsvSource({
    "run, -B -DskipTests package -pl experiments/suite -am",
    "run --spark local, -B -DskipTests package -pl experiments/spark -am -Pspark",
    "supernet train, -B -DskipTests package -pl experiments/training -am -Ptraining"
  })
  void onlyWhatACommandNeedsIsBuilt(String command, String maven) throws Exception {
    Path home = checkout("home");
    start(home, Map.of(), ("./hwgpt " + command).split(" "));
    assertEquals(maven, Files.readString(home.resolve("arguments")).strip());
  }

  @Tag("slow")
  @Test
  void keepsItsClassForAnyJavaAndRunsItTheNextTime() throws Exception {
    Path home = built("home");
    Result first = start(home, Map.of(), "./hwgpt");
    assertEquals(0, first.code, first.err);
    Path compiled = home.resolve("target/launcher/io/github/hwgptbench/launcher/Launcher.class");
    try (DataInputStream in = new DataInputStream(Files.newInputStream(compiled))) {
      assertEquals(0xCAFEBABE, in.readInt());
      in.readUnsignedShort();
      // Java 8, so that an older Java than needed says so in words.
      assertEquals(52, in.readUnsignedShort());
    }
    // The source would not compile any more, which shows that the class runs.
    FileTime before = Files.getLastModifiedTime(compiled);
    Files.writeString(home.resolve(SOURCE), "broken");
    Files.setLastModifiedTime(home.resolve(SOURCE), FileTime.from(Instant.EPOCH));
    assertEquals(0, start(home, Map.of(), "./hwgpt").code);
    assertEquals(before, Files.getLastModifiedTime(compiled));
  }

  @Test
  void classesComeFromTheArchiveUntilTheNextBuild() throws Exception {
    Path home = checkout("home");
    assertEquals(1, start(home, Map.of(), "./hwgpt", "a").code);
    Path archive = home.resolve("experiments/suite/target/hwgpt.jsa");
    assertTrue(Files.isRegularFile(archive));
    Map<String, String> verbose = Map.of("HWGPT_JAVA_OPTS", "-verbose:class");
    Result archived = start(home, verbose, "./hwgpt", "a");
    assertTrue(archived.out.contains("cli.HwGpt source: shared objects file"), archived.out);
    assertTrue(archived.out.contains("[a]"), archived.err);

    // What is built next has another class, of the same time and size as far as anybody knows.
    Path classes = Files.createDirectories(temp.resolve("classes"));
    Path changed = Files.writeString(temp.resolve("HwGpt.java"), COMMAND.replace("\"[\"", "\"<\""));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), changed.toString()));
    String name = "io/github/hwgptbench/cli/HwGpt.class";
    jar(temp.resolve("changed.jar"), name, Files.readAllBytes(classes.resolve(name)));
    Files.writeString(
        home.resolve("mvnw"),
        "#!/bin/sh\ncp '" + temp.resolve("changed.jar") + "' '" + home.resolve(JAR) + "'\n");
    Files.setLastModifiedTime(
        home.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
    Result rebuilt = start(home, Map.of(), "./hwgpt", "a");
    assertTrue(rebuilt.out.contains("<a]"), rebuilt.out + rebuilt.err);
    assertEquals("", rebuilt.out.replace("<a]\nplugin false\n", ""));
    Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
    assertEquals("<a]\nplugin false\n", start(home, Map.of(), "./hwgpt", "a").out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "11", "16"})
  void anOldJavaIsNamedWithTheRemedy(String version) {
    String message = assertThrows(Launcher.LaunchException.class, () -> Launcher.checkJava(version))
        .getMessage();
    assertTrue(message.startsWith("Java " + version.replace("1.8", "8") + " found ("), message);
    assertTrue(message.contains("Java 17 or newer is needed"), message);
  }

  @Tag("slow")
  @Test
  void anExportedSearchPathForFoldersChangesNothing() throws Exception {
    built("home");
    Result result = start(temp, Map.of("CDPATH", "."), "home/hwgpt", "a");
    assertEquals("[a]\nplugin false\n", result.out, result.err);
  }

  @Tag("slow")
  @Test
  void runsWhatWasBuiltWhereNothingCanBeWritten() throws Exception {
    Path home = built("home");
    // Permissions do not stop root; a file in place of a folder does.
    Files.writeString(home.resolve("target"), "");
    Files.setLastModifiedTime(
        home.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    Result result = start(home, Map.of(), "./hwgpt", "a");
    assertEquals(1, result.code, result.err);
    assertEquals("[a]\nplugin false\n", result.out);
    assertTrue(result.err.contains("running what was built"), result.err);
    assertFalse(Files.exists(home.resolve("builds")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"results/src/main/java/org/New.java", "results/reference/new.zip"})
  void buildsAgainWhatIsOlderThanItsSources(String changed) throws Exception {
    Path home = built("home");
    Path source = home.resolve(changed);
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class New {}");
    Files.writeString(source.resolveSibling("pom.xml"), "<project/>");
    Files.setLastModifiedTime(home.resolve(JAR), FileTime.from(Instant.now().minusSeconds(60)));
    // The build fails on purpose where there is a jar.
    Result result = start(home, Map.of(), "./hwgpt");
    assertEquals(1, result.code);
    assertTrue(result.err.contains("hwgpt: the build failed; all of its log is in "), result.err);
    assertEquals(List.of("begin"), Files.readAllLines(home.resolve("builds")));
  }

  @Test
  void buildsAgainAfterABuildThatWasInterrupted() throws Exception {
    Path home = built("home");
    Files.createFile(home.resolve(JAR).resolveSibling("hwgpt-build.start"));
    // As above.
    assertEquals(1, start(home, Map.of(), "./hwgpt").code);
    assertEquals(List.of("begin"), Files.readAllLines(home.resolve("builds")));
  }

  @Tag("slow")
  @Test
  void aColonInThePathIsNoObstacle() throws Exception {
    Path home = built("a:b");
    Path plugins = Files.createDirectories(home.resolve("plug:ins"));
    jar(plugins.resolve("mine.jar"), "plugin.txt", new byte[0]);
    for (int i = 0; i < 2; i++) {
      Result result = start(home, Map.of("HWGPT_PLUGINS", plugins.toString()), "./hwgpt", "a");
      assertEquals("[a]\nplugin true\n", result.out, result.err);
    }
    Result unbuilt = start(checkout("c:d"), Map.of(), "./hwgpt");
    assertEquals(1, unbuilt.code);
    assertTrue(unbuilt.err.contains("c:d has ':' in its name"), unbuilt.err);
  }

  @Test
  void sparkIsFetchedByTheFirstCommandThatNeedsIt() throws Exception {
    Path home = built("home");
    Files.writeString(home.resolve("mvnw"), """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$@" >asked
        echo "[ERROR] Could not transfer artifact org.apache.spark:spark-core_2.13:jar:4.2.0"
        exit 1
        """);
    assertEquals(0, start(home, Map.of(), "./hwgpt", "run", "mine.yaml").code);
    assertFalse(Files.exists(home.resolve("asked")));
    for (String[] option : new String[][] {{"--spark", "local[2]"}, {"--spark=local[2]"}}) {
      List<String> command = new ArrayList<>(List.of("./hwgpt", "run", "mine.yaml"));
      command.addAll(List.of(option));
      Result result = start(home, Map.of(), command.toArray(String[]::new));
      assertEquals(1, result.code, result.err);
      String[] lines = result.err.split("\\R");
      assertEquals(
          "hwgpt: building, with Apache Spark, a download of 215 MB the first time ...",
          lines[lines.length - 2]);
      assertEquals(
          "hwgpt: Apache Spark can't be fetched from the Maven registry; connect to it once, or run"
              + " without --spark. The log is in "
              + home.resolve("experiments/spark/target/hwgpt-build.log").toRealPath(),
          lines[lines.length - 1]);
      assertTrue(Files.readString(home.resolve("asked")).contains("-Pspark"));
      Files.delete(home.resolve("asked"));
    }
  }

  @Test
  void argumentsComeAsTheyAre() throws Exception {
    Path home = built("a 'folder' \"with\" (all) $sorts");
    List<String> arguments =
        List.of("", " ", "*", "a b", "'", "\"", "$HOME", "\\", "(x<=1)", "-cp", "@file");
    Result result = start(
        home,
        Map.of(),
        Stream.concat(Stream.of("./hwgpt"), arguments.stream()).toArray(String[]::new));
    assertEquals(arguments.size(), result.code, result.err);
    assertEquals(
        arguments.stream().map(argument -> "[" + argument + "]").toList(),
        result.out.lines().limit(arguments.size()).toList());
  }

  @Tag("slow")
  @Test
  void theCommandHasAllRandomGeneratorsOfJava() throws Exception {
    Result result = start(built("home"), Map.of(), "./hwgpt", "draw");
    assertEquals("[draw]\nL64X128MixRandom\nplugin false\n", result.out, result.err);
  }

  /** The name is written as bytes of UTF-8, since this process may not be able to say it. */
  @Tag("slow")
  @Test
  void namesThatAreNotAsciiArriveInEveryLocale() throws Exception {
    Path home = built("home");
    Result result = start(
        home,
        Map.of("LC_ALL", "C", "HWGPT_JAVA_OPTS", "-Dfile.encoding=UTF-8"),
        "sh",
        "-c",
        "./hwgpt \"$(printf 'gr\\303\\266\\303\\237e')\"");
    assertEquals(1, result.code, result.err);
    assertEquals("[gr\u00f6\u00dfe]\nplugin false\n", result.out);
  }

  @Test
  void whatJavaCouldNotReadIsRefused() throws Exception {
    assertNull(Launcher.unreadable(new String[] {"run", "gr\u00f6\u00dfe"}));
    assertNotNull(Launcher.unreadable(new String[] {"run", "gr\uFFFDe"}));
    // Without the script, in a locale whose charset is ASCII.
    Result result = start(
        temp,
        Map.of("LC_ALL", "C"),
        "sh",
        "-c",
        "\"$JAVA_HOME/bin/java\" -cp '%s' io.github.hwgptbench.cli.HwGpt query --in x.csv --out \"$(printf 'gr\\303\\266\\303\\237e')/x.csv\""
            .formatted(System.getProperty("java.class.path")));
    assertEquals(2, result.code, result.err);
    assertEquals("", result.out);
    assertTrue(
        result.err.contains("has characters that Java can't read in this locale"), result.err);
    assertTrue(result.err.contains("C.UTF-8"), result.err);
  }
}
