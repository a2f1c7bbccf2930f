package io.github.hwgptbench.analysis;

import io.github.hwgptbench.statistics.Better;
import io.github.hwgptbench.statistics.Friedman;
import io.github.hwgptbench.statistics.Nemenyi;
import io.github.hwgptbench.statistics.PairwiseComparison;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A ranking of algorithms by their mean ranks over blocks, by the final relative hypervolume, and
 * their significant differences: the content of a critical-difference diagram. Lists of algorithms
 * are in the order of {@code algorithms}, and groups contain indices in it.
 *
 * @param blocks kind of the blocks
 * @param algorithms names, two or more
 * @param friedman test whether any algorithm differs, with the mean ranks
 * @param pairs pairwise signed-rank tests over the blocks, with Holm's correction
 * @param wilcoxonGroups the bars of the diagram by these tests, each of which depends on two
 *     algorithms only (Benavoli et al. 2016, JMLR 17, paper 5); the default
 * @param nemenyi the test of mean ranks, with its critical difference
 * @param nemenyiGroups the bars of the diagram by that test
 */
public record Ranking(
    Blocks blocks,
    List<String> algorithms,
    Friedman friedman,
    List<PairwiseComparison> pairs,
    List<List<Integer>> wilcoxonGroups,
    Nemenyi nemenyi,
    List<List<Integer>> nemenyiGroups) {

  /** How many blocks there can be, so that signed-rank tests stay quick. */
  static final int MOST_BLOCKS = 1000;

  /** The blocks within which algorithms are ranked. */
  public enum Blocks {
    /** Seeds of one problem, which all algorithms have. */
    SEEDS("seeds"),
    /** Problems; the value of an algorithm is its median over seeds. */
    PROBLEMS("problems"),
    /**
     * All seeds of all problems. These are more, but seeds of one problem are not a sample of
     * problems, so results hold for these problems only.
     */
    SEEDS_OF_PROBLEMS("(problem, seed) pairs");

    private final String label;

    Blocks(String label) {
      this.label = label;
    }

    /** Returns the name in a sentence, in the plural. */
    public String label() {
      return label;
    }
  }

  /**
   * The range of places of an algorithm.
   *
   * @param best one more than the number of significantly better algorithms
   * @param worst number of algorithms that are not significantly worse, including itself
   * @since 0.2.0
   */
  public record Places(int best, int worst) {}

  /** Copies the lists. */
  public Ranking {
    algorithms = List.copyOf(algorithms);
    pairs = List.copyOf(pairs);
    wilcoxonGroups = List.copyOf(wilcoxonGroups);
    nemenyiGroups = List.copyOf(nemenyiGroups);
  }

  /**
   * Returns the range of places of each algorithm, by the signed-rank tests of all pairs.
   *
   * @since 0.2.0
   */
  public List<Places> places() {
    int[] better = new int[algorithms.size()];
    int[] worse = new int[algorithms.size()];
    for (PairwiseComparison pair : pairs) {
      if (differs(pair)) {
        boolean first = pair.signedRank().positive() > pair.signedRank().negative();
        better[first ? pair.second() : pair.first()]++;
        worse[first ? pair.first() : pair.second()]++;
      }
    }
    return IntStream.range(0, better.length)
        .mapToObj(i -> new Places(1 + better[i], better.length - worse[i]))
        .toList();
  }

  /**
   * Returns the share of the pairs of algorithms that differ significantly in the signed-rank
   * tests.
   *
   * @since 0.2.0
   */
  public double separated() {
    return (double) pairs.stream().filter(this::differs).count() / pairs.size();
  }

  private boolean differs(PairwiseComparison pair) {
    return pair.adjustedPValue() <= nemenyi.level();
  }

  /**
   * Ranks algorithms.
   *
   * @param blocks kind of the blocks
   * @param algorithms names, two or more
   * @param values one row per block, two to 1,000, with one finite value per algorithm; more is
   *     better
   * @param level of significance
   * @throws IllegalArgumentException if there are fewer or more, or a value is not finite
   */
  static Ranking of(Blocks blocks, List<String> algorithms, double[][] values, double level) {
    Friedman friedman = Friedman.of(values, Better.MORE);
    double[][] byAlgorithm = new double[algorithms.size()][values.length];
    for (int block = 0; block < values.length; block++) {
      for (int i = 0; i < byAlgorithm.length; i++) {
        byAlgorithm[i][block] = values[block][i];
      }
    }
    List<PairwiseComparison> pairs = PairwiseComparison.all(byAlgorithm);
    Nemenyi nemenyi = Nemenyi.of(friedman, level);
    return new Ranking(
        blocks,
        algorithms,
        friedman,
        pairs,
        PairwiseComparison.groups(pairs, friedman.averageRanks(), level),
        nemenyi,
        nemenyi.groups());
  }
}
