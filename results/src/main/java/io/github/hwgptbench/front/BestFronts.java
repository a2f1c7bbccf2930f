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
 * The best-known Pareto fronts that ship with the benchmark, of every standard problem: at scales
 * s, m and l, perplexity against the latency or the energy on each of the 13 devices, and
 * perplexity, latency@rtx2080 and energy@a6000 together; and of the problems of the suite
 * {@code constrained}. Each says how it was found.
 *
 * <p>They are of the surrogates that ship. Who compares runs with one checks that its
 * {@linkplain ReferenceFront#provenance provenance} names the same surrogates as that of the runs.
 */
public final class BestFronts {

  private static final Comparator<Objective> ORDER =
      Comparator.comparing(Objective::metric).thenComparing(Objective::toString);

  private BestFronts() {}

  /**
   * Returns the best front known of a problem.
   *
   * @param scale name of the search space
   * @param objectives in any order; the values of the front stand in it
   * @param constraints what has to hold, in the order of the problem
   * @return empty if none ships
   * @throws IOException if it can't be read
   */
  public static Optional<ReferenceFront> find(
      String scale, List<Objective> objectives, List<Constraint> constraints) throws IOException {
    String name = "" + fileName(scale, objectives, constraints);
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
