package io.github.hwgptbench.report;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.io.Resources;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.internal.figure.HeatMap;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.figure.SvgRenderer;
import io.github.hwgptbench.report.internal.table.Table;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a {@link Page} as one file of HTML, with all that it needs in it: no network is asked for
 * anything, and the page forbids it. Figures are SVG; a script shows the values at a pointer, and
 * one series in all figures and tables.
 */
final class HtmlReport {

  /** Texts with more characters than these need a wide column. */
  private static final int LONG = 40;

  private final SvgRenderer svg;
  private final Mustache.Compiler compiler =
      Mustache.compiler().withLoader(name -> new StringReader(text(name + ".mustache")));
  private final Page page;
  private final boolean still;
  private final Map<String, String> anchors = new HashMap<>();

  HtmlReport(Page page) {
    this(page, false);
  }

  /**
   * Makes a report.
   *
   * @param still whether the page has no scripts, and no files beside it
   */
  HtmlReport(Page page, boolean still) {
    this.page = page;
    this.still = still;
    this.svg = new SvgRenderer(still ? SvgRenderer.Ground.ADAPTIVE : SvgRenderer.Ground.PAGE);
    page.sections().forEach(this::addAnchors);
  }

  private void addAnchors(Section section) {
    anchors.put(section.title(), section.anchor());
    section.sections().forEach(this::addAnchors);
  }

  /**
   * Writes it.
   *
   * @throws IOException if it can't be written
   */
  void write(Writer out) throws IOException {
    Map<String, Object> context = new HashMap<>();
    context.put("title", page.title());
    context.put("subtitle", page.subtitle());
    context.put("still", still);
    context.put("version", Provenance.currentVersion());
    context.put("css", text("report.css") + SvgRenderer.pageStyles());
    String script = text("report.js") + SvgRenderer.pageScript();
    context.put("script", script);
    context.put(
        "scriptHash",
        BaseEncoding.base64()
            .encode(Hashing.sha256().hashString(script, StandardCharsets.UTF_8).asBytes()));
    context.put("sections", page.sections().stream().map(this::section).toList());
    Template template = compiler.compile(text("report.mustache"));
    try {
      template.execute(context, out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Map<String, Object> section(Section section) {
    Map<String, Object> context = new HashMap<>();
    context.put("anchor", section.anchor());
    context.put("title", section.title());
    context.put("titles", pieces(section.title()));
    context.put("folds", section.fold() != Section.Fold.NEVER);
    context.put("open", section.fold() == Section.Fold.OPEN);
    context.put("blocks", section.blocks().stream().map(this::block).toList());
    context.put("sections", section.sections().stream().map(this::section).toList());
    context.put("parts", !section.sections().isEmpty());
    return context;
  }

  /** Says of a block what the template needs, under the name of its kind. */
  private Map<String, Object> block(Block block) {
    String kind = block.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return Map.of(kind, content(block));
  }

  private Object content(Block block) {
    if (block instanceof Block.Paragraph paragraph) {
      return Map.of("text", paragraph.text());
    } else if (block instanceof Block.Notes notes) {
      return Map.of("items", notes.notes());
    } else if (block instanceof Block.Facts facts) {
      return Map.of("items", facts.facts().stream().map(HtmlReport::fact).toList());
    } else if (block instanceof Block.Source source) {
      return Map.of("title", source.title(), "file", source.file(), "text", source.text());
    } else if (block instanceof Block.Drawing drawing) {
      return drawing(drawing);
    } else if (block instanceof Block.Tabulated tabulated) {
      return table(tabulated);
    }
    throw new AssertionError(block.getClass());
  }

  private static Map<String, Object> fact(Block.Fact fact) {
    Map<String, Object> context = new HashMap<>();
    context.put("name", fact.name());
    context.put("value", fact.value());
    context.put("link", fact.link());
    return context;
  }

  private Map<String, Object> drawing(Block.Drawing drawing) {
    boolean wide =
        drawing.figure() instanceof SmallMultiples || drawing.figure() instanceof HeatMap;
    return Map.of(
        "name", drawing.name(), "caption", drawing.caption(), "wide", wide, "svg", (Mustache.Lambda)
            (fragment, out) -> out.write(svg.render(drawing.figure())));
  }

  private Map<String, Object> table(Block.Tabulated tabulated) {
    Table table = tabulated.table();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Table.Cell> row : table.rows()) {
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int i = 1; i < row.size(); i++) {
        Map<String, Object> cell = new HashMap<>();
        cell.put("parts", parts(row.get(i).text()));
        cell.put("classes", classes(table.columns().get(i), row.get(i)));
        cell.put("cellLink", anchors.get(row.get(i).text()));
        cells.add(cell);
      }
      String head = row.get(0).text();
      Map<String, Object> context = new HashMap<>();
      context.put("heads", pieces(head));
      context.put("link", anchors.get(head));
      context.put("cells", cells);
      rows.add(context);
    }
    return Map.of(
        "name",
        table.name(),
        "caption",
        table.caption(),
        "width",
        table.columns().size(),
        "folded",
        !tabulated.title().isEmpty(),
        "title",
        tabulated.title(),
        "columns",
        table.columns().stream().map(this::column).toList(),
        "rows",
        rows,
        "notes",
        table.notes());
  }

  private Map<String, Object> column(Table.Column column) {
    Map<String, Object> context = new HashMap<>();
    context.put("titles", pieces(column.title()));
    context.put("classes", column.numeric() ? "number" : "");
    context.put("named", !column.title().isEmpty());
    context.put("link", anchors.get(column.title()));
    return context;
  }

  /** Parts a name where a line may end: before an objective of a problem, or a setting. */
  private static List<String> pieces(String name) {
    return List.of(name.split("(?<=,)|(?<=[^ ][(])"));
  }

  /** Parts a text where a line may end in a narrow column: before quartiles and counts. */
  private static List<String> parts(String text) {
    return List.of(text.split(" (?=[\\[(])"));
  }

  private static String classes(Table.Column column, Table.Cell cell) {
    String emphasis = switch (cell.emphasis()) {
      case NONE -> "";
      case BEST -> " best";
      case NOT_WORSE -> " not-worse";
    };
    String kind = column.numeric() ? "number" : cell.text().length() > LONG ? "long" : "";
    return kind + emphasis;
  }

  private static String text(String path) {
    try {
      return Resources.toString(
          Resources.getResource(HtmlReport.class, path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
