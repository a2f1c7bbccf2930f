package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
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
 * @since 0.2.0
 */
public record ProblemSpec(
    String name,
    SearchSpace space,
    List<Objective> objectives,
    List<Constraint> constraints,
    boolean noisy) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if no folder can have a name made of that of the problem
   */
  public ProblemSpec {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    folderName(name, noisy);
  }

  /** Makes the specification of a problem under the name that says all of it. */
  public ProblemSpec(
      SearchSpace space, List<Objective> objectives, List<Constraint> constraints, boolean noisy) {
    this(
        new ProblemName(space.name(), objectives, constraints).toString(),
        space,
        objectives,
        constraints,
        noisy);
  }

  /** Tells whether two are problems of the same name, and both with noise or both without. */
  public boolean sameAs(ProblemSpec other) {
    return name.equals(other.name) && noisy == other.noisy;
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
    return folderName(name, noisy);
  }

  private static String folderName(String problem, boolean noisy) {
    String name = problem
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^hwgpt-", "")
        .replace(")", "")
        .replaceAll("[(,]", "-")
        .replaceAll("[^a-z0-9._-]", "_");
    return FileName.of("Folder of a problem", noisy ? name + "-noisy" : name).text();
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
