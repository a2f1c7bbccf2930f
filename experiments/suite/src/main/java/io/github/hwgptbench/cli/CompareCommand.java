package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.report.ReportFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Makes one report of several suites. */
@Command(
    name = "compare",
    description = {
      "Make one report of several suites, such as a colleague's and yours, or"
          + " of two versions. Algorithms are compared on the problems that the suites"
          + " share, up to the smallest budget. If two suites have different"
          + " algorithms of one name, the name of the suite is appended.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hwgpt compare results/runs/paper-2d ../colleague/results/runs/paper-2d")
final class CompareCommand extends ConsoleCommand {

  @Parameters(
      paramLabel = "DIR",
      arity = "2..*",
      description = "Folders of suites, see 'hwgpt run'.")
  private List<Path> folders;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the report. It must be empty or missing (default: beside the first"
          + " folder, its name with '-compared' appended).")
  private @Nullable Path out;

  @Mixin
  private ReportOutput output;

  @Mixin
  private SuiteReport report;

  @Override
  void execute() throws IOException, InterruptedException {
    List<SuiteArchive> suites = SuiteReport.open(folders);
    Set<Path> different = new HashSet<>();
    for (Path folder : folders) {
      if (!different.add(folder.toRealPath())) {
        throw new ParameterException(
            spec().commandLine(),
            Text.format("Folder '%s': given twice; allowed: different suites", folder));
      }
    }
    SuiteReport.checkComparable(suites);
    report.checkAlgorithms(suites);
    ReportFolder target = output.prepare(out, folders.get(0), "-compared");
    output.write(report.page(suites, err()), target, out());
  }
}
