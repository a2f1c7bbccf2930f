package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** What a command printed and returned. */
  private record Result(int code, String out, String err) {}

  private static Result hwgpt(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = HwGpt.execute(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Stream.of(args).map(Object::toString).toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  private static Path run(String name, int evaluations, Object... args) {
    Path out = folder.resolve(name);
    Object[] all = Stream.concat(
            Stream.of(
                "run",
                "--name",
                name,
                "--seeds",
                2,
                "--evaluations",
                evaluations,
                "--objectives",
                "perplexity,params",
                "--out",
                out,
                "--quiet"),
            Stream.of(args))
        .toArray();
    Result result = hwgpt(all);
    assertEquals(0, result.code, result.err);
    return out;
  }

  @BeforeAll
  static void runSuites() {
    mine = run("mine", 12, "--algorithms", "random,local-search");
    theirs = run("theirs", 12, "--algorithms", "local-search,nsga2");
    shorter = run("shorter", 8, "--algorithms", "random,nsga2");
  }

  @Test
  void aReportIsBesideTheRunsUnlessSaidOtherwise() throws IOException {
    Result result = hwgpt("report", mine);
    assertEquals(0, result.code, result.err);
    Path page = folder.resolve("mine-report").resolve("report.html");
    assertEquals("The report is %s%n".formatted(page), result.out);
    String html = Files.readString(page);
    assertTrue(html.contains("HWGPT-S(perplexity,params)"));
    assertTrue(Files.exists(folder.resolve("mine-report").resolve("tables/hypervolume.tex")));

    Result again = hwgpt("report", mine);
    assertEquals(1, again.code);
    assertTrue(again.err.contains("not empty"), again.err);
    assertEquals(0, hwgpt("report", mine, "--overwrite").code);
    assertEquals(html, Files.readString(page));
  }

  @Test
  void theRunsStayAsTheyAre() {
    assertEquals(0, hwgpt("report", shorter, "--out", folder.resolve("elsewhere")).code);
    Result verified = hwgpt("verify", shorter, "--sample", 2);
    assertEquals(0, verified.code, verified.err);
  }

  @Test
  void suitesAreComparedUpToTheSmallestBudget() throws IOException {
    Path out = folder.resolve("compared");
    Result result = hwgpt("compare", mine, shorter, "--out", out);
    assertEquals(0, result.code, result.err);
    String html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("<h1>mine, shorter</h1>"));
    String problems = Files.readString(out.resolve("tables/problems.csv"));
    assertTrue(problems.lines().skip(1).findFirst().orElseThrow().contains(",8,"), problems);
  }

  @Test
  void whatIsNoSuiteIsNamed() {
    Result result = hwgpt("compare", mine, folder.resolve("nowhere"));
    assertEquals(1, result.code);
    assertTrue(result.err.contains("nowhere"), result.err);
    assertFalse(Files.exists(folder.resolve("mine-compared")));
  }
}
