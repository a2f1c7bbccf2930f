package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.statistics.Summary;
import io.github.hwgptbench.suite.Suite;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what algorithms have found, problem by problem, or as one table for programs. */
final class RunReport {

  private static final List<String> COLUMNS = List.of(
      "algorithm", "runs", "hv_median", "hv_iqr", "hv_min", "hv_max", "evaluations", "seconds");

  private final Table.Format format;
  private final PrintWriter out;
  private final PrintWriter words;

  /**
   * Begins.
   *
   * @param out receives tables
   * @param err receives the words about them where tables are for programs
   */
  RunReport(Table.Format format, PrintWriter out, PrintWriter err) {
    this.format = format;
    this.out = out;
    this.words = format == Table.Format.TEXT ? out : err;
  }

  /**
   * Prints.
   *
   * @param outcomes of the runs of each problem
   * @param folder where the record is
   */
  void print(Suite suite, Map<RunSettings, List<RunOutcome>> outcomes, Path folder) {
    if (format == Table.Format.TEXT) {
      boolean first = true;
      for (RunSettings settings : suite.problems()) {
        if (!first) {
          out.println();
        }
        first = false;
        out.printf(
            "%s, %d evaluations a run%s%n%n",
            settings.problem(), settings.evaluations(), settings.noisy() ? ", noisy" : "");
        Table table = new Table(COLUMNS);
        rows(suite, outcomes.get(settings)).forEach(row -> table.add(row.toArray()));
        table.print(format, out);
        explain(suite, settings, outcomes.get(settings));
      }
    } else {
      tableForPrograms(suite, outcomes).print(format, out);
      for (RunSettings settings : suite.problems()) {
        explain(suite, settings, outcomes.get(settings));
      }
    }
    words.printf("Every evaluation is in %1$s%nFigures and tables: hwgpt report %1$s%n", folder);
  }

  /** Says of which problem a row is where there are several. */
  private static Table tableForPrograms(Suite suite, Map<RunSettings, List<RunOutcome>> outcomes) {
    boolean several = suite.problems().size() > 1;
    List<String> columns = new ArrayList<>(COLUMNS);
    if (several) {
      columns.addAll(0, List.of("problem", "noisy"));
    }
    Table table = new Table(columns);
    for (RunSettings settings : suite.problems()) {
      for (List<Object> row : rows(suite, outcomes.get(settings))) {
        List<Object> cells = new ArrayList<>(row);
        if (several) {
          cells.addAll(0, List.of(settings.problem(), Boolean.toString(settings.noisy())));
        }
        table.add(cells.toArray());
      }
    }
    return table;
  }

  private void explain(Suite suite, RunSettings settings, List<RunOutcome> outcomes) {
    words.printf(
        Locale.ROOT,
        "%nhv: hypervolume of all that a run found, more is better, over the seeds. Objectives are"
            + " normalised%nby the bounds '%s' (%s),%nthe reference point is %s in each;"
            + " %.4f is the most that there could be (protocol %s).%nseconds: median.%n",
        settings.bounds().version(),
        ranges(settings),
        settings.reference(),
        Math.pow(settings.reference(), settings.objectives().size()),
        settings.protocol());
    if (!settings.constraints().isEmpty()) {
      words.print(feasible(suite, outcomes));
    }
    endedEarly(settings, outcomes).ifPresent(words::println);
  }

  /** An algorithm that gives up its budget has less than others to be compared by. */
  private static Optional<String> endedEarly(RunSettings settings, List<RunOutcome> outcomes) {
    List<RunOutcome> early = outcomes.stream()
        .filter(outcome -> outcome.failure().isEmpty())
        .filter(outcome -> !outcome.complete(settings.evaluations()))
        .toList();
    return early.stream()
        .findFirst()
        .map(first -> ("%d of %d runs ended before their budget was spent, the first being %s with"
                + " seed %d after %d of %d evaluations.")
            .formatted(
                early.size(),
                outcomes.size(),
                first.algorithm(),
                first.seed(),
                first.evaluations(),
                settings.evaluations()));
  }

  private static String feasible(Suite suite, List<RunOutcome> outcomes) {
    String counts = suite.algorithms().stream()
        .map(algorithm -> algorithm.name().toString())
        .map(algorithm -> {
          double[] counted = outcomes.stream()
              .filter(outcome -> outcome.algorithm().equals(algorithm))
              .mapToDouble(RunOutcome::feasible)
              .toArray();
          return algorithm + " " + Table.readable(Summary.of(counted).median());
        })
        .collect(Collectors.joining(", "));
    return "Evaluations that hold all constraints, median of the runs: %s%n".formatted(counts);
  }

  private static String ranges(RunSettings settings) {
    return settings.objectives().stream()
        .map(objective -> {
          Bounds.Range range = settings.bounds().range(objective);
          String unit = objective.unit().isEmpty() ? "" : " " + objective.unit();
          return "%s %s to %s%s"
              .formatted(objective, Table.readable(range.min()), Table.readable(range.max()), unit);
        })
        .collect(Collectors.joining(", "));
  }

  private static List<List<Object>> rows(Suite suite, List<RunOutcome> outcomes) {
    List<List<Object>> rows = new ArrayList<>();
    for (SearchAlgorithm algorithm : suite.algorithms()) {
      String algorithmName = algorithm.name().toString();
      List<RunOutcome> runs = outcomes.stream()
          .filter(outcome -> outcome.algorithm().equals(algorithmName))
          .filter(outcome -> outcome.failure().isEmpty())
          .toList();
      if (runs.isEmpty()) {
        rows.add(Arrays.asList(algorithmName, 0L, null, null, null, null, null, null));
        continue;
      }
      Summary hv = Summary.of(runs.stream().mapToDouble(RunOutcome::hypervolume).toArray());
      Summary millis =
          Summary.of(runs.stream().mapToDouble(run -> run.duration().toMillis()).toArray());
      long made =
          Collections.max(runs.stream().map(run -> (long) run.evaluations()).toList());
      rows.add(Arrays.asList(
          algorithmName,
          (long) runs.size(),
          hv.median(),
          hv.interquartileRange(),
          hv.min(),
          hv.max(),
          made,
          BigDecimal.valueOf(Math.round(millis.median()), 3)));
    }
    return rows;
  }
}
