package io.github.hwgptbench.record;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives runs whose values were left out their values again. What answers is opened when the first
 * run is read, and let go with the problem. Safe for use by many threads.
 */
final class Revaluation {

  private static final Cleaner CLEANER = Cleaner.create();

  private final RunSettings settings;
  private @Nullable ObjectiveEvaluator evaluator;

  Revaluation(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns one row of values per genotype: objectives with their sign, then violations.
   *
   * @param file that is to be read
   * @throws IOException if the surrogates that ship are not those of the runs
   */
  double[][] values(Path file, int[][] genes) throws IOException {
    ObjectiveEvaluator answering = evaluator(file);
    int[] objectives =
        settings.objectives().stream().mapToInt(answering.objectives()::indexOf).toArray();
    double[][] values = new double[genes.length][answering.objectives().size()];
    answering.evaluate(genes, values);
    double[][] rows = new double[genes.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] answers = values[i];
      rows[i] = DoubleStream.concat(
              Arrays.stream(objectives).mapToDouble(at -> answers[at]),
              settings.constraints().stream()
                  .mapToDouble(constraint -> constraint.violation(
                      answers[answering.objectives().indexOf(constraint.objective())])))
          .toArray();
    }
    return rows;
  }

  private synchronized ObjectiveEvaluator evaluator(Path file) throws IOException {
    ObjectiveEvaluator answering = evaluator;
    if (answering == null) {
      HwGptBench bench = HwGptBench.open(settings.space());
      String surrogates = settings.provenance().surrogates();
      if (!bench.surrogateHash().equals(surrogates)) {
        throw new IOException(Text.format(
            "%s: its values were left out, and are of the surrogates %s of version %s; this is version %s with %s",
            file,
            surrogates,
            settings.provenance().version(),
            Provenance.currentVersion(),
            bench.surrogateHash()));
      }
      answering = bench.evaluator(settings.problem().metrics());
      CLEANER.register(this, answering::close);
      evaluator = answering;
    }
    return answering;
  }
}
