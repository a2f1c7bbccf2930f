package io.github.hwgptbench.analysis;

import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.pareto.AdditiveEpsilon;
import io.github.hwgptbench.pareto.IgdPlus;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.RunSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A target front with its normalised points, which scores what runs found. */
final class Target {

  private final TargetFront front;
  /** The reference point alone if there are none. */
  private final double[][] normalized;

  private final double[] reference;
  private final Optional<String> note;

  private Target(
      TargetFront front, double[][] normalized, double[] reference, Optional<String> note) {
    this.front = front;
    this.normalized = normalized;
    this.reference = reference;
    this.note = note;
  }

  /** Chooses the best front known, where it is one of these runs' problem, or pools all runs. */
  static Target of(
      RunSettings settings,
      HypervolumeProtocol protocol,
      Optional<ReferenceFront> known,
      List<RunMeasure> runs) {
    if (known.isEmpty()) {
      return pooled(protocol, runs, "no best front is known of this problem");
    }
    Optional<String> misfit = known.get().misfit(settings);
    return misfit.isEmpty()
        ? known(settings, protocol, known.get())
        : pooled(
            protocol,
            runs,
            String.format(Locale.ROOT, "the best front known is of %s", misfit.get()));
  }

  private static Target known(
      RunSettings settings, HypervolumeProtocol protocol, ReferenceFront front) {
    Normalization normalization = protocol.normalization(settings.objectives());
    double[][] points = front.points().stream()
        .map(point -> normalization.apply(
            point.values().stream().mapToDouble(Double::doubleValue).toArray()))
        .toArray(double[][]::new);
    String description = String.format(
        Locale.ROOT,
        "the best front known: %,d networks, found with %,d evaluations (%s)",
        points.length,
        front.origin().evaluations(),
        front.origin().method());
    return of(
        TargetFront.Source.BEST_KNOWN,
        description,
        front.points(),
        points,
        protocol,
        Optional.empty());
  }

  private static Target pooled(HypervolumeProtocol protocol, List<RunMeasure> runs, String why) {
    ParetoArchive<FoundPoint> pool = ParetoArchive.of(protocol.referencePoint().size());
    runs.forEach(
        run -> run.front().forEach(member -> pool.add(member.objectives(), member.value())));
    List<ReferenceFront.Point> points = new ArrayList<>();
    pool.members()
        .forEach(member -> points.add(new ReferenceFront.Point(
            member.value().architecture(), member.value().values())));
    String note = points.isEmpty()
        ? "No run found a network that holds the constraints, so that all indicators are those of"
            + " the reference point."
        : String.format(
                Locale.ROOT,
                "Relative to what all runs of this analysis found together, as %s: relative numbers depend",
                why)
            + " on which runs these are, and do not say how far from the best they are.";
    return of(
        TargetFront.Source.POOLED,
        String.format(
            Locale.ROOT,
            "what all runs of this analysis found together: %,d networks",
            points.size()),
        points,
        RunMeasure.points(pool.members()),
        protocol,
        Optional.of(note));
  }

  private static Target of(
      TargetFront.Source source,
      String description,
      List<ReferenceFront.Point> points,
      double[][] normalized,
      HypervolumeProtocol protocol,
      Optional<String> note) {
    double[] reference = protocol.reference();
    return new Target(
        new TargetFront(source, description, protocol.hypervolume(normalized), points),
        normalized.length == 0 ? new double[][] {reference} : normalized,
        reference,
        note);
  }

  /** Returns what a report says of it. */
  TargetFront front() {
    return front;
  }

  /** Returns what a reader must know of it; empty if nothing. */
  Optional<String> note() {
    return note;
  }

  /** Returns a hypervolume as a share of this front's; 0 if this has none. */
  double relative(double hypervolume) {
    return front.hypervolume() == 0 ? 0 : hypervolume / front.hypervolume();
  }

  /** Scores a run, which counts as the reference point if it found nothing. */
  RunScore score(RunMeasure run, List<Double> targets, int budget) {
    double[][] points = run.front().isEmpty() ? new double[][] {reference} : run.points();
    double hypervolume = run.hypervolume();
    return new RunScore(
        run.outcome().seed(),
        run.evaluations(),
        run.feasibility().feasible(),
        run.feasibility().share(budget),
        run.feasibility().meanViolation(budget),
        run.feasibility().first(),
        run.front().size(),
        hypervolume,
        Map.of(
            Indicator.HYPERVOLUME, relative(hypervolume),
            Indicator.IGD_PLUS, IgdPlus.of(points, normalized),
            Indicator.EPSILON, AdditiveEpsilon.of(points, normalized)),
        relative(run.curve().area(budget)),
        targets.stream().map(share -> run.curve().evaluationsTo(volume(share))).toList(),
        run.seconds());
  }

  /** Returns a share of this front's volume; if it has none, one that nobody reaches. */
  private double volume(double share) {
    return front.hypervolume() == 0 ? Double.POSITIVE_INFINITY : share * front.hypervolume();
  }
}
