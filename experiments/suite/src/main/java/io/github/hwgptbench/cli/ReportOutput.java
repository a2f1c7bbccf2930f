package io.github.hwgptbench.cli;

import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a report goes. */
final class ReportOutput {

  @Option(names = "--overwrite", description = "Delete an earlier report in the folder of --out.")
  private boolean overwrite;

  @Option(
      names = "--size",
      paramLabel = "WIDTH",
      converter = FigureWidthConverter.class,
      description = "Width of the figures in the folder 'figures', in in, cm, mm or pt, such as"
          + " 3.4in for a column of a paper (default: 640 pixels, 6.67in). Text keeps"
          + " its size of 9 pt.")
  private @Nullable Double figureWidth;

  @Option(
      names = "--figures",
      paramLabel = "FORMAT",
      split = ",",
      defaultValue = "svg",
      description = "Formats of the files in the folder 'figures': ${COMPLETION-CANDIDATES}"
          + " (default: ${DEFAULT-VALUE}). SVG is always written. With pdf, 'report.tex'"
          + " is a document for pdflatex of all figures and tables; png has 300 dots per"
          + " inch.")
  private Set<FigureFile> figures = Set.of();

  /**
   * Prepares the folder, before anything is computed for it.
   *
   * @param out the folder; null for one beside the runs
   * @param folder of runs that the report is of
   * @param suffix behind its name where no other folder is named
   */
  ReportFolder prepare(@Nullable Path out, Path folder, String suffix) throws IOException {
    if (out != null) {
      return prepare(out);
    }
    // Also where the folder is given as '.' or ends in '..'.
    Path full = folder.toAbsolutePath().normalize();
    String name = full.getFileName().toString().replaceFirst("\\.zip$", "") + suffix;
    return prepare(
        full.getFileName().equals(folder.getFileName())
            ? folder.resolveSibling(name)
            : full.resolveSibling(name));
  }

  /** Prepares the folder, before anything is computed for it. */
  ReportFolder prepare(Path folder) throws IOException {
    return overwrite ? ReportFolder.overwrite(folder) : ReportFolder.empty(folder);
  }

  /** Writes a report, and prints where it is. */
  void write(Page page, ReportFolder folder, PrintWriter words) throws IOException {
    double width = figureWidth == null ? ReportFolder.FIGURE_WIDTH : figureWidth;
    folder.write(page, width, FigureFile.printed(figures));
    words.printf(Locale.ROOT, "The report is %s%n", folder.page());
  }
}
