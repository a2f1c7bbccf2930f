package io.github.hwgptbench.front;

import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The shipped best-known Pareto fronts of every standard problem: at scales s, m and l, perplexity
 * against the latency or the energy on each of the 13 devices, and perplexity, latency@rtx2080 and
 * energy@a6000 together; those of the problems of the suites {@code constrained},
 * {@code track-constrained} and {@code track-many}; and those of {@code track-tokens}, which are
 * exact. Each has a description of how it was found.
 *
 * <p>They were computed with the shipped surrogates, or with the shipped supernet at scale xs.
 * Before runs are compared with one, check that its {@linkplain ReferenceFront#provenance
 * provenance} has the same surrogates or supernet as that of the runs.
 */
public final class BestFronts {

  private static final Comparator<Objective> ORDER =
      Comparator.comparing(Objective::metric).thenComparing(Objective::toString);

  private static final Objective PERPLEXITY = Objective.parse("perplexity");
  private static final Objective LATENCY = Objective.parse("latency@a100");

  private BestFronts() {}

  /**
   * Returns the best-known Pareto front of a problem.
   *
   * <p>With one objective it is the best-known value, taken from a front of two objectives: the
   * objective and the metric of the only constraint, or any other metric if there are no
   * constraints. A best architecture within the bound is on that front.
   *
   * @param scale name of the search space
   * @param objectives in any order, which is also that of the values of the front
   * @param constraints the constraints, in the order of the problem
   * @return empty if none is shipped
   * @throws IOException if it can't be read
   */
  public static Optional<ReferenceFront> find(
      String scale, List<Objective> objectives, List<Constraint> constraints) throws IOException {
    if (objectives.size() != 1) {
      return read(scale, objectives, constraints);
    }
    for (Objective other : besides(objectives.get(0), constraints)) {
      Optional<ReferenceFront> front = read(scale, List.of(objectives.get(0), other), List.of());
      if (front.isPresent()) {
        return front.get().best(constraints);
      }
    }
    return Optional.empty();
  }

  /** Returns the metrics whose front beside an objective has its best value. */
  private static List<Objective> besides(Objective objective, List<Constraint> constraints) {
    if (constraints.size() > 1) {
      return List.of();
    }
    return constraints.isEmpty()
        ? List.of(PERPLEXITY, LATENCY)
        : constraints.stream()
            .filter(it -> it.comparison() == Constraint.Comparison.AT_MOST)
            .map(Constraint::objective)
            .filter(it -> !it.equals(objective) && !it.metric().maximized())
            .toList();
  }

  private static Optional<ReferenceFront> read(
      String scale, List<Objective> objectives, List<Constraint> constraints) throws IOException {
    String name = fileName(scale, objectives, constraints);
    try (InputStream in = BestFronts.class.getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      try (InputStream text = new GZIPInputStream(in)) {
        return Optional.of(ReferenceFrontFile.read(text, name).withObjectives(objectives));
      }
    }
  }

  private static String fileName(
      String scale, List<Objective> objectives, List<Constraint> constraints) {
    return Stream.concat(
            objectives.stream().sorted(ORDER).map(Objective::toString),
            constraints.stream()
                .map(constraint ->
                    constraint.toString().replace("<=", "-max-").replace(">=", "-min-")))
        .map(part -> "-" + part.replace('@', '_'))
        .collect(Collectors.joining("", scale, ".json.gz"));
  }
}
