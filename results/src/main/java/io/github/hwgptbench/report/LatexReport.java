package io.github.hwgptbench.report;

import io.github.hwgptbench.report.internal.text.LatexText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a {@link Page} as a document for pdflatex that includes the files beside it: figures,
 * tables, the methods paragraph and the references.
 */
final class LatexReport {

  private static final String METHODS = "methods.tex";
  private static final String REFERENCES = "references.bib";
  private static final List<String> HEADINGS =
      List.of("section", "subsection", "subsubsection", "paragraph");

  private final StringBuilder text = new StringBuilder();
  private final Page page;

  LatexReport(Page page) {
    this.page = page;
  }

  String text() {
    line("% pdflatex report; bibtex report; pdflatex report; pdflatex report");
    line("\\documentclass{article}");
    line("\\usepackage[letterpaper,margin=0.9in]{geometry}");
    line("\\usepackage[export]{adjustbox}");
    line("\\usepackage{booktabs,float,graphicx}");
    line("% All of them stay where they are named, since LaTeX keeps only a few waiting.");
    line("\\floatplacement{figure}{H}\\floatplacement{table}{H}");
    line("\\title{" + LatexText.escaped(page.title()) + "}");
    line("\\author{}\\date{}");
    line("\\begin{document}");
    line("\\maketitle");
    line(LatexText.escaped(page.subtitle()));
    page.sections().forEach(section -> write(section, 0));
    if (page.blocks().anyMatch(block -> isFile(block, REFERENCES))) {
      line("\\bibliographystyle{plain}");
      line("\\bibliography{references}");
    }
    line("\\end{document}");
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void write(Section section, int depth) {
    String heading = HEADINGS.get(Math.min(depth, HEADINGS.size() - 1));
    line("\n\\" + heading + "{" + LatexText.escaped(section.title()) + "}");
    section.blocks().forEach(this::write);
    section.sections().forEach(part -> write(part, depth + 1));
  }

  private void write(Block block) {
    if (block instanceof Block.Paragraph paragraph) {
      line("\n" + LatexText.escaped(paragraph.text()) + "\n");
    } else if (block instanceof Block.Notes notes) {
      items(notes.notes().stream().map(LatexText::escaped).toList());
    } else if (block instanceof Block.Facts facts) {
      items(facts.facts().stream()
          .map(fact -> LatexText.escaped(fact.name() + ": " + fact.value()))
          .toList());
    } else if (block instanceof Block.Drawing drawing) {
      line("\\begin{figure}\n  \\centering");
      line("  \\includegraphics[max width=\\linewidth,max height=0.85\\textheight]{figures/"
          + drawing.name() + ".pdf}");
      line("  \\caption{" + LatexText.escaped(drawing.caption()) + "}");
      line("  \\label{fig:" + drawing.name() + "}\n\\end{figure}");
    } else if (block instanceof Block.Tabulated tabulated) {
      line("\\input{tables/" + tabulated.table().name() + "}");
    } else if (isFile(block, METHODS)) {
      line("\\input{methods}");
    }
  }

  private static boolean isFile(Block block, String name) {
    return block instanceof Block.Source source && source.file().equals(name);
  }

  private void items(List<String> items) {
    if (!items.isEmpty()) {
      line(items.stream()
          .map(item -> "  \\item {}" + item)
          .collect(Collectors.joining("\n", "\\begin{itemize}\n", "\n\\end{itemize}")));
    }
  }
}
