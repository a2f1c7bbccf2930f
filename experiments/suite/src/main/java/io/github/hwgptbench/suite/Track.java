package io.github.hwgptbench.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A shipped suite for comparisons of algorithms, whose problems, budgets, seeds, noise and protocol
 * never change under a version. Records of its runs have the version in the name of their suite.
 *
 * @param name name for {@link Experiment#read}, such as {@code track-noisy}
 * @param version from 1
 * @param title its title
 * @param budgets budgets at which runs are scored, in the unit of the budget of the suite,
 *     ascending; the last is that of the runs
 * @since 0.2.0
 */
public record Track(String name, int version, String title, ImmutableList<Double> budgets) {

  private static final double HOUR = 3600;

  private static final List<Track> ALL = List.of(
      new Track("track-core", "Two and three objectives", 25, 50, 100, 200),
      new Track("track-noisy", "Single noisy measurements", 25, 50, 100, 200),
      new Track("track-constrained", "Constraints against the objectives", 25, 50, 100, 200),
      new Track("track-many", "Four and five objectives", 25, 50, 100, 200),
      new Track("track-tokens", "Evaluation on few or many tokens", 5, 10, 25),
      new Track(
          "track-clock",
          "Twenty hours with one and eight workers",
          2.5 * HOUR,
          5 * HOUR,
          10 * HOUR,
          20 * HOUR),
      new Track("track-transfer", "Evaluations on other devices", 10, 25, 50));

  private Track(String name, String title, double... budgets) {
    this(name, 1, title, ImmutableList.copyOf(Doubles.asList(budgets)));
  }

  /** Returns all tracks, in their newest version. */
  public static List<Track> all() {
    return ALL;
  }

  /**
   * Returns the track of a suite.
   *
   * @param suite name of a suite, such as {@code track-noisy-v1}
   * @return empty if it is not a known version of a track
   */
  public static Optional<Track> of(String suite) {
    return ALL.stream().filter(track -> track.suite().equals(suite)).findFirst();
  }

  /** Returns the name of its suite, such as {@code track-noisy-v1}. */
  public String suite() {
    return Text.format("%s-v%d", name, version);
  }

  /**
   * Reads the suite.
   *
   * @throws IOException if it can't be read
   */
  public Experiment experiment() throws IOException {
    return Experiment.read(name);
  }
}
