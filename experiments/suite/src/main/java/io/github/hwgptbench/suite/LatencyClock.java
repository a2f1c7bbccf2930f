package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunConditions;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A clock on which an evaluation takes the loading of the network and forward passes at its
 * latency: those that its tokens fill, and one per measurement. An evaluation that goes on from a
 * lower level loads again and makes only the passes that are new.
 */
final class LatencyClock implements SimulatedClock {

  private static final int SEQUENCE = 1024;
  private static final double MS = 1000;
  private static final int SAMPLE = 101;

  private final ObjectiveEvaluator latency;
  private final RunConditions.Clock clock;
  private final Fidelities fidelities;
  private final double typicalSeconds;

  /**
   * Makes a clock.
   *
   * @param latency says one objective, the latency in ms; stays the caller's to close
   * @param fidelities of the problem
   */
  LatencyClock(ObjectiveEvaluator latency, RunConditions.Clock clock, Fidelities fidelities) {
    this.latency = latency;
    this.clock = clock;
    this.fidelities = fidelities;
    SplittableRandom random = new SplittableRandom(1);
    double[] sample = new double[SAMPLE];
    Arrays.setAll(
        sample, i -> seconds(latency.space().genotypes().sample(random), fidelities.highest(), -1));
    Arrays.sort(sample);
    typicalSeconds = sample[SAMPLE / 2];
  }

  @Override
  public double seconds(int[] genes, int fidelity, int before) {
    double[] latencyMs = new double[1];
    latency.evaluate(genes, latencyMs);
    double passes = passes(fidelity) - (before < 0 ? 0 : passes(before));
    return clock.loadingSeconds() + passes * latencyMs[0] / MS;
  }

  private double passes(int level) {
    int amount = fidelities.levels().get(level).amount();
    double tokens = fidelities.unit().equals(Fidelities.TOKENS) ? amount : clock.tokens();
    double measurements =
        fidelities.unit().equals(Fidelities.MEASUREMENTS) ? amount : clock.measurements();
    return tokens / (latency.space().batch() * (double) SEQUENCE) + measurements;
  }

  @Override
  public double typicalSeconds() {
    return typicalSeconds;
  }

  @Override
  public double shortestSeconds() {
    return clock.loadingSeconds();
  }
}
