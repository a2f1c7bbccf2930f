package io.github.hwgptbench.analysis;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * After how many evaluations the seeds of an algorithm reached a share of the hypervolume of the
 * {@link TargetFront}. Seeds that did not reach it count as later than all others.
 *
 * @param share the target, such as 0.99
 * @param reached how many seeds reached it
 * @param runs how many seeds there are
 * @param quarter when a quarter of the seeds, rounded up, had reached it; empty if they did not
 * @param half when half of the seeds, rounded up, had
 * @param threeQuarters when three quarters of the seeds, rounded up, had
 * @param expected the expected running time (Hansen et al. 2021, COCO, Optimization Methods and
 *     Software 36, p. 114): the evaluations of all seeds until they reached the target or ended,
 *     divided by the number of those that did; empty if none did
 */
public record TargetTime(
    double share,
    int reached,
    int runs,
    OptionalInt quarter,
    OptionalInt half,
    OptionalInt threeQuarters,
    OptionalDouble expected) {}
