package io.github.hwgptbench.report.benchmark;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.ArchitectureSample;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.Calibration.QuantilePairs;
import io.github.hwgptbench.landscape.Choice;
import io.github.hwgptbench.landscape.CorrelationMatrix;
import io.github.hwgptbench.landscape.CorrelationMatrix.Coefficient;
import io.github.hwgptbench.landscape.Factor;
import io.github.hwgptbench.landscape.Importance;
import io.github.hwgptbench.landscape.ScaleTransfer;
import io.github.hwgptbench.landscape.TransferMatrix;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.report.internal.figure.Axis;
import io.github.hwgptbench.report.internal.figure.Dash;
import io.github.hwgptbench.report.internal.figure.HeatMap;
import io.github.hwgptbench.report.internal.figure.HeatMap.Shades;
import io.github.hwgptbench.report.internal.figure.Ink;
import io.github.hwgptbench.report.internal.figure.Line;
import io.github.hwgptbench.report.internal.figure.Marker;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Scatter;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.figure.Style;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.EmpiricalDistribution;
import io.github.hwgptbench.statistics.QuantileBin;
import io.github.hwgptbench.surrogate.NoiseModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The figures about one search space. */
final class BenchmarkFigures {

  private static final int PANEL_COLUMNS = 3;
  /** How many steps a distribution function is drawn in. */
  private static final int STEPS = 30;

  /** Correlations across devices below this are rare; from 0 on all would look alike. */
  static final double LOWEST_SHADE = 0.4;

  /** The maximum number of bins of equal count that a band is made of. */
  private static final int MOST_BINS = 20;
  /** The minimum number of architectures of which outer quantiles are estimated. */
  private static final int FEWEST_OF_A_BIN = 20;
  /** Levels of the ends of a band, with that of its line between them. */
  private static final List<Double> BAND = List.of(0.05, 0.5, 0.95);
  /** The maximum number of points of each embed_dim; bands are of all. */
  static final int MOST_POINTS = 170;

  private static final String ARCHITECTURES = "architectures";
  /** Lines and bands are over them in colours. */
  private static final Style POINTS = new Style(Ink.MUTED, Dash.SOLID, Marker.CIRCLE);

  /** Of a mWh in a ms. */
  private static final double WATTS = 3600;

  private static final double PERCENT = 100;

  /** Of the hypervolume. The last colour is where a transfer counts as failed. */
  private static final HeatMap.Scale MISSING = new HeatMap.Scale(
      "hypervolume missing, %",
      Shades.SEQUENTIAL, 0, Math.rint(PERCENT * (1 - TransferMatrix.FAILURE)), 2);

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Without the outermost, where a few wild measurements decide. */
  private static final List<Double> REPEAT_LEVELS =
      NoiseModel.LEVELS.stream().filter(level -> level >= 0.01 && level <= 0.99).toList();

  private BenchmarkFigures() {}

  /** Returns those objectives that are of some metrics. */
  static List<Objective> only(List<Objective> objectives, Predicate<Metric> metrics) {
    return objectives.stream()
        .filter(objective -> metrics.test(objective.metric()))
        .toList();
  }

  static boolean noisy(Metric metric) {
    return metric.equals(Metric.LATENCY) || metric.equals(Metric.ENERGY);
  }

  /** Returns those objectives that are of known devices of a kind. */
  static List<Objective> onKind(List<Objective> objectives, Device.Kind kind) {
    List<String> devices = Device.known().stream()
        .filter(device -> device.kind() == kind)
        .map(Device::id)
        .toList();
    return objectives.stream()
        .filter(objective -> devices.contains(device(objective)))
        .toList();
  }

  /** Returns those objectives that a matrix has. */
  static List<Objective> shared(List<Objective> objectives, CorrelationMatrix matrix) {
    return objectives.stream().filter(matrix.objectives()::contains).toList();
  }

  /**
   * Returns rank correlations of some objectives among each other, of one matrix above the diagonal
   * and of another below it.
   */
  static HeatMap triangles(
      CorrelationMatrix above,
      CorrelationMatrix below,
      Coefficient coefficient,
      List<Objective> objectives) {
    HeatMap upper = correlations(above, coefficient, objectives, objectives);
    HeatMap lower = correlations(below, coefficient, objectives, objectives);
    return new HeatMap(
        upper.description() + ", below the diagonal as measured",
        upper.rows(),
        upper.columns(),
        IntStream.range(0, objectives.size())
            .mapToObj(row -> IntStream.range(0, objectives.size())
                .mapToObj(
                    column -> (column < row ? lower : upper).values().get(row).get(column))
                .toList())
            .toList(),
        lower.scale());
  }

