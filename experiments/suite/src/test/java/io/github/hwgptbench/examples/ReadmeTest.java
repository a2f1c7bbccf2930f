package io.github.hwgptbench.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.cli.CommandLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the README true: its code is compiled and run, and its output is what comes out. */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final Path EXAMPLES =
      ROOT.resolve("experiments/suite/src/test/java/io/github/hwgptbench/examples");

  @TempDir
  private Path temp;

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("^```" + language + "\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String withoutIndent(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void itsCodeIsThatOfTheExamples() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      sources = files
          .filter(file -> file.toString().endsWith("Example.java"))
          .map(ReadmeTest::read)
          .map(ReadmeTest::withoutIndent)
          .toList();
    }
    List<String> blocks = blocks("java");
    assertEquals(sources.size(), blocks.size());
    for (String block : blocks) {
      assertTrue(
          sources.stream().anyMatch(source -> source.contains(withoutIndent(block))),
          () -> "in README.md but in no example:\n" + block);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itsOutputIsWhatComesOut() throws IOException {
    List<String> blocks = blocks("console");
    assertFalse(blocks.isEmpty());
    for (String block : blocks) {
      String command = block.lines().findFirst().orElseThrow().replace("$ ./hwgpt ", "");
      // A run writes files, whose place is not the README's to show.
      String args =
          command.startsWith("run") ? command + " --out " + temp.resolve("runs") : command;
      String out = CommandLines.output(args.split(" "));
      assertEquals(
          lasting(block.lines().skip(1)),
          lasting(out.lines()),
          () -> "README.md shows another output of: hwgpt " + command);
    }
  }

  /** What does not depend on the machine: not the last column of a run, which is seconds. */
  private static String lasting(Stream<String> lines) {
    return lines
        .filter(line -> !line.startsWith("Every evaluation is in "))
        .map(line -> line.replaceFirst("(  \\d+)  +\\d+\\.\\d{3}$", "$1"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  @Test
  void itsExamplesRun() {
    assertTrue(output(() -> QueryExample.main(new String[0])).contains("latency@a100 "));
    assertTrue(output(() -> JMetalExample.main(new String[0])).contains("gpt-s-"));
    assertTrue(output(() -> MoeaExample.main(new String[0])).startsWith("embed_dim"));
  }

  private static String output(Runnable example) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      example.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
