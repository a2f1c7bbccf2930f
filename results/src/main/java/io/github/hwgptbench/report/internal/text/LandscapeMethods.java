package io.github.hwgptbench.report.internal.text;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.TransferMatrix;
import io.github.hwgptbench.record.Provenance;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the paragraph of a paper that says how the benchmark itself was analysed. */
public final class LandscapeMethods {

  private LandscapeMethods() {}

  /**
   * Returns the paragraph.
   *
   * @param analyses one a search space, at least one
   * @param seed of the analyses
   * @param readings which calibration is of, to end a sentence; empty if there is none
   * @param provenance of the program
   */
  public static Prose of(
      List<BenchmarkAnalysis> analyses, long seed, String readings, Provenance provenance) {
    String scales = analyses.stream()
        .map(analysis -> analysis.space().name().toUpperCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
    Prose.Builder text = new Prose.Builder();
    text.words("The objectives of HW-GPT-Bench")
        .cite("sukthanker2024hwgptbench")
        .words(Text.format(
            " at scale %s are those of version %s of hwgptbench", scales, provenance.version()))
        .cite("hwgptbench")
        .words(Text.format(
            ", without noise. Correlations, distributions and quantiles of energy over latency are"
                + " over %,d architectures per scale, every gene drawn uniformly (seed %d). Rank correlations are Kendall's"
                + " tau-b",
            analyses.get(0).sample().size(), seed))
        .cite("kendall1945treatment")
        .words(" and Spearman's rho; within an embed_dim they are the mean over its choices. The"
            + " importance of a choice is its total Sobol' index")
        .cite("sobol2001global")
        .words(", estimated as by Jansen")
        .cite("jansen1999analysis")
        .words("; first-order indices are estimated by his or by Saltelli's estimator")
        .cite("saltelli2010variance")
        .words(", whichever has the smaller standard error, from two samples in which all pairs of"
            + " levels of a gene are equally frequent. Transfers are hypervolumes of the"
            + " best-known Pareto fronts that ship, scored on other objectives, with the"
            + " bounds and the reference point of these fronts; their bands are quantiles"
            + " 0.05 and 0.95 over " + TransferMatrix.WORLDS
            + " worlds (the same seed), in each of which the values of an architecture"
            + " differ from the surrogates by as much as those of architectures that these"
            + " were not fitted to, and at most " + TransferMatrix.THINNED
            + " architectures of each front are scored.");
    if (!readings.isEmpty()) {
      text.words(" Calibration is of " + readings + ".");
    }
    return text.build();
  }
}
