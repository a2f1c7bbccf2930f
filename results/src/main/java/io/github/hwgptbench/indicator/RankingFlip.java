package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two algorithms whose order depends on the protocol of the hypervolume, such as on the reference
 * point: one is better under the reported protocol, the other under another protocol. If there is
 * such a pair, a ranking depends as much on the protocol as on the algorithms (Ishibuchi et al.
 * 2018, Evolutionary Computation 26, p. 411).
 *
 * @param better the better algorithm under the reported protocol
 * @param worse the worse algorithm under the reported protocol
 * @param reported the reported protocol
 * @param other the protocol under which the order is reversed
 */
public record RankingFlip(
    String better, String worse, HypervolumeProtocol reported, HypervolumeProtocol other) {

  /**
   * Returns all pairs of algorithms that change their order; none if the ranking holds under all
   * protocols. Equality under one of two protocols is not a change of order.
   *
   * @param reported the reported scores
   * @param others the same algorithms under other protocols
   * @param middle statistic by which algorithms are ranked, such as
   *     {@link io.github.hwgptbench.statistics.BootstrapInterval#median} or
   *     {@link io.github.hwgptbench.statistics.BootstrapInterval#mean} over seeds
   * @return by protocol, in the order given, then by algorithm
   * @throws IllegalArgumentException if protocols do not have the same algorithms, or an algorithm
   *     has different numbers of seeds
   */
  public static List<RankingFlip> find(
      ProtocolScores reported, List<ProtocolScores> others, ToDoubleFunction<double[]> middle) {
    List<RankingFlip> flips = new ArrayList<>();
    List<String> algorithms = List.copyOf(reported.scores().keySet());
    for (ProtocolScores other : others) {
      checkSameRuns(reported, other);
      for (int i = 0; i < algorithms.size(); i++) {
        for (int j = i + 1; j < algorithms.size(); j++) {
          String first = algorithms.get(i);
          String second = algorithms.get(j);
          int before = order(reported, first, second, middle);
          int after = order(other, first, second, middle);
          if (before * after < 0) {
            flips.add(new RankingFlip(
                before > 0 ? first : second,
                before > 0 ? second : first,
                reported.protocol(),
                other.protocol()));
          }
        }
      }
    }
    return List.copyOf(flips);
  }

  /** Returns 1 if the first is better, -1 if the second is, 0 if neither. */
  private static int order(
      ProtocolScores scores, String first, String second, ToDoubleFunction<double[]> middle) {
    return (int) Math.signum(
        middle.applyAsDouble(scores.array(first)) - middle.applyAsDouble(scores.array(second)));
  }

  private static void checkSameRuns(ProtocolScores reported, ProtocolScores other) {
    if (!reported.scores().keySet().equals(other.scores().keySet())) {
      throw new IllegalArgumentException(Text.format(
          "Protocol '%s' has scores of %s, and '%s' of %s; must be of the same algorithms",
          reported.protocol().id(),
          reported.scores().keySet(),
          other.protocol().id(),
          other.scores().keySet()));
    }
    reported.scores().forEach((algorithm, scores) -> {
      int seeds = other.array(algorithm).length;
      if (seeds != scores.size()) {
        throw new IllegalArgumentException(Text.format(
            "Scores of '%s': %d seeds under '%s', %d under '%s'; must be the same",
            algorithm,
            scores.size(),
            reported.protocol().id(),
            seeds,
            other.protocol().id()));
      }
    });
  }
}
