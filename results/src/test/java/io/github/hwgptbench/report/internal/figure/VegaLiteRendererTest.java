package io.github.hwgptbench.report.internal.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class VegaLiteRendererTest {

  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\u2028<!--&";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VegaLiteRenderer renderer = new VegaLiteRenderer();

  @Test
  void foreignNamesCannotEndTheScriptTheyAreIn() throws Exception {
    Plot plot = new Plot(
        HOSTILE,
        HOSTILE,
        Axis.linear(HOSTILE),
        Axis.linear(HOSTILE),
        List.of(Scatter.ofArchitectures(
            HOSTILE, Style.FIRST, List.of(new Scatter.Point(1, 2, HOSTILE)))));

    String text = renderer.render(plot);

    for (String dangerous : List.of("<", ">", "&", "\u2028")) {
      assertFalse(text.contains(dangerous), dangerous);
    }
    assertEquals(HOSTILE, JSON.readTree(text).get("title").textValue());
    assertEquals(HOSTILE, rows(text, "label").get(0).get("series").textValue());
  }

  @Test
  void pointsNameTheirArchitecturesAndValues() throws Exception {
    Plot plot = new Plot(
        "",
        "",
        Axis.linear("perplexity"),
        Axis.log("energy"),
        List.of(Scatter.ofArchitectures(
            "ls",
            Style.FIRST,
            List.of(new Scatter.Point(1.25, 200, "s-12"), new Scatter.Point(1, -1, "hidden")))));

    String text = renderer.render(plot);

    List<JsonNode> points = rows(text, "label");
    assertEquals(1, points.size());
    assertEquals(1.25, points.get(0).get("x").doubleValue());
    assertEquals(200, points.get(0).get("y").doubleValue());
    assertEquals("s-12", points.get(0).get("label").textValue());
    List<String> titles =
        JSON.readTree(text).findValues("tooltip").get(0).findValuesAsText("title");
    assertTrue(titles.containsAll(List.of("perplexity", "energy", "architecture")), "" + titles);
  }

  @Test
  void numbersOfAllKindsOfFiguresAreInTheSpecification() throws Exception {
    Map<String, Figure> figures = SampleFigures.all();
    assertEquals(8 * 200, rows(renderer.render(figures.get("curves")), "low").size());
    assertEquals(
        13 * 13 - 1, rows(renderer.render(figures.get("heat")), "value").size());
    assertEquals(
        7.4,
        rows(renderer.render(figures.get("ranks")), "shape").get(7).get("rank").doubleValue());
    assertEquals(8, rows(renderer.render(figures.get("boxes")), "median").size());
    assertEquals(
        4, JSON.readTree(renderer.render(figures.get("panels"))).get("concat").size());
  }

  @Test
  void aSeriesHasTheSameColorInEveryFigure() {
    String blue = SampleFigures.PALETTE.style("random").ink().onLight();
    String rank = renderer.render(SampleFigures.ranks());
    assertTrue(rank.contains("\"name\":\"random  7.40\"") && rank.contains(blue));
    assertTrue(renderer.render(SampleFigures.boxes()).contains(blue));
    assertEquals(Ink.BLUE.onDark(), VegaLiteRenderer.darkColors().get(blue));
  }

  private static List<JsonNode> rows(String text, String field) throws Exception {
    JsonNode root = JSON.readTree(text);
    Stream<JsonNode> named = StreamSupport.stream(root.path("datasets").spliterator(), false);
    return Stream.concat(named, root.findValues("values").stream())
        .flatMap(values -> StreamSupport.stream(values.spliterator(), false))
        .filter(row -> row.has(field))
        .toList();
  }
}
