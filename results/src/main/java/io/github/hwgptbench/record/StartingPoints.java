package io.github.hwgptbench.record;

import java.util.List;

/**
 * Architectures that all runs on a problem start from, in the order in which they are evaluated or
 * observed. The record holds them, so that a suite can be resumed and verified without the file.
 *
 * @param sha256 of the file that they come from, in hexadecimal digits
 * @param points at least one
 * @since 0.2.0
 */
public record StartingPoints(String sha256, List<Point> points) {

  /**
   * An architecture.
   *
   * @param architecture in its string form
   * @param objectives one observed value per objective, in its unit and with its sign; none where
   *     the architecture is still to be evaluated
   * @param violations by how much each constraint is broken, 0 where it holds; none where the
   *     architecture is still to be evaluated
   */
  public record Point(String architecture, List<Double> objectives, List<Double> violations) {

    /** Copies the lists. */
    public Point {
      objectives = List.copyOf(objectives);
      violations = List.copyOf(violations);
    }
  }

  /** Copies the list. */
  public StartingPoints {
    points = List.copyOf(points);
  }
}
