package io.github.hwgptbench.cli;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.export.CsvExporter;
import io.github.hwgptbench.export.ExportFolder;
import io.github.hwgptbench.export.IohExporter;
import io.github.hwgptbench.export.JMetalExporter;
import io.github.hwgptbench.export.MoeaExporter;
import io.github.hwgptbench.export.OptunaExporter;
import io.github.hwgptbench.export.SuiteExporter;
import io.github.hwgptbench.export.parquet.ParquetExporter;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a suite in the format of another tool. */
@Command(
    name = "export",
    description = {
      "Write the finished runs of a suite for other tools: tables (csv,"
          + " parquet), or files of jMetal-lab, MOEA Framework, IOHprofiler and"
          + " Optuna.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt export results/runs/quick --format csv --out quick-csv",
      "  hwgpt export results/runs/quick --format parquet --out quick-parquet"
    })
final class ExportCommand extends ConsoleCommand {

  /** The formats, by the names that users type. */
  enum Format {
    CSV,
    PARQUET,
    JMETAL,
    MOEA,
    IOH,
    OPTUNA;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "DIR", description = "Folder of a suite, see 'hwgpt run'.")
  private Path suiteFolder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      description = "${COMPLETION-CANDIDATES}; docs/export.md describes each.")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder for the files. It must be empty or missing, unless --overwrite is" + " given.")
  private Path out;

  @Option(
      names = "--overwrite",
      description =
          "Delete the export in the folder. A folder with any other file is" + " refused.")
  private boolean overwrite;

  @Option(names = "--gzip", description = "Compress the files; csv only.")
  private boolean gzip;

  @Override
  void execute() throws IOException {
    if (gzip && format != Format.CSV) {
      throw UsageException.of("--gzip with --format %s; allowed: with --format csv", format);
    }
    SuiteArchive suite = SuiteArchive.open(suiteFolder);
    int runs =
        suite.problems().stream().mapToInt(problem -> problem.runs().size()).sum();
    if (runs == 0) {
      throw new IOException(Text.format("%s: no run is finished", suiteFolder));
    }
    try (ProgressLine progress = progress("runs", runs)) {
      ExportFolder folder = overwrite ? ExportFolder.overwrite(out) : ExportFolder.empty(out);
      exporter().export(suite, folder, progress::step);
    }
    print("%d of %d runs are in %s%n", runs, suite.plan().runs(), out);
  }

  private SuiteExporter exporter() {
    return switch (format) {
      case CSV -> gzip ? CsvExporter.gzip() : CsvExporter.plain();
      case PARQUET -> new ParquetExporter();
      case JMETAL -> new JMetalExporter(BestFrontLookup.SHIPPED);
      case MOEA -> new MoeaExporter();
      case IOH -> new IohExporter();
      case OPTUNA -> new OptunaExporter();
    };
  }
}
