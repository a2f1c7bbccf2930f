package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.ArchitectureSample;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.Choice;
import io.github.hwgptbench.landscape.CorrelationMatrix;
import io.github.hwgptbench.landscape.CorrelationMatrix.Coefficient;
import io.github.hwgptbench.landscape.Factor;
import io.github.hwgptbench.landscape.FrontGenes;
import io.github.hwgptbench.landscape.Importance;
import io.github.hwgptbench.landscape.ScaleTransfer;
import io.github.hwgptbench.landscape.TransferMatrix;
import io.github.hwgptbench.landscape.TransferMatrix.Transfer;
import io.github.hwgptbench.landscape.Transfers;
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

  /** How many of the worst transfers a table has at least. */
  private static final int FEWEST_TRANSFERS = 10;

  /** How many differences between two fronts a table has. */
  private static final int GENE_DIFFERENCES = 3;

  private static final String TRANSFER_NOTE = "Largest differences: of the front / of the"
      + " best-known Pareto front of the objective that it is scored on. embed_dim, n_layer and"
      + " bias: share of the architectures that have it; mlp_ratio and n_head: mean over all"
      + " layers.";

  private static final String OF_ALL_LAYERS = "mlp_ratio and n_head: of all layers together.";

  private LandscapeTables() {}

  /** Two objectives, of which the first is before the second. */
  private record Pair(Objective first, Objective second) {

    static List<Pair> all(List<Objective> objectives) {
      List<Pair> pairs = new ArrayList<>();
      for (int first = 0; first < objectives.size(); first++) {
        for (Objective second : objectives.subList(first + 1, objectives.size())) {
          pairs.add(new Pair(objectives.get(first), second));
        }
      }
      return pairs;
    }

    double correlation(CorrelationMatrix matrix, Coefficient coefficient) {
      return matrix.of(coefficient, first, second);
    }
  }

  /** Returns the rank correlations of every two objectives. */
  public static Table correlations(BenchmarkAnalysis analysis) {
    CorrelationMatrix all = analysis.correlations();
    CorrelationMatrix within = analysis.correlationsWithin();
    return new Columns<Pair>()
        .words("First", "first", it -> it.first().toString())
        .words("Second", "second", it -> it.second().toString())
        .number("tau-b", "tau-b", it -> Cells.number(it.correlation(all, Coefficient.KENDALL), 3))
        .number("rho", "rho", it -> Cells.number(it.correlation(all, Coefficient.SPEARMAN), 3))
        .number(
            "tau-b within embed_dim",
            "tau-b within embed_dim",
            it -> Cells.number(it.correlation(within, Coefficient.KENDALL), 3))
        .number(
            "rho within embed_dim",
            "rho within embed_dim",
            it -> Cells.number(it.correlation(within, Coefficient.SPEARMAN), 3))
        .table(
            analysis.space().name() + "-correlations",
            Text.format(
                    "Rank correlations of every two objectives of scale %s, over %d architectures drawn",
                    analysis.space().name(), analysis.sample().size())
                + " uniformly by gene; and their mean over those of each embed_dim.",
            Pair.all(all.objectives()));
  }

  /** Returns how all objectives are distributed at each level of a choice. */
  public static Table distributions(BenchmarkAnalysis analysis) {
    record Part(Objective objective, Choice choice, String level, Summary summary) {}
    ArchitectureSample sample = analysis.sample();
    List<Part> parts = new ArrayList<>();
    for (Choice choice : Choice.values()) {
      List<String> levels = choice.levels(analysis.space());
      for (int level = 0; level < levels.size(); level++) {
        ArchitectureSample part = sample.where(choice, level);
        for (Objective objective : sample.objectives()) {
          Summary summary = Summary.of(part.values(objective));
          parts.add(new Part(objective, choice, levels.get(level), summary));
        }
      }
    }
    return new Columns<Part>()
        .words("Objective", "objective", it -> it.objective().toString())
        .words("Unit", "unit", it -> it.objective().unit())
        .words("Choice", "choice", it -> it.choice().id())
        .words("Level", "level", Part::level)
        .count("Architectures", "architectures", it -> it.summary().count())
        .number("Least", "least", it -> value(it.summary().min()))
        .number("Lower quartile", "lower quartile", it -> value(it.summary().lowerQuartile()))
        .number("Median", "median", it -> value(it.summary().median()))
        .number("Upper quartile", "upper quartile", it -> value(it.summary().upperQuartile()))
        .number("Most", "most", it -> value(it.summary().max()))
        .table(
            analysis.space().name() + "-distributions",
            Text.format(
                    "Objectives of scale %s at each level of a choice, over %d architectures drawn uniformly",
                    analysis.space().name(), sample.size())
                + " by gene.",
            parts);
  }

  private static Cell value(double value) {
    return Cell.of(Rounded.significant(value, 4), PlainNumber.of(value));
  }

  /** Returns the importance of the choices among all architectures. */
  public static Table importance(BenchmarkAnalysis analysis) {
    Importance importance = analysis.importance();
    Columns<Objective> columns =
        new Columns<Objective>().words("Objective", "objective", Objective::toString);
    for (Factor factor : importance.factors()) {
      columns.add(indexColumn(factor.name()), it -> index(importance, factor, it));
    }
    return columns.table(
        analysis.space().name() + "-importance",
        Text.format(
                "Sobol' indices of the choices for all objectives of scale %s, every gene drawn uniformly:",
                analysis.space().name())
            + " first order / total.",
        importance.objectives(),
        List.of(OF_ALL_LAYERS));
  }

  /** An objective among the architectures of an embed_dim. */
  private record Within(Objective objective, String embed, Importance importance) {}

  /** Returns the importance of the choices within each embed_dim. */
  public static Table importanceWithin(BenchmarkAnalysis analysis) {
    List<Importance> samples = analysis.importanceWithin();
    List<String> embeds = Choice.EMBED_DIM.levels(analysis.space());
    List<Within> rows = new ArrayList<>();
    for (Objective objective : samples.get(0).objectives()) {
      for (int embed = 0; embed < embeds.size(); embed++) {
        rows.add(new Within(objective, embeds.get(embed), samples.get(embed)));
      }
    }
    Columns<Within> columns = new Columns<Within>()
        .words("Objective", "objective", it -> it.objective().toString())
        .words("embed_dim", "embed_dim", Within::embed);
    for (Factor factor : samples.get(0).factors()) {
      columns.add(indexColumn(factor.name()), it -> index(it.importance(), factor, it.objective()));
    }
    return columns.table(
        analysis.space().name() + "-importance-within",
        Text.format(
                "Sobol' indices of the choices for all objectives of scale %s among the architectures of",
                analysis.space().name())
            + " each embed_dim: first order / total.",
        rows,
        List.of(OF_ALL_LAYERS));
  }

  /** Returns the importance of the choices of each layer within each embed_dim. */
  public static Table layers(BenchmarkAnalysis analysis) {
    record Row(Within within, Factor factor) {}
    List<String> embeds = Choice.EMBED_DIM.levels(analysis.space());
    List<Row> rows = new ArrayList<>();
    for (int embed = 0; embed < embeds.size(); embed++) {
      Importance importance = analysis.layers().get(embed);
      for (Objective objective : importance.objectives()) {
        Within within = new Within(objective, embeds.get(embed), importance);
        importance.factors().forEach(factor -> rows.add(new Row(within, factor)));
      }
    }
    return new Columns<Row>()
        .words("Objective", "objective", it -> it.within().objective().toString())
        .words("embed_dim", "embed_dim", it -> it.within().embed())
        .words("Gene", "gene", it -> it.factor().name())
        .add(
            indexColumn("Index"),
            it -> index(it.within().importance(), it.factor(), it.within().objective()))
        .table(
            analysis.space().name() + "-layers",
            Text.format(
                    "Sobol' indices of the choices of each layer for all objectives of scale %s among the",
                    analysis.space().name())
                + " architectures of each embed_dim: first order / total.",
            rows);
  }

  private static Column indexColumn(String name) {
    return Column.numbers(
        name,
        name + " first order",
        name + " first order standard error",
        name + " total",
        name + " total standard error");
  }

  private static Cell index(Importance importance, Factor factor, Objective objective) {
    SobolIndex index = importance.index(factor.name(), objective);
    return Cell.of(
        Rounded.decimals(index.first(), 3) + " / " + Rounded.decimals(index.total(), 3),
        PlainNumber.of(index.first()),
        PlainNumber.of(index.firstError()),
        PlainNumber.of(index.total()),
        PlainNumber.of(index.totalError()));
  }

  /**
   * Returns how well predicted intervals of measurements hold.
   *
   * @param calibrations of one search space, at least one
   * @param source of which measurements, to end a sentence
   */
  public static Table calibration(List<Calibration> calibrations, String source) {
    return new Columns<Calibration>()
        .words("Objective", "objective", it -> it.objective().toString())
        .count("Measurements", "readings", Calibration::readings)
        .number("50 %", "coverage 0.5", it -> Cells.number(it.coverage(0.5), 3))
        .number("80 %", "coverage 0.8", it -> Cells.number(it.coverage(0.8), 3))
        .number("90 %", "coverage 0.9", it -> Cells.number(it.coverage(0.9), 3))
        .number(
            "Calibration error, points",
            "calibration error percentage points",
            it -> Cells.number(PERCENT * it.error(), 2))
        .table(
            calibrations.get(0).space() + "-calibration",
            Text.format(
                "Share of single measurements within the predicted intervals of 50, 80 and 90 %% at scale %s, of %s.",
                calibrations.get(0).space(), source),
            calibrations,
            List.of("Calibration error: mean over the levels 0.05 to 0.95 of how far the share of"
                + " measurements at or below a predicted quantile is from its level, in percentage"
                + " points."));
  }

  /** Returns how good every front is on every other objective. */
  public static Table transfers(TransferMatrix matrix) {
    return transferColumns()
        .table(
            matrix.space().name() + "-transfer",
            transferCaption(matrix, "each objective", "every other one"),
            matrix.transfers().stream()
                .flatMap(List::stream)
                .filter(it -> !it.front().equals(it.scored()))
                .toList(),
            List.of(TRANSFER_NOTE));
  }

  /** Returns the transfers that fail, or the worst ones if few do. */
  public static Table worstTransfers(TransferMatrix matrix) {
    List<Transfer> worst = matrix.worst();
    int failures = (int) worst.stream().filter(Transfer::fails).count();
    return transferColumns()
        .table(
            matrix.space().name() + "-transfer-worst",
            transferCaption(matrix, "one objective", "another one, the worst of all pairs"),
            worst.subList(0, Math.min(worst.size(), Math.max(FEWEST_TRANSFERS, failures))),
            List.of(
                TRANSFER_NOTE,
                Text.format(
                    "Pairs whose upper quantile is below %s: %d of %d.",
                    TransferMatrix.FAILURE, failures, worst.size())));
  }

  private static String transferCaption(TransferMatrix matrix, String from, String to) {
    return Text.format(
        "Scale %s: hypervolume of the best-known Pareto front of perplexity and %s, scored on"
            + " perplexity and %s, relative to the best-known Pareto front there; quantiles 0.05"
            + " and 0.95 over %d worlds drawn from the errors of the surrogates.",
        matrix.space().name(), from, to, TransferMatrix.WORLDS);
  }

  private static Columns<Transfer> transferColumns() {
    Columns<Transfer> columns = new Columns<Transfer>()
        .words("Front of", "front", it -> it.front().toString())
        .words("Scored on", "scored", it -> it.scored().toString())
        .add(
            Column.numbers(
                "Share of the hypervolume", "share", "share quantile 0.05", "share quantile 0.95"),
            it -> Cell.of(
                Text.format(
                    "%s [%s, %s]",
                    Rounded.decimals(it.share(), 4),
                    Rounded.decimals(it.lower(), 4),
                    Rounded.decimals(it.upper(), 4)),
                PlainNumber.of(it.share()),
                PlainNumber.of(it.lower()),
                PlainNumber.of(it.upper())));
    for (int place = 1; place <= GENE_DIFFERENCES; place++) {
      int at = place - 1;
      String field = "difference " + place;
      columns.add(
          new Column(
              at == 0 ? "Largest differences" : "",
              false,
              List.of(field, field + " of the front", field + " of the best-known front")),
          it -> difference(it.differences().get(at)));
    }
    return columns;
  }

  private static Cell difference(FrontGenes.Difference difference) {
    return Cell.of(
        Text.format(
            "%s: %s / %s",
            difference.name(),
            Rounded.decimals(difference.first(), 2),
            Rounded.decimals(difference.second(), 2)),
        difference.name(),
        PlainNumber.of(difference.first()),
        PlainNumber.of(difference.second()));
  }

  /** Returns how good every front is at every other scale. */
  public static Table scaleTransfers(List<ScaleTransfer> transfers) {
    return new Columns<ScaleTransfer>()
        .words("Objective", "objective", it -> it.objective().toString())
        .words("From", "from", ScaleTransfer::from)
        .words("To", "to", ScaleTransfer::to)
        .number("Share of the hypervolume", "share", it -> Cells.number(it.share(), 4))
        .table(
            "scale-transfer",
            "Hypervolume of the best-known Pareto front of perplexity and an objective after its"
                + " genes were carried over to another scale, relative to the best-known Pareto"
                + " front there.",
            transfers);
  }

  /**
   * Returns the main figures of all search spaces beside each other.
   *
   * @param calibrations of any search spaces
   * @param transfers of the same search spaces
   */
  public static Table summary(
      List<BenchmarkAnalysis> analyses, List<Calibration> calibrations, Transfers transfers) {
    record Quantity(String name, Function<BenchmarkAnalysis, List<Double>> values) {}
    List<Quantity> rows = new ArrayList<>();
    Objective perplexity = Objective.of(Metric.PERPLEXITY);
    for (boolean within : new boolean[] {false, true}) {
      String among = within ? ", within an embed_dim" : "";
      Function<BenchmarkAnalysis, CorrelationMatrix> matrix =
          within ? BenchmarkAnalysis::correlationsWithin : BenchmarkAnalysis::correlations;
      for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
        rows.add(new Quantity(
            Text.format("tau-b of %s, every two devices%s", metric.id(), among),
            analysis -> pairs(matrix.apply(analysis), metric)));
      }
      rows.add(new Quantity(
          "tau-b of latency and energy of a device" + among,
          analysis -> taus(
              matrix.apply(analysis),
              Metric.LATENCY,
              latency -> Objective.of(Metric.ENERGY, latency.device().orElseThrow()))));
      for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
        rows.add(new Quantity(
            Text.format("tau-b of perplexity and %s%s", metric.id(), among),
            analysis -> taus(matrix.apply(analysis), metric, hardware -> perplexity)));
      }
    }
    rows.add(new Quantity(
        "Total Sobol' index of embed_dim, all objectives",
        analysis -> analysis.importance().objectives().stream()
            .map(objective ->
                analysis.importance().index(Choice.EMBED_DIM.id(), objective).total())
            .toList()));
    rows.add(new Quantity(
        "Share of the hypervolume, fronts of other devices and metrics",
        analysis -> transfers.matrices().stream()
            .filter(matrix -> matrix.space().equals(analysis.space()))
            .flatMap(matrix -> matrix.worst().stream())
            .map(Transfer::share)
            .toList()));
    if (analyses.stream()
        .allMatch(analysis -> !coverages(analysis, calibrations).isEmpty())) {
      rows.add(new Quantity(
          "Share of measurements within intervals of 90 %, all devices",
          analysis -> coverages(analysis, calibrations)));
    }
    Columns<Quantity> columns =
        new Columns<Quantity>().words("Quantity", "quantity", Quantity::name);
    for (BenchmarkAnalysis analysis : analyses) {
      String scale = analysis.space().name();
      columns.add(
          Column.numbers(
              scale.toUpperCase(Locale.ROOT), scale + " median", scale + " least", scale + " most"),
          it -> range(it.values().apply(analysis)));
    }
    return columns.table(
        "summary", "The main figures of the benchmark by scale: median [least, most].", rows);
  }

  private static Cell range(List<Double> values) {
    Summary summary =
        Summary.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    return Cell.of(
        Text.format(
            "%s [%s, %s]",
            Rounded.decimals(summary.median(), 3),
            Rounded.decimals(summary.min(), 3),
            Rounded.decimals(summary.max(), 3)),
        PlainNumber.of(summary.median()),
        PlainNumber.of(summary.min()),
        PlainNumber.of(summary.max()));
  }

  /** Returns tau-b of every two objectives of a metric. */
  private static List<Double> pairs(CorrelationMatrix matrix, Metric metric) {
    return Pair.all(of(matrix, metric)).stream()
        .map(pair -> pair.correlation(matrix, Coefficient.KENDALL))
        .toList();
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
