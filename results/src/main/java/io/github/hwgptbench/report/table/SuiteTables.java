package io.github.hwgptbench.report.table;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalyzedSuite;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.MissingRun;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.RunScore;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.indicator.RankingFlip;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.table.Table.Cell;
import io.github.hwgptbench.report.table.Table.Column;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of all problems together. */
public final class SuiteTables {

  private SuiteTables() {}

  /**
   * Returns all tables that have rows: one per indicator, by its id, {@code ranks}, {@code flips},
   * {@code problems}, {@code algorithms}, {@code suites} and {@code missing}.
   */
  public static List<Table> all(SuiteAnalysis analysis) {
    List<Table> tables = new ArrayList<>();
    for (Indicator indicator : indicators(analysis)) {
      tables.add(indicator(analysis, indicator));
    }
    if (singleObjective(analysis)) {
      tables.add(best(analysis));
    }
    analysis
        .overall()
        .filter(overall -> !overall.rankings().isEmpty())
        .ifPresent(overall -> tables.add(RankTable.of(
            String.format(
                Locale.ROOT,
                "Mean ranks by %s over %d problems",
                analysis.problems().stream()
                    .map(problem -> problem.rankedBy().label())
                    .distinct()
                    .collect(Collectors.joining(" or ")),
                overall.problems().size()),
            overall.rankings())));
    if (analysis.problems().stream().anyMatch(problem -> !problem.flips().isEmpty())) {
      tables.add(flips(analysis));
    }
    tables.add(problems(analysis));
    tables.add(algorithms(analysis));
    tables.add(suites(analysis));
    if (!analysis.missing().isEmpty()) {
      tables.add(missing(analysis));
    }
    return tables;
  }

  /** Returns the indicators that any problem is scored by, in their order. */
  public static List<Indicator> indicators(SuiteAnalysis analysis) {
    List<Indicator> indicators = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    analysis.problems().stream()
        .sorted(Comparator.comparing(ProblemAnalysis::singleObjective))
        .flatMap(problem -> problem.indicators().stream())
        .filter(indicator -> ids.add(indicator.id()))
        .forEach(indicators::add);
    return indicators;
  }

  private static boolean singleObjective(SuiteAnalysis analysis) {
    return analysis.problems().stream().anyMatch(ProblemAnalysis::singleObjective);
  }

