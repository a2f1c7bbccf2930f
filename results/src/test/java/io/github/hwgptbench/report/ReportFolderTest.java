package io.github.hwgptbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportFolderTest {

  private static final String HOSTILE =
      "</script></noscript><img src=x onerror=alert(1)>%$#_&{}\"'";
  private static final String[] ALGORITHMS = {"ls", HOSTILE, "random"};
  private static final Pattern SCRIPT =
      Pattern.compile("<script[^>]*>(.*?)</script>", Pattern.DOTALL);

  @TempDir
  private static Path folder;

  private static SuiteAnalysis analysis;
  private static Path out;
  private static String html;
  /** The page without the texts of its scripts. */
  private static String markup;

  @BeforeAll
  static void write() throws Exception {
    analysis = new SuiteAnalyzer(
            AnalysisSettings.usual(), 1, BestFrontLookup.NONE, BoundsLookup.SHIPPED)
        .analyze(List.of(new MadeUpSuite("made_up")
            .problem(60, 6, ALGORITHMS, "perplexity", "energy@rtx2080")
            .problem(40, 6, ALGORITHMS, "accuracy", "latency@a100")
            .problem(30, 6, ALGORITHMS, "perplexity", "latency@a100", "energy@a100")
            .suite()
            .write(folder)));
    out = folder.resolve("report");
    ReportFolder.empty(out).write(SuitePage.of(analysis));
    html = Files.readString(out.resolve("report.html"));
    markup = SCRIPT.matcher(html).replaceAll("<script></script>");
  }

  @Test
  void namesFromElsewhereStayText() {
    assertFalse(html.contains(HOSTILE));
    assertFalse(markup.contains("<img"));
    assertTrue(markup.contains("&lt;/script&gt;&lt;/noscript&gt;&lt;img src"));
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    Matcher references = Pattern.compile(
            "<[^>]*\\b(?:src|href|url|action)\\s*[=(]\\s*\"?([^\\s\">)]*)")
        .matcher(markup.replaceAll("(?:data-[a-z]+|aria-label)=\"[^\"]*\"", ""));
    while (references.find()) {
      String target = references.group(1);
      assertTrue(
          target.startsWith("#") || target.matches("(figures|tables)/.*|[a-z]+\\.(txt|tex|bib)"),
          () -> target);
    }
    assertTrue(markup.contains("default-src 'none'"));
    assertFalse(markup.contains("<link"));
    assertFalse(markup.contains("@import"));
  }

  @Test
  void linksLeadToSomething() throws IOException {
    Matcher links = Pattern.compile("href=\"([^\"]+)\"").matcher(markup);
    while (links.find()) {
      String link = links.group(1);
      if (link.startsWith("#")) {
        assertTrue(markup.contains("id=\"" + link.substring(1) + "\""), link);
      } else {
        assertTrue(Files.size(out.resolve(link)) > 0, link);
      }
    }
  }

  @Test
  void figuresShowTheNumbersOfTheAnalysis() throws Exception {
    for (ProblemAnalysis problem : analysis.problems()) {
      AlgorithmAnalysis algorithm = problem.algorithms().get(1);
      double median = algorithm.summary(Indicators.HYPERVOLUME).summary().median();
      Element panel = panels(problem, "hypervolume").get(0);
      Element line = descendants(panel, "path").stream()
          .filter(path -> path.getAttribute("fill").equals("none"))
          .filter(path -> series(path).equals(HOSTILE))
          .findFirst()
          .orElseThrow();
      String[] last = line.getAttribute("d").replaceFirst(".*[ML]", "").split(",");
      assertEquals(problem.axis().steps(), number(panel.getAttribute("data-x"), last[0]), 0.2);
      assertEquals(median, number(panel.getAttribute("data-y"), last[1]), 1e-3);
    }
  }

  /** Returns the number at a pixel of a linear axis, as the script of the page does. */
  private static double number(String axis, String pixel) {
    double[] ends = Pattern.compile(" ")
        .splitAsStream(axis)
        .limit(4)
        .mapToDouble(Double::parseDouble)
        .toArray();
    return ends[2]
        + (Double.parseDouble(pixel) - ends[0]) / (ends[1] - ends[0]) * (ends[3] - ends[2]);
  }

  @Test
  void pointsOfFrontsNameTheirArchitectures() throws Exception {
    ProblemAnalysis problem = analysis.problems().get(0);
    List<String> shown = descendants(panels(problem, "fronts").get(0), "title").stream()
        .map(Element::getTextContent)
        .toList();
    List<String> found = problem.algorithms().stream()
        .flatMap(algorithm -> algorithm.fronts().median().stream())
        .map(point -> point.architecture())
        .toList();
    assertEquals(found, shown);
  }

  @Test
  void legendsNameWhatTheyHighlight() throws Exception {
    Element drawn = drawn(analysis.problems().get(0), "hypervolume");
    Set<String> named = descendants(drawn, "li").stream()
        .map(item -> item.getAttribute("data-series"))
        .collect(Collectors.toSet());
    Set<String> series = descendants(drawn, "g").stream()
        .map(group -> group.getAttribute("data-series"))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
    assertEquals(Set.of(ALGORITHMS), named);
    assertEquals(named, series);
  }

  @Test
  void everyFigureHasASizeBeforeItIsDrawn() {
    long sized = Pattern.compile(
            "<div class=\"drawn\">\\s*<div class=\"lazy\" style=\"aspect-ratio: [0-9.]+ / [0-9.]+\">")
        .matcher(markup)
        .results()
        .count();
    assertEquals(Pattern.compile("<figure").matcher(markup).results().count(), sized);
  }

  @Test
  void onlyTheScriptOfThePageMayRun() {
    Matcher script = SCRIPT.matcher(html);
    assertTrue(script.find());
    String hash = BaseEncoding.base64()
        .encode(
            Hashing.sha256().hashString(script.group(1), StandardCharsets.UTF_8).asBytes());
    assertTrue(html.contains("script-src 'sha256-" + hash + "'"));
    assertFalse(script.find());
  }

  private static Element drawn(ProblemAnalysis problem, String figure) throws Exception {
    String anchor =
        problem.problem().toLowerCase().replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    int at = html.indexOf("id=\"figure-" + anchor + "-" + figure + "\"");
    int from = html.indexOf("<div class=\"drawn\">", at);
    assertTrue(at > 0 && from > 0, anchor);
    String xml = html.substring(from, html.indexOf("<figcaption>", from));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }

  private static List<Element> panels(ProblemAnalysis problem, String figure) throws Exception {
    return descendants(drawn(problem, figure), "svg").stream()
        .filter(svg -> svg.hasAttribute("data-x"))
        .toList();
  }

  private static String series(Element drawn) {
    return ((Element) drawn.getParentNode()).getAttribute("data-series");
  }

  private static List<Element> descendants(Element element, String name) {
    NodeList nodes = element.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .toList();
  }

  @Test
  void panelsOfAttainmentSurfacesShareTheirAxes() throws Exception {
    List<Element> panels = panels(analysis.problems().get(0), "attainment-levels");
    assertEquals(ALGORITHMS.length, panels.size());
    for (String axis : List.of("data-x", "data-y")) {
      assertEquals(
          1,
          panels.stream()
              .map(panel -> panel.getAttribute(axis).split(" ", 3)[2])
              .distinct()
              .count(),
          axis);
    }
  }

  @Test
  void highlightedAlgorithmIsComparedWithEachOtherByAttainment() {
    assertFalse(markup.contains("attainment-differences-highlighted"));
    List<SmallMultiples> figures = SuitePage.of(analysis, "random").sections().stream()
        .flatMap(section -> section.sections().stream())
        .flatMap(section -> section.blocks().stream())
        .filter(Block.Drawing.class::isInstance)
        .map(Block.Drawing.class::cast)
        .filter(drawing -> drawing.name().endsWith("-attainment-differences-highlighted"))
        .map(drawing -> (SmallMultiples) drawing.figure())
        .toList();
    // Of the two problems with two objectives.
    assertEquals(2, figures.size());
    for (SmallMultiples figure : figures) {
      List<String> titles = figure.panels().stream().map(Plot::title).toList();
      assertEquals(4, titles.size());
      assertEquals(Set.of("> ls", "< ls", "> " + HOSTILE, "< " + HOSTILE), Set.copyOf(titles));
      assertEquals(titles.get(0).substring(1), titles.get(1).substring(1));
    }
  }

  @Test
  void tablesMarkTheBest() {
    ProblemAnalysis problem = analysis.problems().get(0);
    double best = problem.algorithms().stream()
        .mapToDouble(it -> it.summary(Indicators.HYPERVOLUME).summary().median())
        .max()
        .orElseThrow();
    assertTrue(markup.contains(
        String.format(Locale.ROOT, "<td class=\"number best\"><span>%.4f</span> <span>[", best)));
  }

  @Test
  void foldedTablesHaveShortTitlesAboveTheirCaptions() {
    List<String> titles = Pattern.compile(
            "<details class=\"table\" id=\"table-[^\"]+\">\\s*<summary>([^<]+)</summary>\\s*"
                + "<p class=\"caption\">[^<]+</p>")
        .matcher(markup)
        .results()
        .map(match -> match.group(1))
        .toList();
    assertEquals(
        Pattern.compile("<details class=\"table\"").matcher(markup).results().count(),
        titles.size());
    assertTrue(titles.containsAll(List.of("Tests of all pairs of algorithms", "Run times")));
    titles.forEach(title -> assertTrue(title.length() <= 50, title));
  }

  @Test
  void filesBesideThePageAreWellFormed() throws Exception {
    List<Path> figures = files("figures");
    assertEquals(Pattern.compile("<figure").matcher(markup).results().count(), figures.size());
    for (Path figure : figures) {
      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(figure.toFile());
    }
    List<Path> tables = files("tables");
    assertTrue(tables.stream().anyMatch(file -> file.endsWith("runs.csv")));
    for (Path table : tables) {
      String text = Files.readString(table);
      if (table.toString().endsWith(".tex")) {
        assertFalse(text.contains(HOSTILE), table::toString);
        assertTrue(text.contains("\\label{tab:" + name(table) + "}"), table::toString);
      }
    }
    assertTrue(Files.readString(out.resolve("references.bib")).contains("@"));
    assertFalse(Files.readString(out.resolve("methods.tex")).contains(HOSTILE));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\..*", "");
  }

  private static List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(out.resolve(name))) {
      return new ArrayList<>(files.toList());
    }
  }

  @Test
  void problemsAreFoldedWhereThereAreMany(@TempDir Path other) throws Exception {
    MadeUpSuite many = new MadeUpSuite("many");
    for (String device : List.of("a100", "a40", "h100", "p100", "v100", "a6000", "rtx2080")) {
      many.problem(3, 2, new String[] {"random", "ls"}, "perplexity", "energy@" + device);
    }
    SuiteAnalysis all = new SuiteAnalyzer(
            AnalysisSettings.usual(), 1, BestFrontLookup.NONE, BoundsLookup.SHIPPED)
        .analyze(List.of(many.suite().write(other)));
    ReportFolder.empty(other.resolve("report")).write(SuitePage.of(all));

    assertEquals(7, folded(Files.readString(other.resolve("report").resolve("report.html"))));
    assertEquals(0, folded(markup));
  }

  private static long folded(String page) {
    return Pattern.compile("<details class=\"part\" id=\"[^\"]+\">")
        .matcher(page)
        .results()
        .count();
  }

  @Test
  void onlyReportsAreOverwritten(@TempDir Path other) throws IOException {
    Page page = new Page("a", "b", List.of(), List.of());
    ReportFolder.empty(other.resolve("new")).write(page);
    assertThrows(IOException.class, () -> ReportFolder.empty(other.resolve("new")));
    ReportFolder.overwrite(other.resolve("new")).write(page);

    Path thesis = Files.writeString(other.resolve("new").resolve("thesis.tex"), "years of work");
    IOException e =
        assertThrows(IOException.class, () -> ReportFolder.overwrite(other.resolve("new")));
    assertTrue(e.getMessage().contains("thesis.tex"));
    assertTrue(Files.exists(thesis));
    assertTrue(Files.exists(other.resolve("new").resolve("report.html")));
  }
}
