package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keeps README and docs true: code is that of the examples, output is what comes out, links lead
 * somewhere.
 */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final Path EXAMPLES = ROOT.resolve("experiments/examples");

  private static final Pattern CODE =
      Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

  @TempDir
  private Path temp;

  /** Pages all of whose Java code is that of the examples. */
  private static final List<String> EXAMPLE_PAGES = List.of(
      "README.md",
      "docs/experiments.md",
      "docs/frameworks.md",
      "docs/own-algorithm.md",
      "docs/query.md");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "adapters/python/README.md")
                  .map(ROOT::resolve),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
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
  void codeIsThatOfTheExamples() throws IOException {
    List<Path> examples;
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      examples = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    List<String> sources =
        examples.stream().map(ReadmeTest::read).map(ReadmeTest::withoutIndent).toList();
    for (String page : EXAMPLE_PAGES) {
      List<String> blocks = blocks(page, "java");
      assertFalse(blocks.isEmpty(), page);
      for (String block : blocks) {
        assertTrue(
            sources.stream().anyMatch(source -> source.contains(withoutIndent(block))),
            () -> "in " + page + " but in no example:\n" + block);
      }
    }
    String pages = pages().stream().map(ReadmeTest::read).collect(Collectors.joining());
    for (Path example : examples) {
      String path = ROOT.relativize(example).toString().replace('\\', '/');
      assertTrue(
          !path.endsWith("Example.java") || pages.contains(path + ")"),
          () -> "no page has a link to " + path);
    }
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertTrue(Files.readAllLines(ROOT.resolve("README.md")).size() <= 150);
  }

  @Test
  void linksLeadToFilesAndHeadings() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      LINK.matcher(CODE.matcher(read(page)).replaceAll("")).results().forEach(link -> {
        Path file =
            link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
        String heading = link.group(2);
        if (!Files.exists(file) || heading != null && !headings(file).contains(heading)) {
          broken.add(ROOT.relativize(page) + ": " + link.group());
        }
      });
    }
    assertEquals(List.of(), broken);
  }

  /** Returns the names by which GitHub links to the headings of a page. */
  private static Set<String> headings(Path page) {
    return CODE.matcher(read(page))
        .replaceAll("")
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "")
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
            .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/query.md", "docs/first-experiment.md"})
  void outputIsWhatComesOut(String page) throws IOException {
    List<String> blocks = blocks(page, "console");
    assertFalse(blocks.isEmpty());
    for (String block : blocks) {
      String command = block.lines().findFirst().orElseThrow().replace("$ ./hwgpt ", "");
      // A run writes files, whose place is not the page's to show.
      String args = command.startsWith("run")
          ? command.replaceFirst(" --out \\S+", "") + " --out " + temp.resolve("runs")
          : command;
      String out = output(args.split(" "));
      assertEquals(
          lasting(block.lines().skip(1)),
          lasting(out.lines()),
          () -> page + " has another output of: hwgpt " + command);
    }
  }

  private static String output(String... args) {
    return CommandRun.succeeds((Object[]) args).out();
  }

  /** What does not depend on the machine: not the last column of a run, which is seconds. */
  private static String lasting(Stream<String> lines) {
    return lines
        .filter(line -> !line.startsWith("Every evaluation is in "))
        .filter(line -> !line.startsWith("Figures and tables: "))
        .filter(line -> !line.equals("seconds: median per run."))
        .map(line -> line.replaceFirst(" +seconds$|(?<=  \\d{1,9})  +[\\d.]+$", ""))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
