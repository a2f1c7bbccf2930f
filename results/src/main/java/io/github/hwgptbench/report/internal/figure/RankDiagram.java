package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.internal.text.Text;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A critical-difference diagram (Demšar 2006, JMLR 7, figure 1): algorithms on an axis of average
 * ranks, the best at the left, with a bar over those that do not differ.
 *
 * @param description what can be seen, for those who can't see it
 * @param entrants in any order, two or more
 * @param bars each the indices of the entrants that it joins
 * @param criticalDifference of ranks, drawn above the axis; null if differences do not depend on
 *     ranks alone
 */
public record RankDiagram(
    String description,
    List<Entrant> entrants,
    List<List<Integer>> bars,
    @Nullable Double criticalDifference)
    implements Figure {

  /**
   * Who is ranked.
   *
   * @param name what it is called; each once
   * @param style how it looks
   * @param rank its average rank, from 1, the best, to the number of entrants
   */
  public record Entrant(String name, Style style, double rank) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are fewer than two entrants, a rank is out of range,
   *     or a bar names an entrant that there is not
   */
  public RankDiagram {
    entrants = List.copyOf(entrants);
    bars = bars.stream().map(List::copyOf).toList();
    int count = entrants.size();
    if (count < 2) {
      throw new IllegalArgumentException(
          Text.format("Ranks of %d entrants; allowed: 2 or more", count));
    }
    for (Entrant entrant : entrants) {
      if (!(entrant.rank() >= 1 && entrant.rank() <= count)) {
        throw new IllegalArgumentException(Text.format(
            "Rank %s of '%s'; allowed: from 1 to %d", entrant.rank(), entrant.name(), count));
      }
    }
    for (List<Integer> bar : bars) {
      for (int member : bar) {
        if (member < 0 || member >= count) {
          throw new IllegalArgumentException(
              Text.format("Bar over entrant %d; allowed: from 0 to %d", member, count - 1));
        }
      }
    }
  }

  /** Returns the entrants, best first. */
  List<Entrant> ranked() {
    return entrants.stream().sorted(Comparator.comparingDouble(Entrant::rank)).toList();
  }
}
