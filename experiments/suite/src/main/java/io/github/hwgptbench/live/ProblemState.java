package io.github.hwgptbench.live;

import java.util.List;
import java.util.Map;

/**
 * One problem of a suite, for the page.
 *
 * @param id the name of its folder
 * @param quality what the best numbers of algorithms are
 * @param algorithms progress of each
 * @param drawings figures
 * @param points points of the fronts, by their labels in the figure
 * @param unread number of finished runs that the figures do not have yet
 */
record ProblemState(
    String id,
    String quality,
    List<Progress> algorithms,
    List<Drawing> drawings,
    Map<String, Point> points,
    int unread) {

  /**
   * A figure.
   *
   * @param name what it is called in the page
   * @param caption what it shows
   * @param wide whether it needs the width of the page
   * @param svg an SVG document
   */
  record Drawing(String name, String caption, boolean wide, String svg) {}

  /**
   * A point of a front.
   *
   * @param algorithm that has found it
   * @param seed of the run
   * @param evaluation number of the evaluation, from 1
   * @param architecture in its text form
   * @param values with units, by objective
   */
  record Point(
      String algorithm,
      long seed,
      int evaluation,
      String architecture,
      Map<String, String> values) {}
}
