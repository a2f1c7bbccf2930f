package io.github.hwgptbench.cli;

import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.ReportFolder;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.suite.ReferenceRuns;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the report of a suite, or of the benchmark itself. */
@Command(
    name = "report",
    description = {
      "Make the report of a suite, or of the benchmark itself: one HTML page"
          + " that works offline, 'report.html', and beside it its figures as SVG, its"
          + " tables as LaTeX and CSV, and a methods paragraph with its references.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt report results/runs/quick",
      "  hwgpt report results/runs/large --problem 'HWGPT-S(perplexity,energy@a100)'",
      "  hwgpt report results/runs/large --algorithms random,nsga2,ehvi --highlight ehvi",
      "  hwgpt report results/runs/against-paper-3d --against reference",
      "  hwgpt report --benchmark",
      "  hwgpt report --benchmark --scale s --samples 2000 --out s-report"
    })
final class ReportCommand extends ConsoleCommand {

  private static final Path BENCHMARK_REPORT = Path.of("results", "benchmark-report");

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Folder of a suite, see 'hwgpt run'.")
  private @Nullable Path folder;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "Also report the algorithms of another suite on the problems of this one,"
          + " all of which must be in it: a folder, or 'reference', see 'hwgpt run"
          + " --against'.")
  private @Nullable String against;

  @Option(
      names = "--problem",
      paramLabel = "NAME",
      description = "Report only this problem of the suite, by its name or its folder in the"
          + " record; may be given several times. Runs on other problems are not read.")
  private List<String> problems = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the report. It must be empty or missing (default: beside the"
          + " folder of the suite, its name with '-report' appended, or with '-compared' for"
          + " --against; results/benchmark-report for --benchmark).")
  private @Nullable Path out;

  @Mixin
  private BenchmarkReport benchmark;

  @Mixin
  private ReportOutput output;

  @Mixin
  private SuiteReport report;

  @Override
  void execute() throws IOException, InterruptedException {
    if (benchmark.wanted()) {
      reportBenchmark();
    } else {
      reportSuite();
    }
  }

  private void reportBenchmark() throws IOException {
    if (folder != null) {
      throw UsageException.of(
          "Folder '%s' and --benchmark are two reports; allowed: one of them", folder);
    }
    if (against != null) {
      throw UsageException.of(
          "--against '%s' requires the folder of a suite, and not --benchmark", against);
    }
    if (!problems.isEmpty()) {
      throw UsageException.of(
          "--problem '%s' requires the folder of a suite, and not --benchmark", problems.get(0));
    }
    report.checkNoAlgorithms();
    List<SearchSpace> spaces = benchmark.spaces();
    int threads = report.threads();
    ReportFolder target = output.prepare(out == null ? BENCHMARK_REPORT : out);
    write(benchmark.page(spaces, threads, err()), target);
  }

  private void reportSuite() throws IOException, InterruptedException {
    if (folder == null) {
      throw new UsageException(
          "Missing required parameter: 'DIR', the folder of a suite, or --benchmark");
    }
    if (!benchmark.given().isEmpty()) {
      throw UsageException.of(
          "%s requires --benchmark; a suite has its own", String.join(", ", benchmark.given()));
    }
    SuiteArchive suite = chosen(SuiteArchive.open(folder));
    List<SuiteArchive> suites = against == null
        ? List.of(suite)
        : ReferenceRuns.open(against, suite.plan().problems()).beside(suite);
    report.checkAlgorithms(suites);
    ReportFolder target = output.prepare(out, folder, against == null ? "-report" : "-compared");
    write(report.page(suites, err()), target);
  }

  private SuiteArchive chosen(SuiteArchive suite) {
    if (problems.isEmpty()) {
      return suite;
    }
    List<RunSettings> all = suite.plan().problems();
    for (String problem : problems) {
      if (all.stream().noneMatch(it -> isCalled(it, problem))) {
        throw UsageException.of(
            "Problem '%s': not in the suite; %s",
            problem,
            Suggestion.known(problem, all.stream().map(RunSettings::folderName).toList()));
      }
    }
    return suite.withProblems(
        settings -> problems.stream().anyMatch(name -> isCalled(settings, name)));
  }

  private static boolean isCalled(RunSettings problem, String name) {
    return problem.problem().name().equals(name) || problem.folderName().equals(name);
  }

  private void write(Page page, ReportFolder target) throws IOException {
    output.write(page, target, out());
  }
}
