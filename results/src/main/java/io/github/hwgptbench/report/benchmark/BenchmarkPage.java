package io.github.hwgptbench.report.benchmark;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.BenchmarkAnalysis;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.MeasuredCorrelations;
import io.github.hwgptbench.landscape.Transfers;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.Block;
import io.github.hwgptbench.report.Block.Drawing;
import io.github.hwgptbench.report.Block.Fact;
import io.github.hwgptbench.report.Block.Facts;
import io.github.hwgptbench.report.Block.Paragraph;
import io.github.hwgptbench.report.Block.Source;
import io.github.hwgptbench.report.Block.Tabulated;
import io.github.hwgptbench.report.Page;
import io.github.hwgptbench.report.Section;
import io.github.hwgptbench.report.internal.table.LandscapeTables;
import io.github.hwgptbench.report.internal.table.Table;
import io.github.hwgptbench.report.internal.text.Bibliography;
import io.github.hwgptbench.report.internal.text.LandscapeMethods;
import io.github.hwgptbench.report.internal.text.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of the benchmark itself, with the analyses of the paper (Sukthanker et al. 2024, arXiv
 * 2405.10299): correlation of all metrics across devices (figures 8 to 16), energy over latency,
 * distribution of each by choice (3, 18 to 24), importance of the choices, and Q-Q and calibration
 * of the surrogates (5, 17).
 *
 * @param analyses one per search space, one or more, each of all metrics
 * @param transfers of the same search spaces, in the same order
 * @param seed seed of the analyses
 * @param calibrations of any search spaces; those of others are left out
 * @param readings the measurements of the calibrations, in words that end a sentence
 * @param measured correlations of measurements in any search spaces; those of others are left out
 * @param provenance provenance of the program
 */
public record BenchmarkPage(
    List<BenchmarkAnalysis> analyses,
    Transfers transfers,
    long seed,
    List<Calibration> calibrations,
    String readings,
    List<MeasuredCorrelations> measured,
    Provenance provenance) {

  /**
   * The measurements of {@link io.github.hwgptbench.landscape.CalibrationFile#shipped}, in words.
   */
  public static final String SHIPPED_READINGS =
      "the measurements of the 9,000 architectures that the"
          + " surrogates were fitted to, each compared with a model and with quantiles that were fitted"
          + " without it (four-fold cross-validation)";

  /** The measurements of calibrations that were made from a folder of measurements, in words. */
  public static final String OWN_READINGS =
      "the measurements in the given folder, compared with the surrogates as they ship; these"
          + " were fitted to 9,000 architectures of the published ones, so that measurements of"
          + " others are a stronger test";

  private static final int HASH_DIGITS = 12;

  /** Copies the lists. */
  public BenchmarkPage {
    analyses = List.copyOf(analyses);
    calibrations = List.copyOf(calibrations);
    measured = List.copyOf(measured);
  }

  /** Returns the content of the report. */
  public Page page() {
    List<Section> sections = new ArrayList<>();
    sections.add(Section.of("summary", "Summary", summary()));
    for (int i = 0; i < analyses.size(); i++) {
      sections.add(new ScaleSection(
              analyses.get(i), transfers.matrices().get(i), calibrations, readings, measured)
          .section());
    }
    if (!transfers.scales().isEmpty()) {
      sections.add(Section.of("scale-transfer", "Transfer of fronts across scales", scaleBlocks()));
    }
    sections.add(Section.of("methods", "Methods and references", methods()));
    List<Objective> objectives = analyses.get(0).sample().objectives();
    return new Page(
        "The benchmark",
        Text.format(
            "%d objectives of GPT architectures on %d devices, at scale %s",
            objectives.size(),
            objectives.stream()
                .flatMap(objective -> objective.device().stream())
                .distinct()
                .count(),
            scales()),
        sections,
        data());
  }

  private String scales() {
    return analyses.stream()
        .map(analysis -> analysis.space().name().toUpperCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** Returns tables that are too long for a page. */
  private List<Table> data() {
    return Stream.concat(
            analyses.stream()
                .flatMap(analysis -> Stream.of(
                    LandscapeTables.correlations(analysis),
                    LandscapeTables.distributions(analysis),
                    LandscapeTables.importanceWithin(analysis),
                    LandscapeTables.layers(analysis))),
            transfers.matrices().stream().map(LandscapeTables::transfers))
        .toList();
  }

  private List<Block> scaleBlocks() {
    return List.of(
        new Paragraph("How good the best architectures of one scale are at another, on the same"
            + " device. A gene corresponds to that of the same name and keeps its level, such as"
            + " the middle embed_dim; a layer has the genes of the layer at the same share of the"
            + " depth."),
        new Drawing(
            "scale-transfer",
            "Hypervolume that fronts miss at other scales, in per cent",
            BenchmarkFigures.scales(transfers.scales())),
        new Tabulated(
            LandscapeTables.scaleTransfers(transfers.scales()), "Transfer across scales"));
  }

  private List<Block> summary() {
    return List.of(
        new Facts(List.of(
            new Fact("Scales", scales()),
            new Fact(
                "Architectures per scale",
                Text.format("%,d", analyses.get(0).sample().size())),
            new Fact("Seed", Long.toString(seed)),
            new Fact("Devices", devices()),
            new Fact("Version", provenance.version()),
            new Fact("Commit", provenance.commit()),
            new Fact("Surrogates", surrogates()),
            new Fact("Java", provenance.java()))),
        new Paragraph(
            "All values are noise-free predictions of the surrogates, except where measurements"
                + " are mentioned."),
        new Tabulated(LandscapeTables.summary(analyses, calibrations, transfers)));
  }

  private String surrogates() {
    return analyses.stream()
        .map(analysis -> analysis.surrogates().substring(0, HASH_DIGITS) + "…")
        .collect(Collectors.joining(", "));
  }

  private static String devices() {
    return Stream.of(Device.Kind.values())
        .map(kind -> Text.format(
            "%d %ss",
            Device.known().stream().filter(device -> device.kind() == kind).count(), kind))
        .collect(Collectors.joining(", "));
  }

  private List<Block> methods() {
    Prose methods =
        LandscapeMethods.of(analyses, seed, calibrations.isEmpty() ? "" : readings, provenance);
    return List.of(
        new Paragraph(methods.plain()),
        new Source("The same as plain text", "methods.txt", methods.plain() + "\n"),
        new Source("The same for LaTeX", "methods.tex", methods.latex() + "\n"),
        new Source(
            "References for BibTeX",
            "references.bib",
            Bibliography.bibtex(methods.references(), provenance.version())));
  }
}
