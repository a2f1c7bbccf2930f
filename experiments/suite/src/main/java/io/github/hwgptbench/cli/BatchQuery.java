package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.surrogate.PredictiveDistribution;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers for a table of architectures, as CSV: arch_id, and for each objective its value, then
 * quantiles ({@code latency@a100:q0.05}), measurements ({@code latency@a100:sample1}) and what was
 * measured ({@code latency@a100:measured}), where asked for.
 */
record BatchQuery(
    HwGptBench bench,
    List<Objective> objectives,
    List<Double> levels,
    Readings readings,
    @Nullable MeasuredData measured) {

  private static final int BATCH = 1024;

  /**
   * Writes the answers.
   *
   * @param progress hears of how many more architectures are done
   */
  void answer(ArchitectureTable table, Writer out, IntConsumer progress) throws IOException {
    out.write(header());
    try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      for (int from = 0; from < table.size(); from += BATCH) {
        int count = Math.min(BATCH, table.size() - from);
        int[][] genes =
            IntStream.range(from, from + count).mapToObj(table::genes).toArray(int[][]::new);
        double[][] values = new double[count][objectives.size()];
        evaluator.evaluate(genes, values);
        for (int i = 0; i < count; i++) {
          out.append(row(table, from + i, genes[i], values[i]));
        }
        progress.accept(count);
      }
    }
    out.flush();
  }

  private String header() {
    StringBuilder header = new StringBuilder("arch_id");
    for (Objective objective : objectives) {
      header.append(',').append(objective);
      for (double level : levels) {
        header.append(',').append(objective).append(":q").append(QueryCommand.level(level));
      }
      for (int i = 1; i <= readings.count(); i++) {
        header.append(',').append(objective).append(":sample").append(i);
      }
      if (measured != null) {
        header.append(',').append(objective).append(":measured");
      }
    }
    return header.append('\n').toString();
  }

  private StringBuilder row(ArchitectureTable table, int row, int[] genes, double[] values)
      throws IOException {
    StringBuilder line = new StringBuilder(24 * values.length);
    line.append(table.id(row));
    for (int i = 0; i < values.length; i++) {
      Objective objective = objectives.get(i);
      append(line, values[i]);
      if (!levels.isEmpty() || readings.count() > 0) {
        appendNoise(line, row, objective, bench.distribution(objective, genes, values[i]));
      }
      if (measured != null) {
        appendMeasured(line, table.architecture(row), objective, measured);
      }
    }
    return line.append('\n');
  }

  private void appendNoise(
      StringBuilder line, int row, Objective objective, PredictiveDistribution distribution) {
    for (double level : levels) {
      append(line, distribution.quantile(level));
    }
    for (double reading : readings.draw(row, objective, distribution)) {
      append(line, reading);
    }
  }

  private static void appendMeasured(
      StringBuilder line, Architecture architecture, Objective objective, MeasuredData data)
      throws IOException {
    OptionalDouble median = data.objectives().contains(objective)
        ? data.median(architecture, objective)
        : OptionalDouble.empty();
    line.append(',');
    median.ifPresent(value -> line.append(PlainNumber.of(value)));
  }

  private static void append(StringBuilder line, double value) {
    line.append(',').append(PlainNumber.of(value));
  }
}
