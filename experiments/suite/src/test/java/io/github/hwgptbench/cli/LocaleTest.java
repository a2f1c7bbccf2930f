package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and output are the same under every locale of the machine. */
class LocaleTest {

  private static final Pattern NATIVE_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");
  /** The line of a run in a segment, which binary data follow. */
  private static final Pattern RUN_LINE = Pattern.compile("\\{\"problem\":.*\\}\n");

  private static final Pattern SERVED =
      Pattern.compile("Serving at http://127\\.0\\.0\\.1:[0-9]+;");

  @TempDir
  private Path temp;

  /** Runs commands one after another in a process of its own, which has the locale. */
  static final class Session {

    private static final String[][] COMMANDS = {
      {"spaces"},
      {"devices"},
      {"objectives"},
      {"algorithms", "ehvi"},
      {"query", "--arch", "gpt-xs-2-64-2-3-2-4-True", "--scale", "xs", "--objectives", "params"},
      {
        "run",
        "--objectives",
        "params,flops",
        "--algorithms",
        "random,nsga2(population=10),jmetal:NSGAII",
        "--seeds",
        "2",
        "--evaluations",
        "40",
        "--name",
        "mine",
        "--out",
        "runs"
      },
      {"merge", "runs", "--out", "merged"},
      {"verify", "merged"},
      {"report", "merged", "--out", "report"},
      {"export", "merged", "--format", "csv", "--out", "csv"},
      {"export", "merged", "--format", "ioh", "--out", "ioh"},
      {"export", "merged", "--format", "jmetal", "--out", "jmetal"},
      {"export", "merged", "--format", "moea", "--out", "moea"},
      {"export", "merged", "--format", "optuna", "--out", "optuna"}
    };

    private Session() {}

    public static void main(String[] args) throws Exception {
      for (int i = 0; i < COMMANDS.length; i++) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        int code = HwGpt.execute(printer, printer, COMMANDS[i]);
        if (code != 0) {
          throw new IllegalStateException(String.join(" ", COMMANDS[i]) + ": " + out);
        }
        Files.writeString(Path.of(i + "-" + COMMANDS[i][0] + ".txt"), out.toString());
      }
      serve();
      System.exit(0);
    }

    private static void serve() throws Exception {
      StringWriter out = new StringWriter();
      Thread server = new Thread(() -> HwGpt.execute(
          new PrintWriter(out, true),
          new PrintWriter(System.err, true, StandardCharsets.UTF_8),
          "serve",
          "--port",
          "0",
          "--runs",
          "served"));
      server.setDaemon(true);
      server.start();
      while (server.isAlive() && !out.toString().contains("\n")) {
        Thread.sleep(10);
      }
      Files.writeString(Path.of("serve.txt"), out.toString());
    }
  }

  private Process start(String name, String... locale) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC"));
    command.addAll(List.of(locale));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LocaleTest.Session.class.getName()));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve(name + ".log").toFile())
        .start();
  }

  private void ends(Process process, String name) throws Exception {
    int code = process.waitFor();
    assertEquals(0, code, Files.readString(temp.resolve(name + ".log")));
  }

  private Map<String, byte[]> files(String name) throws IOException {
    Path folder = temp.resolve(name);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private List<ArchivedRun> runs(String suite) throws IOException {
    return SuiteArchive.open(temp.resolve(suite)).problems().get(0).runs();
  }

  /** Whether a file has neither times nor random names in it, which no two sessions share. */
  private static boolean reproducible(String name) {
    return name.endsWith("suite.json")
        || Stream.of("spaces", "devices", "objectives", "algorithms", "query", "merge", "verify")
            .anyMatch(command -> name.endsWith("-" + command + ".txt"));
  }

  @Test
  void arabicDigitsAreNowhereInFilesAndOutput() throws Exception {
    Process english = start("english", "-Duser.language=en", "-Duser.country=US");
    Process arabic = start("arabic", "-Duser.language=ar", "-Duser.country=EG");
    ends(english, "english");
    ends(arabic, "arabic");
    // Else the locale is not one whose digits could get into data.
    assertEquals("١", String.format(Locale.forLanguageTag("ar-EG"), "%d", 1));

    Map<String, byte[]> expected = files("english");
    Map<String, byte[]> actual = files("arabic");
    assertEquals(expected.keySet(), actual.keySet());
    actual.forEach((name, bytes) -> {
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (name.endsWith(".seg")) {
        RUN_LINE
            .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
            .results()
            .map(line -> line.group().getBytes(StandardCharsets.ISO_8859_1))
            .map(line -> new String(line, StandardCharsets.UTF_8))
            .forEach(line -> assertFalse(NATIVE_DIGIT.matcher(line).find(), line));
      } else if (!name.endsWith(".index")) {
        assertFalse(NATIVE_DIGIT.matcher(text).find(), name);
      }
      if (reproducible(name)) {
        assertEquals(new String(expected.get(name), StandardCharsets.UTF_8), text, name);
      }
    });
    for (String suite : List.of("runs", "merged")) {
      List<ArchivedRun> here = runs("arabic/" + suite);
      List<ArchivedRun> there = runs("english/" + suite);
      assertEquals(6, here.size());
      for (int i = 0; i < here.size(); i++) {
        assertArrayEquals(there.get(i).bytes(), here.get(i).bytes());
      }
    }
    String served = Files.readString(temp.resolve("arabic/serve.txt"));
    assertTrue(SERVED.matcher(served).find(), served);
  }
}
