package io.github.hwgptbench.suite;

import java.util.List;
import java.util.Optional;

/**
 * What is to be run, before any of it is looked up: every scale with every set of objectives, every
 * set of constraints and with or without noise is a problem, and each problem is given to every
 * algorithm with every seed.
 *
 * @param name of the suite, for files
 * @param scales names of search spaces
 * @param objectives sets of objectives
 * @param constraints sets of constraints, of which one may be empty
 * @param noise whether algorithms see readings rather than noise-free values
 * @param algorithms what searches
 * @param seeds how many, or which, as text
 * @param evaluations budget of each run
 * @param bounds name or file of what normalises objectives
 * @param timeLimit of each run, as text; empty for none
 */
public record SuiteDefinition(
    String name,
    List<Located<String>> scales,
    List<Located<List<String>>> objectives,
    List<Located<List<String>>> constraints,
    List<Boolean> noise,
    List<Located<AlgorithmChoice>> algorithms,
    Located<String> seeds,
    Located<Integer> evaluations,
    Located<String> bounds,
    Optional<Located<String>> timeLimit) {

  /** Copies the lists. */
  public SuiteDefinition {
    scales = List.copyOf(scales);
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    noise = List.copyOf(noise);
    algorithms = List.copyOf(algorithms);
  }
}
