package io.github.hwgptbench.cli;

import com.google.common.base.Splitter;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.TimeLimit;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How thoroughly, for how long and how many at a time a run evaluates architectures. */
final class ConditionOptions {

  @Option(
      names = "--fidelity",
      paramLabel = "LEVELS",
      description = "Fidelities that algorithms can choose: 'measurements=1,5,25', of which"
          + " they observe the median, or 'tokens=256,4096,65536' of the corpus of a"
          + " supernet (default: a single fidelity).")
  private @Nullable String fidelity;

  @Option(
      names = "--cost",
      paramLabel = "COST",
      description = "Budget of each run in full evaluations, in place of --evaluations. An"
          + " evaluation at a lower fidelity costs its share.")
  private @Nullable Double cost;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "Budget of each run in simulated time, in place of --evaluations, such as 20h;"
          + " needs --clock.")
  private @Nullable String time;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Number of simultaneous evaluations per run, in simulated time (default:" + " 1).")
  private @Nullable Integer workers;

  @Option(
      names = "--clock",
      paramLabel = "LATENCY",
      description = "Evaluations take simulated time: 10 s to load the model, and the forward"
          + " passes of the evaluation at this latency, such as latency@rtx2080.")
  private @Nullable String clock;

  @Option(
      names = "--count-proposal-time",
      description = "Also count the time of the algorithm itself on the clock. Such runs"
          + " cannot be repeated.")
  private boolean countProposalTime;

  @Option(
      names = "--priors",
      paramLabel = "N",
      description = "Number of architectures, drawn at random by the seed of a run, whose"
          + " values on other devices are known before it to programs and to algorithms that"
          + " learn from priors (default: 0).")
  private @Nullable Integer priors;

  @Option(
      names = "--prior-devices",
      paramLabel = "DEVICE",
      split = ",",
      description = "Devices of the priors (default: all but those of the problem).")
  private List<String> priorDevices = List.of();

  /**
   * Sets what the options give.
   *
   * @param givesEvaluations whether another option gives the budget
   * @throws IllegalArgumentException if one of them is not valid, or two exclude each other
   */
  void apply(Experiment.Builder builder, boolean givesEvaluations) {
    if ((cost == null ? 0 : 1) + (time == null ? 0 : 1) + (givesEvaluations ? 1 : 0) > 1) {
      throw new UsageException("--evaluations, --cost and --time; allowed: one of them");
    }
    try {
      if (fidelity != null) {
        builder.fidelities(levels(fidelity));
      }
      if (cost != null) {
        builder.budget(Budget.cost(cost));
      }
      if (time != null) {
        builder.budget(Budget.seconds(
            TimeLimit.parse("Budget of simulated time", time).duration().toSeconds()));
      }
    } catch (IllegalArgumentException e) {
      throw UsageException.of("%s", e.getMessage());
    }
    if (workers != null) {
      builder.workers(workers);
    }
    if (clock != null) {
      builder.clock(clock);
    }
    if (priors != null) {
      builder.priors(priors);
      if (priors == 0) {
        builder.priorDevices();
      }
    }
    if (!priorDevices.isEmpty()) {
      builder.priorDevices(priorDevices.toArray(String[]::new));
    }
    if (countProposalTime) {
      builder.countProposalTime(true);
    }
  }

  private static Fidelities levels(String text) {
    String[] parts = text.split("=", -1);
    try {
      if (parts.length == 2) {
        List<Integer> amounts = Splitter.on(',')
            .trimResults()
            .splitToStream(parts[1])
            .map(Integer::valueOf)
            .toList();
        return Fidelities.of(parts[0].strip(), amounts);
      }
    } catch (NumberFormatException e) {
      throw notLevels(text);
    }
    throw notLevels(text);
  }

  private static UsageException notLevels(String text) {
    return UsageException.of(
        "--fidelity '%s'; allowed: measurements=1,5,25 or tokens=256,4096 with any integers", text);
  }
}
