package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.EarlierLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir
  private static Path folder;

  private static Path mine;
  private static Path theirs;
  private static Path shorter;

  private static Path run(String name, int seeds, int evaluations, Object... args) {
    Path out = folder.resolve(name);
    Object[] all = Stream.concat(
            Stream.of(
                "run",
                "--name",
                name,
                "--seeds",
                seeds,
                "--evaluations",
                evaluations,
                "--objectives",
                "perplexity,params",
                "--out",
                out,
                "--quiet"),
            Stream.of(args))
        .toArray();
    CommandRun result = CommandRun.of(all);
    assertEquals(0, result.code(), result.err());
    return out;
  }

  @BeforeAll
  static void runSuites() {
    mine = run("mine", 2, 12, "--algorithms", "random,local-search");
    theirs = run("theirs", 2, 12, "--algorithms", "local-search,nsga2");
    shorter = run("shorter", 2, 8, "--algorithms", "random,nsga2");
  }

  @Test
  void figuresHaveTheWidthOfAColumn() throws IOException {
    Path report = folder.resolve("column");
    CommandRun result = CommandRun.of("report", mine, "--out", report, "--size", "86.36mm");
    assertEquals(0, result.code(), result.err());
    List<Path> figures;
    try (Stream<Path> files = Files.list(report.resolve("figures"))) {
      figures = files.toList();
    }
    for (Path figure : figures) {
      assertTrue(Files.readString(figure).startsWith("<svg width=\"326.4\""), figure.toString());
    }
    assertTrue(Files.readString(report.resolve("report.html")).contains("viewBox=\"0 0 640 "));
  }

  @Test
  void figuresAreAlsoInOtherFormats() throws IOException {
    Path report = folder.resolve("printed");
    CommandRun result = CommandRun.of("report", mine, "--out", report, "--figures", "PDF,png");
    assertEquals(0, result.code(), result.err());
    Path figures = report.resolve("figures");
    List<String> names;
    try (Stream<Path> files = Files.list(figures)) {
      names = files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".svg"))
          .map(file -> file.replace(".svg", ""))
          .toList();
    }
    assertFalse(names.isEmpty());
    for (String name : names) {
      assertTrue(Files.size(figures.resolve(name + ".pdf")) > 0, name);
      assertTrue(Files.size(figures.resolve(name + ".png")) > 0, name);
      assertTrue(Files.readString(report.resolve("report.tex")).contains(name + ".pdf}"), name);
    }

    CommandRun refused =
        CommandRun.of("report", mine, "--out", folder.resolve("eps"), "--figures", "eps");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("'eps'; allowed: svg, pdf, png"), refused.err());
  }

  @Test
  void relativeHypervolumesHaveTheCertificateOfTheirFront() throws IOException {
    FrontBound bound = FrontBound.shipped().stream()
        .filter(it -> it.problem().toString().equals("HWGPT-S(perplexity,energy@v100)"))
        .findFirst()
        .orElseThrow();
    Path runs = folder.resolve("certified");
    String out = fiveEvaluations("--out", runs);
    assertTrue(out.contains("%n(%s).%n".formatted(bound.inWords())), out);
    CommandRun.succeeds("report", runs, "--out", folder.resolve("of-certified"));
    Path report = folder.resolve("of-certified");
    String sentence =
        "The best-known Pareto front of " + bound.problem() + " is " + bound.inWords();
    String page = Files.readString(report.resolve("report.html"));
    assertTrue(page.contains(sentence));
    assertTrue(
        page.contains("the best-known Pareto front of the problem is " + bound.inWords()), page);
    assertTrue(Files.readString(report.resolve("tables/hypervolume.tex"))
        .contains(sentence.replace("%", "\\%")));
    List<String> problems = Files.readAllLines(report.resolve("tables/problems.csv"));
    assertTrue(problems.get(0).contains(",target hypervolume,hypervolume bound"));
    assertTrue(problems.get(1).endsWith("," + bound.bound()), problems.get(1));
  }

  private static String fiveEvaluations(Object... further) {
    Stream<Object> run = Stream.of(
        "run",
        "--objectives",
        "perplexity,energy@v100",
        "--algorithms",
        "random",
        "--seeds",
        1,
        "--evaluations",
        5);
    return CommandRun.succeeds(Stream.concat(run, Stream.of(further)).toArray()).out();
  }

  @Test
  void otherProblemsAndProtocolsHaveNoCertificate() throws IOException {
    Path report = folder.resolve("not-certified");
    CommandRun.succeeds("report", mine, "--out", report);
    assertFalse(Files.readString(report.resolve("report.html")).contains("certified"));
    String out =
        fiveEvaluations("--reference-point", 1.2, "--out", folder.resolve("other-reference"));
    assertTrue(out.contains("best-known Pareto front"), out);
    assertFalse(out.contains("certified"), out);
  }

  @Test
  void widthsThatFiguresCanNotHaveAreRefused() {
    for (String width : List.of("3.4", "1in", "21in", "wide", "-3in", "3,4in")) {
      CommandRun result =
          CommandRun.of("report", mine, "--out", folder.resolve("no-such-width"), "--size", width);
      assertEquals(2, result.code(), width);
      assertTrue(result.err().contains("'" + width + "'; allowed: a number and in, cm, mm or pt"));
    }
    assertFalse(Files.exists(folder.resolve("no-such-width")));
  }

  @Test
  void aReportIsBesideTheRunsUnlessSaidOtherwise() throws IOException {
    CommandRun result = CommandRun.of("report", mine);
    assertEquals(0, result.code(), result.err());
    Path page = folder.resolve("mine-report").resolve("report.html");
    assertEquals("The report is %s%n".formatted(page), result.out());
    String html = Files.readString(page);
    assertTrue(html.contains("HWGPT-S(perplexity,params)"));
    assertTrue(Files.exists(folder.resolve("mine-report").resolve("tables/hypervolume.tex")));

    CommandRun again = CommandRun.of("report", mine);
    assertEquals(1, again.code());
    assertTrue(again.err().contains("not empty"), again.err());
    assertTrue(again.err().contains("--overwrite"), again.err());
    assertEquals(0, CommandRun.of("report", mine, "--overwrite").code());
    assertEquals(html, Files.readString(page));
  }

  @Test
  void someAlgorithmsOfSeveralSuites() throws IOException {
    Path out = folder.resolve("some");
    CommandRun result = CommandRun.of(
        "compare",
        mine,
        theirs,
        "--algorithms",
        "random,nsga2",
        "--highlight",
        "nsga2",
        "--out",
        out);
    assertEquals(0, result.code(), result.err());
    List<String> rows = Files.readAllLines(out.resolve("tables/hypervolume.csv"));
    assertEquals(
        List.of("random", "nsga2"),
        rows.stream().skip(1).map(row -> row.replaceFirst(",.*", "")).toList());
    String figure =
        Files.readString(out.resolve("figures/hwgpt-s-perplexity-params-hypervolume.svg"));
    assertFalse(figure.contains("local-search"));
    assertTrue(figure.contains("muted-s"));
  }

  @Test
  void algorithmsThatAreNotInTheReportAreNamed() {
    CommandRun unknown = CommandRun.of("report", mine, "--algorithms", "random,nsga2");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("no algorithm 'nsga2' in the report"), unknown.err());
    CommandRun left =
        CommandRun.of("report", mine, "--algorithms", "random", "--highlight", "local-search");
    assertEquals(2, left.code());
    assertTrue(left.err().contains("--highlight: no algorithm 'local-search'"), left.err());
  }

  @Test
  void theRunsStayAsTheyAre() {
    assertEquals(
        0,
        CommandRun.of("report", shorter, "--out", folder.resolve("elsewhere")).code());
    CommandRun verified = CommandRun.of("verify", shorter, "--sample", 2);
    assertEquals(0, verified.code(), verified.err());
  }

  @Test
  void suitesAreComparedUpToTheSmallestBudget() throws IOException {
    Path out = folder.resolve("compared");
    CommandRun result = CommandRun.of("compare", mine, shorter, "--out", out);
    assertEquals(0, result.code(), result.err());
    String html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("<h1>mine, shorter</h1>"));
    String problems = Files.readString(out.resolve("tables/problems.csv"));
    assertTrue(problems.lines().skip(1).findFirst().orElseThrow().contains(",8,"), problems);
  }

  private static Path limited(String name, String... args) {
    Path out = folder.resolve(name);
    Object[] all = Stream.concat(
            Stream.of(
                "run",
                "--objectives",
                "perplexity,params",
                "--algorithms",
                "random",
                "--seeds",
                "2",
                "--clock",
                "latency@rtx2080",
                "--quiet",
                "--out",
                out),
            Stream.of(args))
        .toArray();
    CommandRun result = CommandRun.of(all);
    assertEquals(0, result.code(), result.err());
    return out;
  }

  @Test
  void budgetsInDifferentUnitsHaveTitlesOfTheirOwn() throws IOException {
    Path cost = limited("cost", "--cost", "9");
    Path time = limited("time", "--time", "5min");
    Path out = folder.resolve("units");
    CommandRun result = CommandRun.of("compare", cost, time, "--out", out);
    assertEquals(0, result.code(), result.err());
    String html = Files.readString(out.resolve("report.html")).replace("<wbr>", "");
    assertTrue(html.contains("of up to a cost of 9 full evaluations or 5 simulated minutes"), html);
    assertTrue(html.contains("clock of latency@rtx2080, budget of cost"), html);
    assertTrue(html.contains("clock of latency@rtx2080, budget of simulated time"), html);
    String runs = Files.readString(out.resolve("tables/runs.csv"));
    assertTrue(runs.lines().findFirst().orElseThrow().contains(",unit of budget,"), runs);
    assertTrue(runs.contains(",full evaluations (cost),"), runs);
    assertTrue(runs.contains(",simulated minutes,"), runs);
    assertEquals(2, headers(out, "targets.csv", "to 0.9").size());
    assertTrue(
        headers(out, "targets.csv", "simulated minutes to 0.9").size() == 1, "named by their unit");
  }

  private static List<String> headers(Path report, String table, String part) throws IOException {
    try (Stream<Path> files = Files.list(report.resolve("tables"))) {
      return files
          .filter(file -> file.toString().endsWith(table))
          .map(ReportCommandTest::header)
          .filter(header -> header.contains(part))
          .toList();
    }
  }

  private static String header(Path table) {
    try (Stream<String> lines = Files.lines(table)) {
      return lines.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theAreaUnderACurveIsNamedByItsAxis() throws IOException {
    Path runs = limited("over", "--time", "5min");
    for (String[] over : new String[][] {
      {"time", "mean relative hypervolume over the budget"},
      {"evaluations", "mean relative hypervolume over the evaluations"}
    }) {
      Path out = folder.resolve("over-" + over[0]);
      assertEquals(
          0, CommandRun.of("report", runs, "--over", over[0], "--out", out).code());
      assertTrue(header(out.resolve("tables/runs.csv")).contains(over[1]), over[1]);
      assertEquals(1, headers(out, "results.csv", over[1]).size());
    }
  }

  @Test
  void whatIsNoSuiteIsNamed() {
    CommandRun result = CommandRun.of("compare", mine, folder.resolve("nowhere"));
    assertEquals(1, result.code());
    assertTrue(result.err().contains("nowhere"), result.err());
    assertFalse(Files.exists(folder.resolve("mine-compared")));
  }

  /** Copies a suite, to spoil the copy. */
  private static Path copy(Path suite, String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(suite)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(suite.relativize(file).toString()));
      }
    }
    return copy;
  }

  private static Path oneRun(Path suite) throws IOException {
    EarlierLayout.convert(suite);
    return EarlierLayout.file(SuiteArchive.open(suite).problems().get(0).runs().get(0));
  }

  private static void assertRefused(Path suite, int code, String... words) {
    Path out = folder.resolve("refused");
    CommandRun result = CommandRun.of("report", suite, "--out", out);
    assertEquals(code, result.code(), result.err());
    for (String word : words) {
      assertTrue(result.err().contains(word), result.err());
    }
    assertEquals("", result.out());
  }

  @Test
  void aRunThatWasCutOffIsNamed() throws IOException {
    Path suite = copy(mine, "cut-off");
    Path run = oneRun(suite);
    Files.write(run, Arrays.copyOf(Files.readAllBytes(run), 100));
    assertRefused(suite, 1, run.toString(), "cut off");
  }

  @Test
  void aRunThatWasChangedIsNamed() throws IOException {
    Path suite = copy(mine, "changed");
    Path run = oneRun(suite);
    byte[] bytes = Files.readAllBytes(run);
    bytes[bytes.length / 2] ^= 1;
    Files.write(run, bytes);
    assertRefused(suite, 1, run.toString(), "its hash does not match");
  }

  @Test
  void segmentsThatWereCutOffOrChangedAreNamed() throws IOException {
    Path suite = copy(mine, "segments");
    Path runs = suite.resolve("runs-00001.seg");
    byte[] bytes = Files.readAllBytes(runs);
    Files.write(runs, Arrays.copyOf(bytes, 100));
    assertRefused(suite, 1, runs.toString(), "cut off");
    bytes[bytes.length / 2] ^= 1;
    Files.write(runs, bytes);
    assertRefused(suite, 1, runs.toString(), "its hash does not match");
  }

  @Test
  void suitesOfAnotherLayoutAreRefused() throws IOException {
    Path suite = copy(mine, "later");
    Path index = suite.resolve("suite.json");
    Files.writeString(
        index, Files.readString(index).replaceFirst("\"format\" *: *\\d+", "\"format\" : 99"));
    assertRefused(suite, 1, index.toString(), "layout 99", "which reads layouts 2 and 4");
  }

  @Test
  void suitesWithNoFinishedRunAreRefused() throws IOException {
    Path suite = copy(mine, "empty");
    Files.delete(suite.resolve("runs.index"));
    Files.delete(suite.resolve("runs-00001.seg"));
    assertRefused(suite, 2, suite.toString(), "no finished runs");
  }

  @Test
  void aFileIsNoSuite() {
    assertRefused(mine.resolve("suite.json"), 1, "suite.json: neither a folder");
  }

  @Test
  void whatIsAloneIsShownAndComparedWithNothing() throws IOException {
    Path suite = run("alone", 1, 3, "--algorithms", "random");
    Path out = folder.resolve("alone-out");
    CommandRun result = CommandRun.of("report", suite, "--out", out);
    assertEquals(0, result.code(), result.err());
    String html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("nothing to compare it with"));
    assertFalse(html.contains("critical-difference"));
    assertFalse(html.contains("No two algorithms"));
    assertFalse(Files.readString(out.resolve("methods.txt")).contains("signed-rank"));
  }

  @Test
  void oneSeedIsTooFewForTests() throws IOException {
    Path suite = run("seed", 1, 3, "--algorithms", "random,nsga2");
    Path out = folder.resolve("seed-out");
    assertEquals(0, CommandRun.of("report", suite, "--out", out).code());
    assertTrue(Files.readString(out.resolve("report.html"))
        .contains("with 1 common to each pair and 1 comparison, the smallest possible p-value"));
  }

  @Test
  void suitesThatDoNotFitTogetherAreRefused() throws IOException {
    Path other = copy(mine, "other-surrogates");
    Path index = other.resolve("suite.json");
    Files.writeString(
        index,
        Files.readString(index)
            .replaceFirst("\"surrogates\" *: *\"\\w+", "\"surrogates\" : \"of-somebody")
            .replace("\"mine\"", "\"theirs\""));
    CommandRun result = CommandRun.of("compare", mine, other, "--out", folder.resolve("unfit"));
    assertEquals(2, result.code(), result.err());
    assertTrue(
        result.err().contains("suites 'mine' and 'theirs' can't be compared, their surrogates are"),
        result.err());
    assertTrue(result.err().contains("of-somebody"), result.err());
    assertFalse(Files.exists(folder.resolve("unfit")));
  }

  @Test
  void aSuiteIsNotComparedWithItself() {
    CommandRun result = CommandRun.of("compare", mine, mine.resolve("..").resolve("mine"));
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("twice"), result.err());
  }

  @Test
  void suitesWithoutAProblemInCommonAreShownBesideEachOther() throws IOException {
    Path noisy = run("noisy", 2, 3, "--algorithms", "random", "--noise");
    Path out = folder.resolve("apart");
    CommandRun result = CommandRun.of("compare", mine, noisy, "--out", out);
    assertEquals(0, result.code(), result.err());
    assertTrue(Files.readString(out.resolve("report.html"))
        .contains("These suites share no problem with the others, so their algorithms are not"
            + " compared with those of the others: mine, noisy."));
  }
}
