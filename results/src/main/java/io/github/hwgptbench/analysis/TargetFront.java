package io.github.hwgptbench.analysis;

import io.github.hwgptbench.front.ReferenceFront;
import java.util.List;

/**
 * The front that runs on a problem are measured against.
 *
 * @param source where it is from
 * @param description the same in words, for a reader
 * @param hypervolume of its normalised points, under the protocol of the problem
 * @param points mutually non-dominated, noise-free, in the units of the objectives and with their
 *     signs
 */
public record TargetFront(
    Source source, String description, double hypervolume, List<ReferenceFront.Point> points) {

  /** Where a front is from. */
  public enum Source {
    /** The best-known Pareto front of the problem. */
    BEST_KNOWN,
    /**
     * What all runs of the analysis found together. Relative numbers then depend on which runs are
     * analysed, and say nothing about how far from the best all of them are.
     */
    POOLED
  }

  /** Copies the points. */
  public TargetFront {
    points = List.copyOf(points);
  }
}
