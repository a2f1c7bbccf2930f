package io.github.hwgptbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.indicator.Indicators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        .matcher(markup);
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
  void thePageHasTheLicencesOfWhatIsInIt() {
    assertTrue(markup.contains("University of Washington Interactive Data Lab"));
    assertTrue(markup.contains("BSD 3-Clause License"));
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
      JsonNode rows = specification(problem, "hypervolume").get("datasets").get("lines");
      JsonNode last = StreamSupport.stream(rows.spliterator(), false)
          .filter(row -> row.get("series").textValue().equals(HOSTILE))
          .reduce((a, b) -> b)
          .orElseThrow();
      assertEquals(problem.axis().steps(), last.get("x").intValue());
      assertEquals(median, last.get("y").doubleValue(), 1e-5);
    }
  }

  @Test
  void pointsOfFrontsNameTheirArchitectures() throws Exception {
    ProblemAnalysis problem = analysis.problems().get(0);
    JsonNode points = specification(problem, "fronts").get("datasets").get("points");
    List<String> shown = points.findValuesAsText("label");
    List<String> found = problem.algorithms().stream()
        .flatMap(algorithm -> algorithm.fronts().median().stream())
        .map(point -> point.architecture())
        .toList();
    assertEquals(found, shown);
  }

  private static JsonNode specification(ProblemAnalysis problem, String figure) throws Exception {
    String anchor =
        problem.problem().toLowerCase().replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    int at = html.indexOf("id=\"figure-" + anchor + "-" + figure + "\"");
    Matcher script = SCRIPT.matcher(html);
    assertTrue(at > 0 && script.find(at), anchor);
    return new ObjectMapper().readTree(script.group(1));
  }

  @Test
  void panelsOfAttainmentSurfacesShareTheirAxes() throws Exception {
    JsonNode panels =
        specification(analysis.problems().get(0), "attainment-levels").get("concat");
    assertEquals(ALGORITHMS.length, panels.size());
    for (String axis : List.of("x", "y")) {
      assertEquals(
          1,
          panels.findValues(axis).stream()
              .map(channel -> channel.path("scale").path("domain"))
              .filter(domain -> !domain.isMissingNode())
              .distinct()
              .count(),
          axis);
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
