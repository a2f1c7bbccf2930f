package io.github.hwgptbench.adapter.jmetal;

import java.util.Comparator;
import java.util.List;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.archive.impl.NonDominatedSolutionListArchive;
import org.uma.jmetal.util.comparator.dominanceComparator.impl.DominanceWithConstraintsComparator;
import org.uma.jmetal.util.ranking.Ranking;
import org.uma.jmetal.util.ranking.impl.FastNonDominatedSortRanking;

/**
 * Constrained dominance (Deb et al. 2002) for algorithms of jMetal that ignore constraints by
 * themselves: less violation is better whatever the objectives, and among equal violations the
 * objectives decide. Without constraints it is the dominance that they have.
 */
final class ConstrainedDominance {

  private ConstrainedDominance() {}

  static Comparator<IntegerSolution> comparator() {
    return new DominanceWithConstraintsComparator<>();
  }

  static Ranking<IntegerSolution> ranking(List<IntegerSolution> solutions) {
    return new FastNonDominatedSortRanking<>(comparator()).compute(solutions);
  }

  /**
   * Returns what bounded archives keep their solutions in, which compares objectives only there.
   */
  static NonDominatedSolutionListArchive<IntegerSolution> archive() {
    return new NonDominatedSolutionListArchive<>(comparator());
  }
}
