package io.github.hwgptbench.record;

import io.github.hwgptbench.file.FileName;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Locale;

/**
 * What all runs of a suite on one problem have in common.
 *
 * @param name name of the suite
 * @param problem full name of the problem
 * @param space the space that is searched
 * @param objectives what is minimised (or, for accuracy, maximised)
 * @param constraints what has to hold
 * @param evaluations budget of a run
 * @param noisy whether values are readings rather than noise-free
 * @param bounds what normalises objectives for indicators
 * @param protocol name and version of the protocol of the hypervolume, such as {@code default-1}
 * @param reference coordinate of the reference point in every normalised objective
 * @param provenance what answered and what computed
 */
public record RunSettings(
    String name,
    String problem,
    SearchSpace space,
    List<Objective> objectives,
    List<Constraint> constraints,
    int evaluations,
    boolean noisy,
    Bounds bounds,
    String protocol,
    double reference,
    Provenance provenance) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the suite or the problem has a name that no folder can have
   */
  public RunSettings {
    FileName.of("Suite", name);
    folderName(problem, noisy);
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
  }

  /** Returns the same settings for runs that something else answers or computes. */
  public RunSettings with(Provenance other) {
    return new RunSettings(
        name,
        problem,
        space,
        objectives,
        constraints,
        evaluations,
        noisy,
        bounds,
        protocol,
        reference,
        other);
  }

  /**
   * Returns the same settings for runs of another suite.
   *
   * @param suite its name
   * @param budget evaluations of its runs
   */
  public RunSettings with(String suite, int budget) {
    return new RunSettings(
        suite,
        problem,
        space,
        objectives,
        constraints,
        budget,
        noisy,
        bounds,
        protocol,
        reference,
        provenance);
  }

  /**
   * Returns the name of the folder of the runs in that of the suite, such as
   * {@code s-perplexity-energy_rtx2080}, or {@code s-params-flops-noisy}.
   */
  public String folderName() {
    return folderName(problem, noisy);
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
}
