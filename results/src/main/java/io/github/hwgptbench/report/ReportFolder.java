package io.github.hwgptbench.report;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.report.internal.figure.SvgRenderer;
import io.github.hwgptbench.report.internal.table.CsvTable;
import io.github.hwgptbench.report.internal.table.LatexTable;
import io.github.hwgptbench.report.internal.table.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with a report: {@code report.html}, which is self-contained, all figures as
 * {@code figures/*.svg} and in other formats, all tables as {@code tables/*.tex} and
 * {@code tables/*.csv}, and the texts for a paper.
 */
public final class ReportFolder {

  /** Name of the page. */
  public static final String PAGE = "report.html";

  private static final double PIXELS_PER_INCH = 96;

  /**
   * Default width of figures in files, in inches.
   *
   * @since 0.2.0
   */
  public static final double FIGURE_WIDTH = SvgRenderer.WIDTH / PIXELS_PER_INCH;

  private static final String FIGURES = "figures";
  private static final String TABLES = "tables";
  private static final String PDF = "pdf";
  private static final String LATEX = "report.tex";
  private static final Set<String> OURS = Set.of(
      PAGE,
      FIGURES,
      TABLES,
      "methods.txt",
      "methods.tex",
      "references.bib",
      LATEX,
      // What LaTeX and BibTeX make of it.
      "report.aux",
      "report.bbl",
      "report.blg",
      "report.log",
      "report.pdf");

  private final Path folder;

  private ReportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Prepares a folder that is missing or empty.
   *
   * @throws IOException if it is neither, or can't be created
   */
  public static ReportFolder empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IOException(Text.format(
            "%s: not empty; name another folder, or replace the report there (--overwrite)",
            folder));
      }
    }
    return new ReportFolder(folder);
  }

  /**
   * Prepares a folder that is missing or empty, or has an earlier report, whose files are deleted.
   *
   * @throws IOException if it contains anything else, or can't be emptied
   */
  public static ReportFolder overwrite(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> foreign = files
          .filter(file -> !OURS.contains(file.getFileName().toString()))
          .sorted()
          .toList();
      if (!foreign.isEmpty()) {
        throw new IOException(Text.format(
            "%s: '%s' is not a file of a report; only a folder with nothing but a report is"
                + " overwritten",
            folder, foreign.get(0).getFileName()));
      }
    }
    for (String name : OURS) {
      if (Files.exists(folder.resolve(name))) {
        MoreFiles.deleteRecursively(folder.resolve(name), RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
    return new ReportFolder(folder);
  }

  /** Returns the file to open. */
  public Path page() {
    return folder.resolve(PAGE);
  }

  /**
   * Writes a report. The page is written last, so there is none if something failed.
   *
   * @throws IOException if a file can't be written
   */
  public void write(Page page) throws IOException {
    write(page, FIGURE_WIDTH);
  }

  /**
   * Writes a report with figures of a given width. Their texts have 9 and 8.25 points at any width.
   *
   * @param figureWidth width of figures in files, in inches
   * @throws IOException if a file can't be written
   * @since 0.2.0
   */
  public void write(Page page, double figureWidth) throws IOException {
    write(page, figureWidth, Set.of());
  }

  /**
   * Writes a report with figures of a given width, in SVG and further formats. If PDF is one of
   * them, {@code report.tex} is a document for pdflatex with all figures and tables.
   *
   * @param figureWidth width of figures in files, in inches
   * @param formats formats in addition to SVG
   * @throws IOException if a file can't be written, or the Java runtime lacks graphics libraries
   * @since 0.2.0
   */
  public void write(Page page, double figureWidth, Set<? extends FigureFormat> formats)
      throws IOException {
    Files.createDirectories(folder.resolve(FIGURES));
    Files.createDirectories(folder.resolve(TABLES));
    SvgRenderer renderer = new SvgRenderer(SvgRenderer.Ground.WHITE, figureWidth * PIXELS_PER_INCH);
    for (Block block : page.blocks().toList()) {
      if (block instanceof Block.Drawing drawing) {
        write(drawing.name(), renderer.render(drawing.figure()), formats);
      } else if (block instanceof Block.Tabulated tabulated) {
        Table table = tabulated.table();
        write(table, ".tex", LatexTable.text(table));
        write(table, ".csv", CsvTable.text(table));
      } else if (block instanceof Block.Source source) {
        Files.writeString(folder.resolve(source.file()), source.text());
      }
    }
    for (Table table : page.data()) {
      write(table, ".csv", CsvTable.text(table));
    }
    if (formats.stream().anyMatch(format -> format.ending().equals(PDF))) {
      Files.writeString(folder.resolve(LATEX), new LatexReport(page).text());
    }
    try (BufferedWriter out = Files.newBufferedWriter(page())) {
      new HtmlReport(page).write(out);
    }
  }

  private void write(String name, String svg, Set<? extends FigureFormat> formats)
      throws IOException {
    Path figures = folder.resolve(FIGURES);
    Files.writeString(figures.resolve(name + ".svg"), svg);
    for (FigureFormat format : formats) {
      Files.write(figures.resolve(name + "." + format.ending()), format.bytes(svg));
    }
  }

  private void write(Table table, String ending, String text) throws IOException {
    Files.writeString(folder.resolve(TABLES).resolve(table.name() + ending), text);
  }
}
