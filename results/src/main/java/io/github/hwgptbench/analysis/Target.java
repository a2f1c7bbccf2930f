package io.github.hwgptbench.analysis;

import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.IndicatorReference;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.RunSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A target front with its normalised points, which scores what runs found. */
final class Target {

  private final TargetFront front;
  private final IndicatorReference reference;
  private final @Nullable String note;

  /** Of this front, by id. */
  private final Map<String, ToDoubleFunction<double[][]>> indicators = new LinkedHashMap<>();

  private Target(
      TargetFront front,
      IndicatorReference reference,
      @Nullable String note,
      List<Indicator> indicators) {
    this.front = front;
    this.reference = reference;
    this.note = note;
    indicators.forEach(it -> this.indicators.put(it.id(), it.against(reference)));
  }

  /**
   * Chooses the best-known Pareto front, where it is one of these runs' problem, or pools all runs.
   */
  static Target of(
      RunSettings settings,
      HypervolumeProtocol protocol,
      @Nullable ReferenceFront known,
      List<RunMeasure> runs,
      List<Indicator> indicators) {
    if (known == null) {
      return pooled(protocol, runs, "this problem has no best-known Pareto front", indicators);
    }
    Optional<String> misfit = known.misfit(settings);
    return misfit.isEmpty()
        ? known(settings, protocol, known, indicators)
        : pooled(
            protocol,
            runs,
            Text.format("the best-known Pareto front is of %s", misfit.get()),
            indicators);
  }

  private static Target known(
      RunSettings settings,
      HypervolumeProtocol protocol,
      ReferenceFront front,
      List<Indicator> indicators) {
    Normalization normalization = protocol.normalization(settings.objectives());
    double[][] points = front.points().stream()
        .map(point -> normalization.apply(
            point.values().stream().mapToDouble(Double::doubleValue).toArray()))
        .toArray(double[][]::new);
    String description = String.format(
        Locale.ROOT,
        settings.objectives().size() == 1
            ? "the best-known value, found with %2$,d evaluations (%3$s)"
            : "the best-known Pareto front: %,d architectures, found with %,d evaluations (%s)",
        points.length,
        front.origin().evaluations(),
        front.origin().method());
    return of(
        TargetFront.Source.BEST_KNOWN,
        description,
        front.points(),
        points,
        protocol,
        null,
        indicators);
  }

  private static Target pooled(
      HypervolumeProtocol protocol, List<RunMeasure> runs, String why, List<Indicator> indicators) {
    ParetoArchive<FoundPoint> pool = ParetoArchive.of(protocol.referencePoint().size());
    runs.forEach(
        run -> run.front().forEach(member -> pool.add(member.objectives(), member.value())));
    List<ReferenceFront.Point> points = new ArrayList<>();
    pool.members()
        .forEach(member -> points.add(new ReferenceFront.Point(
            member.value().architecture(), member.value().values())));
    String note = points.isEmpty()
        ? "No run found an architecture that satisfies the constraints, so there is nothing to"
            + " score."
        : Text.format(
                "Relative to the joint front of all runs of this analysis, as %s: relative numbers"
                    + " depend",
                why)
            + " on these runs, and do not show how far they are from the best.";
    return of(
        TargetFront.Source.POOLED,
        Text.format(
            "the joint front of all runs of this analysis: %,d architectures", points.size()),
        points,
        RunMeasure.points(pool.members()),
        protocol,
        note,
        indicators);
  }

  private static Target of(
      TargetFront.Source source,
      String description,
      List<ReferenceFront.Point> points,
      double[][] normalized,
      HypervolumeProtocol protocol,
      @Nullable String note,
      List<Indicator> indicators) {
    IndicatorReference reference = IndicatorReference.of(normalized, protocol);
    return new Target(
        new TargetFront(source, description, reference.hypervolume(), points),
        reference,
        note,
        indicators);
  }

  /** Returns what a report says of it. */
  TargetFront front() {
    return front;
  }

  /** Returns what a reader must know of it; empty if nothing. */
  Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /** Returns a hypervolume as a share of this front's; 0 if this has none. */
  double relative(double hypervolume) {
    return reference.share(hypervolume);
  }

  /** Scores a run, which counts as the reference point if it found nothing. */
  RunScore score(RunMeasure run, List<Double> targets, int steps) {
    double[][] points =
        run.front().isEmpty() ? new double[][] {reference.protocol().reference()} : run.points();
    Map<String, Double> values = new HashMap<>();
    indicators.forEach((id, indicator) -> values.put(id, indicator.applyAsDouble(points)));
    Map<Double, Integer> reached = new HashMap<>();
    targets.forEach(share -> run.curve()
        .evaluationsTo(volume(share))
        .ifPresent(evaluations -> reached.put(share, evaluations)));
    return new RunScore(
        run.outcome().seed(),
        run.evaluations(),
        run.cost(),
        run.time(),
        run.feasibility().within(run.evaluations()),
        run.front().size(),
        new RunScore.Volume(
            run.hypervolume(), relative(run.curve().area(steps)), run.steps(), reached),
        values,
        best(run));
  }

  private static @Nullable Double best(RunMeasure run) {
    return run.front().stream()
        .map(member -> member.value().values())
        .filter(values -> values.size() == 1)
        .map(values -> values.get(0))
        .findFirst()
        .orElse(null);
  }

  /** Returns a share of this front's volume; if it has none, one that nobody reaches. */
  double volume(double share) {
    return front.hypervolume() == 0 ? Double.POSITIVE_INFINITY : share * front.hypervolume();
  }
}
