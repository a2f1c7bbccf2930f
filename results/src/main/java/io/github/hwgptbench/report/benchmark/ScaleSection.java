package io.github.hwgptbench.report.benchmark;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.ArchitectureSample;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.Choice;
import io.github.hwgptbench.landscape.CorrelationMatrix;
import io.github.hwgptbench.landscape.CorrelationMatrix.Coefficient;
import io.github.hwgptbench.landscape.MeasuredCorrelations;
import io.github.hwgptbench.landscape.TransferMatrix;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.report.Block;
import io.github.hwgptbench.report.Block.Drawing;
import io.github.hwgptbench.report.Block.Paragraph;
import io.github.hwgptbench.report.Block.Tabulated;
import io.github.hwgptbench.report.Section;
import io.github.hwgptbench.report.Section.Fold;
import io.github.hwgptbench.report.internal.figure.Figure;
import io.github.hwgptbench.report.internal.table.LandscapeTables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a page about one search space. */
final class ScaleSection {

  private static final String WITHIN = ", within an embed_dim";

  private final BenchmarkAnalysis analysis;
  private final ArchitectureSample sample;
  private final TransferMatrix transfers;
  private final List<Calibration> calibrations;
  private final String readings;
  private final @Nullable MeasuredCorrelations measured;
  private final String scale;
  private final List<Objective> latency;
  private final List<Objective> energy;
  private final List<Objective> hardware;
  private final List<Objective> others;

  /**
   * Takes what is known.
   *
   * @param transfers of the same space
   * @param calibrations of any spaces and in any order
   * @param readings which the calibrations are of, to end a sentence
   * @param measured of any spaces
   */
  ScaleSection(
      BenchmarkAnalysis analysis,
      TransferMatrix transfers,
      List<Calibration> calibrations,
      String readings,
      List<MeasuredCorrelations> measured) {
    this.analysis = analysis;
    this.transfers = transfers;
    this.readings = readings;
    sample = analysis.sample();
    scale = analysis.space().name();
    this.measured =
        measured.stream().filter(it -> it.space().equals(scale)).findFirst().orElse(null);
    List<Objective> objectives = sample.objectives();
    this.calibrations = calibrations.stream()
        .filter(calibration -> calibration.space().equals(scale))
        .sorted(Comparator.comparingInt(it -> objectives.indexOf(it.objective())))
        .toList();
    latency = only(objectives, Metric.LATENCY);
    energy = only(objectives, Metric.ENERGY);
    hardware = BenchmarkFigures.only(objectives, BenchmarkFigures::noisy);
    others = BenchmarkFigures.only(objectives, metric -> !BenchmarkFigures.noisy(metric));
  }

  Section section() {
    List<Section> parts = new ArrayList<>();
    parts.add(correlations());
    parts.add(correlationsWithin());
    parts.add(correlationsByKind());
    parts.add(spearman());
    parts.add(transfer());
    parts.add(energyOverLatency());
    parts.add(byEmbedDim());
    parts.add(by(Choice.N_LAYER));
    parts.add(by(Choice.BIAS));
    parts.add(byLayers(Choice.MLP_RATIO));
    parts.add(byLayers(Choice.N_HEAD));
    parts.add(importance());
    parts.add(normality());
    if (!calibrations.isEmpty()) {
      parts.add(calibration());
    }
    return new Section(scale, name(), Fold.NEVER, List.of(), parts);
  }

  private String name() {
    return "GPT-" + scale.toUpperCase(Locale.ROOT);
  }

  private Section part(String id, String title, Fold fold, List<Block> blocks) {
    return new Section(scale + "-" + id, title, fold, blocks, List.of());
  }

  private Block drawing(String id, String caption, Figure figure) {
    return new Drawing(scale + "-" + id, caption, figure);
  }