  /**
   * Returns rank correlations of some objectives with some others, by their devices where all are
   * of one metric.
   */
  static HeatMap correlations(
      CorrelationMatrix matrix,
      Coefficient coefficient,
      List<Objective> rows,
      List<Objective> columns) {
    boolean signed = rows.stream()
        .anyMatch(
            row -> columns.stream().anyMatch(column -> matrix.of(coefficient, row, column) < 0));
    return new HeatMap(
        Text.format("%s of %s with %s", coefficient.label(), list(rows), list(columns)),
        names(rows),
        names(columns),
        rows.stream()
            .map(row -> columns.stream()
                .map(column -> matrix.of(coefficient, row, column))
                .toList())
            .toList(),
        new HeatMap.Scale(
            coefficient.label(),
            signed ? Shades.DIVERGING : Shades.SEQUENTIAL,
            signed ? -1 : LOWEST_SHADE,
            1,
            2));
  }

  /** Returns how much of the hypervolume is missing where fronts are scored on other objectives. */
  static HeatMap transfers(TransferMatrix matrix, List<Objective> fronts, List<Objective> scored) {
    return new HeatMap(
        Text.format(
            "Per cent of the hypervolume that the best-known Pareto fronts of %s miss on %s",
            list(fronts), list(scored)),
        names(fronts),
        names(scored),
        fronts.stream()
            .map(front ->
                scored.stream().map(on -> missing(matrix.of(front, on).share())).toList())
            .toList(),
        MISSING);
  }

  /** Returns how much of the hypervolume is missing where fronts are carried to other scales. */
  static HeatMap scales(List<ScaleTransfer> transfers) {
    List<Objective> objectives =
        transfers.stream().map(ScaleTransfer::objective).distinct().toList();
    List<String> columns =
        transfers.stream().map(BenchmarkFigures::direction).distinct().toList();
    return new HeatMap(
        "Per cent of the hypervolume that the best-known Pareto fronts miss at other scales",
        objectives.stream().map(Objective::toString).toList(),
        columns,
        objectives.stream()
            .map(objective -> columns.stream()
                .map(column -> transfers.stream()
                    .filter(
                        it -> it.objective().equals(objective) && direction(it).equals(column))
                    .map(it -> missing(it.share()))
                    .findFirst()
                    .orElse(Double.NaN))
                .toList())
            .toList(),
        MISSING);
  }

  private static String direction(ScaleTransfer transfer) {
    return transfer.from() + " to " + transfer.to();
  }

  /** In hundredths of a per cent, so that heat maps write tiny amounts as 0.00. */
  private static double missing(double share) {
    return Math.rint(PERCENT * PERCENT * (1 - share)) / PERCENT;
  }

  private static String list(List<Objective> objectives) {
    return String.join(", ", objectives.stream().map(Objective::toString).toList());
  }

  private static String device(Objective objective) {
    return objective.device().orElseThrow();
  }

  private static List<String> names(List<Objective> objectives) {
    boolean devices = objectives.stream().map(Objective::metric).distinct().count() == 1
        && objectives.get(0).metric().onDevice();
    return objectives.stream()
        .map(objective -> devices ? device(objective) : objective.toString())
        .toList();
  }

