package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalyzedAlgorithm;
import io.github.hwgptbench.analysis.AnalyzedSuite;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.MissingRun;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.RunScore;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            Text.format(
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

  /** Returns whether hypervolumes mean anything, on one problem or more. */
  private static boolean fronts(SuiteAnalysis analysis) {
    return !analysis.problems().stream().allMatch(ProblemAnalysis::singleObjective);
  }

  /** Returns whether something is a number of evaluations on all problems. */
  private static boolean counted(
      SuiteAnalysis analysis, Function<ProblemAnalysis, BudgetAxis> what) {
    return analysis.problems().stream()
        .allMatch(problem -> what.apply(problem).unit() == Budget.Unit.EVALUATIONS);
  }

  /** An algorithm on a problem. */
  private record Contestant(ProblemAnalysis problem, AlgorithmAnalysis algorithm) {

    static Stream<Contestant> all(SuiteAnalysis analysis) {
      return analysis.problems().stream()
          .flatMap(problem ->
              problem.algorithms().stream().map(algorithm -> new Contestant(problem, algorithm)));
    }

    Stream<Run> runs() {
      return algorithm.runs().stream().map(score -> new Run(this, score));
    }

    String problemName() {
      return SuiteTables.name(problem);
    }

    String name() {
      return algorithm.name();
    }
  }

  /** A run of an algorithm. */
  private record Run(Contestant of, RunScore score) {

    Cell value(Indicator indicator) {
      return of.problem().measured() && of.problem().tests().containsKey(indicator.id())
          ? Cells.number(score.value(indicator), indicator.decimals())
          : Cell.none(1);
    }

    /** Returns a number that problems of one objective do not have. */
    Cell ofFronts(double value) {
      return of.problem().singleObjective() ? Cell.none(1) : Cells.number(value, 4);
    }

    Cell proposalMs() {
      double ms = score.proposalMs();
      return Double.isNaN(ms)
          ? Cell.none(1)
          : Cell.of(Rounded.significant(ms, 3), PlainNumber.of(ms));
    }

    Cell best() {
      OptionalDouble best = score.best();
      return best.isPresent()
          ? Cell.of(Rounded.significant(best.getAsDouble(), 6), PlainNumber.of(best.getAsDouble()))
          : Cell.none(1);
    }
  }

  /** Returns the best feasible values on problems of one objective. */
  private static Table best(SuiteAnalysis analysis) {
    return new Columns<Contestant>()
        .words("Problem", "problem", Contestant::problemName)
        .words("Unit", "unit", it -> it.problem().objectives().get(0).unit())
        .words("Algorithm", "algorithm", Contestant::name)
        .count("Seeds", "seeds", it -> it.algorithm().runs().size())
        .summary("Best value", "best value", it -> Cells.best(it.algorithm()))
        .table(
            "best-value",
            "Best feasible value of each run, noise-free. Cells: median [lower quartile, upper quartile] over the seeds that found one.",
            Contestant.all(analysis)
                .filter(it -> it.problem().singleObjective())
                .toList());
  }

  /** Returns the title of the table of an indicator. */
  public static String title(Indicator indicator) {
    return Descriptions.title(indicator);
  }

  /**
   * Returns an indicator of every algorithm on every problem that it supports: a row per algorithm,
   * or per problem where there are more problems.
   */
  public static Table indicator(SuiteAnalysis analysis, Indicator indicator) {
    List<ProblemAnalysis> problems = analysis.problems().stream()
        .filter(problem -> problem.indicators().contains(indicator))
        .toList();
    List<AlgorithmAnalysis> algorithms =
        problems.stream().flatMap(problem -> problem.algorithms().stream()).toList();
    String description = problems.stream()
        .map(problem -> Descriptions.of(indicator, problem))
        .distinct()
        .collect(Collectors.joining("; or "));
    List<String> names =
        algorithms.stream().map(AlgorithmAnalysis::name).distinct().toList();
    String caption = Text.format(
        "%s, noise-free, after %s. Cells: median [lower quartile, upper quartile] over the seeds (%s).",
        Descriptions.capitalized(description),
        counted(analysis, ProblemAnalysis::budget)
            ? Text.format(
                "all evaluations (%s)",
                Descriptions.range(
                    problems.stream().mapToInt(problem -> problem.budget().steps())))
            : problems.stream()
                .map(problem -> problem.budget().inWords())
                .distinct()
                .collect(Collectors.joining(" or ")),
        Descriptions.range(algorithms.stream().mapToInt(it -> it.runs().size())));
    List<String> notes = new ArrayList<>(Descriptions.marks(
        algorithms.stream().map(it -> it.summary(indicator).mark()).toList(), analysis.settings()));
    if (indicator.id().equals(Indicators.HYPERVOLUME.id())) {
      notes.addAll(Descriptions.certificates(problems));
    }
    if (problems.size() > names.size()) {
      Columns<ProblemAnalysis> columns =
          new Columns<ProblemAnalysis>().words("Problem", "problem", SuiteTables::name);
      names.forEach(name -> columns.summary(name, name, it -> cell(it, name, indicator)));
      return columns.table(indicator.id(), caption, problems, notes);
    }
    Columns<String> columns = new Columns<String>().words("Algorithm", "algorithm", it -> it);
    problems.forEach(problem ->
        columns.summary(name(problem), name(problem), it -> cell(problem, it, indicator)));
    return columns.table(indicator.id(), caption, names, notes);
  }

  private static Cell cell(ProblemAnalysis problem, String algorithm, Indicator indicator) {
    return problem.algorithms().stream()
        .filter(it -> it.name().equals(algorithm))
        .findFirst()
        .map(it -> Cells.indicator(indicator, it.summary(indicator)))
        .orElse(Cell.none(3));
  }

  private static String name(ProblemAnalysis problem) {
    return problem.title();
  }

  /** Two algorithms whose order some protocols reverse. */
  private record Reversal(ProblemAnalysis problem, String better, String worse) {

    double adjustedPValue() {
      List<String> pair = List.of(better, worse);
      return problem.tests(problem.rankedBy()).pairs().stream()
          .filter(test -> pair.contains(test.first()) && pair.contains(test.second()))
          .findFirst()
          .orElseThrow()
          .comparison()
          .adjustedPValue();
    }

    String protocols() {
      return problem.flips().stream()
          .filter(flip -> flip.better().equals(better) && flip.worse().equals(worse))
          .map(flip -> flip.other().id())
          .collect(Collectors.joining(", "));
    }
  }

  /** Returns the pairs of algorithms whose order depends on the protocol. */
  public static Table flips(SuiteAnalysis analysis) {
    return new Columns<Reversal>()
        .words("Problem", "problem", it -> name(it.problem()))
        .words("Better", "better", Reversal::better)
        .words("Worse", "worse", Reversal::worse)
        .number("p, Holm", "p holm", it -> Cells.probability(it.adjustedPValue()))
        .words("As reported under", "reported", it -> it.problem().protocol().id())
        .words("Reversed under", "other", Reversal::protocols)
        .table(
            "flips",
            "Pairs of algorithms whose order by median hypervolume is reversed under another protocol.",
            analysis.problems().stream()
                .flatMap(problem -> problem.flips().stream()
                    .map(flip -> new Reversal(problem, flip.better(), flip.worse()))
                    .distinct())
                .toList(),
            List.of("p: of the signed-rank test as reported; where it is large, the order was not"
                + " reliable before either."));
  }

  /** Returns what was run: the problems. */
  public static Table problems(SuiteAnalysis analysis) {
    boolean fronts = fronts(analysis);
    boolean counted = counted(analysis, ProblemAnalysis::budget);
    return new Columns<ProblemAnalysis>()
        .words("Problem", "problem", ProblemAnalysis::problem)
        .words(
            "Observed",
            "seen",
            it -> (it.noisy() ? "noisy measurements" : "noise-free values")
                + it.settings().circumstances())
        .add(
            counted
                ? Column.numbers("Evaluations per run", "evaluations")
                : Column.words("Budget of a run", "budget"),
            it -> counted ? Cell.of(it.budget().steps()) : Cell.of(it.budget().inWords()))
        .count("Algorithms", "algorithms", it -> it.algorithms().size())
        .add(Column.numbers("Seeds", "seeds"), it -> Cell.of(Descriptions.seeds(it)))
        .count("Runs finished", "finished", SuiteTables::finished)
        .count("Runs planned", "planned", it -> finished(it) + it.missing().size())
        .words("Protocol", "protocol", it -> it.protocol().id())
        .add(
            fronts
                ? new Column(
                    "Relative to",
                    false,
                    List.of("target", "target hypervolume", "hypervolume bound"))
                : Column.words("Relative to", "target"),
            it -> target(it, fronts))
        .table(
            "problems",
            "Problems and runs. Scores are of noise-free values, also where algorithms observed noisy measurements.",
            analysis.problems());
  }

  private static int finished(ProblemAnalysis problem) {
    return problem.algorithms().stream().mapToInt(it -> it.runs().size()).sum();
  }

  private static Cell target(ProblemAnalysis problem, boolean fronts) {
    String text = problem.singleObjective()
        ? Descriptions.target(problem)
        : Text.format(
            "%s: %d architectures%s",
            Descriptions.target(problem),
            problem.target().points().size(),
            problem.bound().map(bound -> ", " + bound.inWords()).orElse(""));
    String description = problem.target().description();
    if (!fronts) {
      return Cell.of(text, description);
    }
    return Cell.of(
        text,
        description,
        problem.singleObjective() ? "" : PlainNumber.of(problem.target().hypervolume()),
        problem.bound().map(bound -> PlainNumber.of(bound.bound())).orElse(""));
  }

  /** Returns what was run: the algorithms with their settings. */
  public static Table algorithms(SuiteAnalysis analysis) {
    record Version(String name, String suite, String version, Map<String, String> settings) {

      static Version of(AnalyzedAlgorithm algorithm) {
        return new Version(
            algorithm.name(),
            algorithm.suite(),
            algorithm.provenance().version(),
            algorithm.settings());
      }
    }
    return new Columns<Version>()
        .words("Algorithm", "algorithm", Version::name)
        .words("Suite", "suite", Version::suite)
        .words("Version", "version", Version::version)
        .words("Settings", "settings", it -> text(it.settings()))
        .table(
            "algorithms",
            "Algorithms with all of their settings.",
            Contestant.all(analysis)
                .map(it -> Version.of(it.algorithm().of()))
                .distinct()
                .toList());
  }

  private static String text(Map<String, String> settings) {
    return settings.isEmpty()
        ? "none"
        : settings.entrySet().stream()
            .map(setting -> setting.getKey() + " = " + setting.getValue())
            .collect(Collectors.joining(", "));
  }

  /** What computed runs of a suite; hashes of what answered are of several scales. */
  private record Origin(AnalyzedSuite suite, Provenance provenance, List<String> hashes) {

    static Stream<Origin> all(AnalyzedSuite suite) {
      // Scales have surrogates of their own, which is no reason to say all else again.
      Map<Provenance, List<String>> hashes = suite.provenance().stream()
          .collect(Collectors.groupingBy(
              it -> new Provenance(it.version(), it.commit(), "", it.java(), it.platform()),
              LinkedHashMap::new,
              Collectors.mapping(Provenance::surrogates, Collectors.toList())));
      return hashes.entrySet().stream()
          .map(entry -> new Origin(suite, entry.getKey(), entry.getValue()));
    }

    Cell answers() {
      return Cell.of(
          hashes.stream().map(Provenance::shortened).collect(Collectors.joining(", ")),
          String.join(", ", hashes));
    }
  }

  /** Returns what computed the runs. */
  public static Table suites(SuiteAnalysis analysis) {
    boolean tables = analysis.suites().stream()
        .flatMap(suite -> suite.provenance().stream())
        .anyMatch(Provenance::fromTables);
    String answers = tables ? "surrogates or tables" : "surrogates";
    return new Columns<Origin>()
        .words("Suite", "suite", it -> it.suite().name())
        .count("Runs finished", "finished", it -> it.suite().finished())
        .count("Runs planned", "planned", it -> it.suite().planned())
        .count("Runs failed", "failed", it -> it.suite().failed())
        .add(
            Column.words("Began", "began"),
            it -> it.suite().began().map(SuiteTables::second).orElse(Cell.none(1)))
        .add(
            Column.words("Ended", "ended"),
            it -> it.suite().ended().map(SuiteTables::second).orElse(Cell.none(1)))
        .words("Version", "version", it -> it.provenance().version())
        .add(
            Column.words("Commit", "commit"),
            it -> Cell.of(
                Provenance.shortened(it.provenance().commit()), it.provenance().commit()))
        .add(Column.words(Descriptions.capitalized(answers), "surrogates"), Origin::answers)
        .words("Java", "java", it -> it.provenance().java())
        .words("Platform", "platform", it -> it.provenance().platform())
        .table(
            "suites",
            Text.format(
                "What computed the runs: version and commit of hwgptbench, hash of the %s, Java and platform.",
                answers),
            analysis.suites().stream().flatMap(Origin::all).toList());
  }

  private static Cell second(Instant time) {
    String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
    return Cell.of(text.replace("T", " ").replace("Z", " UTC"), text);
  }

  /** Returns the planned runs that do not count. */
  public static Table missing(SuiteAnalysis analysis) {
    return new Columns<MissingRun>()
        .words("Suite", "suite", MissingRun::suite)
        .words("Problem", "problem", MissingRun::problem)
        .words("Algorithm", "algorithm", MissingRun::algorithm)
        .count("Seed", "seed", MissingRun::seed)
        .words("Why", "why", it -> it.why().map(why -> "failed: " + why).orElse("not finished"))
        .table("missing", "Planned runs that do not count.", analysis.missing());
  }

  /** Returns every run with its scores, one a row: for programs rather than readers. */
  public static Table runs(SuiteAnalysis analysis) {
    Columns<Run> columns = new Columns<Run>()
        .words("Problem", "problem", it -> it.of().problemName())
        .words("Algorithm", "algorithm", it -> it.of().name())
        .words("Suite", "suite", it -> it.of().algorithm().of().suite())
        .count("Seed", "seed", it -> it.score().seed())
        .count("Evaluations", "evaluations", it -> it.score().evaluations())
        .count("Feasible", "feasible", it -> it.score().feasible());
    if (fronts(analysis)) {
      columns
          .count("Front", "front size", it -> it.score().frontSize())
          .number("Hypervolume", "hypervolume", it -> it.ofFronts(it.score().hypervolume()))
          .number(
              "Relative hypervolume",
              "relative hypervolume",
              it -> it.value(Indicators.HYPERVOLUME))
          .number(
              Descriptions.meanHypervolume(analysis.problems()),
              "mean relative hypervolume over the " + Descriptions.counted(analysis.problems()),
              it -> it.ofFronts(it.score().volume().mean()));
    }
    List<Indicator> indicators = indicators(analysis);
    indicators.stream()
        .filter(indicator -> !indicator.id().equals(Indicators.HYPERVOLUME.id()))
        .forEach(indicator -> columns.number(
            Descriptions.title(indicator),
            Descriptions.field(indicator),
            it -> it.value(indicator)));
    columns.number("Seconds", "seconds", it -> Cells.number(it.score().seconds(), 3));
    if (analysis.problems().stream().anyMatch(ProblemAnalysis::timesProposals)) {
      columns.number(
          "Proposal time per evaluation [ms]",
          "milliseconds of proposal time an evaluation",
          Run::proposalMs);
    }
    if (singleObjective(analysis)) {
      columns.number("Best value", "best value", Run::best);
    }
    if (analysis.problems().stream().anyMatch(it -> !it.constraints().isEmpty())) {
      columns
          .number(
              "Mean violation",
              "mean violation",
              it -> Cells.number(it.score().constraints().meanViolation(), 5))
          .number(
              "Evaluations to the first feasible",
              "first feasible",
              it -> optional(it.score().constraints().first(), Integer::toString));
    }
    List<String> spents =
        analysis.problems().stream().map(it -> it.axis().title()).distinct().toList();
    String spent = spents.size() == 1 ? spents.get(0) : "budget";
    if (spents.size() > 1) {
      columns.words(
          "Unit of the budget", "unit of budget", it -> it.of().problem().axis().title());
    }
    for (Double target : analysis.settings().targets()) {
      columns.number(
          Descriptions.capitalized(spent) + " to " + target,
          spent + " to " + PlainNumber.of(target),
          it -> optional(
              it.score().volume().reached().get(target), it.of().problem().axis()::number));
    }
    List<String> partial = indicators.stream()
        .filter(indicator -> analysis.problems().stream()
            .anyMatch(problem -> !problem.indicators().contains(indicator)))
        .map(Indicator::label)
        .toList();
    return columns.table(
        "runs",
        "Every run with its scores.",
        Contestant.all(analysis).flatMap(Contestant::runs).toList(),
        partial.isEmpty()
            ? List.of()
            : List.of(Text.format(
                "Blank on problems whose number of objectives they do not support: %s.",
                Descriptions.joined(partial))));
  }

  private static Cell optional(@Nullable Integer number, IntFunction<String> text) {
    return number == null ? Cell.none(1) : Cell.of(text.apply(number));
  }
}
