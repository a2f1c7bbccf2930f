package io.github.hwgptbench.report.print;

import io.github.hwgptbench.report.Block;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.Section;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Figure;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Scatter;
import io.github.hwgptbench.report.internal.figure.Style;
import io.github.hwgptbench.report.internal.table.Table;
import java.util.ArrayList;
import java.util.List;

/** A page with every kind of block, and names that mean something to LaTeX and XML. */
final class SamplePage {

  static final String HOSTILE = "</svg>%$#_&{}\"'\\end{document}^~<";

  private SamplePage() {}

  static Figure figure(String xLabel) {
    return new Plot(
        "",
        HOSTILE,
        Axis.linear(xLabel),
        Axis.linear("energy [mWh]"),
        List.of(Scatter.ofArchitectures(
            HOSTILE,
            Style.FIRST,
            List.of(new Scatter.Point(1, 2, HOSTILE), new Scatter.Point(3, 1, HOSTILE)))));
  }

  /** Returns a page with more figures and tables than LaTeX lets wait for a place. */
  static Page page() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(HOSTILE));
    blocks.add(new Block.Notes(List.of("[x] " + HOSTILE)));
    blocks.add(new Block.Facts(List.of(new Block.Fact(HOSTILE, HOSTILE))));
    blocks.add(new Block.Source("For LaTeX", "methods.tex", "By~\\cite{a2024}.\n"));
    blocks.add(new Block.Source(
        "References",
        "references.bib",
        "@misc{a2024, author = {A. B.}, title = {T}, year = 2024}\n"));
    for (int i = 0; i < 30; i++) {
      blocks.add(new Block.Drawing("figure-" + i, HOSTILE, figure(HOSTILE)));
      blocks.add(new Block.Tabulated(new Table(
          "table-" + i,
          HOSTILE,
          List.of(new Table.Column(HOSTILE, false, List.of("name"))),
          List.of(List.of(new Table.Cell(HOSTILE, List.of(HOSTILE), Table.Emphasis.BEST))),
          List.of(HOSTILE))));
    }
    Section part = Section.of("part", HOSTILE, blocks);
    return new Page(
        HOSTILE,
        HOSTILE,
        List.of(new Section("all", HOSTILE, Section.Fold.OPEN, List.of(), List.of(part))),
        List.of());
  }
}
