package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.ArchitectureSample;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.Choice;
import io.github.hwgptbench.landscape.CorrelationMatrix;
import io.github.hwgptbench.landscape.CorrelationMatrix.Coefficient;
import io.github.hwgptbench.landscape.Factor;
import io.github.hwgptbench.landscape.Importance;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import io.github.hwgptbench.statistics.SobolIndex;
import io.github.hwgptbench.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The tables about the benchmark itself, of one search space each. */
public final class LandscapeTables {

  private static final double PERCENT = 100;

  private LandscapeTables() {}

  /** Returns the rank correlations of every two objectives. */
  public static Table correlations(BenchmarkAnalysis analysis) {
    CorrelationMatrix all = analysis.correlations();
    CorrelationMatrix within = analysis.correlationsWithin();
    List<Objective> objectives = all.objectives();
    List<List<Cell>> rows = new ArrayList<>();
    for (int first = 0; first < objectives.size(); first++) {
      for (int second = first + 1; second < objectives.size(); second++) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(objectives.get(first).toString()));
        row.add(Cell.of(objectives.get(second).toString()));
        for (CorrelationMatrix matrix : List.of(all, within)) {
          for (Coefficient coefficient : Coefficient.values()) {
            row.add(Cells.number(
                matrix.of(coefficient, objectives.get(first), objectives.get(second)), 3));
          }
        }
        rows.add(row);
      }
    }
    return new Table(
        analysis.space().name() + "-correlations",
        Text.format(
                "Rank correlations of every two objectives of scale %s, over %d architectures drawn",
                analysis.space().name(), analysis.sample().size())
            + " uniformly by gene; and their mean over those of each embed_dim.",
        List.of(
            Column.words("First", "first"),
            Column.words("Second", "second"),
            Column.numbers("tau-b", "tau-b"),
            Column.numbers("rho", "rho"),
            Column.numbers("tau-b within embed_dim", "tau-b within embed_dim"),
            Column.numbers("rho within embed_dim", "rho within embed_dim")),
        rows,
        List.of());
  }

  /** Returns how all objectives are distributed at each level of a choice. */
  public static Table distributions(BenchmarkAnalysis analysis) {
    ArchitectureSample sample = analysis.sample();
    List<List<Cell>> rows = new ArrayList<>();
    for (Choice choice : Choice.values()) {
      List<String> levels = choice.levels(analysis.space());
      for (int level = 0; level < levels.size(); level++) {
        ArchitectureSample part = sample.where(choice, level);
        for (Objective objective : sample.objectives()) {
          Summary summary = Summary.of(part.values(objective));
          rows.add(List.of(
              Cell.of(objective.toString()),
              Cell.of(objective.unit()),
              Cell.of(choice.id()),
              Cell.of(levels.get(level)),
              Cell.of(summary.count()),
              value(summary.min()),
              value(summary.lowerQuartile()),
              value(summary.median()),
              value(summary.upperQuartile()),
              value(summary.max())));
        }
      }
    }
    return new Table(
        analysis.space().name() + "-distributions",
        Text.format(
                "Objectives of scale %s at each level of a choice, over %d architectures drawn uniformly",
                analysis.space().name(), sample.size())
            + " by gene.",
        List.of(
            Column.words("Objective", "objective"),
            Column.words("Unit", "unit"),
            Column.words("Choice", "choice"),
            Column.words("Level", "level"),
            Column.numbers("Architectures", "architectures"),
            Column.numbers("Least", "least"),
            Column.numbers("Lower quartile", "lower quartile"),
            Column.numbers("Median", "median"),
            Column.numbers("Upper quartile", "upper quartile"),
            Column.numbers("Most", "most")),
        rows,
        List.of());
  }

  private static Cell value(double value) {
    return Cell.of(Rounded.significant(value, 4), PlainNumber.of(value));
  }

  /** Returns the importance of the choices among all architectures. */
  public static Table importance(BenchmarkAnalysis analysis) {
    Importance importance = analysis.importance();
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Objective", "objective"));
    importance.factors().forEach(factor -> columns.add(indexColumn(factor.name())));
    List<List<Cell>> rows = new ArrayList<>();
    for (Objective objective : importance.objectives()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(objective.toString()));
      importance
          .factors()
          .forEach(factor -> row.add(index(importance.index(factor.name(), objective))));
      rows.add(row);
    }
    return new Table(
        analysis.space().name() + "-importance",
        Text.format(
                "Sobol' indices of the choices for all objectives of scale %s, every gene drawn uniformly:",
                analysis.space().name())
            + " first order / total.",
        columns,
        rows,
        List.of("mlp_ratio and n_head: of all layers together."));
  }

  /** Returns the importance of the choices within each embed_dim. */
  public static Table importanceWithin(BenchmarkAnalysis analysis) {
    List<Importance> samples = analysis.importanceWithin();
    List<String> embeds = Choice.EMBED_DIM.levels(analysis.space());
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Objective", "objective"));
    columns.add(Column.words("embed_dim", "embed_dim"));
    samples.get(0).factors().forEach(factor -> columns.add(indexColumn(factor.name())));
    List<List<Cell>> rows = new ArrayList<>();
    for (Objective objective : samples.get(0).objectives()) {
      for (int embed = 0; embed < embeds.size(); embed++) {
        Importance importance = samples.get(embed);
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(objective.toString()));
        row.add(Cell.of(embeds.get(embed)));
        importance
            .factors()
            .forEach(factor -> row.add(index(importance.index(factor.name(), objective))));
        rows.add(row);
      }
    }
    return new Table(
        analysis.space().name() + "-importance-within",
        Text.format(
                "Sobol' indices of the choices for all objectives of scale %s among the architectures of",
                analysis.space().name())
            + " each embed_dim: first order / total.",
        columns,
        rows,
        List.of("mlp_ratio and n_head: of all layers together."));
  }

  /** Returns the importance of the choices of each layer within each embed_dim. */
  public static Table layers(BenchmarkAnalysis analysis) {
    List<String> embeds = Choice.EMBED_DIM.levels(analysis.space());
    List<List<Cell>> rows = new ArrayList<>();
    for (int embed = 0; embed < embeds.size(); embed++) {
      Importance importance = analysis.layers().get(embed);
      for (Objective objective : importance.objectives()) {
        for (Factor factor : importance.factors()) {
          rows.add(List.of(
              Cell.of(objective.toString()),
              Cell.of(embeds.get(embed)),
              Cell.of(factor.name()),
              index(importance.index(factor.name(), objective))));
        }
      }
    }
    return new Table(
        analysis.space().name() + "-layers",
        Text.format(
                "Sobol' indices of the choices of each layer for all objectives of scale %s among the",
                analysis.space().name())
            + " architectures of each embed_dim: first order / total.",
        List.of(
            Column.words("Objective", "objective"),
            Column.words("embed_dim", "embed_dim"),
            Column.words("Gene", "gene"),
            indexColumn("Index")),
        rows,
        List.of());
  }

  private static Column indexColumn(String name) {
    return Column.numbers(
        name,
        name + " first order",
        name + " first order standard error",
        name + " total",
        name + " total standard error");
  }

  private static Cell index(SobolIndex index) {
    return Cell.of(
        Rounded.decimals(index.first(), 3) + " / " + Rounded.decimals(index.total(), 3),
        PlainNumber.of(index.first()),
        PlainNumber.of(index.firstError()),
        PlainNumber.of(index.total()),
        PlainNumber.of(index.totalError()));
  }

  /**
   * Returns how well predicted intervals of readings hold.
   *
   * @param calibrations of one search space, at least one
   * @param source of which readings, to end a sentence
   */
  public static Table calibration(List<Calibration> calibrations, String source) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Calibration calibration : calibrations) {
      rows.add(List.of(
          Cell.of(calibration.objective().toString()),
          Cell.of(calibration.readings()),
          Cells.number(calibration.coverage(0.5), 3),
          Cells.number(calibration.coverage(0.8), 3),
          Cells.number(calibration.coverage(0.9), 3),
          Cells.number(PERCENT * calibration.error(), 2)));
    }
    return new Table(
        calibrations.get(0).space() + "-calibration",
        Text.format(
            "Share of single readings within the predicted intervals of 50, 80 and 90 %% at scale %s, of %s.",
            calibrations.get(0).space(), source),
        List.of(
            Column.words("Objective", "objective"),
            Column.numbers("Readings", "readings"),
            Column.numbers("50 %", "coverage 0.5"),
            Column.numbers("80 %", "coverage 0.8"),
            Column.numbers("90 %", "coverage 0.9"),
            Column.numbers("Calibration error, points", "calibration error percentage points")),
        rows,
        List.of("Calibration error: mean over the levels 0.05 to 0.95 of how far the share of"
            + " readings at or below a predicted quantile is from its level, in percentage"
            + " points."));
  }

  /**
   * Returns the main figures of all search spaces beside each other.
   *
   * @param calibrations of any search spaces
   */
  public static Table summary(List<BenchmarkAnalysis> analyses, List<Calibration> calibrations) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Quantity", "quantity"));
    for (BenchmarkAnalysis analysis : analyses) {
      String scale = analysis.space().name();
      columns.add(Column.numbers(
          scale.toUpperCase(Locale.ROOT), scale + " median", scale + " least", scale + " most"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    Objective perplexity = Objective.of(Metric.PERPLEXITY);
    for (boolean within : new boolean[] {false, true}) {
      String among = within ? ", within an embed_dim" : "";
      Function<BenchmarkAnalysis, CorrelationMatrix> matrix =
          within ? BenchmarkAnalysis::correlationsWithin : BenchmarkAnalysis::correlations;
      for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
        rows.add(row(
            Text.format("tau-b of %s, every two devices%s", metric.id(), among),
            analyses,
            analysis -> pairs(matrix.apply(analysis), metric)));
      }
      rows.add(row(
          "tau-b of latency and energy of a device" + among,
          analyses,
          analysis -> taus(
              matrix.apply(analysis),
              Metric.LATENCY,
              latency -> Objective.of(Metric.ENERGY, latency.device().orElseThrow()))));
      for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
        rows.add(row(
            Text.format("tau-b of perplexity and %s%s", metric.id(), among),
            analyses,
            analysis -> taus(matrix.apply(analysis), metric, hardware -> perplexity)));
      }
    }
    rows.add(row(
        "Total Sobol' index of embed_dim, all objectives",
        analyses,
        analysis -> analysis.importance().objectives().stream()
            .map(objective ->
                analysis.importance().index(Choice.EMBED_DIM.id(), objective).total())
            .toList()));
    if (analyses.stream()
        .allMatch(analysis -> !coverages(analysis, calibrations).isEmpty())) {
      rows.add(row(
          "Share of readings within intervals of 90 %, all devices",
          analyses, analysis -> coverages(analysis, calibrations)));
    }
    return new Table(
        "summary",
        "The main figures of the benchmark by scale: median [least, most].",
        columns,
        rows,
        List.of());
  }

  private static List<Cell> row(
      String name,
      List<BenchmarkAnalysis> analyses,
      Function<BenchmarkAnalysis, List<Double>> values) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(name));
    for (BenchmarkAnalysis analysis : analyses) {
      Summary summary = Summary.of(
          values.apply(analysis).stream().mapToDouble(Double::doubleValue).toArray());
      row.add(Cell.of(
          Text.format(
              "%s [%s, %s]",
              Rounded.decimals(summary.median(), 3),
              Rounded.decimals(summary.min(), 3),
              Rounded.decimals(summary.max(), 3)),
          PlainNumber.of(summary.median()),
          PlainNumber.of(summary.min()),
          PlainNumber.of(summary.max())));
    }
    return row;
  }

  /** Returns tau-b of every two objectives of a metric. */
  private static List<Double> pairs(CorrelationMatrix matrix, Metric metric) {
    List<Objective> objectives = of(matrix, metric);
    List<Double> taus = new ArrayList<>();
    for (int first = 0; first < objectives.size(); first++) {
      for (int second = first + 1; second < objectives.size(); second++) {
        taus.add(matrix.of(Coefficient.KENDALL, objectives.get(first), objectives.get(second)));
      }
    }
    return taus;
  }

  /** Returns tau-b of each objective of a metric with another one. */
  private static List<Double> taus(
      CorrelationMatrix matrix, Metric metric, UnaryOperator<Objective> other) {
    return of(matrix, metric).stream()
        .map(objective -> matrix.of(Coefficient.KENDALL, objective, other.apply(objective)))
        .toList();
  }

  private static List<Objective> of(CorrelationMatrix matrix, Metric metric) {
    return matrix.objectives().stream()
        .filter(objective -> objective.metric().equals(metric))
        .toList();
  }

  private static List<Double> coverages(
      BenchmarkAnalysis analysis, List<Calibration> calibrations) {
    return calibrations.stream()
        .filter(calibration -> calibration.space().equals(analysis.space().name()))
        .map(calibration -> calibration.coverage(0.9))
        .toList();
  }
}
