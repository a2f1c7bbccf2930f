package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.AttainmentSurface;
import io.github.hwgptbench.indicator.AttainmentSurface.Corner;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.statistics.BootstrapInterval;
import io.github.hwgptbench.statistics.MedianResamples;
import io.github.hwgptbench.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sums up the runs of one algorithm on one problem. */
final class AlgorithmScoring {

  private final Contender contender;
  private final AnalysisSettings settings;
  private final List<Indicator> scoredBy;
  private final Normalization normalization;
  private final Target target;
  /** One a seed. */
  private final List<RunMeasure> runs;

  private final List<RunScore> scores;
  private final MedianResamples resamples;

  AlgorithmScoring(
      Contender contender,
      AnalysisSettings settings,
      List<Indicator> indicators,
      Normalization normalization,
      Target target,
      List<RunMeasure> runs,
      List<RunScore> scores) {
    this.contender = contender;
    this.settings = settings;
    this.scoredBy = indicators;
    this.normalization = normalization;
    this.target = target;
    this.runs = runs;
    this.scores = scores;
    // The same for every algorithm and problem, so that no order of them matters.
    this.resamples = MedianResamples.draw(
        runs.size(), settings.resamples(), new SplittableRandom(settings.seed()));
  }

  String name() {
    return contender.name();
  }

  /** Returns the values of an indicator by seed. */
  Map<Long, Double> values(Indicator indicator) {
    Map<Long, Double> values = new LinkedHashMap<>();
    scores.forEach(score -> values.put(score.seed(), score.value(indicator)));
    return values;
  }

  /** Returns the values of an indicator by seed, with such a sign that more is better. */
  Map<Long, Double> merits(Indicator indicator) {
    Map<Long, Double> merits = values(indicator);
    merits.replaceAll((seed, value) -> indicator.better().merit(value));
    return merits;
  }

  /** Returns what was measured, by seed. */
  Map<Long, RunMeasure> bySeed() {
    Map<Long, RunMeasure> bySeed = new LinkedHashMap<>();
    runs.forEach(run -> bySeed.put(run.outcome().seed(), run));
    return bySeed;
  }

  List<RunMeasure> runs() {
    return runs;
  }

  List<RunScore> scores() {
    return scores;
  }

  /**
   * Sums up.
   *
   * @param marks of the algorithm, one per indicator, by its id
   * @param grid where the curve has points
   * @param goals what attainment is seen of; null for nothing
   */
  AlgorithmAnalysis analysis(Map<String, Mark> marks, int[] grid, @Nullable AttainmentGoals goals) {
    Map<String, IndicatorSummary> indicators = new LinkedHashMap<>();
    for (Indicator indicator : scoredBy) {
      double[] values =
          scores.stream().mapToDouble(score -> score.value(indicator)).toArray();
      indicators.put(
          indicator.id(),
          new IndicatorSummary(
              Summary.of(values),
              resamples.interval(values, settings.confidence()),
              Objects.requireNonNull(marks.get(indicator.id()))));
    }
    RunMeasure median = median();
    return new AlgorithmAnalysis(
        new AnalyzedAlgorithm(
            contender.name(),
            contender.algorithm(),
            contender.suite(),
            contender.settings(),
            contender.runSettings().provenance()),
        scores,
        indicators,
        curve(grid),
        settings.targets().stream().map(this::targetTime).toList(),
        RunLengths.of(runs, target, grid),
        Summary.of(scores.stream().mapToDouble(RunScore::seconds).toArray()),
        new FoundFronts(
            median.outcome().seed(),
            found(median.front()),
            found(union()),
            attainment(),
            goals == null ? null : goals.field(runs)),
        feasibility(grid));
  }

