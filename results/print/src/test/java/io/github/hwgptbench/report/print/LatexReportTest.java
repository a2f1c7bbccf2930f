package io.github.hwgptbench.report.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hwgptbench.report.ReportFolder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatexReportTest {

  @TempDir
  private static Path temp;

  private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    folder = temp.resolve("report");
    ReportFolder.empty(folder).write(SamplePage.page(), 3.4, EnumSet.of(PrintFormat.PDF));
  }

  private static void latex(String... command) throws IOException, InterruptedException {
    Path log = temp.resolve("log");
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    process.getOutputStream().close();
    String name = String.join(" ", command);
    assertEquals(0, process.waitFor(), () -> name + "\n" + text(log));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean onPath(String program) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(path -> Files.isExecutable(Path.of(path).resolve(program)));
  }

  @Test
  void allFiguresAndTablesAreIncluded() throws IOException {
    String text = Files.readString(folder.resolve("report.tex"));
    for (int i = 0; i < 30; i++) {
      assertTrue(text.contains("]{figures/figure-" + i + ".pdf}"));
      assertTrue(text.contains("\\label{fig:figure-" + i + "}"));
      assertTrue(text.contains("\\input{tables/table-" + i + "}"));
    }
    assertFalse(text.contains(SamplePage.HOSTILE));
  }

  @Test
  void compiles() throws IOException, InterruptedException {
    assumeTrue(
        onPath("pdflatex") && onPath("bibtex"), "No pdflatex and bibtex on the path: not compiled");
    String[] pdflatex = {"pdflatex", "-interaction=nonstopmode", "-halt-on-error", "report"};
    latex(pdflatex);
    latex("bibtex", "report");
    latex(pdflatex);
    latex(pdflatex);

    try (PDDocument document = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
      String text = new PDFTextStripper().getText(document);
      assertTrue(text.contains("Figure 30:"), text);
      assertTrue(text.contains("Table 30:"), text);
      // The stripper breaks upright texts into lines.
      assertTrue(text.replaceAll("\\s", "").contains("energy[mWh]"), text);
      assertTrue(text.contains("By [1]"), text);
    }
    assertFalse(text(folder.resolve("report.log")).contains("PDF inclusion: found PDF version"));
  }

  @Test
  void isOverwrittenAndOnlyThereWithPdf(@TempDir Path other) throws IOException {
    ReportFolder.empty(other).write(SamplePage.page(), 3.4, EnumSet.of(PrintFormat.PDF));
    Files.createFile(other.resolve("report.aux"));
    Files.createFile(other.resolve("report.pdf"));
    ReportFolder.overwrite(other).write(SamplePage.page(), 3.4, Set.of());
    assertFalse(Files.exists(other.resolve("report.tex")));
    assertFalse(Files.exists(other.resolve("report.pdf")));
    assertFalse(Files.exists(other.resolve("figures").resolve("figure-0.pdf")));
    assertTrue(Files.exists(other.resolve("figures").resolve("figure-0.svg")));
  }
}
