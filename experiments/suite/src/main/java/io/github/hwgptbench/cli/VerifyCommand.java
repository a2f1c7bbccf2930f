package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunFolder;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.SuiteRecord;
import io.github.hwgptbench.suite.Located;
import io.github.hwgptbench.suite.SuiteDefinition;
import io.github.hwgptbench.suite.SuiteRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs some of what was recorded once more, and compares. */
@Command(
    name = "verify",
    description = {
      "Run some of the runs of a suite once more, and compare their evaluations to the bit with"
          + " those recorded.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hwgpt verify results/runs/quick --sample 20")
final class VerifyCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a suite, see 'hwgpt run'.")
  private Path folder;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many runs, drawn at random (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Decides which runs are drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--bounds",
      paramLabel = "BOUNDS",
      defaultValue = "default",
      description = "Bounds that know the objectives, see 'hwgpt run' (default: ${DEFAULT-VALUE})."
          + " Evaluations do not depend on them.")
  private String bounds;

  @Mixin
  private BenchOptions options;

  /** A run that was finished. */
  private record Recorded(SuiteRecord suite, RunOutcome outcome) {

    @Override
    public String toString() {
      return "%s with seed %d of %s".formatted(outcome.algorithm(), outcome.seed(), suite.folder());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException, RunsFailedException {
    if (spec.commandLine().getParseResult().hasMatchedOption("--scale")) {
      throw new IllegalArgumentException("A record says of which scale it is; leave out --scale");
    }
    if (sample < 1) {
      throw new IllegalArgumentException("--sample %d; allowed: 1 or more".formatted(sample));
    }
    List<Recorded> finished = new ArrayList<>();
    for (SuiteRecord suite : SuiteRecord.readAll(folder)) {
      suite.finished().forEach(outcome -> finished.add(new Recorded(suite, outcome)));
    }
    if (finished.isEmpty()) {
      throw new IOException("%s: no run is finished".formatted(folder));
    }
    Collections.shuffle(finished, new Random(seed));
    List<Recorded> drawn = finished.subList(0, Math.min(sample, finished.size()));
    compare(drawn, finished.size());
    return 0;
  }

  private void compare(List<Recorded> drawn, int all)
      throws IOException, InterruptedException, RunsFailedException {
    PrintWriter out = spec.commandLine().getOut();
    List<Recorded> different = new ArrayList<>();
    try (Benches benches = new Benches(options);
        ProgressLine progress =
            new ProgressLine(spec.commandLine().getErr(), "runs", drawn.size())) {
      for (Recorded recorded : drawn) {
        if (!sha256Now(recorded, benches).equals(recorded.outcome().sha256())) {
          different.add(recorded);
        }
        progress.step();
      }
      if (!different.isEmpty()) {
        throw new RunsFailedException("%d of %d runs differ, the first being %s%s"
            .formatted(
                different.size(),
                drawn.size(),
                different.get(0),
                origin(different.get(0).suite(), benches)));
      }
    }
    out.printf("%d of %d runs were repeated; all are equal to the bit%n", drawn.size(), all);
  }

  /** A difference may have good reasons. */
  private static String origin(SuiteRecord suite, Benches benches) throws IOException {
    Provenance now = Provenance.of(benches.of(suite.scale()).surrogateHash());
    return suite.version().equals(now.version()) && suite.surrogates().equals(now.surrogates())
        ? ""
        : "; it was recorded by version %s with surrogates %s, and this is %s with %s"
            .formatted(suite.version(), suite.surrogates(), now.version(), now.surrogates());
  }

  private String sha256Now(Recorded recorded, Benches benches)
      throws IOException, InterruptedException {
    SuiteRecord suite = recorded.suite();
    String where = suite.folder() + ": ";
    String oneSeed = "%1$d..%1$d".formatted(recorded.outcome().seed());
    PlannedSuite.Part part = PlannedSuite.of(
            new SuiteDefinition(
                suite.name(),
                List.of(new Located<>(suite.scale(), where)),
                List.of(new Located<>(suite.objectives(), where)),
                List.of(new Located<>(suite.constraints(), where)),
                List.of(suite.noisy()),
                List.of(new Located<>(AlgorithmName.parse(recorded.outcome().algorithm()), where)),
                new Located<>(oneSeed, where),
                new Located<>(suite.evaluations(), where),
                new Located<>(bounds, "")),
            benches)
        .parts()
        .get(0);
    Path temporary = Files.createTempDirectory("hwgpt-verify");
    try (ObjectiveEvaluator evaluator = part.bench().evaluator(part.metrics());
        RunFolder again = RunFolder.empty(temporary)) {
      return new SuiteRunner(evaluator, part.bench().noisy(part.metrics()), again, 1)
          .run(part.suite(), () -> {})
          .get(0)
          .sha256();
    } finally {
      RunFolder.overwrite(temporary).close();
      Files.delete(temporary);
    }
  }
}
