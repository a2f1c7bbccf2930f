package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Verification;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs some of what was recorded once more, and compares. */
@Command(
    name = "verify",
    description = {
      "Repeat a sample of the runs of a suite, and check that their evaluations"
          + " are bit-identical to the recorded ones.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt verify results/runs/quick --sample 20",
      "  hwgpt verify results/runs/mine --run-commands"
    })
final class VerifyCommand extends ConsoleCommand {

  @Parameters(paramLabel = "DIR", description = "Folder of a suite, see 'hwgpt run'.")
  private Path folder;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of runs to repeat, drawn at random, evenly over the algorithms and the"
          + " problems of each (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Decides which runs are drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin
  private ThreadsOption threads;

  @Option(
      names = "--run-commands",
      description = "Also repeat runs of programs, by the commands in the record. Look at the"
          + " commands first if somebody else has recorded it.")
  private boolean runCommands;

  @Mixin
  private BenchOptions options;

  @Mixin
  private TabularOption tables;

  @Override
  void execute() throws IOException, InterruptedException, RunsFailedException {
    if (given("--scale")) {
      throw new UsageException("The record has the scale; leave out --scale");
    }
    if (sample < 1) {
      throw UsageException.of("--sample %d; allowed: 1 or more", sample);
    }
    int cores = threads.count();
    options.threads(cores);
    options.recompute();
    Verification recorded = Verification.open(folder);
    options.requireUse(SuiteArchive.open(folder).problems().stream()
        .map(problem -> problem.settings().space())
        .toList());
    if (!runCommands) {
      recorded = withoutPrograms(recorded);
    }
    compare(recorded, cores);
  }

  private Verification withoutPrograms(Verification recorded) throws IOException {
    List<String> commands = recorded.programs();
    if (commands.isEmpty()) {
      return recorded;
    }
    Verification others = recorded.withoutPrograms();
    String leftOut = Text.format(
        "%d runs are of programs, which are started only with --run-commands: %s",
        commands.size(), commands.stream().distinct().collect(Collectors.joining(", ")));
    if (others.size() == 0) {
      throw new IOException(Text.format("%s: all %s", folder, leftOut));
    }
    err().println(leftOut);
    return others;
  }

  private void compare(Verification recorded, int cores)
      throws IOException, InterruptedException, RunsFailedException {
    int drawn = Math.min(sample, recorded.size());
    try (Benches benches = tables.restrict(options.benches());
        ProgressLine progress = progress("runs", drawn)) {
      List<Verification.Repetition> different =
          recorded.repeat(sample, seed, cores, benches, progress::step).stream()
              .filter(repetition -> !repetition.identical())
              .toList();
      if (!different.isEmpty()) {
        Verification.Repetition first = different.get(0);
        throw new RunsFailedException(Text.format(
            "%d of %d runs differ, the first being %s with seed %d of %s%s",
            different.size(),
            drawn,
            first.recorded().algorithm(),
            first.recorded().seed(),
            first.settings().problem(),
            reason(first, benches)));
      }
    }
    print("%d of %d runs were repeated; all are bit-identical%n", drawn, recorded.size());
  }

  private static String reason(Verification.Repetition different, Benches benches)
      throws IOException {
    if (different.failure() != null) {
      return "; it " + different.difference();
    }
    return origin(different.settings(), benches)
        + (different.command() == null ? "" : program(different.command()));
  }

  /** A difference may have good reasons. */
  private static String origin(RunSettings settings, Benches benches) throws IOException {
    Provenance then = settings.provenance();
    Provenance now = Provenance.of(benches.hash(settings.problem(), settings.conditions()));
    boolean tables = then.surrogates().startsWith(Provenance.TABLES);
    if (tables != now.surrogates().startsWith(Provenance.TABLES)) {
      return tables
          ? "; it was recorded with tables of measurements: give their folder with --tabular"
          : "; it was recorded with surrogates: leave out --tabular";
    }
    return then.version().equals(now.version()) && then.surrogates().equals(now.surrogates())
        ? ""
        : Text.format(
            "; it was recorded by version %s with surrogates %s, and this is %s with %s",
            then.version(), then.surrogates(), now.version(), now.surrogates());
  }

  /** Nothing holds a program to what algorithms promise. */
  private static String program(String command) {
    return Text.format(
        "; the program '%s' has changed, or its proposals do not depend on its seed alone",
        command);
  }
}
