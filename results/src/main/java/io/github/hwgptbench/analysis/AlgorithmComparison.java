package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.RankingFlip;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of the algorithms on a problem.
 *
 * @param tests of every indicator, by its id
 * @param overSeeds ranking over the seeds that all algorithms share; null if there are fewer than
 *     two algorithms or shared seeds, or no target front
 * @param ranks mean rank over the budget, over the same seeds; none if these are fewer than one or
 *     algorithms fewer than two
 * @param otherProtocols ids of the protocols under which the order of the algorithms was checked
 * @param flips the pairs of algorithms whose order another protocol reverses
 * @param robustness whether the order is robust to the errors of the surrogates; null if that was
 *     not requested, or the errors are unknown
 * @since 0.2.0
 */
public record AlgorithmComparison(
    Map<String, IndicatorTests> tests,
    @Nullable Ranking overSeeds,
    List<RankCurve> ranks,
    List<String> otherProtocols,
    List<RankingFlip> flips,
    @Nullable Robustness robustness) {

  /** Copies the collections. */
  public AlgorithmComparison {
    tests = Map.copyOf(tests);
    ranks = List.copyOf(ranks);
    otherProtocols = List.copyOf(otherProtocols);
    flips = List.copyOf(flips);
  }
}
