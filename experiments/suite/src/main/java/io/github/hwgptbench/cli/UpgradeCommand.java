package io.github.hwgptbench.cli;

import io.github.hwgptbench.record.SuiteUpgrade;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a record in the present layout. */
@Command(
    name = "upgrade",
    description = {
      "Convert a record with two files per run to the current layout, with many"
          + " runs per file. Runs keep their bytes and hashes; a record with a damaged"
          + " run is refused. After an interruption nothing is lost, and the same"
          + " command continues.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt record upgrade results/runs/mine",
      "  hwgpt record upgrade mine.zip --out results/runs/mine"
    })
final class UpgradeCommand extends ConsoleCommand {

  @Parameters(
      paramLabel = "DIR",
      description = "Folder of a suite; with --out also a zip file of one.")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write to this folder, which must be empty or missing, and leave the"
          + " original as it is (default: convert the folder itself).")
  private @Nullable Path out;

  @Override
  void execute() throws IOException {
    int runs = out == null ? SuiteUpgrade.inPlace(folder) : SuiteUpgrade.copy(folder, out);
    print("%d runs are in %s%n", runs, out == null ? folder : out);
  }
}
