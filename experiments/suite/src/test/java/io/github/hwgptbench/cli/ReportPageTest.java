package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a report in a browser. */
class ReportPageTest {

  /** The height of what browsers leave above the target of a link, as the style sheet says. */
  private static final double PADDING = 12;

  @TempDir
  private static Path temp;

  private static Path page;
  /** With more figures than are drawn at once. */
  private static Path benchmark;

  private static Chromium browser;
  private static int loads;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Chromium.program().isPresent(), "There is no Chromium");
    Path suite = Files.writeString(temp.resolve("links.yaml"), """
        name: links
        problems:
          - HWGPT-S(perplexity,latency@a100)
          - HWGPT-S(accuracy,energy@h100,params-max-90000000)
        algorithms: [random, local-search, nsga2]
        seeds: 3
        evaluations: 20
        """);
    hwgpt("run", suite, "--out", temp.resolve("runs"), "--quiet");
    hwgpt("report", temp.resolve("runs"), "--out", temp.resolve("report"));
    page = temp.resolve("report").resolve("report.html");
    hwgpt(
        "report", "--benchmark", "--scale", "s,m", "--samples", 100, "--out", temp.resolve("all"));
    benchmark = temp.resolve("all").resolve("report.html");
    browser = new Chromium(Files.createDirectories(temp.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void hwgpt(Object... args) {
    StringWriter err = new StringWriter();
    int code = HwGpt.execute(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        Stream.of(args).map(Object::toString).toArray(String[]::new));
    assertEquals(0, code, err::toString);
  }

  /** Loads a page anew, so that no figure is drawn that was not in view. */
  private static void load(Path file, String hash) throws Exception {
    loads++;
    browser.open(URI.create(file.toUri() + "?" + loads + hash));
    browser.await("location.search === '?" + loads + "' && document.readyState === 'complete'");
  }

  /** Returns how far below the top of the window an element is, once what is in view is drawn. */
  private static double top(String id) throws Exception {
    browser.eval("new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 50)))");
    browser.await("Array.from(document.querySelectorAll('.lazy')).every(lazy => {"
        + " const box = lazy.getBoundingClientRect();"
        + " return !lazy.checkVisibility() || box.bottom < 0 || box.top > innerHeight; })");
    return Double.parseDouble(
        browser.eval("document.getElementById('" + id + "').getBoundingClientRect().top"));
  }

  private static void assertLanded(String id, String how) throws Exception {
    double top = top(id);
    boolean atTheEnd = browser
        .eval("scrollY + innerHeight >= document.documentElement.scrollHeight - 1")
        .equals("true");
    double height = Double.parseDouble(browser.eval("innerHeight"));
    assertTrue(
        Math.abs(top - PADDING) < 2 || atTheEnd && top > 0 && top < height,
        how + " #" + id + " leads to " + top + " px below the top of the window");
  }

  private static List<String> list(String expression) throws Exception {
    return List.of(
        browser.eval("Array.from(new Set(" + expression + ")).join()").split(","));
  }

  @Test
  void linksLandOnTheirTargets() throws Exception {
    for (int width : List.of(1400, 390)) {
      browser.show(width, 900, false);
      assertLanded(page, links(page));
      // Not all, since each takes a second.
      List<String> links = links(benchmark);
      assertLanded(
          benchmark,
          IntStream.range(0, links.size())
              .filter(i -> i % 7 == 6)
              .mapToObj(links::get)
              .toList());
    }
  }

  private static List<String> links(Path file) throws Exception {
    load(file, "");
    List<String> links = list("Array.from("
        + "document.querySelectorAll('nav a'), link => link.getAttribute('href').slice(1))");
    assertTrue(links.contains("methods") && links.size() > 5, links::toString);
    return links;
  }

  private static void assertLanded(Path file, List<String> links) throws Exception {
    for (String id : links) {
      load(file, "");
      browser.eval("document.querySelector('nav a[href=\"#" + id + "\"]').click()");
      assertLanded(id, "At " + browser.eval("innerWidth") + " px the link");
    }
  }

  @Test
  void fewFiguresAreDrawnAtOnceAndManyInViewOrOnPaper() throws Exception {
    browser.show(1400, 900, false);
    load(page, "");
    assertEquals("0", browser.eval("document.querySelectorAll('.lazy').length"));
    load(benchmark, "");
    String open = "Array.from(document.querySelectorAll('.lazy'))"
        + ".filter(lazy => !lazy.closest('details:not([open])')).length";
    assertTrue(Integer.parseInt(browser.eval(open)) > 20);
    browser.eval("dispatchEvent(new Event('beforeprint'))");
    assertEquals("0", browser.eval(open));
  }

  @Test
  void aNameInALegendIsHighlightedInAllFiguresAndTables() throws Exception {
    browser.show(1400, 900, false);
    load(page, "");
    browser.eval("document.querySelector('.legend [data-series=\"nsga2\"] button').click()");
    String shown = "Array.from(document.querySelectorAll('.drawn'))"
        + ".filter(drawn => drawn.querySelector('[data-series=\"nsga2\"]'))";
    assertTrue(Integer.parseInt(browser.eval(shown + ".length")) > 10);
    assertEquals(
        "true",
        browser.eval(shown
            + ".every(drawn => Array.from(drawn.querySelectorAll('.figure [data-series]'))"
            + ".every(part => (getComputedStyle(part).opacity === '1')"
            + " === (part.dataset.series === 'nsga2')))"));
    assertEquals(
        "true",
        browser.eval("Array.from(document.querySelectorAll('tbody tr')).every(row =>"
            + " row.classList.contains('picked')"
            + " === Array.from(row.cells).some(cell => cell.textContent === 'nsga2'))"));
    browser.press("Escape");
    assertEquals("0", browser.eval("document.querySelectorAll('.picking, .picked').length"));
  }

  @Test
  void addressesOfFiguresAndTablesShowThem() throws Exception {
    browser.show(1400, 900, false);
    load(page, "");
    List<String> parts = list("Array.from("
        + "document.querySelectorAll('[id^=\"figure-\"], [id^=\"table-\"]'), part => part.id)");
    assertTrue(parts.size() > 30, parts::toString);
    for (String id : parts) {
      load(page, "#" + id);
      assertLanded(id, "The address");
      assertEquals(
          "true", browser.eval("document.getElementById('" + id + "').offsetHeight > 20"), id);
    }
  }
}
