package io.github.hwgptbench.report.internal.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgRendererTest {

  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&]]></svg></script>\u0000";

  private final SvgRenderer adaptive = new SvgRenderer(SvgRenderer.Ground.ADAPTIVE);

  @ParameterizedTest
  @EnumSource
  void everyKindOfFigureIsWellFormed(SvgRenderer.Ground ground) throws Exception {
    for (Figure figure : SampleFigures.all().values()) {
      // A part of a page has a legend beside it.
      Document document = parse(new SvgRenderer(ground)
          .render(figure)
          .replaceAll("(?s)^<div.*?(?=<svg)|</noscript>.*", ""));
      assertEquals("svg", document.getDocumentElement().getTagName());
      String described = ground == SvgRenderer.Ground.PAGE
          ? document.getDocumentElement().getAttribute("aria-label")
          : document.getElementsByTagName("desc").item(0).getTextContent();
      assertTrue(described.endsWith(figure.description()), described);
    }
  }

  @Test
  void figuresAreNamedByTheirDescription() throws Exception {
    Plot plot = new Plot("", "What runs found.", Axis.linear("x"), Axis.linear("y"), List.of());
    Document document = parse(adaptive.render(plot));
    assertEquals("What runs found.", document.getDocumentElement().getAttribute("aria-label"));
    assertEquals(0, document.getElementsByTagName("title").getLength());
  }

  @Test
  void foreignNamesStayText() throws Exception {
    Plot plot = new Plot(
        HOSTILE,
        HOSTILE,
        Axis.linear(HOSTILE),
        Axis.linear(HOSTILE),
        List.of(Scatter.ofArchitectures(
            HOSTILE, Style.FIRST, List.of(new Scatter.Point(1, 2, HOSTILE)))));

    Document document = parse(adaptive.render(plot));

    assertEquals(0, document.getElementsByTagName("img").getLength());
    assertEquals(
        HOSTILE.replace('\u0000', '\uFFFD'),
        document.getElementsByTagName("desc").item(0).getTextContent());
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    for (Figure figure : SampleFigures.all().values()) {
      String svg = adaptive.render(figure).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
      assertFalse(svg.contains("http"), figure.description());
      assertEquals(figure instanceof SpacePlot, svg.contains("<script"), figure.description());
    }
  }

  @Test
  void onlyAdaptiveFiguresChangeWithTheSystem() {
    String white = new SvgRenderer(SvgRenderer.Ground.WHITE).render(SampleFigures.curves());
    assertFalse(white.contains("prefers-color-scheme"));
    assertTrue(white.contains("fill=\"#FFFFFF\""));
    assertTrue(adaptive.render(SampleFigures.curves()).contains("prefers-color-scheme: dark"));
  }

  @Test
  void pointsAreWhereTheAxesSay() throws Exception {
    Plot plot = new Plot(
        "",
        "",
        Axis.linear("x").from(0).to(10),
        Axis.log("y").from(1).to(100),
        List.of(Scatter.ofArchitectures(
            "one",
            Style.FIRST,
            List.of(
                new Scatter.Point(0, 1, "corner"),
                new Scatter.Point(5, 10, "middle"),
                new Scatter.Point(10, 100, "other corner"),
                new Scatter.Point(5, -1, "nowhere")))));

    List<double[]> places = places(parse(adaptive.render(plot)));

    assertEquals(3, places.size());
    assertEquals((places.get(0)[0] + places.get(2)[0]) / 2, places.get(1)[0], 0.2);
    assertEquals((places.get(0)[1] + places.get(2)[1]) / 2, places.get(1)[1], 0.2);
    assertTrue(places.get(0)[1] > places.get(2)[1], "more is higher");
  }

  @Test
  void linesHaveTheirNamesAtTheirEndsWhereThereIsRoom() throws Exception {
    double[] x = {0, 1};
    Plot plot = new Plot(
        "",
        "",
        Axis.linear("x"),
        Axis.linear("y").from(0).to(1),
        List.of(
            Line.of("alone", Style.FIRST, x, new double[] {0, 0.9}),
            Line.of("near", Style.FIRST, x, new double[] {0, 0.2}),
            Line.of("nearer", Style.FIRST, x, new double[] {0, 0.21}),
            Line.of("shorter", Style.FIRST, new double[] {0, 0.5}, new double[] {0, 0.5})));

    List<String> texts = texts(parse(adaptive.render(plot)));

    // All have theirs in the legend.
    assertEquals(2, Collections.frequency(texts, "alone"));
    assertEquals(1, Collections.frequency(texts, "near"));
    assertEquals(1, Collections.frequency(texts, "shorter"));
  }

  @Test
  void seriesApartHaveAPanelEachBesideTheReference() {
    Plot curves = SampleFigures.curves();
    SmallMultiples panels = SmallMultiples.apart(curves, 4, "nsga2");
    assertEquals(
        SampleFigures.ALGORITHMS, panels.panels().stream().map(Plot::title).toList());
    assertEquals(
        List.of("best: nsga2", "random"),
        panels.panels().get(0).series().stream().map(Series::name).toList());
    assertEquals(
        List.of("nsga2"),
        panels.panels().get(2).series().stream().map(Series::name).toList());
    assertEquals(1, panels.panels().stream().map(Plot::y).distinct().count());
  }

  @Test
  void ranksStandOnTheirAxisInOrder() throws Exception {
    RankDiagram diagram = new RankDiagram(
        "",
        List.of(
            new RankDiagram.Entrant("c", Style.FIRST, 3),
            new RankDiagram.Entrant("a", Style.FIRST, 1),
            new RankDiagram.Entrant("b", Style.FIRST, 2)),
        List.of(List.of(1, 2)),
        1.5);
    Document document = parse(adaptive.render(diagram));

    List<double[]> places = places(document);
    assertEquals(places.get(1)[0] - places.get(0)[0], places.get(2)[0] - places.get(1)[0], 0.2);
    List<String> texts = texts(document);
    assertTrue(texts.containsAll(List.of("a", "b", "c", "1.00", "2.00", "3.00", "CD = 1.50")));
    Element bar = elements(document, "line").stream()
        .filter(line -> line.getAttribute("stroke-width").equals("4"))
        .findFirst()
        .orElseThrow();
    assertEquals(places.get(0)[0] - 4, Double.parseDouble(bar.getAttribute("x1")), 0.2);
    assertEquals(places.get(1)[0] + 4, Double.parseDouble(bar.getAttribute("x2")), 0.2);
  }

  @Test
  void cubesAreSeenFromOneSideWithoutAScript() throws Exception {
    Document document =
        parse(new SvgRenderer(SvgRenderer.Ground.WHITE).render(SampleFigures.space()));
    List<Element> marks = elements(document, "path").stream()
        .filter(path -> path.hasAttribute("data-at"))
        .toList();
    assertEquals(
        List.of("-1 -1 -1", "1 1 1", "0 0 0"),
        marks.stream().map(mark -> mark.getAttribute("data-at")).toList());
    // Seen from 35 degrees to the side, and 22 above.
    double right = Math.cos(Math.toRadians(35)) + Math.sin(Math.toRadians(35));
    double back = Math.cos(Math.toRadians(35)) - Math.sin(Math.toRadians(35));
    double up = Math.cos(Math.toRadians(22)) + back * Math.sin(Math.toRadians(22));
    List<double[]> places = places(document);
    double[] middle = places.get(2);
    assertEquals(112 * right, places.get(1)[0] - middle[0], 0.11);
    assertEquals(-112 * up, places.get(1)[1] - middle[1], 0.11);
    assertEquals(middle[0] - places.get(0)[0], places.get(1)[0] - middle[0], 0.21);
    assertTrue(elements(document, "g").stream()
        .filter(group -> group.hasAttribute("data-turn"))
        .allMatch(button -> button.getAttribute("visibility").equals("hidden")));
    assertEquals(
        12,
        elements(document, "path").stream()
            .filter(path -> path.hasAttribute("data-ends"))
            .count());
    assertTrue(texts(document).containsAll(List.of("perplexity", "latency [ms]", "0.00", "1.00")));
  }

  @Test
  void linesOfParallelCoordinatesGoFromAxisToAxis() throws Exception {
    Document document = parse(adaptive.render(SampleFigures.parallel()));
    String lines = elements(document, "path").stream()
        .filter(path -> path.hasAttribute("stroke-opacity"))
        .map(path -> path.getAttribute("d"))
        .findFirst()
        .orElseThrow();
    // The first begins at the bottom, the second at the top; values of both are at the same axes.
    String[] places = lines.replaceAll("^M", "").split("[ML]");
    assertEquals(6, places.length);
    double[][] points = Arrays.stream(places)
        .map(place ->
            Arrays.stream(place.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
    assertEquals(points[0][0], points[3][0]);
    assertEquals(points[2][0], points[5][0]);
    assertTrue(points[0][1] > points[3][1]);
    assertTrue(points[1][1] < points[4][1]);
    assertTrue(
        texts(document).containsAll(List.of("192", "768", "embed_dim", "latency@a100 [ms]")));
  }

  @Test
  void cellsShowTheirNumbers() throws Exception {
    HeatMap map = new HeatMap(
        "",
        List.of("r"),
        List.of("a", "b", "c", "d"),
        List.of(List.of(0.126, -1.0, Double.NaN, -3.4e-5)),
        new HeatMap.Scale("τ", HeatMap.Shades.DIVERGING, -1, 1, 2));
    List<String> texts = texts(parse(adaptive.render(map)));
    assertTrue(texts.containsAll(List.of("0.13", "-1.00", "0.00")), texts.toString());
    assertFalse(texts.contains("NaN"));
  }

  private static List<double[]> places(Document document) {
    return elements(document, "path").stream()
        .map(path -> path.getAttribute("transform"))
        .filter(transform -> transform.startsWith("translate("))
        .map(transform -> transform.replaceAll("[a-z()]", "").split(","))
        .map(xy -> new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])})
        .toList();
  }

  private static List<String> texts(Document document) {
    return elements(document, "text").stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .toList();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
