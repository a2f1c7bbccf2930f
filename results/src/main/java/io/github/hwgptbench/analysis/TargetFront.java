package io.github.hwgptbench.analysis;

import io.github.hwgptbench.front.ReferenceFront;
import java.util.List;

/**
 * The front that runs on a problem are compared with.
 *
 * @param source its source
 * @param description the same in words, for a reader
 * @param hypervolume hypervolume of its normalised points, under the protocol of the problem
 * @param points mutually non-dominated, noise-free, in the units of the objectives and with their
 *     signs
 */
public record TargetFront(
    Source source, String description, double hypervolume, List<ReferenceFront.Point> points) {

  /** The source of a front. */
  public enum Source {
    /** The best-known Pareto front of the problem. */
    BEST_KNOWN,
    /**
     * The joint front of all runs of the analysis. Relative numbers then depend on which runs are
     * analysed, and say nothing about how far from the best all of them are.
     */
    POOLED
  }

  /** Copies the points. */
  public TargetFront {
    points = List.copyOf(points);
  }
}
