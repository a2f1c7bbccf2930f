package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.AttainmentField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fronts that the seeds of an algorithm found on one problem.
 *
 * @param medianSeed the seed with the median hypervolume; of an even number, the lower one
 * @param median the front of that seed, mutually non-dominated, in lexicographic order
 * @param union the joint front of all seeds, likewise
 * @param attainment of two objectives: the lines of one, a quarter, half, three quarters and all of
 *     the runs, those that differ; else none
 * @param field of two objectives: the share of the runs that attained each goal of a grid, the same
 *     one for all algorithms of a problem; null where there are other objectives, or all runs found
 *     but one value of one
 * @since 0.2.0
 */
public record FoundFronts(
    long medianSeed,
    List<FoundPoint> median,
    List<FoundPoint> union,
    List<AttainmentLine> attainment,
    @Nullable AttainmentField field) {

  /** Copies the lists. */
  public FoundFronts {
    median = List.copyOf(median);
    union = List.copyOf(union);
    attainment = List.copyOf(attainment);
  }
}
