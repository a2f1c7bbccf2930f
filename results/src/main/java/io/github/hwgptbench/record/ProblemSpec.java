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
 * A problem of a suite: what is searched, for what.
 *
 * @param name full name, such as {@code HWGPT-S(perplexity,energy@rtx2080)}
 * @param space the space that is searched
 * @param objectives what is minimised (or, for accuracy, maximised)
 * @param constraints what has to hold
 * @param noisy whether algorithms observe measurements with noise rather than noise-free values
 * @param fidelities how thoroughly architectures can be evaluated
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
   * @throws IllegalArgumentException if no folder can have a name made of that of the problem
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

  /** Makes the specification of a problem with one fidelity, under the name that says all of it. */
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
   * Returns everything that has to be evaluated, the objectives first, then what only constraints
   * bound; without repeats.
   */
  public List<Objective> metrics() {
    return Stream.concat(objectives.stream(), constraints.stream().map(Constraint::objective))
        .distinct()
        .toList();
  }

  /**
   * Returns the name of the folder of the runs in that of the suite, such as
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
