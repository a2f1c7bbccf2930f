package io.github.hwgptbench.cli;

import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.report.ReportFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the report of a suite. */
@Command(
    name = "report",
    description = {
      "Make the report of a suite: one page of HTML that needs no network, 'report.html', with its"
          + " figures as SVG, its tables as LaTeX and CSV, and a paragraph on methods with its"
          + " references beside it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt report results/runs/quick",
      "  hwgpt report results/runs/against-paper-3d --against reference"
    })
final class ReportCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a suite, see 'hwgpt run'.")
  private Path folder;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "Also show the algorithms of another suite on the problems of this one, which"
          + " must all be in it: a folder, or 'reference', see 'hwgpt run --against'.")
  private String against;

  @Mixin
  private ReportOutput output;

  @Mixin
  private SuiteReport report;

  @Override
  public Integer call() throws IOException, InterruptedException {
    SuiteArchive suite = SuiteArchive.open(folder);
    List<SuiteArchive> suites = against == null
        ? List.of(suite)
        : ReferenceRuns.open(against, suite.plan().problems()).beside(suite);
    ReportFolder target = output.prepare(folder, against == null ? "-report" : "-compared");
    ReportOutput.write(
        report.page(suites, spec.commandLine().getErr()),
        target,
        spec.commandLine().getOut());
    return 0;
  }
}
