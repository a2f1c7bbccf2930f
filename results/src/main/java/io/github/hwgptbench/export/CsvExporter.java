package io.github.hwgptbench.export;

import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.CsvCell;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Tidy tables: a file a problem, a row an evaluation. The columns are {@code problem},
 * {@code algorithm}, {@code seed}, {@code evaluation} (counted from 1), {@code architecture}, one
 * an objective (in its unit and with its sign), one a constraint, such as
 * {@code violation:params<=150000000} (0 where it holds, else by how much it is broken), and
 * {@code seconds} since the run began, empty where nobody knows. Where the algorithm observed noisy
 * measurements, the noise-free values stand before the seconds, as {@code noise-free:perplexity}
 * and the like.
 *
 * <p>Every number can be read back to the same bits.
 */
public final class CsvExporter implements SuiteExporter {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final boolean packed;

  private CsvExporter(boolean packed) {
    this.packed = packed;
  }

  /** Returns one that writes files of text. */
  public static CsvExporter plain() {
    return new CsvExporter(false);
  }

  /** Returns one that packs files with gzip. */
  public static CsvExporter gzip() {
    return new CsvExporter(true);
  }

  @Override
  public void export(SuiteArchive suite, ExportFolder folder, Runnable progress)
      throws IOException {
    for (ArchivedProblem problem : suite.problems()) {
      Path file =
          folder.path().resolve(problem.settings().folderName() + (packed ? ".csv.gz" : ".csv"));
      try (CSVPrinter rows = new CSVPrinter(writer(file), FORMAT)) {
        rows.printRecord(header(problem.settings()));
        for (ArchivedRun run : problem.runs()) {
          write(problem.settings(), run, rows);
          progress.run();
        }
      }
    }
  }

  private BufferedWriter writer(Path file) throws IOException {
    return packed
        ? new BufferedWriter(new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))
        : ExportFolder.create(file);
  }

  private static List<String> header(RunSettings settings) {
    List<String> header =
        new ArrayList<>(List.of("problem", "algorithm", "seed", "evaluation", "architecture"));
    addColumns(header, "", settings);
    if (settings.noisy()) {
      addColumns(header, "noise-free:", settings);
    }
    if (settings.metered()) {
      header.addAll(List.of("fidelity", "cost", "simulated seconds"));
    }
    header.add("seconds");
    return header;
  }

  private static void addColumns(List<String> header, String prefix, RunSettings settings) {
    for (Objective objective : settings.objectives()) {
      header.add(prefix + objective);
    }
    for (Constraint constraint : settings.constraints()) {
      header.add(prefix + "violation:" + constraint);
    }
  }

  private static void write(RunSettings settings, ArchivedRun run, CSVPrinter rows)
      throws IOException {
    RunTrace trace = run.open();
    for (int i = 0; i < trace.evaluations(); i++) {
      rows.print(CsvCell.plain(settings.problem().name()));
      rows.print(CsvCell.plain(run.outcome().algorithm()));
      rows.print(run.outcome().seed());
      rows.print(i + 1);
      rows.print(CsvCell.plain(trace.architecture(i)));
      print(trace.objectives(i), rows);
      print(trace.violations(i), rows);
      if (settings.noisy()) {
        print(trace.noiseFree(i), rows);
        print(trace.noiseFreeViolations(i), rows);
      }
      if (settings.metered()) {
        Expense expense = trace.expense(i);
        rows.print(settings.fidelities().levels().get(expense.fidelity()).amount());
        rows.print(PlainNumber.of(expense.cost()));
        rows.print(Double.isNaN(expense.seconds()) ? "" : PlainNumber.of(expense.seconds()));
      }
      double seconds = trace.seconds(i);
      rows.print(Double.isNaN(seconds) ? "" : PlainNumber.of(seconds));
      rows.println();
    }
  }

  private static void print(double[] values, CSVPrinter rows) throws IOException {
    for (double value : values) {
      rows.print(PlainNumber.of(value));
    }
  }
}
