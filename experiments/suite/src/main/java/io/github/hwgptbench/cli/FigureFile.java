package io.github.hwgptbench.cli;

import io.github.hwgptbench.report.print.PrintFormat;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The formats of figures, by the names that users type. */
enum FigureFile {
  SVG,
  PDF,
  PNG;

  /** Returns the formats but SVG, which every report has. */
  static Set<PrintFormat> printed(Set<FigureFile> files) {
    return files.stream()
        .filter(file -> file != SVG)
        .map(file -> PrintFormat.valueOf(file.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(PrintFormat.class)));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
