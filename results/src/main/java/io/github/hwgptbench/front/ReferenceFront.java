package io.github.hwgptbench.front;

import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.NondominatedSorting;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunSettings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The best-known Pareto front of a problem, noise-free, with a description of how it was found.
 * {@link ReferenceFrontFile} reads and writes it.
 *
 * @param problem full name of the problem
 * @param scale name of the search space
 * @param objectives the objectives
 * @param constraints constraints that every point satisfies
 * @param frame the bounds that normalise the objectives, and the reference point
 * @param origin how the front was found
 * @param provenance surrogates and software that computed it
 * @param points mutually nondominated points
 */
public record ReferenceFront(
    String problem,
    String scale,
    List<Objective> objectives,
    List<Constraint> constraints,
    Frame frame,
    Origin origin,
    Provenance provenance,
    List<Point> points) {

  /**
   * An architecture of a front.
   *
   * @param architecture in its string form
   * @param values one value per objective, in its unit and with its sign (accuracy is not negated)
   */
  public record Point(String architecture, List<Double> values) {

    /** Copies the values. */
    public Point {
      values = List.copyOf(values);
    }
  }

  /**
   * The normalisation and reference point of a hypervolume.
   *
   * @param boundsVersion name of the bounds that normalise objectives
   * @param ranges the bounds, one per objective
   * @param reference coordinate of the reference point in every normalised objective
   */
  public record Frame(String boundsVersion, List<Bounds.Range> ranges, double reference) {

    /** Copies the ranges. */
    public Frame {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * How a front was found.
   *
   * @param method description of the method
   * @param seed seed of all randomness
   * @param evaluations number of evaluations
   * @param stages states after each stage of the search, in order
   */
  public record Origin(String method, long seed, long evaluations, List<Stage> stages) {

    /** Copies the stages. */
    public Origin {
      stages = List.copyOf(stages);
    }
  }

  /**
   * The state after a stage of a search.
   *
   * @param name name of the stage
   * @param evaluations number of evaluations so far
   * @param points size of the front
   * @param hypervolume of the normalised front
   */
  public record Stage(String name, long evaluations, int points, double hypervolume) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is not one range per objective, and one value per
   *     objective in every point, a value is not finite, or a point is dominated; the message names
   *     it
   */
  public ReferenceFront {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    points = List.copyOf(points);
    if (frame.ranges.size() != objectives.size()) {
      throw new IllegalArgumentException(Text.format(
          "Front of %s: %d ranges; there are %d objectives",
          problem, frame.ranges.size(), objectives.size()));
    }
    for (Point point : points) {
      check(point, problem, objectives.size());
    }
    checkNoneIsDominated(problem, points, minimized(objectives, points));
  }

  private static void check(Point point, String problem, int objectives) {
    if (point.values().size() != objectives) {
      throw new IllegalArgumentException(Text.format(
          "Front of %s: '%s' has %d values; there are %d objectives",
          problem, point.architecture(), point.values().size(), objectives));
    }
    for (double value : point.values()) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(Text.format(
            "Front of %s: '%s' has a value of %s; must be finite",
            problem, point.architecture(), value));
      }
    }
  }

  private static double[][] minimized(List<Objective> objectives, List<Point> points) {
    double[][] minimized = new double[points.size()][objectives.size()];
    for (int i = 0; i < minimized.length; i++) {
      for (int j = 0; j < minimized[i].length; j++) {
        double value = points.get(i).values().get(j);
        minimized[i][j] = objectives.get(j).metric().maximized() ? 0.0 - value : value;
      }
    }
    return minimized;
  }

  private static void checkNoneIsDominated(
      String problem, List<Point> points, double[][] minimized) {
    int[] ranks = NondominatedSorting.ranks(minimized);
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] > 0) {
        throw new IllegalArgumentException(Text.format(
            "Front of %s: '%s' is dominated by another point",
            problem, points.get(i).architecture()));
      }
    }
  }

  /**
   * Returns the same front with its objectives in another order.
   *
   * @throws IllegalArgumentException if they are not the same objectives
   */
  public ReferenceFront withObjectives(List<Objective> ordered) {
    if (ordered.equals(objectives)) {
      return this;
    }
    List<Integer> places = ordered.stream().map(objectives::indexOf).toList();
    if (places.contains(-1) || Set.copyOf(places).size() != objectives.size()) {
      throw new IllegalArgumentException(
          Text.format("Front of %s: objectives %s; allowed: these in any order", problem, ordered));
    }
    return new ReferenceFront(
        new ProblemName(scale, ordered, constraints).toString(),
        scale,
        ordered,
        constraints,
        new Frame(
            frame.boundsVersion, places.stream().map(frame.ranges::get).toList(), frame.reference),
        origin,
        provenance,
        points.stream()
            .map(point -> new Point(
                point.architecture(), places.stream().map(point.values()::get).toList()))
            .toList());
  }

  /**
   * Returns the front of the first objective alone: its best value among the points that hold
   * constraints on the other objectives.
   *
   * @param limits none of them on other metrics than the objectives
   * @return empty if no point holds them
   */
  Optional<ReferenceFront> best(List<Constraint> limits) {
    Objective objective = objectives.get(0);
    return points.stream()
        .filter(point -> limits.stream()
            .allMatch(limit ->
                limit.violation(point.values().get(objectives.indexOf(limit.objective()))) <= 0))
        .min(Comparator.comparingDouble(point -> objective.metric().maximized()
            ? -point.values().get(0)
            : point.values().get(0)))
        .map(point -> new ReferenceFront(
            new ProblemName(scale, List.of(objective), limits).toString(),
            scale,
            List.of(objective),
            limits,
            new Frame(frame.boundsVersion, frame.ranges.subList(0, 1), frame.reference),
            new Origin(
                "the best value on the front of " + problem + ", " + origin.method(),
                origin.seed(),
                origin.evaluations(),
                List.of()),
            provenance,
            List.of(new Point(point.architecture(), point.values().subList(0, 1)))));
  }

  /**
   * Checks whether runs can be compared with this front.
   *
   * @return the difference from the runs, such as {@code other bounds (published)}; empty if they
   *     can be compared
   */
  public Optional<String> misfit(RunSettings settings) {
    if (!provenance.surrogates().equals(settings.provenance().surrogates())) {
      return Optional.of(String.format(
          Locale.ROOT,
          settings.provenance().fromTables()
              ? "surrogates rather than tables (%s)"
              : "other surrogates (%s)",
          Provenance.shortened(provenance.surrogates())));
    }
    if (!objectives.equals(settings.objectives()) || !constraints.equals(settings.constraints())) {
      return Optional.of(Text.format("another problem (%s)", problem));
    }
    List<Bounds.Range> theirs =
        settings.objectives().stream().map(settings.protocol().bounds()::range).toList();
    return frame.ranges.equals(theirs)
        ? Optional.empty()
        : Optional.of(Text.format("other bounds (%s)", frame.boundsVersion));
  }

  /** Returns the normalisation of the objectives for indicators. */
  public Normalization normalization() {
    Map<Objective, Bounds.Range> byObjective = new LinkedHashMap<>();
    for (int i = 0; i < objectives.size(); i++) {
      byObjective.put(objectives.get(i), frame.ranges.get(i));
    }
    return new Normalization(
        new Bounds(frame.boundsVersion, scale, frame.boundsVersion, byObjective), objectives);
  }

  /** Returns the normalised points, one row each, in new arrays. */
  public double[][] normalized() {
    return normalized(normalization());
  }

  private double[][] normalized(Normalization normalization) {
    return points.stream()
        .map(point -> normalization.apply(
            point.values().stream().mapToDouble(Double::doubleValue).toArray()))
        .toArray(double[][]::new);
  }

  /** Returns the hypervolume of the normalised points. */
  public double hypervolume() {
    return hypervolume(normalization(), frame.reference);
  }

  /**
   * Returns the hypervolume of the points under other bounds or another reference point.
   *
   * @param normalization normalisation of the same objectives in the same order
   * @param coordinate coordinate of the reference point in every normalised objective
   */
  public double hypervolume(Normalization normalization, double coordinate) {
    double[] point = new double[objectives.size()];
    Arrays.fill(point, coordinate);
    return hypervolume(normalization, point);
  }

  /**
   * Returns the hypervolume of the points under other bounds or another reference point.
   *
   * @param normalization normalisation of the same objectives in the same order
   * @param point the reference point, one coordinate per normalised objective
   */
  public double hypervolume(Normalization normalization, double[] point) {
    return Hypervolume.of(normalized(normalization), point);
  }
}
