package io.github.hwgptbench.suite;

import java.util.List;
import java.util.Optional;

/**
 * What is to be run, before any of it is looked up: every problem that is named, and every scale
 * with every set of objectives and every set of constraints, each with or without noise. Each
 * problem is given to every algorithm with every seed.
 *
 * @param name of the suite, for files
 * @param problems full names of problems, in place of what the next three parameters combine
 * @param scales names of search spaces
 * @param objectives sets of objectives
 * @param constraints sets of constraints, of which one may be empty
 * @param noise whether algorithms see readings rather than noise-free values
 * @param algorithms what searches
 * @param seeds how many, or which, as text
 * @param evaluations budget of each run
 * @param bounds name or file of what normalises objectives
 * @param referencePoint of the hypervolume, one coordinate for all normalised objectives or one for
 *     each; empty for the default
 * @param initial file of the architectures that every run evaluates first; empty for none
 * @param known file of evaluations that every algorithm observes before its run; empty for none
 * @param timeLimit of each run, as text; empty for none
 */
public record SuiteDefinition(
    String name,
    List<Located<String>> problems,
    List<Located<String>> scales,
    List<Located<List<String>>> objectives,
    List<Located<List<String>>> constraints,
    List<Boolean> noise,
    List<Located<AlgorithmChoice>> algorithms,
    Located<String> seeds,
    Located<Integer> evaluations,
    Located<String> bounds,
    Optional<Located<List<Double>>> referencePoint,
    Optional<Located<String>> initial,
    Optional<Located<String>> known,
    Optional<Located<String>> timeLimit) {

  /** Copies the lists. */
  public SuiteDefinition {
    problems = List.copyOf(problems);
    scales = List.copyOf(scales);
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    noise = List.copyOf(noise);
    algorithms = List.copyOf(algorithms);
  }
}
