package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of the runs of a suite that are more than a number of sequential evaluations.
 *
 * @param budget budget of a run
 * @param workers number of simultaneous evaluations, positive
 * @param clock simulated clock; null for none
 * @param countsProposalTime whether the time of the optimizer itself counts on the clock; such runs
 *     are not repeatable
 * @param priors evaluations on other devices that algorithms observe before their run; null for
 *     none
 * @since 0.2.0
 */
public record RunConditions(
    Budget budget,
    int workers,
    @Nullable Clock clock,
    boolean countsProposalTime,
    @Nullable Priors priors) {

  /**
   * Priors: evaluations on other devices that are known before a run, of architectures drawn at
   * random by its seed, the same ones on each device.
   *
   * @param devices ids of the devices, one or more
   * @param architectures number of architectures, positive
   */
  public record Priors(List<String> devices, int architectures) {

    /** Copies the list. */
    public Priors {
      devices = List.copyOf(devices);
      if (devices.isEmpty() || architectures < 1) {
        throw UsageException.of(
            "Priors of %d architectures on %d devices; allowed: 1 or more of both",
            architectures, devices.size());
      }
    }
  }

  /**
   * A simulated clock: an evaluation takes the time to load the model, and that of its forward
   * passes: one per batch of sequences of 1,024 tokens, and one per measurement.
   *
   * @param latency latency of a forward pass, such as {@code latency@rtx2080}
   * @param loadingSeconds time to load a model, positive
   * @param tokens tokens of an evaluation if the fidelity does not determine their number
   * @param measurements measurements of an evaluation if the fidelity does not determine their
   *     number
   */
  public record Clock(Objective latency, double loadingSeconds, int tokens, int measurements) {

    /** Checks the numbers. */
    public Clock {
      if (!latency.metric().equals(Metric.LATENCY)) {
        throw UsageException.of(
            "Clock of '%s'; allowed: a latency such as latency@rtx2080", latency);
      }
      if (!(loadingSeconds > 0) || Double.isInfinite(loadingSeconds)) {
        throw UsageException.of(
            "Clock with %s s of loading; allowed: a positive number", loadingSeconds);
      }
      if (tokens < 0 || measurements < 0) {
        throw UsageException.of(
            "Clock with %d tokens and %d measurements; allowed: 0 or more", tokens, measurements);
      }
    }

    /**
     * Makes a clock on which a random architecture of HWGPT-S takes 34.5 s in the median on an RTX
     * 2080, about as long as an evaluation in the runs of the authors, 35 s.
     */
    public Clock(Objective latency) {
      this(latency, 10, 4_194_304, 50);
    }

    /** Returns the latency, followed by the constants if they are not the default ones. */
    @Override
    public String toString() {
      return equals(new Clock(latency))
          ? latency.toString()
          : Text.format(
              "%s (%s s to load, %d tokens, %d measurements)",
              latency, PlainNumber.of(loadingSeconds), tokens, measurements);
    }
  }

  /** Checks that time has a clock. */
  public RunConditions {
    if (workers < 1) {
      throw UsageException.of("%d workers; allowed: 1 or more", workers);
    }
    if (clock == null && (budget.unit() == Budget.Unit.SECONDS || countsProposalTime)) {
      throw new UsageException(
          "Simulated time without a clock; give the latency that it follows, as in --clock latency@rtx2080 or clock: latency@rtx2080");
    }
  }

  /**
   * Returns what tells the folder of runs under these conditions from that of other runs on the
   * same problem, such as {@code -8-workers}; empty for one worker without priors.
   */
  String folderSuffix() {
    return (workers > 1 ? Text.format("-%d-workers", workers) : "")
        + (priors == null ? "" : Text.format("-%d-priors", priors.architectures()));
  }

  /** Returns the same conditions with another budget. */
  public RunConditions with(Budget other) {
    return new RunConditions(other, workers, clock, countsProposalTime, priors);
  }
}
