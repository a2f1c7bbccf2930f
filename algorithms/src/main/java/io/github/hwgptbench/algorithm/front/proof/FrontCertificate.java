package io.github.hwgptbench.algorithm.front.proof;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.usage.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of the best possible front of a problem: architectures that were found, and a proof
 * of how much more hypervolume any front could have. {@link FrontCertificateFile} reads and writes
 * it.
 *
 * @param problem the problem
 * @param frame the frame in which hypervolumes are measured
 * @param architectures of the front found
 * @param surrogates hash of the surrogates of the metrics
 * @param proof the proof
 * @since 0.2.0
 */
public record FrontCertificate(
    ProblemName problem,
    Frame frame,
    List<Architecture> architectures,
    String surrogates,
    FrontProof proof) {

  /** What points exactly at the reference point may be beyond it by, once normalised. */
  private static final double MARGIN = 1e-12;

  /**
   * What a hypervolume is measured in.
   *
   * @param bounds name of the bounds that normalise objectives
   * @param ranges the bounds, one per objective
   * @param reference coordinate of the reference point in every normalised objective
   */
  public record Frame(String bounds, List<Bounds.Range> ranges, double reference) {

    /** Copies the ranges. */
    public Frame {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * What a certificate proves.
   *
   * @param found hypervolume of the front found
   * @param bound hypervolume that no set of architectures exceeds, at least {@code found}
   */
  public record Result(double found, double bound) {

    /**
     * Returns how much more hypervolume than that found could exist, as a fraction of that found.
     */
    public double remainder() {
      return bound / found - 1;
    }
  }

  /** Copies the architectures. */
  public FrontCertificate {
    architectures = List.copyOf(architectures);
  }

  /**
   * Searches for a proof.
   *
   * @param bench evaluates the metrics
   * @param problem the problem
   * @param frame the frame in which hypervolumes are measured
   * @param architectures of a front; all must hold the constraints
   * @param search what to look for, and how long
   * @throws UsageException if a metric has neither a surrogate nor a closed form, there are not two
   *     or three objectives, an architecture violates a constraint, or none is better than the
   *     reference point
   */
  public static FrontCertificate of(
      HwGptBench bench,
      ProblemName problem,
      Frame frame,
      List<Architecture> architectures,
      Search search) {
    LayeredProblem layered = LayeredProblem.of(bench, problem.objectives(), problem.constraints());
    Scale scale = new Scale(problem.objectives(), frame);
    double[][] front = minimized(bench, problem, architectures);
    found(problem, scale, front);
    FrontProof proof =
        new FrontCertifier(layered, front, scale.reference(), scale.sizes()).run(search);
    return new FrontCertificate(problem, frame, architectures, bench.surrogateHash(), proof);
  }

  /**
   * Recomputes what the certificate proves: the values of the architectures, all bounds of the
   * proof, and the hypervolumes.
   *
   * @param bench evaluates the metrics
   * @throws UsageException if it is of other surrogates, has other ranges under the name of the
   *     default bounds, or isn't a proof of the problem
   */
  public Result check(HwGptBench bench) {
    if (!surrogates.equals(bench.surrogateHash())) {
      throw UsageException.of(
          "Certificate of %s: made with other surrogates (%s); expected %s",
          problem, surrogates, bench.surrogateHash());
    }
    checkBounds(bench.bounds("default"));
    LayeredProblem layered = LayeredProblem.of(bench, problem.objectives(), problem.constraints());
    Scale scale = new Scale(problem.objectives(), frame);
    double[][] front = minimized(bench, problem, architectures);
    double found = found(problem, scale, front);
    List<double[]> points = new ArrayList<>(Arrays.asList(front));
    points.addAll(proof.floor(layered, front, scale.reference()));
    return new Result(found, Math.max(found, scale.hypervolume(points)));
  }

  private static double found(ProblemName problem, Scale scale, double[][] front) {
    double found = scale.hypervolume(Arrays.asList(front));
    if (!(found > 0)) {
      throw UsageException.of(
          "Front of %s: no architecture is better than the reference point in all objectives",
          problem);
    }
    return found;
  }

  /** Refuses other ranges under the name of known bounds. */
  private void checkBounds(Bounds known) {
    for (int j = 0; known.version().equals(frame.bounds) && j < frame.ranges.size(); j++) {
      Bounds.Range range = known.range(problem.objectives().get(j));
      if (!range.equals(frame.ranges.get(j))) {
        throw UsageException.of(
            "Certificate of %s: %s of '%s' in bounds '%s'; expected %s",
            problem, frame.ranges.get(j), problem.objectives().get(j), frame.bounds, range);
      }
    }
  }

  private static double[][] minimized(
      HwGptBench bench, ProblemName problem, List<Architecture> architectures) {
    List<Objective> metrics = problem.metrics();
    double[][] values = bench.query(architectures, metrics);
    double[][] points = new double[values.length][problem.objectives().size()];
    for (int i = 0; i < points.length; i++) {
      for (Constraint constraint : problem.constraints()) {
        double value = values[i][metrics.indexOf(constraint.objective())];
        if (!(constraint.violation(value) <= 0)) {
          throw UsageException.of(
              "Front of %s: '%s' violates %s",
              problem, bench.space().format(architectures.get(i)), constraint);
        }
      }
      for (int j = 0; j < points[i].length; j++) {
        points[i][j] = problem.objectives().get(j).maximized() ? 0.0 - values[i][j] : values[i][j];
      }
    }
    return points;
  }

  /** Maps minimised values to normalised ones. */
  private record Scale(List<Objective> objectives, Frame frame) {

    double[] sizes() {
      return frame.ranges.stream()
          .mapToDouble(range -> range.max() - range.min())
          .toArray();
    }

    double[] reference() {
      double[] reference = new double[objectives.size()];
      for (int j = 0; j < reference.length; j++) {
        Bounds.Range range = frame.ranges.get(j);
        double size = (range.max() - range.min()) * (frame.reference + MARGIN);
        reference[j] = objectives.get(j).maximized() ? size - range.max() : range.min() + size;
      }
      return reference;
    }

    double hypervolume(List<double[]> points) {
      double[] reference = new double[objectives.size()];
      Arrays.fill(reference, frame.reference);
      return Hypervolume.of(
          points.stream().map(this::normalized).toArray(double[][]::new), reference);
    }

    private double[] normalized(double[] point) {
      double[] normalized = new double[point.length];
      for (int j = 0; j < point.length; j++) {
        Bounds.Range range = frame.ranges.get(j);
        normalized[j] = objectives.get(j).maximized()
            ? 1 - range.normalize(0.0 - point[j])
            : range.normalize(point[j]);
      }
      return normalized;
    }
  }

  /**
   * How to search for a proof.
   *
   * @param gap the remainder that is small enough; 0 or positive
   * @param limit the time after which the search ends with what it has
   * @param listener receives the progress
   */
  public record Search(double gap, Duration limit, FrontCertifier.Listener listener) {

    /**
     * Checks the gap.
     *
     * @throws UsageException if it is negative or not a number
     */
    public Search {
      if (!(gap >= 0)) {
        throw UsageException.of("Gap %s; allowed: 0 or more", gap);
      }
    }
  }
}