  private Section correlations() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(Text.format(
            "How similarly two objectives order architectures: Kendall's tau-b over %s drawn"
                + " uniformly by",
            architectures())
        + " gene. Since embed_dim decides most of every objective, all are high; correlations of"
        + " measurements are lower, because of their noise and drift. Colours of"
        + " correlations across devices begin at " + BenchmarkFigures.LOWEST_SHADE + "."));
    blocks.addAll(correlations(Coefficient.KENDALL, analysis.correlations(), "", ""));
    return part("correlation", "Correlation", Fold.OPEN, blocks);
  }

  private Section correlationsWithin() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(
        "The correlation that remains once embed_dim is chosen: the mean over its choices of"
            + " Kendall's tau-b among the architectures of each."));
    blocks.addAll(
        correlations(Coefficient.KENDALL, analysis.correlationsWithin(), "-within", WITHIN));
    return part("correlation-within", "Correlation within an embed_dim", Fold.OPEN, blocks);
  }

  private Section correlationsByKind() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph("Kendall's tau-b across devices of the same kind. "
        + Optional.ofNullable(measured)
            .map(it -> Text.format(
                "For metrics that were measured on two or more of them: above the diagonal,"
                    + " noise-free values; below it, the median measurements of the same %,d"
                    + " architectures, which agree less because of their noise and drift.",
                it.architectures()))
            .orElse("With a folder of measurements (--data), those of the median measurements are"
                + " below the diagonal.")));
    for (Device.Kind kind : Device.Kind.values()) {
      for (List<Objective> ofMetric : List.of(latency, energy)) {
        blocks.add(correlationsAmong(kind, ofMetric));
      }
    }
    return part("correlation-kind", "Correlation among GPUs and among CPUs", Fold.OPEN, blocks);
  }

  private Block correlationsAmong(Device.Kind kind, List<Objective> ofMetric) {
    List<Objective> objectives = BenchmarkFigures.onKind(ofMetric, kind);
    Optional<MeasuredCorrelations> both = Optional.ofNullable(measured)
        .filter(it -> BenchmarkFigures.shared(objectives, it.measured()).size() > 1);
    String metric = ofMetric.get(0).metric().id();
    return drawing(
        Text.format("correlation-kendall-%s-%s", kind.name().toLowerCase(Locale.ROOT), metric),
        Text.format(
            "%s: Kendall's tau-b of %s across %ss%s",
            name(), metric, kind, both.isPresent() ? "; below the diagonal as measured" : ""),
        both.map(it -> BenchmarkFigures.triangles(
                it.noiseFree(),
                it.measured(),
                Coefficient.KENDALL,
                BenchmarkFigures.shared(objectives, it.measured())))
            .orElseGet(() -> BenchmarkFigures.correlations(
                analysis.correlations(), Coefficient.KENDALL, objectives, objectives)));
  }

  private Section spearman() {
    return part(
        "spearman",
        "Correlation by Spearman's rho",
        Fold.CLOSED,
        correlations(Coefficient.SPEARMAN, analysis.correlations(), "", ""));
  }

  private String architectures() {
    return Text.format("%,d architectures", sample.size());
  }

  private List<Block> correlations(
      Coefficient coefficient, CorrelationMatrix matrix, String suffix, String among) {
    String id =
        Text.format("correlation-%s%s-", coefficient.name().toLowerCase(Locale.ROOT), suffix);
    String of = Text.format("%s: %s of ", name(), coefficient.label());
    return List.of(
        drawing(
            id + "latency",
            of + "latencies across devices" + among,
            BenchmarkFigures.correlations(matrix, coefficient, latency, latency)),
        drawing(
            id + "energy",
            of + "energies across devices" + among,
            BenchmarkFigures.correlations(matrix, coefficient, energy, energy)),
        drawing(
            id + "latency-energy",
            of + "latency (rows) with energy (columns) across devices" + among,
            BenchmarkFigures.correlations(matrix, coefficient, latency, energy)),
        drawing(
            id + "hardware-others",
            of + "latency and energy with quality, size and memory" + among,
            BenchmarkFigures.correlations(matrix, coefficient, hardware, others)),
        drawing(
            id + "others",
            of + "quality, size and memory among each other" + among,
            BenchmarkFigures.correlations(matrix, coefficient, others, others)));
  }

  private Section transfer() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(
        "How good the best architectures for one device or metric are on another: the best-known"
            + " Pareto front of perplexity and the objective of a row, scored on perplexity and"
            + " the objective of a column, without noise. Cells are the missing share of the"
            + " hypervolume of the best-known Pareto front there, in per cent."));
    List<List<Objective>> metrics = List.of(
        only(transfers.objectives(), Metric.LATENCY), only(transfers.objectives(), Metric.ENERGY));
    for (List<Objective> fronts : metrics) {
      for (List<Objective> scored : metrics) {
        String from = fronts.get(0).metric().id();
        String to = scored.get(0).metric().id();
        blocks.add(drawing(
            Text.format("transfer-%s-%s", from, to),
            Text.format(
                "%s: hypervolume that fronts of %s (rows) miss on %s (columns), in per cent",
                name(), from, to),
            BenchmarkFigures.transfers(transfers, fronts, scored)));
      }
    }
    blocks.add(new Tabulated(LandscapeTables.worstTransfers(transfers)));
    return part("transfer", "Transfer of fronts across devices", Fold.OPEN, blocks);
  }

  private static List<Objective> only(List<Objective> objectives, Metric metric) {
    return BenchmarkFigures.only(objectives, metric::equals);
  }

  private Section energyOverLatency() {
    return part(
        "energy-over-latency",
        "Energy over latency",
        Fold.OPEN,
        List.of(
            new Paragraph(
                "Energy over latency on the same device, and their quotient, the mean power."
                    + " Lines are the median, and bands go from the quantile 0.05 to 0.95, of"
                    + " architectures with the same embed_dim and about the same latency: in bins of"
                    + " equal count, from the median latency of the first bin to that of the last one."
                    + " Where energy is nearly a function of latency, a band is no wider than its line."
                    + Text.format(
                        " Points are the first %d architectures of the sample with each embed_dim.",
                        BenchmarkFigures.MOST_POINTS)),
            drawing(
                "energy-over-latency",
                name()
                    + ": energy over latency by device and embed_dim, with quantiles 0.05 to 0.95",
                BenchmarkFigures.energyOverLatency(sample)),
            drawing(
                "power-over-latency",
                name()
                    + ": mean power over latency by device and embed_dim, with quantiles 0.05 to 0.95",
                BenchmarkFigures.powerOverLatency(sample))));
  }

  private Section byEmbedDim() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph("The share of architectures at or below each value (ECDF), one line"
        + " for each embed_dim, over the same sample."));
    blocks.addAll(distributions(sample, Choice.EMBED_DIM, ""));
    return part("distribution-embed-dim", "Distribution by embed_dim", Fold.OPEN, blocks);
  }

  private Section by(Choice choice) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(
        "Also among the widest architectures only, since embed_dim hides the effect of "
            + choice.id() + "."));
    blocks.addAll(distributions(sample, choice, ""));
    blocks.addAll(amongWidest(choice));
    return by(choice, blocks);
  }

  private Section byLayers(Choice choice) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(Text.format(
        "Architectures are grouped by the most frequent %s among their active layers; those in"
            + " which several are equally the most frequent belong to no group. Only the widest ones"
            + " are shown, since embed_dim hides the effect of %s; the table of distributions has"
            + " all.",
        choice.id(), choice.id())));
    blocks.addAll(amongWidest(choice));
    return by(choice, blocks);
  }

  private List<Block> amongWidest(Choice choice) {
    int widest = analysis.space().embedDims().size() - 1;
    return distributions(
        sample.where(Choice.EMBED_DIM, widest),
        choice,
        " at embed_dim " + analysis.space().embedDims().get(widest));
  }

  private Section by(Choice choice, List<Block> blocks) {
    return part(
        "distribution-" + choice.id().replace('_', '-'),
        "Distribution by " + choice.id(),
        Fold.CLOSED,
        blocks);
  }

  private List<Block> distributions(ArchitectureSample among, Choice choice, String where) {
    String id =
        Text.format("ecdf-%s%s-", choice.id().replace('_', '-'), where.isEmpty() ? "" : "-widest");
    String by = Text.format(" by %s%s", choice.id(), where);
    return List.of(
        drawing(
            id + "others",
            Text.format("%s: distribution of quality, size and memory%s", name(), by),
            BenchmarkFigures.distributions(among, choice, others)),
        drawing(
            id + "latency",
            Text.format("%s: distribution of latency%s", name(), by),
            BenchmarkFigures.distributions(among, choice, latency)),
        drawing(
            id + "energy",
            Text.format("%s: distribution of energy%s", name(), by),
            BenchmarkFigures.distributions(among, choice, energy)));
  }

  private Section importance() {
    return part(
        "importance",
        "Importance of the choices",
        Fold.OPEN,
        List.of(
            new Paragraph("Total Sobol' indices (Sobol' 2001; estimators of Jansen 1999 and of"
                + " Saltelli et al. 2010): the share of the variance of an objective that remains"
                + " on average while all but one choice is known, every gene drawn uniformly."
                + " mlp_ratio and n_head are those of all layers together, unless a layer is"
                + " named. Where choices interact, the indices of an objective add up to more than"
                + " 1."),
            drawing(
                "importance",
                name() + ": total Sobol' indices of the choices",
                BenchmarkFigures.importance(analysis.importance())),
            drawing(
                "importance-within",
                name() + ": total Sobol' indices of the choices among architectures of one"
                    + " embed_dim; mean over its choices",
                BenchmarkFigures.meanImportance(analysis.importanceWithin())),
            drawing(
                "importance-layers",
                name() + ": total Sobol' indices of the choices of each layer, among architectures"
                    + " of one embed_dim; where none is named, mean over its choices",
                BenchmarkFigures.layers(analysis)),
            new Tabulated(LandscapeTables.importance(analysis), "Sobol' indices")));
  }

  private Section normality() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph("How repeated measurements of one architecture spread, by the noise"
        + " model of the surrogates, beside the normal distribution of the same quartiles; both as"
        + " differences to the median in standard deviations of that distribution, at the levels"
        + " 0.01 to 0.99. Above the diagonal on the right, and below it on the left, tails are"
        + " heavier. Devices without published repeated measurements are left out."));
    for (List<Objective> ofMetric : List.of(latency, energy)) {
      String metric = ofMetric.get(0).metric().id();
      blocks.add(drawing(
          "normal-" + metric,
          Text.format(
              "%s: quantiles of repeated measurements of %s over those of the normal distribution",
              name(), metric),
          BenchmarkFigures.normality(analysis, ofMetric)));
    }
    return part("normal", "Noise beside the normal distribution", Fold.CLOSED, blocks);
  }

  private Section calibration() {
    DoubleSummaryStatistics coverage =
        calibrations.stream().mapToDouble(it -> it.coverage(0.9)).summaryStatistics();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph("How often single measurements of latency and energy are at or below the"
            + " quantiles that the surrogates predict for them, and these quantiles beside the observed"
            + " ones: of " + readings + ". Intervals of 90 % hold "
            + Text.format("%.3f to %.3f", coverage.getMin(), coverage.getMax())
            + " of the measurements of an objective. The other objectives have no noise, and so no"
            + " quantiles to check."));
    blocks.add(drawing(
        "calibration",
        name() + ": share of measurements at or below the predicted quantile of each level, and its"
            + " difference to the level",
        BenchmarkFigures.calibration(calibrations)));
    for (Metric metric : BenchmarkFigures.metrics(calibrations)) {
      blocks.add(drawing(
          "qq-" + metric.id(),
          Text.format(
                  "%s: observed over predicted quantiles of %s measurements, as difference to the noise-free",
                  name(), metric.id())
              + " value, at the levels 0.05 to 0.95",
          BenchmarkFigures.quantiles(calibrations.stream()
              .filter(calibration -> calibration.objective().metric().equals(metric))
              .toList())));
    }
    blocks.add(new Tabulated(
        LandscapeTables.calibration(calibrations, readings), "Coverage of the intervals"));
    return part("calibration", "Calibration of the surrogates", Fold.OPEN, blocks);
  }
}
