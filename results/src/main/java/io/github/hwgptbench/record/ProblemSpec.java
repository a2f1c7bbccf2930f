package io.github.hwgptbench.record;

import com.google.common.base.CharMatcher;
import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The specification of a problem of a suite.
 *
 * @param name full name, such as {@code HWGPT-S(perplexity,energy@rtx2080)}
 * @param space the search space
 * @param objectives the objectives
 * @param constraints the constraints
 * @param noisy whether algorithms observe noisy measurements in place of noise-free values
 * @param fidelities fidelities of evaluations
 * @since 0.2.0
 */
public record ProblemSpec(
    String name,
    SearchSpace space,
    List<Objective> objectives,
    List<Constraint> constraints,
    boolean noisy,
    Fidelities fidelities) {

  private static final String PREFIX = "hwgpt-";
  private static final CharMatcher BETWEEN = CharMatcher.anyOf("(,");
  private static final CharMatcher OTHER = CharMatcher.inRange('a', 'z')
      .or(CharMatcher.inRange('0', '9'))
      .or(CharMatcher.anyOf("._-"))
      .negate();

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if no valid folder name can be made of the name of the problem
   */
  public ProblemSpec {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    folderName(name, noisy, fidelities);
  }

  /** Makes the specification of a problem with one fidelity. */
  public ProblemSpec(
      String name,
      SearchSpace space,
      List<Objective> objectives,
      List<Constraint> constraints,
      boolean noisy) {
    this(name, space, objectives, constraints, noisy, Fidelities.SINGLE);
  }

  /** Makes the specification of a problem with one fidelity, with its full name. */
  public ProblemSpec(
      SearchSpace space, List<Objective> objectives, List<Constraint> constraints, boolean noisy) {
    this(
        new ProblemName(space.name(), objectives, constraints).toString(),
        space,
        objectives,
        constraints,
        noisy);
  }

  /** Returns the same problem with other fidelities. */
  public ProblemSpec with(Fidelities other) {
    return new ProblemSpec(name, space, objectives, constraints, noisy, other);
  }

  /**
   * Returns all metrics that have to be evaluated, without repetition: the objectives first, then
   * metrics of constraints only.
   */
  public List<Objective> metrics() {
    return Stream.concat(objectives.stream(), constraints.stream().map(Constraint::objective))
        .distinct()
        .toList();
  }

  /**
   * Returns the name of the folder of its runs in that of the suite, such as
   * {@code s-perplexity-energy_rtx2080}, or {@code s-params-flops-noisy}.
   */
  public String folderName() {
    return folderName(name, noisy, fidelities);
  }

  private static String folderName(String problem, boolean noisy, Fidelities fidelities) {
    String lower = problem.toLowerCase(Locale.ROOT);
    String shortened = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
    String name =
        OTHER.replaceFrom(BETWEEN.replaceFrom(CharMatcher.is(')').removeFrom(shortened), '-'), '_');
    String levels = fidelities.equals(Fidelities.SINGLE) ? "" : "-" + fidelities.unit();
    return FileName.of("Folder of a problem", name + (noisy ? "-noisy" : "") + levels)
        .text();
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