  /** Returns the best feasible values on problems of one objective. */
  private static Table best(SuiteAnalysis analysis) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      if (problem.singleObjective()) {
        for (AlgorithmAnalysis algorithm : problem.algorithms()) {
          rows.add(List.of(
              Cell.of(name(problem)),
              Cell.of(problem.objectives().get(0).unit()),
              Cell.of(algorithm.name()),
              Cell.of(algorithm.runs().size()),
              Cells.best(algorithm)));
        }
      }
    }
    return new Table(
        "best-value",
        "Best feasible value of each run, noise-free. Cells: median [lower quartile, upper quartile] over the seeds that found one.",
        List.of(
            Column.words("Problem", "problem"),
            Column.words("Unit", "unit"),
            Column.words("Algorithm", "algorithm"),
            Column.numbers("Seeds", "seeds"),
            Column.numbers(
                "Best value",
                "best value median",
                "best value lower quartile",
                "best value upper quartile")),
        rows,
        List.of());
  }

  /** Returns an indicator of every algorithm on every problem that it supports. */
  public static Table indicator(SuiteAnalysis analysis, Indicator indicator) {
    Set<String> names = new LinkedHashSet<>();
    analysis
        .problems()
        .forEach(problem -> problem.algorithms().forEach(algorithm -> names.add(algorithm.name())));
    List<Column> columns = new ArrayList<>(List.of(Column.words("Problem", "problem")));
    for (String name : names) {
      columns.add(Column.numbers(
          name, name + " median", name + " lower quartile", name + " upper quartile"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    List<ProblemAnalysis> problems = analysis.problems().stream()
        .filter(problem -> problem.indicators().contains(indicator))
        .toList();
    for (ProblemAnalysis problem : problems) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(name(problem))));
      for (String name : names) {
        Optional<AlgorithmAnalysis> algorithm =
            problem.algorithms().stream().filter(it -> it.name().equals(name)).findFirst();
        algorithm.ifPresent(it -> marks.add(it.summary(indicator).mark()));
        row.add(algorithm
            .map(it -> Cells.indicator(indicator, it.summary(indicator)))
            .orElse(Cell.none(3)));
      }
      rows.add(row);
    }
    String description = problems.stream()
        .map(problem -> Descriptions.of(indicator, problem))
        .distinct()
        .collect(Collectors.joining("; or "));
    return new Table(
        indicator.id(),
        String.format(
            Locale.ROOT,
            "%s, noise-free, after all evaluations (%s). Cells: median [lower quartile, upper quartile] over the seeds (%s).",
            Descriptions.capitalized(description),
            Descriptions.range(problems.stream().mapToInt(ProblemAnalysis::evaluations)),
            Descriptions.range(problems.stream()
                .flatMap(problem -> problem.algorithms().stream())
                .mapToInt(algorithm -> algorithm.runs().size()))),
        columns,
        rows,
        Descriptions.marks(marks, analysis.settings()));
  }

  private static String name(ProblemAnalysis problem) {
    return problem.problem() + (problem.noisy() ? ", readings" : "");
  }

  /** Returns the pairs of algorithms whose order depends on the protocol. */
  public static Table flips(SuiteAnalysis analysis) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      Map<List<String>, List<String>> others = new LinkedHashMap<>();
      for (RankingFlip flip : problem.flips()) {
        others
            .computeIfAbsent(List.of(flip.better(), flip.worse()), pair -> new ArrayList<>())
            .add(flip.other().id());
      }
      others.forEach((pair, protocols) -> rows.add(List.of(
          Cell.of(name(problem)),
          Cell.of(pair.get(0)),
          Cell.of(pair.get(1)),
          Cells.probability(adjusted(problem, pair)),
          Cell.of(problem.protocol().id()),
          Cell.of(String.join(", ", protocols)))));
    }
    return new Table(
        "flips",
        "Pairs of algorithms whose order by median hypervolume is reversed under another protocol.",
        List.of(
            Column.words("Problem", "problem"),
            Column.words("Better", "better"),
            Column.words("Worse", "worse"),
            Column.numbers("p, Holm", "p holm"),
            Column.words("As reported under", "reported"),
            Column.words("Reversed under", "other")),
        rows,
        List.of("p: of the signed-rank test as reported; where it is large, the two were hardly in"
            + " an order before."));
  }

  private static double adjusted(ProblemAnalysis problem, List<String> pair) {
    return problem.tests(problem.rankedBy()).pairs().stream()
        .filter(test -> pair.contains(test.first()) && pair.contains(test.second()))
        .findFirst()
        .orElseThrow()
        .comparison()
        .adjustedPValue();
  }

  /** Returns what was run: the problems. */
  public static Table problems(SuiteAnalysis analysis) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      int planned = problem.missing().size()
          + problem.algorithms().stream().mapToInt(it -> it.runs().size()).sum();
      rows.add(List.of(
          Cell.of(problem.problem()),
          Cell.of(problem.noisy() ? "readings" : "noise-free values"),
          Cell.of(problem.evaluations()),
          Cell.of(problem.algorithms().size()),
          Cell.of(Descriptions.seeds(problem)),
          Cell.of(planned - problem.missing().size()),
          Cell.of(planned),
          Cell.of(problem.protocol().id()),
          Cell.of(
              String.format(
                  Locale.ROOT,
                  "%s: %d networks",
                  Descriptions.target(problem),
                  problem.target().points().size()),
              problem.target().description(),
              PlainNumber.of(problem.target().hypervolume()))));
    }
    return new Table(
        "problems",
        "What was run. Algorithms saw readings or noise-free values; scores are of noise-free values.",
        List.of(
            Column.words("Problem", "problem"),
            Column.words("Seen", "seen"),
            Column.numbers("Evaluations a run", "evaluations"),
            Column.numbers("Algorithms", "algorithms"),
            Column.numbers("Seeds", "seeds"),
            Column.numbers("Runs finished", "finished"),
            Column.numbers("Runs planned", "planned"),
            Column.words("Protocol", "protocol"),
            new Column("Relative to", false, List.of("target", "target hypervolume"))),
        rows,
        List.of());
  }

  /** Returns what was run: the algorithms with their settings. */
  public static Table algorithms(SuiteAnalysis analysis) {
    Set<List<Cell>> rows = new LinkedHashSet<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      for (AlgorithmAnalysis algorithm : problem.algorithms()) {
        rows.add(List.of(
            Cell.of(algorithm.name()),
            Cell.of(algorithm.suite()),
            Cell.of(algorithm.provenance().version()),
            Cell.of(text(algorithm.settings()))));
      }
    }
    return new Table(
        "algorithms",
        "Algorithms with all of their settings.",
        List.of(
            Column.words("Algorithm", "algorithm"),
            Column.words("Suite", "suite"),
            Column.words("Version", "version"),
            Column.words("Settings", "settings")),
        List.copyOf(rows),
        List.of());
  }

  private static String text(Map<String, String> settings) {
    return settings.isEmpty()
        ? "none"
        : settings.entrySet().stream()
            .map(setting -> setting.getKey() + " = " + setting.getValue())
            .collect(Collectors.joining(", "));
  }

  /** Returns what computed the runs. */
  public static Table suites(SuiteAnalysis analysis) {
    List<List<Cell>> rows = new ArrayList<>();
    for (AnalyzedSuite suite : analysis.suites()) {
      // Scales have surrogates of their own, which is no reason to say all else again.
      Map<Provenance, List<String>> surrogates = new LinkedHashMap<>();
      for (Provenance provenance : suite.provenance()) {
        surrogates
            .computeIfAbsent(
                new Provenance(
                    provenance.version(),
                    provenance.commit(),
                    "",
                    provenance.java(),
                    provenance.platform()),
                key -> new ArrayList<>())
            .add(provenance.surrogates());
      }
      surrogates.forEach((provenance, hashes) -> rows.add(List.of(
          Cell.of(suite.name()),
          Cell.of(suite.finished()),
          Cell.of(suite.planned()),
          Cell.of(suite.failed()),
          suite.began().map(SuiteTables::second).orElse(Cell.none(1)),
          suite.ended().map(SuiteTables::second).orElse(Cell.none(1)),
          Cell.of(provenance.version()),
          Cell.of(Provenance.shortened(provenance.commit()), provenance.commit()),
          Cell.of(
              hashes.stream().map(Provenance::shortened).collect(Collectors.joining(", ")),
              String.join(", ", hashes)),
          Cell.of(provenance.java()),
          Cell.of(provenance.platform()))));
    }
    return new Table(
        "suites",
        "What computed the runs: version and commit of hwgptbench, hash of the surrogates, Java and platform.",
        List.of(
            Column.words("Suite", "suite"),
            Column.numbers("Runs finished", "finished"),
            Column.numbers("Runs planned", "planned"),
            Column.numbers("Runs failed", "failed"),
            Column.words("Began", "began"),
            Column.words("Ended", "ended"),
            Column.words("Version", "version"),
            Column.words("Commit", "commit"),
            Column.words("Surrogates", "surrogates"),
            Column.words("Java", "java"),
            Column.words("Platform", "platform")),
        rows,
        List.of());
  }

  private static Cell second(Instant time) {
    String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
    return Cell.of(text.replace("T", " ").replace("Z", " UTC"), text);
  }

  /** Returns the planned runs that do not count. */
  public static Table missing(SuiteAnalysis analysis) {
    List<List<Cell>> rows = new ArrayList<>();
    for (MissingRun run : analysis.missing()) {
      rows.add(List.of(
          Cell.of(run.suite()),
          Cell.of(run.problem()),
          Cell.of(run.algorithm()),
          Cell.of(run.seed()),
          Cell.of(run.why().map(why -> "failed: " + why).orElse("not finished"))));
    }
    return new Table(
        "missing",
        "Planned runs that do not count.",
        List.of(
            Column.words("Suite", "suite"),
            Column.words("Problem", "problem"),
            Column.words("Algorithm", "algorithm"),
            Column.numbers("Seed", "seed"),
            Column.words("Why", "why")),
        rows,
        List.of());
  }

  /** Returns every run with its scores, one a row: for programs rather than readers. */
  public static Table runs(SuiteAnalysis analysis) {
    List<Column> columns = new ArrayList<>(List.of(
        Column.words("Problem", "problem"),
        Column.words("Algorithm", "algorithm"),
        Column.words("Suite", "suite"),
        Column.numbers("Seed", "seed"),
        Column.numbers("Evaluations", "evaluations"),
        Column.numbers("Feasible", "feasible"),
        Column.numbers("Front", "front size"),
        Column.numbers("Hypervolume", "hypervolume"),
        Column.numbers("Relative hypervolume", "relative hypervolume"),
        Column.numbers("Mean hypervolume", "mean relative hypervolume over the budget")));
    List<Indicator> others = indicators(analysis).stream()
        .filter(indicator -> !indicator.id().equals(Indicators.HYPERVOLUME.id()))
        .toList();
    others.forEach(indicator ->
        columns.add(Column.numbers(Descriptions.title(indicator), Descriptions.field(indicator))));
    columns.add(Column.numbers("Seconds", "seconds"));
    boolean single = singleObjective(analysis);
    if (single) {
      columns.add(Column.numbers("Best value", "best value"));
    }
    boolean constrained = constrained(analysis);
    if (constrained) {
      columns.add(Column.numbers("Mean violation", "mean violation"));
      columns.add(Column.numbers("Evaluations to the first feasible", "first feasible"));
    }
    for (double share : analysis.settings().targets()) {
      columns.add(
          Column.numbers("Evaluations to " + share, "evaluations to " + PlainNumber.of(share)));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      for (AlgorithmAnalysis algorithm : problem.algorithms()) {
        algorithm
            .runs()
            .forEach(run -> rows.add(row(problem, algorithm, run, others, single, constrained)));
      }
    }
    return new Table("runs", "Every run with its scores.", columns, rows, List.of());
  }

  private static boolean constrained(SuiteAnalysis analysis) {
    return analysis.problems().stream()
        .anyMatch(problem -> !problem.constraints().isEmpty());
  }

  private static List<Cell> row(
      ProblemAnalysis problem,
      AlgorithmAnalysis algorithm,
      RunScore run,
      List<Indicator> others,
      boolean single,
      boolean constrained) {
    List<Cell> row = new ArrayList<>(List.of(
        Cell.of(name(problem)),
        Cell.of(algorithm.name()),
        Cell.of(algorithm.suite()),
        Cell.of(run.seed()),
        Cell.of(run.evaluations()),
        Cell.of(run.feasible()),
        Cell.of(run.frontSize()),
        Cells.number(run.hypervolume(), 4),
        value(problem, run, Indicators.HYPERVOLUME),
        Cells.number(run.meanHypervolume(), 4)));
    others.forEach(indicator -> row.add(value(problem, run, indicator)));
    row.add(Cells.number(run.seconds(), 3));
    if (single) {
      row.add(
          run.best().isPresent()
              ? Cell.of(
                  Rounded.significant(run.best().getAsDouble(), 6),
                  PlainNumber.of(run.best().getAsDouble()))
              : Cell.none(1));
    }
    if (constrained) {
      row.add(Cells.number(run.meanViolation(), 5));
      row.add(evaluations(run.firstFeasible()));
    }
    run.evaluationsTo().forEach(evaluations -> row.add(evaluations(evaluations)));
    return row;
  }

  private static Cell value(ProblemAnalysis problem, RunScore run, Indicator indicator) {
    return problem.tests().containsKey(indicator.id())
        ? Cells.number(run.value(indicator), indicator.decimals())
        : Cell.none(1);
  }

  private static Cell evaluations(OptionalInt evaluations) {
    return evaluations.isPresent() ? Cell.of(evaluations.getAsInt()) : Cell.none(1);
  }
}
