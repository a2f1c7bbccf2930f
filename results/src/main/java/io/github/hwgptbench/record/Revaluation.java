package io.github.hwgptbench.record;

import com.google.common.primitives.Doubles;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Fidelities;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives runs whose values were left out their values again. What answers is opened when the first
 * run is read, and let go with the problem. Safe for use by many threads.
 */
final class Revaluation {

  private static final Cleaner CLEANER = Cleaner.create();

  private final RunSettings settings;
  private final Normalization natural;
  private @Nullable Answers answers;

  /** What answers, and what its noise is. */
  private record Answers(HwGptBench bench, ObjectiveEvaluator evaluator) {

    ArchitectureProblem.Builder problem(RunSettings settings) {
      return ArchitectureProblem.builder(evaluator)
          .objectives(settings.objectives())
          .constraints(settings.constraints());
    }

    ArchitectureProblem observed(RunSettings settings, long seed) {
      List<Objective> metrics = evaluator.objectives();
      return (settings.fidelities().unit().equals(Fidelities.MEASUREMENTS)
              ? problem(settings)
                  .measurements(settings.fidelities(), bench.readingNoise(metrics), seed)
              : problem(settings).noise(bench.noisy(metrics), seed))
          .build();
    }
  }

  Revaluation(RunSettings settings) {
    this.settings = settings;
    this.natural = settings.protocol().normalization(settings.objectives());
  }

  /**
   * Returns one row of values per evaluation: objectives with their sign and violations, in noisy
   * runs as they were observed, and then without noise.
   *
   * @param place names the run in messages
   * @param genes the genotypes, in the order in which they were evaluated
   * @param levels the fidelity of each
   * @param seed of the run, which decides its noise
   * @throws IOException if the surrogates that ship are not those of the runs
   */
  double[][] values(String place, int[][] genes, int[] levels, long seed) throws IOException {
    Answers answering = answers(place);
    double[][] exact = new double[genes.length][settings.objectives().size()];
    double[][] violations = new double[genes.length][settings.constraints().size()];
    answering.problem(settings).build().evaluate(genes, exact, violations);
    double[][] rows = new double[genes.length][];
    if (!settings.noisy()) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = row(exact[i], violations[i]);
      }
      return rows;
    }
    ArchitectureProblem observed = answering.observed(settings, seed);
    double[] objectives = new double[settings.objectives().size()];
    double[] margins = new double[settings.constraints().size()];
    for (int i = 0; i < rows.length; i++) {
      observed.evaluateMargins(genes[i], levels[i], objectives, margins);
      rows[i] = Doubles.concat(row(objectives, margins), row(exact[i], violations[i]));
    }
    return rows;
  }

  /** Gives objectives their sign; of margins only what is violated counts. */
  private double[] row(double[] minimized, double[] margins) {
    return Doubles.concat(
        natural.natural(minimized),
        Arrays.stream(margins).map(margin -> Math.max(0, margin)).toArray());
  }

  private synchronized Answers answers(String place) throws IOException {
    Answers answering = answers;
    if (answering == null) {
      HwGptBench bench = HwGptBench.open(settings.space());
      String surrogates = settings.provenance().surrogates();
      if (!bench.surrogateHash().equals(surrogates)) {
        throw new IOException(Text.format(
            "%s: its values were left out, and need the surrogates %s of version %s; this is"
                + " version %s with %s",
            place,
            surrogates,
            settings.provenance().version(),
            Provenance.currentVersion(),
            bench.surrogateHash()));
      }
      ObjectiveEvaluator evaluator = bench.evaluator(settings.problem().metrics());
      CLEANER.register(this, evaluator::close);
      answering = new Answers(bench, evaluator);
      answers = answering;
    }
    return answering;
  }
}
