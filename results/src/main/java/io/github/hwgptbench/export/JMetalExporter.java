package io.github.hwgptbench.export;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.BufferedWriter;
import java.io.IOException;

/**
 * Writes the folder of an experiment of jMetal-lab, as its tables, tests and plots read it:
 *
 * <ul>
 *   <li>{@code data/<algorithm>/<problem>/FUN<k>.csv} and {@code VAR<k>.csv}: the nondominated set
 *       of the run with the k-th seed, counted from 0: its objectives, in their units and all
 *       minimised (accuracy is negated), and its genes; noise-free, and of feasible architectures
 *   <li>{@code referenceFronts/<problem>.csv}: the best-known Pareto front or, if there is none,
 *       the joint front of all runs
 *   <li>{@code QualityIndicatorSummary.csv}: {@code HV}, {@code IGD+} and {@code EP} of every run,
 *       and the same beside the fronts in files of these names, with the best and the median front
 *       by each in {@code BEST_HV_FUN.csv}, {@code MEDIAN_HV_VAR.csv} and so on
 * </ul>
 *
 * <p>Indicators are of values normalised by the bounds of the suite, with its reference point.
 */
public final class JMetalExporter implements SuiteExporter {

  private final BestFrontLookup fronts;

  /** Makes an exporter that compares runs with the best-known Pareto fronts. */
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
