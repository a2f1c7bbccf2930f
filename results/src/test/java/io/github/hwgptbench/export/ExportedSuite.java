package io.github.hwgptbench.export;

import io.github.hwgptbench.analysis.WrittenSuite;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A suite with all that formats have to cope with: noise, a constraint, an objective that is
 * maximised, networks that are dominated or break the constraint, names that no file system likes,
 * a run that failed, and a run that has found nothing.
 */
final class ExportedSuite {

  static final String ODD = "moea:NSGAIII(divisions=49)";
  static final String QUIET = "s-perplexity-energy_rtx2080";
  static final String NOISY = "s-perplexity-accuracy-noisy";

  private ExportedSuite() {}

  static SuiteArchive write(Path parent) throws IOException {
    return made().write(parent);
  }

  /** Writes it in the layout with two files per run. */
  static SuiteArchive writeInFiles(Path parent) throws IOException {
    return made().inFiles().write(parent);
  }

  private static WrittenSuite made() {
    return new WrittenSuite("mine")
        .algorithm(ODD, Map.of("divisions", "49"))
        .problem(4, "perplexity", "energy@rtx2080")
        .run(
            ODD,
            7,
            new double[] {0.5, 0.5},
            new double[] {0.75, 0.75},
            new double[] {0.25, 0.8125},
            new double[] {1e-9, 1})
        .run(ODD, 9, new double[] {0.25, 0.25})
        .run("random", 9, new double[] {0.5, 0.25})
        .failure("random", 7)
        .problem(3, true, 1, List.of(Constraint.parse("params<=1e8")), "perplexity", "accuracy")
        .run(
            "random",
            7,
            // What was seen, with its violation, and then the same without noise.
            new double[] {0.5, 0.4, 0, 0.53125, 0.375, 0},
            new double[] {0.4, 0.5, 0, 0.4375, 0.5, 2e6},
            new double[] {0.9, 0.9, 5, 0.875, 0.875, 0})
        .run("random", 9, new double[] {0.5, 0.4, 1, 0.5, 0.4, 1});
  }
}
