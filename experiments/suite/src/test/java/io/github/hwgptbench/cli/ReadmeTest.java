package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the README true: its code is that of the examples, its output is what comes out. */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final Path EXAMPLES = ROOT.resolve("experiments/examples");

  @TempDir
  private Path temp;

  private static List<String> blocks(String language) throws IOException {
    return blocks("README.md", language);
  }

  private static List<String> blocks(String page, String language) throws IOException {
    return Pattern.compile("^```" + language + "\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String withoutIndent(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void itsCodeIsThatOfTheExamples() throws IOException {
    List<Path> examples;
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      examples = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    List<String> sources =
        examples.stream().map(ReadmeTest::read).map(ReadmeTest::withoutIndent).toList();
    for (String page : List.of("README.md", "docs/experiments.md")) {
      List<String> blocks = blocks(page, "java");
      assertFalse(blocks.isEmpty(), page);
      for (String block : blocks) {
        assertTrue(
            sources.stream().anyMatch(source -> source.contains(withoutIndent(block))),
            () -> "in " + page + " but in no example:\n" + block);
      }
    }
    String readme = read(ROOT.resolve("README.md"));
    for (Path example : examples) {
      String path = ROOT.relativize(example).toString().replace('\\', '/');
      assertTrue(
          !path.endsWith("Example.java") || readme.contains("](" + path + ")"),
          () -> "README.md has no link to " + path);
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
      String out = output(args.split(" "));
      assertEquals(
          lasting(block.lines().skip(1)),
          lasting(out.lines()),
          () -> "README.md shows another output of: hwgpt " + command);
    }
  }

  private static String output(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(
        0,
        HwGpt.execute(new PrintWriter(out, true), new PrintWriter(err, true), args),
        err::toString);
    return out.toString();
  }

  /** What does not depend on the machine: not the last column of a run, which is seconds. */
  private static String lasting(Stream<String> lines) {
    return lines
        .filter(line -> !line.startsWith("Every evaluation is in "))
        .filter(line -> !line.startsWith("Figures and tables: "))
        .map(line -> line.replaceFirst(" +seconds$|(?<=  \\d{1,9})  +[\\d.]+$", ""))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
