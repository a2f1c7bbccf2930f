package io.github.hwgptbench.creation;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes what a fit came to, as Markdown. */
record FitReport(long seed, List<TaskReport> hardware, List<QualityReport> quality) {

  /** Tasks above this error and this many times their repeat noise are explained. */
  private static final double FAR = 0.005;

  private static final double FAR_TIMES = 2;
  /** A normal distribution has 0.53. */
  private static final double CROWDED = 0.35;

  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# How well the surrogates fit");
    lines.add("");
    lines.add("Written by `hwgpt fit`, seed " + seed + ". All errors are on architectures that "
        + "the fit in question did not see: four-fold cross-validation for latency, energy and "
        + "memory, a held-out tenth for perplexity and accuracy. The parts of a model are chosen "
        + "by the same cross-validation, which flatters it a little. The surrogates themselves "
        + "are then fitted to all architectures.");
    lines.add("");
    if (!hardware.isEmpty()) {
      addHardware(lines);
    }
    if (!quality.isEmpty()) {
      addQuality(lines);
    }
    return String.join("\n", lines) + "\n";
  }

  private void addHardware(List<String> lines) {
    List<TaskReport> timed =
        hardware.stream().filter(task -> !Double.isNaN(task.coverage().of90())).toList();
    lines.add("## Latency, energy and memory");
    lines.add("");
    lines.add("The error of an architecture is |ln(median measurement) - ln(prediction)|, with the "
        + "drift taken out: the running median of the residuals of the 15 architectures measured "
        + "before and the 15 measured after. A task's error is the median over architectures. "
        + "Memory has no drift.");
    lines.add("");
    if (!timed.isEmpty()) {
      lines.add(Text.format(
          "Over the %d latency and energy tasks: median error **%s** (thirty coefficients: "
              + "%s), mean error %s (%s), %d tasks better and %d worse than thirty coefficients; "
              + "the 90 %% interval holds %s of single measurements (%s to %s by task), the 50 %% "
              + "interval %s.",
          timed.size(),
          percent(
              median(timed.stream().mapToDouble(task -> task.errors().model()).toArray())),
          percent(
              median(timed.stream().mapToDouble(task -> task.errors().base()).toArray())),
          percent(timed.stream()
              .mapToDouble(task -> task.errors().model())
              .average()
              .orElseThrow()),
          percent(
              timed.stream().mapToDouble(task -> task.errors().base()).average().orElseThrow()),
          timed.stream().filter(t -> t.errors().model() < t.errors().base()).count(),
          timed.stream().filter(t -> t.errors().model() > t.errors().base()).count(),
          share(timed.stream()
              .mapToDouble(task -> task.coverage().of90())
              .average()
              .orElseThrow()),
          share(timed.stream().mapToDouble(task -> task.coverage().of90()).min().orElseThrow()),
          share(timed.stream().mapToDouble(task -> task.coverage().of90()).max().orElseThrow()),
          share(timed.stream()
              .mapToDouble(task -> task.coverage().of50())
              .average()
              .orElseThrow())));
      lines.add("");
    }
    lines.add("Columns: *constant*, one number per embed_dim; *30*, thirty coefficients (layers of"
        + " each mlp_ratio and n_head, bias, bias times the layers of each mlp_ratio, in"
        + " each embed_dim) by least absolute residuals. Each further part is tried in turn,"
        + " and shown with the error that it leads to; those in brackets improved the error"
        + " by less than half a percent, and are left out. *repeat* is how well an"
        + " architecture's own median measurement is known. *drift* is the inter-quartile"
        + " range of the drift.");
    lines.add("");
    StringBuilder head = new StringBuilder("| space | objective | constant | 30 |");
    StringBuilder rule = new StringBuilder("|---|---|---:|---:|");
    for (HardwareFit.Part part : HardwareFit.Part.values()) {
      head.append(' ').append(part.title()).append(" |");
      rule.append("---:|");
    }
    lines.add(
        head.append(" **final** | repeat | drift | ramps | in 90 % | in 50 % |").toString());
    lines.add(rule.append("---:|---:|---:|---:|---:|---:|").toString());
    for (TaskReport task : hardware) {
      lines.add(row(task));
    }
    lines.add("");
    addFar(lines, timed);
  }

  private static String row(TaskReport task) {
    StringBuilder row = new StringBuilder(Text.format(
        "| %s | %s | %s | %s |",
        task.space(),
        task.objective(),
        percent(task.errors().constant()),
        percent(task.errors().base())));
    for (HardwareSelection.Step step : task.steps()) {
      String error = percent(step.error());
      row.append(' ').append(step.kept() ? error : "(" + error + ")").append(" |");
    }
    return row.append(Text.format(
            " **%s** | %s | %s | %d | %s | %s |",
            percent(task.errors().model()),
            percent(task.errors().repeat()),
            percent(task.drift().spread()),
            task.ramps(),
            share(task.coverage().of90()),
            share(task.coverage().of50())))
        .toString();
  }

  private static void addFar(List<String> lines, List<TaskReport> timed) {
    lines.add("### Tasks far above their repeat noise");
    lines.add("");
    lines.add(
        "Those with an error above 0.5 % and above twice the repeat noise, or whose repeats were"
            + " not published. No part of the table above removes these errors. Their causes"
            + " show in the residuals, and are included in the predictive distribution.");
    lines.add("");
    for (TaskReport task : timed) {
      boolean far = !(task.errors().model() <= FAR_TIMES * task.errors().repeat());
      if (task.errors().model() > FAR && far) {
        lines.add(Text.format(
            "- **%s %s** (%s, repeat noise %s): %s.",
            task.space(),
            task.objective(),
            percent(task.errors().model()),
            Double.isNaN(task.errors().repeat())
                ? "not published"
                : percent(task.errors().repeat()),
            reason(task)));
      }
    }
    lines.add("");
  }

  private static String reason(TaskReport task) {
    List<String> reasons = new ArrayList<>();
    if (task.crowding() < CROWDED) {
      reasons.add(Text.format(
          "the residuals cluster (the shortest half of them spans %.2f of the middle eight"
              + " tenths, 0.53 if normal): all measurements of an architecture fall into one state"
              + " of the machine, another architecture's into the next",
          task.crowding()));
    }
    if (task.drift().embedSpread() > task.errors().model()) {
      reasons.add(Text.format(
          "the drift is not the same for every embed_dim (inter-quartile range of the "
              + "difference %s)",
          percent(task.drift().embedSpread())));
    }
    if (reasons.isEmpty() && Double.isNaN(task.errors().repeat())) {
      reasons.add("architectures measured next to each other differ by this much; how much the"
          + " measurements of one differ is not known");
    } else if (reasons.isEmpty()) {
      reasons.add("whole runs of measurements differ between architectures measured next to each "
          + "other, by more than the measurements of one run do");
    }
    return String.join("; ", reasons);
  }

  private void addQuality(List<String> lines) {
    lines.add("## Perplexity and accuracy");
    lines.add("");
    lines.add("*additive* has an effect of each choice in each layer; ramps are added to it for "
        + "how layers interact. Accuracy is a linear function of perplexity plus small effects of "
        + "each choice. Tau is Kendall's, within each embed_dim.");
    lines.add("");
    lines.add(
        "| space | objective | learned from | architectures | additive | **final** | tau | ramps"
            + " |");
    lines.add("|---|---|---|---:|---:|---:|---|---:|");
    for (QualityReport task : quality) {
      List<String> taus = new ArrayList<>();
      for (double tau : task.taus()) {
        taus.add(Text.format("%.4f", tau));
      }
      lines.add(Text.format(
          "| %s | %s | %s | %d | %.3g | **%.3g** | %s | %d |",
          task.space(),
          task.objective(),
          task.target(),
          task.rows(),
          task.additiveError(),
          task.error(),
          String.join(", ", taus),
          task.ramps()));
    }
    lines.add("");
    List<TruthReport> truths =
        quality.stream().map(QualityReport::truth).filter(Objects::nonNull).toList();
    if (!truths.isEmpty()) {
      addTruth(lines, truths);
    }
  }

  private static void addTruth(List<String> lines, List<TruthReport> truths) {
    lines.add("### Comparison with the measurements");
    lines.add("");
    lines.add(
        "Perplexity is learned from the predictions that the authors publish, since those exist"
            + " for every architecture. Where perplexity was measured too, both can be compared"
            + " with it, on architectures that the fit did not see; a constant difference, which"
            + " the published predictions have at m and l, is taken out in each embed_dim. Where"
            + " the surrogate is closer to the measurements, a better fit of the published"
            + " predictions would only reproduce their errors.");
    lines.add("");
    lines.add("| space | architectures | embed_dim | published: error | surrogate: error | "
        + "published: tau | surrogate: tau |");
    lines.add("|---|---:|---|---:|---:|---:|---:|");
    String[] sizes = {"small", "middle", "large"};
    for (TruthReport truth : truths) {
      for (int embed = 0; embed < truth.errors().length; embed++) {
        lines.add(Text.format(
            "| %s | %d | %s | %.4f | %.4f | %.4f | %.4f |",
            truth.space(),
            truth.rows(),
            truth.errors().length == sizes.length ? sizes[embed] : "choice " + (embed + 1),
            truth.sourceErrors()[embed],
            truth.errors()[embed],
            truth.sourceTaus()[embed],
            truth.taus()[embed]));
      }
    }
    lines.add("");
  }

  private static double median(double[] values) {
    return Quantiles.median(values);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : Text.format("%.3f %%", 100 * share);
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "" : Text.format("%.3f", share);
  }
}
