package io.github.hwgptbench.record;

import java.util.List;

/**
 * Architectures that all runs on a problem start from, in the order in which they are evaluated or
 * observed. The record contains them, so that a suite can be resumed and verified without the file.
 *
 * @param sha256 hash of the file that they come from, in hexadecimal digits
 * @param points one or more
 * @since 0.2.0
 */
public record StartingPoints(String sha256, List<Point> points) {

  /**
   * An architecture.
   *
   * @param architecture in its string form
   * @param objectives one observed value per objective, in its unit and with its sign; none if the
   *     architecture is still to be evaluated
   * @param violations violation of each constraint, 0 if it holds; none if the architecture is
   *     still to be evaluated
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
