package io.github.hwgptbench.cli;

import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.DryRun;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Prints what a suite would run, and about how long that would take. */
final class DryRunReport {

  private DryRunReport() {}

  static void print(Suite suite, Shard shard, DryRun estimate, int threads, PrintWriter out) {
    int runs = shard.size(suite);
    String part = shard.equals(Shard.ALL)
        ? ""
        : Text.format(", shard %d of %d", shard.number(), shard.count());
    out.printf(
        Locale.ROOT,
        "Suite %s%s: %s of %s%s (%s, %s, %s)%n%n",
        suite.problems().get(0).suite(),
        part,
        counted(runs, "run"),
        BudgetAxis.of(suite.budget()).inWords(),
        part.isEmpty() ? "" : " of " + suite.size(),
        counted(suite.problems().size(), "problem"),
        counted(suite.algorithms().size(), "algorithm"),
        counted(suite.seeds().size(), "seed"));
    Table table = new Table("problem", "noisy", "runs", "seconds");
    double all = 0;
    for (RunSettings problem : suite.problems()) {
      double seconds = estimate.seconds(problem);
      all += seconds;
      table.add(
          problem.problem().name() + problem.circumstances(),
          problem.noisy() ? "yes" : "no",
          estimate.runs(problem),
          rounded(seconds));
    }
    table.print(Table.Format.TEXT, out);
    out.printf(Locale.ROOT, "%nalgorithms:%n");
    suite.algorithms().forEach(algorithm -> out.printf(Locale.ROOT, "  %s%n", algorithm.name()));
    out.printf(
        Locale.ROOT,
        "%nAbout %s with --threads %d, estimated from short trials on this machine. Nothing was"
            + " recorded.%n",
        Text.time(all),
        threads);
  }

  private static String counted(int count, String noun) {
    return Text.format("%d %s%s", count, noun, count == 1 ? "" : "s");
  }

  private static BigDecimal rounded(double seconds) {
    return BigDecimal.valueOf(seconds).setScale(1, RoundingMode.HALF_UP);
  }
}