  /**
   * Returns how objectives are distributed at each level of a choice that there are architectures
   * of, one panel per objective.
   */
  static SmallMultiples distributions(
      ArchitectureSample sample, Choice choice, List<Objective> objectives) {
    List<String> levels = choice.levels(sample.space());
    List<ArchitectureSample> parts = IntStream.range(0, levels.size())
        .mapToObj(level -> sample.where(choice, level))
        .toList();
    List<String> names = levels.stream().map(level -> choice.id() + " " + level).toList();
    Palette palette = Palette.of(names);
    List<String> headings = names(objectives);
    List<Plot> panels = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      Shown shown = Shown.of(objective);
      List<Series> lines = new ArrayList<>();
      for (int level = 0; level < levels.size(); level++) {
        if (parts.get(level).size() == 0) {
          continue;
        }
        EmpiricalDistribution distribution = parts.get(level).distribution(objective);
        // Nearer to each other at the ends, where values are farther from each other.
        double[] shares = IntStream.rangeClosed(0, STEPS)
            .mapToDouble(step -> (1 - StrictMath.cos(Math.PI * step / STEPS)) / 2)
            .toArray();
        double[] values = IntStream.rangeClosed(0, STEPS)
            .mapToDouble(step -> distribution.quantile(shares[step]) / shown.divisor())
            .toArray();
        String name = names.get(level);
        lines.add(Line.of(name, palette.style(name), values, shares));
      }
      panels.add(new Plot(
          headings.get(i),
          "",
          Axis.linear(shown.label()),
          Axis.linear("share").from(0).to(1),
          lines));
    }
    return new SmallMultiples(
        Text.format(
            "Empirical cumulative distribution functions of %s, one line for each %s",
            list(objectives), choice.id()),
        PANEL_COLUMNS,
        panels);
  }

  /**
   * Returns energy over latency, one panel per device that has both: some architectures of each
   * embed_dim, and the quantiles of the energies of all with this embed_dim and about the same
   * latency. Bands end at the medians of the outermost bins.
   */
  static SmallMultiples energyOverLatency(ArchitectureSample sample) {
    return overLatency(
        sample, "Energy", energy -> "energy [" + energy.unit() + "]", (latency, energy) -> energy);
  }

  /** Returns the same of the mean power, energy divided by latency. */
  static SmallMultiples powerOverLatency(ArchitectureSample sample) {
    return overLatency(
        sample,
        "Mean power",
        energy -> "mean power [W]",
        (latency, energy) -> WATTS * energy / latency);
  }

  private static SmallMultiples overLatency(
      ArchitectureSample sample,
      String name,
      Function<Objective, String> label,
      DoubleBinaryOperator value) {
    List<Plot> panels = new ArrayList<>();
    for (Objective latency : only(sample.objectives(), Metric.LATENCY::equals)) {
      sample.objectives().stream()
          .filter(it -> it.metric().equals(Metric.ENERGY) && it.device().equals(latency.device()))
          .findFirst()
          .ifPresent(energy -> panels.add(new Plot(
              device(latency),
              "",
              Axis.linear("latency [" + latency.unit() + "]"),
              Axis.linear(label.apply(energy)),
              pointsAndBands(sample, latency, energy, value))));
    }
    return new SmallMultiples(
        name
            + " over latency by device and embed_dim: architectures, and the median and the quantiles"
            + " 0.05 and 0.95 of those of about the same latency",
        PANEL_COLUMNS,
        panels);
  }

  private static List<String> embedDims(SearchSpace space) {
    return Choice.EMBED_DIM.levels(space).stream()
        .map(level -> Choice.EMBED_DIM.id() + " " + level)
        .toList();
  }

  private static List<Series> pointsAndBands(
      ArchitectureSample sample, Objective latency, Objective energy, DoubleBinaryOperator value) {
    List<String> names = embedDims(sample.space());
    Palette palette = Palette.of(names);
    List<Series> points = new ArrayList<>();
    List<Series> bands = new ArrayList<>();
    for (int level = 0; level < names.size(); level++) {
      ArchitectureSample part = sample.where(Choice.EMBED_DIM, level);
      if (part.size() == 0) {
        continue;
      }
      String name = names.get(level);
      double[] x = part.values(latency);
      double[] energies = part.values(energy);
      double[] y = IntStream.range(0, x.length)
          .mapToDouble(i -> value.applyAsDouble(x[i], energies[i]))
          .toArray();
      points.add(new Scatter(
          ARCHITECTURES,
          POINTS,
          "",
          IntStream.range(0, Math.min(x.length, MOST_POINTS))
              .mapToObj(i -> new Scatter.Point(x[i], y[i], ""))
              .toList()));
      int bins = Math.max(1, Math.min(MOST_BINS, x.length / FEWEST_OF_A_BIN));
      bands.add(new Line(
          name,
          palette.style(name),
          QuantileBin.of(x, y, bins, BAND).stream()
              .map(bin -> new Line.Point(
                  bin.median(),
                  bin.quantiles().get(1),
                  bin.quantiles().get(0),
                  bin.quantiles().get(2)))
              .toList()));
    }
    points.addAll(bands);
    return points;
  }

  /** Units that leave few digits at an axis. */
  private record Shown(String label, double divisor) {

    static Shown of(Objective objective) {
      if (objective.metric().equals(Metric.PARAMS)) {
        return new Shown("millions", 1e6);
      }
      return switch (objective.unit()) {
        case "" -> new Shown(objective.metric().id(), 1);
        case "MAC", "FLOP" -> new Shown("T" + objective.unit(), 1e12);
        default -> new Shown(objective.unit(), 1);
      };
    }
  }

  /** Returns the total Sobol' indices of factors for all objectives. */
  static HeatMap importance(Importance importance) {
    return importance(
        importance.factors(),
        importance.objectives(),
        (factor, objective) -> importance.index(factor, objective).total());
  }

  /** Returns the means of total Sobol' indices over several samples. */
  static HeatMap meanImportance(List<Importance> samples) {
    return importance(
        samples.get(0).factors(),
        samples.get(0).objectives(),
        (factor, objective) -> meanTotal(samples, factor, objective));
  }

  private interface Index {
    double of(String factor, Objective objective);
  }

  private static HeatMap importance(List<Factor> factors, List<Objective> objectives, Index index) {
    return new HeatMap(
        Text.format(
            "Total Sobol' indices of %s for all objectives",
            String.join(", ", factors.stream().map(Factor::name).toList())),
        objectives.stream().map(Objective::toString).toList(),
        factors.stream().map(Factor::name).toList(),
        objectives.stream()
            .map(objective -> factors.stream()
                .map(factor -> thousandths(index.of(factor.name(), objective)))
                .toList())
            .toList(),
        new HeatMap.Scale("total Sobol' index", Shades.SEQUENTIAL, 0, 1, 3));
  }

  /** So that heat maps write tiny indices as 0.000. */
  private static double thousandths(double index) {
    return Math.rint(1000 * index) / 1000;
  }

  private static double meanTotal(List<Importance> samples, String factor, Objective objective) {
    return samples.stream()
        .mapToDouble(sample -> sample.index(factor, objective).total())
        .average()
        .orElseThrow();
  }

  /** Returns how important the choices of each layer are. */
  static SmallMultiples layers(BenchmarkAnalysis analysis) {
    List<Objective> objectives = analysis.sample().objectives();
    List<String> embeds = Choice.EMBED_DIM.levels(analysis.space());
    List<Plot> panels = new ArrayList<>();
    for (int embed = 0; embed < embeds.size(); embed++) {
      panels.add(layers(
          List.of(analysis.layers().get(embed)),
          List.of(Objective.of(Metric.PERPLEXITY)),
          "perplexity, embed_dim " + embeds.get(embed)));
    }
    panels.add(layers(analysis.layers(), List.of(Objective.of(Metric.ACCURACY)), "accuracy"));
    for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
      panels.add(layers(
          analysis.layers(),
          only(objectives, metric::equals),
          Text.format("%s, all devices", metric.id())));
    }
    return new SmallMultiples(
        "Total Sobol' index of mlp_ratio and n_head by layer, within an embed_dim or as the mean"
            + " over all of them",
        PANEL_COLUMNS,
        panels);
  }

  private static Plot layers(List<Importance> samples, List<Objective> objectives, String title) {
    Palette palette = Palette.of(List.of(Factor.MLP_RATIO, Factor.HEADS));
    List<Series> lines = new ArrayList<>();
    for (String name : List.of(Factor.MLP_RATIO, Factor.HEADS)) {
      List<String> factors = samples.get(0).factors().stream()
          .map(Factor::name)
          .filter(factor -> factor.startsWith(name))
          .toList();
      double[] layer = IntStream.rangeClosed(1, factors.size()).asDoubleStream().toArray();
      double[] totals = factors.stream()
          .mapToDouble(factor -> objectives.stream()
              .mapToDouble(objective -> meanTotal(samples, factor, objective))
              .average()
              .orElseThrow())
          .toArray();
      lines.add(Line.of(name, palette.style(name), layer, totals));
    }
    return new Plot(title, "", Axis.linear("layer"), Axis.linear("total index").from(0), lines);
  }

  /**
   * Returns the share of measurements below each predicted quantile, and how far from its level it
   * is.
   *
   * @param calibrations of one space
   */
  static SmallMultiples calibration(List<Calibration> calibrations) {
    double[] levels =
        Calibration.LEVELS.stream().mapToDouble(Double::doubleValue).toArray();
    Palette palette = Palette.of(
        calibrations.stream().map(c -> device(c.objective())).distinct().toList());
    List<Plot> curves = new ArrayList<>();
    List<Plot> deviations = new ArrayList<>();
    for (Metric metric : metrics(calibrations)) {
      List<Series> shares = new ArrayList<>();
      List<Series> differences = new ArrayList<>();
      for (Calibration calibration : calibrations) {
        if (calibration.objective().metric().equals(metric)) {
          String device = device(calibration.objective());
          double[] observed =
              calibration.shares().stream().mapToDouble(Double::doubleValue).toArray();
          double[] difference = IntStream.range(0, levels.length)
              .mapToDouble(i -> PERCENT * (observed[i] - levels[i]))
              .toArray();
          shares.add(Line.of(device, palette.style(device), levels, observed));
          differences.add(Line.of(device, palette.style(device), levels, difference));
        }
      }
      Axis level = Axis.linear("predicted quantile's level").from(0).to(1);
      curves.add(new Plot(
          metric.id(), "", level, Axis.linear("measurements below it").from(0).to(1), shares));
      deviations.add(new Plot(
          metric.id() + ", difference", "", level, Axis.linear("percentage points"), differences));
    }
    List<Plot> panels = new ArrayList<>(curves);
    panels.addAll(deviations);
    return new SmallMultiples(
        "Share of measurements at or below the predicted quantile of each level, by device; and its"
            + " difference to the level",
        curves.size(),
        panels);
  }

  static List<Metric> metrics(List<Calibration> calibrations) {
    return calibrations.stream()
        .map(calibration -> calibration.objective().metric())
        .distinct()
        .toList();
  }

  /**
   * Returns predicted and observed quantiles of measurements beside each other, one panel per
   * device.
   *
   * @param calibrations of one metric in one space
   */
  static SmallMultiples quantiles(List<Calibration> calibrations) {
    List<String> names = calibrations.stream()
        .flatMap(calibration -> calibration.quantiles().stream())
        .map(BenchmarkFigures::name)
        .distinct()
        .toList();
    Palette palette = Palette.of(names);
    return new SmallMultiples(
        "Q-Q plots: observed quantiles of measurements over those predicted, by device and embed_dim",
        PANEL_COLUMNS,
        calibrations.stream()
            .map(calibration -> Plot.ofQuantiles(
                device(calibration.objective()),
                "",
                Axis.linear("predicted, %"),
                Axis.linear("observed, %"),
                calibration.quantiles().stream()
                    .map(pairs -> scatter(pairs, palette.style(name(pairs))))
                    .toList()))
            .toList());
  }

  /**
   * Returns quantiles of repeated measurements of one architecture beside those of the normal
   * distribution of the same quartiles, in its standard deviations: one panel per device, one line
   * per embed_dim. What has no noise of this kind is left out.
   *
   * @param objectives of one metric
   */
  static SmallMultiples normality(BenchmarkAnalysis analysis, List<Objective> objectives) {
    double[] normal =
        REPEAT_LEVELS.stream().mapToDouble(NORMAL::inverseCumulativeProbability).toArray();
    double[] ends = {normal[0], normal[normal.length - 1]};
    List<String> names = embedDims(analysis.space());
    Palette palette = Palette.of(names);
    List<Plot> panels = new ArrayList<>();
    for (Objective objective : objectives) {
      List<Series> lines = new ArrayList<>();
      lines.add(Line.of("normal", Plot.EQUAL, ends, ends));
      NoiseModel noise = analysis.noise().get(objective);
      for (int embed = 0; noise != null && embed < names.size(); embed++) {
        double[] standard = standardised(noise, embed);
        if (standard.length > 0) {
          String name = names.get(embed);
          lines.add(Line.of(name, palette.style(name), normal, standard));
        }
      }
      if (lines.size() > 1) {
        panels.add(new Plot(
            device(objective),
            "",
            Axis.linear("normal quantile"),
            Axis.linear("measured quantile"),
            lines));
      }
    }
    return new SmallMultiples(
        "Q-Q plots: quantiles of repeated measurements of one architecture over those of the normal"
            + " distribution, by device and embed_dim",
        PANEL_COLUMNS,
        panels);
  }

  /**
   * Returns quantiles less the median, over what a standard deviation is at this range of
   * quartiles.
   */
  private static double[] standardised(NoiseModel noise, int embed) {
    DoubleUnaryOperator ratio =
        level -> StrictMath.exp(noise.logQuantile(NoiseModel.Source.REPEAT, embed, level));
    double deviation = (ratio.applyAsDouble(0.75) - ratio.applyAsDouble(0.25))
        / (2 * NORMAL.inverseCumulativeProbability(0.75));
    return deviation > 0
        ? REPEAT_LEVELS.stream()
            .mapToDouble(
                level -> (ratio.applyAsDouble(level) - ratio.applyAsDouble(0.5)) / deviation)
            .toArray()
        : new double[0];
  }

  private static String name(QuantilePairs pairs) {
    return "embed_dim " + pairs.embedDim();
  }

  private static Scatter scatter(QuantilePairs pairs, Style style) {
    List<Scatter.Point> points = new ArrayList<>();
    for (int level = 0; level < Calibration.LEVELS.size(); level++) {
      points.add(new Scatter.Point(
          percent(pairs.predicted().get(level)), percent(pairs.observed().get(level)), ""));
    }
    return new Scatter(name(pairs), style, "level", points);
  }

  /** From ln(measurement / value) to how much more the measurement is, in per cent of the value. */
  private static double percent(double logRatio) {
    return PERCENT * StrictMath.expm1(logRatio);
  }
}