  private List<CurvePoint> curve(int[] grid) {
    List<CurvePoint> points = new ArrayList<>();
    for (int step : grid) {
      double[] values = runs.stream()
          .mapToDouble(run -> target.relative(run.hypervolume(step)))
          .toArray();
      Summary summary = Summary.of(values);
      BootstrapInterval interval = resamples.interval(values, settings.confidence());
      points.add(new CurvePoint(
          step,
          summary.lowerQuartile(),
          summary.median(),
          summary.upperQuartile(),
          interval.lower(),
          interval.upper()));
    }
    return points;
  }

  private @Nullable FeasibilityAnalysis feasibility(int[] grid) {
    if (contender.runSettings().constraints().isEmpty()) {
      return null;
    }
    List<FeasibilityPoint> points = new ArrayList<>();
    for (int step : grid) {
      points.add(new FeasibilityPoint(
          step,
          quartiles(runs.stream().mapToDouble(run -> run.shareFeasible(step))),
          quartiles(runs.stream().mapToDouble(run -> run.meanViolation(step)))));
    }
    return new FeasibilityAnalysis(
        Summary.of(
            scores.stream().mapToDouble(score -> score.constraints().share()).toArray()),
        Summary.of(scores.stream()
            .mapToDouble(score -> score.constraints().meanViolation())
            .toArray()),
        targetTime(0, runs.stream().map(RunMeasure::stepsToFeasible).toList()),
        points);
  }

  private static FeasibilityPoint.Quartiles quartiles(DoubleStream values) {
    Summary summary = Summary.of(values.toArray());
    return new FeasibilityPoint.Quartiles(
        summary.lowerQuartile(), summary.median(), summary.upperQuartile());
  }

  private TargetTime targetTime(double share) {
    return targetTime(
        share, scores.stream().map(score -> score.volume().stepsTo(share)).toList());
  }

  private TargetTime targetTime(double share, List<OptionalInt> times) {
    long spent = 0;
    for (int i = 0; i < times.size(); i++) {
      spent += times.get(i).orElse(scores.get(i).volume().steps());
    }
    return new TargetTime(
        share,
        times.stream().flatMapToInt(OptionalInt::stream).sorted().boxed().toList(),
        times.size(),
        spent);
  }

  /** Returns a share of the number of seeds, rounded up. */
  private int share(int numerator, int denominator) {
    return (numerator * runs.size() + denominator - 1) / denominator;
  }

  private RunMeasure median() {
    return runs.stream()
        .sorted(Comparator.comparingDouble(RunMeasure::hypervolume))
        .skip((runs.size() - 1) / 2)
        .findFirst()
        .orElseThrow();
  }

  private List<ParetoArchive.Member<FoundPoint>> union() {
    ParetoArchive<FoundPoint> union =
        ParetoArchive.of(contender.runSettings().objectives().size());
    runs.forEach(
        run -> run.front().forEach(member -> union.add(member.objectives(), member.value())));
    return union.members();
  }

  private static List<FoundPoint> found(List<ParetoArchive.Member<FoundPoint>> members) {
    return members.stream().map(ParetoArchive.Member::value).toList();
  }

  private List<AttainmentLine> attainment() {
    if (contender.runSettings().objectives().size() != 2) {
      return List.of();
    }
    List<AttainmentSurface> surfaces =
        AttainmentSurface.all(runs.stream().map(this::minimized).toList());
    return Stream.of(1, share(1, 4), share(1, 2), share(3, 4), runs.size())
        .distinct()
        .map(level -> line(surfaces.get(level - 1)))
        .toList();
  }

  private double[][] minimized(RunMeasure run) {
    return run.front().stream()
        .map(member ->
            negated(member.value().values().get(0), member.value().values().get(1)))
        .toArray(double[][]::new);
  }

  private AttainmentLine line(AttainmentSurface surface) {
    return new AttainmentLine(
        surface.level(),
        surface.runs(),
        surface.corners().stream()
            .map(corner -> negated(corner.first(), corner.second()))
            .map(values -> new Corner(values[0], values[1]))
            .toList());
  }

  /** Turns what is maximised round, there and back again. */
  private double[] negated(double first, double second) {
    return normalization.natural(new double[] {first, second});
  }
}
