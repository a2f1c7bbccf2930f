package io.github.hwgptbench.record;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Gives runs whose values were left out their values again. What answers is opened when the first
 * run is read, and let go with the problem. Safe for use by many threads.
 */
final class Revaluation {

  private static final Cleaner CLEANER = Cleaner.create();

  private final RunSettings settings;
  private ObjectiveEvaluator evaluator;

  Revaluation(RunSettings settings) {
    this.settings = settings;
  }

  /** Tells whether values of a problem can be left out: they have to follow from the genotypes. */
  static boolean possible(RunSettings settings) {
    return !settings.noisy() && settings.constraints().isEmpty();
  }

  /**
   * Returns what answers.
   *
   * @param file that is to be read
   * @throws IOException if the surrogates that ship are not those of the runs
   */
  synchronized ObjectiveEvaluator evaluator(Path file) throws IOException {
    if (evaluator == null) {
      HwGptBench bench = HwGptBench.open(settings.space());
      String surrogates = settings.provenance().surrogates();
      if (!bench.surrogateHash().equals(surrogates)) {
        throw new IOException(String.format(
            Locale.ROOT,
            "%s: its values were left out, and are of the surrogates %s of version %s; this is version %s with %s",
            file,
            surrogates,
            settings.provenance().version(),
            Provenance.currentVersion(),
            bench.surrogateHash()));
      }
      ObjectiveEvaluator opened = bench.evaluator(settings.objectives());
      CLEANER.register(this, opened::close);
      evaluator = opened;
    }
    return evaluator;
  }
}
