package io.github.hwgptbench.record;

import io.github.hwgptbench.file.FileName;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
 * @param reference the reference point of the hypervolume: one coordinate per normalised objective
 * @param initial the architectures that every run evaluates first; empty where algorithms choose
 * @param known evaluations that every algorithm observes before its run, which do not count as its
 *     own; empty for none
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
    List<Double> reference,
    Optional<StartingPoints> initial,
    Optional<StartingPoints> known,
    Provenance provenance) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the suite or the problem has a name that no folder can
   *     have, or the reference point hasn't one coordinate per objective
   */
  public RunSettings {
    FileName.of("Suite", name);
    folderName(problem, noisy);
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    reference = List.copyOf(reference);
    if (reference.size() != objectives.size()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Problem %s: reference point of %d coordinates; there are %d objectives",
          problem,
          reference.size(),
          objectives.size()));
    }
  }

  /**
   * Makes settings of runs that begin from nothing.
   *
   * @param reference coordinate of the reference point in every normalised objective
   */
  public RunSettings(
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
    this(
        name,
        problem,
        space,
        objectives,
        constraints,
        evaluations,
        noisy,
        bounds,
        protocol,
        Collections.nCopies(objectives.size(), reference),
        Optional.empty(),
        Optional.empty(),
        provenance);
  }

  /** Returns the reference point in a new array. */
  public double[] referencePoint() {
    return reference.stream().mapToDouble(Double::doubleValue).toArray();
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
        initial,
        known,
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
        initial,
        known,
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
