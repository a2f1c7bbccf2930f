package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.BenchReader;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the objectives of architectures. */
@Command(
    name = "query",
    description = {"Print the objectives of architectures.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt query --arch gpt-s-12-768-4-3-2-4-4-3-2-3-4-2-3-4-12-8-4-12-8-12-4-8-12-4-8-12-True",
      "  hwgpt query --in architectures.csv.gz --out answers.csv.gz",
      "  hwgpt query --in archs.csv --objectives latency@a100 --quantiles 0.05,0.95",
      "",
      "A file has the columns arch_id (optional), embed_dim, n_layer, bias, mlp_ratio, n_head, the"
          + " last two with one value per layer, separated by hyphens, such as 2-3-4."
    })
final class QueryCommand extends ConsoleCommand {

  /** What the readable table says of the noise by default. */
  private static final List<Double> USUAL_QUANTILES = List.of(0.05, 0.95);

  private static final int MOST_SAMPLES = 1000;

  @Mixin
  private BenchOptions options;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      description = "One architecture, in the authors' form:"
          + " gpt-SCALE-n_layer-embed_dim-mlp_ratio...-n_head...-bias.")
  private @Nullable String architecture;

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "File of architectures, .csv or .csv.gz.")
  private @Nullable Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File for the values of --in, .csv or .csv.gz (default: standard output).")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace the file of --out if it exists.")
  private boolean overwrite;

  @Option(
      names = "--objectives",
      paramLabel = "OBJECTIVE",
      split = ",",
      description = "Objectives, see 'hwgpt objectives' (default: all).")
  private List<String> objectives = new ArrayList<>();

  @Option(
      names = "--quantiles",
      paramLabel = "LEVEL",
      split = ",",
      description = "Also print quantiles of a single measurement, at probabilities from 0 to"
          + " 1, such as 0.05,0.5,0.95.")
  private List<Double> quantiles = new ArrayList<>();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "0",
      description = "Also print this many random measurements, at most " + MOST_SAMPLES + ".")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the random measurements (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Also print the median of the measurements, from a folder with one folder"
          + " per scale; empty where nothing was measured.")
  private @Nullable Path data;

  @Mixin
  private ThreadsOption threads;

  @Mixin
  private FormatOption format;

  @Override
  void execute() throws IOException {
    check();
    options.threads(threads.count());
    if (in != null) {
      answer();
      return;
    }
    try (ProgressLine progress = new ProgressLine(err(), "tokens")) {
      options.showTokens(progress);
      answer();
    }
  }

  private void answer() throws IOException {
    try (HwGptBench bench = options.open()) {
      List<Objective> asked =
          objectives.isEmpty() ? bench.objectives() : new BenchReader(bench).objectives(objectives);
      MeasuredData measured = data == null ? null : MeasuredData.open(data, bench.space());
      if (in == null) {
        answer(bench, asked, measured);
      } else {
        answerAll(bench, asked, measured);
      }
    }
  }

  private void check() throws IOException {
    if ((architecture == null) == (in == null)) {
      throw new UsageException("Expected either --arch or --in");
    }
    if (out != null && in == null) {
      throw new UsageException("--out requires --in");
    }
    if (out != null && Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out)) {
      throw UsageException.of("--out %s: the same file as --in; expected another", out);
    }
    if (overwrite && out == null) {
      throw new UsageException("--overwrite requires --out");
    }
    if (!overwrite && out != null && new AnswerFile(out).replacesFile()) {
      throw new IOException(
          Text.format("%s: exists; use another name, or replace it with --overwrite", out));
    }
    if (in != null && format.format() == Table.Format.JSON) {
      throw new UsageException("--format json requires --arch; --in gives CSV");
    }
    for (double level : quantiles) {
      if (!(level >= 0 && level <= 1)) {
        throw UsageException.of("--quantiles %s; allowed: 0 to 1", level);
      }
    }
    if (quantiles.stream().map(QueryCommand::level).distinct().count() < quantiles.size()) {
      throw UsageException.of("--quantiles %s: a level is given twice; allowed: once", quantiles);
    }
    if (samples < 0 || samples > MOST_SAMPLES) {
      throw UsageException.of("--samples %d; allowed: 0 to %d", samples, MOST_SAMPLES);
    }
    if (objectives.isEmpty() && given("--objectives")) {
      throw new UsageException("--objectives: none is given; expected one or more");
    }
  }

  private void answerAll(HwGptBench bench, List<Objective> asked, @Nullable MeasuredData measured)
      throws IOException {
    ArchitectureTable table = ArchitectureTable.read(Objects.requireNonNull(in), bench.space());
    BatchQuery query =
        new BatchQuery(bench, asked, quantiles, new Readings(seed, samples), measured);
    if (out == null) {
      query.answer(table, out(), count -> {});
      return;
    }
    AnswerFile file = new AnswerFile(out);
    try (ProgressLine progress = progress("architectures", table.size())) {
      file.write(answers -> query.answer(table, answers, progress::step));
    }
  }

  private void answer(HwGptBench bench, List<Objective> asked, @Nullable MeasuredData measured)
      throws IOException {
    SearchSpace space = bench.space();
    Architecture parsed = space.parse(Objects.requireNonNull(architecture));
    int[] genes = space.encode(parsed);
    boolean text = format.format() == Table.Format.TEXT;
    List<Double> levels = text && quantiles.isEmpty() ? USUAL_QUANTILES : quantiles;
    Readings readings = new Readings(seed, samples);
    Table table = new Table(columns(levels, measured != null));
    double[] values = new double[asked.size()];
    try (ObjectiveEvaluator evaluator = bench.evaluator(asked)) {
      evaluator.evaluate(genes, values);
    }
    for (int i = 0; i < values.length; i++) {
      Objective objective = asked.get(i);
      PredictiveDistribution distribution = bench.distribution(objective, genes, values[i]);
      List<Object> row =
          new ArrayList<>(List.of(objective.toString(), values[i], objective.unit()));
      for (double level : levels) {
        boolean noisy = !bench.noise(objective).isNone();
        row.add(noisy || !text ? (Double) distribution.quantile(level) : null);
      }
      for (double reading : readings.draw(0, objective, distribution)) {
        row.add(reading);
      }
      if (measured != null) {
        row.add(measured(measured, parsed, objective));
      }
      table.add(row.toArray());
    }
    if (text) {
      print("%s%n%n", space.format(parsed));
    }
    table.print(format.format(), out());
  }

  /** Writes a level without an exponent. */
  static String level(double level) {
    return BigDecimal.valueOf(level).toPlainString();
  }

  private List<String> columns(List<Double> levels, boolean measured) {
    List<String> columns = new ArrayList<>(List.of("objective", "value", "unit"));
    levels.forEach(level -> columns.add("q" + level(level)));
    for (int i = 1; i <= samples; i++) {
      columns.add("sample" + i);
    }
    if (measured) {
      columns.add("measured");
    }
    return columns;
  }

  private static @Nullable Double measured(
      MeasuredData data, Architecture parsed, Objective objective) throws IOException {
    if (!data.objectives().contains(objective)) {
      return null;
    }
    OptionalDouble median = data.median(parsed, objective);
    return median.isPresent() ? median.getAsDouble() : null;
  }
}
