package io.github.hwgptbench.export;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.BufferedWriter;
import java.io.IOException;

/**
 * The folder of an experiment of jMetal-lab, as its tables, tests and plots read it:
 *
 * <ul>
 *   <li>{@code data/<algorithm>/<problem>/FUN<k>.csv} and {@code VAR<k>.csv}: the non-dominated set
 *       of the run with the k-th seed, counted from 0: its objectives, in their units and all to be
 *       minimised (accuracy is negated), and its genes. Noise-free, and of networks that hold the
 *       constraints
 *   <li>{@code referenceFronts/<problem>.csv}: the best-known Pareto front, or where there is none,
 *       what all runs found together
 *   <li>{@code QualityIndicatorSummary.csv}: {@code HV}, {@code IGD+} and {@code EP} of every run,
 *       and the same beside the fronts in files of their names, with the best and the median front
 *       by each in {@code BEST_HV_FUN.csv}, {@code MEDIAN_HV_VAR.csv} and so on
 * </ul>
 *
 * <p>Indicators are of values that the bounds of the suite normalise, with its reference point.
 */
public final class JMetalExporter implements SuiteExporter {

  private final BestFrontLookup fronts;

  /** Makes an exporter that measures runs against the best-known Pareto fronts. */
  public JMetalExporter(BestFrontLookup fronts) {
    this.fronts = fronts;
  }

  @Override
  public void export(SuiteArchive suite, ExportFolder folder, Runnable progress)
      throws IOException {
    try (BufferedWriter summary =
        ExportFolder.create(folder.path().resolve("QualityIndicatorSummary.csv"))) {
      summary.write("Algorithm,Problem,IndicatorName,ExecutionId,IndicatorValue\n");
      for (ArchivedProblem problem : suite.problems()) {
        new JMetalProblem(problem, folder)
            .write(fronts.find(problem.settings()).orElse(null), summary, progress);
      }
    }
  }
}
