package io.github.hwgptbench.export;

import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.CsvCell;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes tidy tables: one file per problem, with the columns of {@link EvaluationTable}. A cell is
 * empty if its value is not known. Numbers are bit-identical when they are read back.
 */
public final class CsvExporter implements SuiteExporter {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final boolean packed;

  private CsvExporter(boolean packed) {
    this.packed = packed;
  }

  /** Returns an exporter that writes plain text. */
  public static CsvExporter plain() {
    return new CsvExporter(false);
  }

  /** Returns an exporter that compresses files with gzip. */
  public static CsvExporter gzip() {
    return new CsvExporter(true);
  }

  @Override
  public void export(SuiteArchive suite, ExportFolder folder, Runnable progress)
      throws IOException {
    for (ArchivedProblem problem : suite.problems()) {
      Path file =
          folder.path().resolve(problem.settings().folderName() + (packed ? ".csv.gz" : ".csv"));
      EvaluationTable table = new EvaluationTable(problem.settings());
      try (CSVPrinter rows = new CSVPrinter(writer(file), FORMAT)) {
        rows.printRecord(table.columns().stream().map(EvaluationTable.Column::name));
        for (ArchivedRun run : problem.runs()) {
          table.read(run, cells -> rows.printRecord(cells.stream().map(CsvExporter::text)));
          progress.run();
        }
      }
    }
  }

  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    return cell instanceof Double number
        ? PlainNumber.of(number)
        : cell instanceof String text ? CsvCell.plain(text) : cell.toString();
  }

  private BufferedWriter writer(Path file) throws IOException {
    return packed
        ? new BufferedWriter(new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))
        : ExportFolder.create(file);
  }
}
