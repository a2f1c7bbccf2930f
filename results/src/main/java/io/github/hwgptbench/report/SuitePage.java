package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalyzedSuite;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.Mark;
import io.github.hwgptbench.analysis.OverallAnalysis;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.RankCurve;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.analysis.RunLengths;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.report.internal.figure.Figure;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.table.ProblemTables;
import io.github.hwgptbench.report.internal.table.SuiteTables;
import io.github.hwgptbench.report.internal.table.Table;
import io.github.hwgptbench.report.internal.text.Bibliography;
import io.github.hwgptbench.report.internal.text.Methods;
import io.github.hwgptbench.report.internal.text.Prose;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the content of the report of suites. */
public final class SuitePage {

  /** With more problems than these, each is folded at first. */
  private static final int UNFOLDED = 6;
  /** More notes than these stay with their problems. */
  private static final int NOTES_OF_PROBLEMS = 8;

  private static final String TARGETS = Text.format(
      "The %d targets are 79 %% to 0.1 %% short of the best-known result, ten per decade.",
      RunLengths.TARGETS.size());

  private static final String DIFFERENCES =
      "Differences up to 0.2 are blank. Lines: goals that half of the runs attained.";

  /** Titles of the tables of a problem that are folded, by their names. */
  private static final Map<String, String> FOLDED = Map.of(
      "expected-running-times", "Expected running times",
      "pairs", "Tests of all pairs of algorithms",
      "robustness", "Robustness to the errors of the surrogates",
      "ranks", "Mean ranks",
      "times", "Run times");

  private static final Set<String> RANKED_BY =
      Set.of(Indicators.HYPERVOLUME.id(), Indicators.REGRET.id());

  private final SuiteAnalysis analysis;
  private final Palette palette;
  private final List<Table> tables;
  /** Names of the tables of indicators. */
  private final List<String> indicatorTables;

  private final Anchors anchors = new Anchors();

  private SuitePage(SuiteAnalysis analysis, @Nullable String highlighted) {
    this.analysis = analysis;
    Palette all = Palette.ofAlgorithms(analysis.problems().stream()
        .flatMap(problem -> problem.algorithms().stream())
        .map(AlgorithmAnalysis::name)
        .collect(Collectors.toCollection(LinkedHashSet::new)));
    this.palette = highlighted == null ? all : all.highlighting(highlighted);
    this.tables = SuiteTables.all(analysis);
    this.indicatorTables =
        SuiteTables.indicators(analysis).stream().map(Indicator::id).toList();
  }

  /** Returns the report of one suite, or of several for comparison. */
  public static Page of(SuiteAnalysis analysis) {
    return new SuitePage(analysis, null).page();
  }

  /**
   * Returns the same report with all algorithms but one in grey.
   *
   * @param highlighted name of this algorithm; in the report, the name of its suite may be appended
   * @since 0.2.0
   */
  public static Page of(SuiteAnalysis analysis, String highlighted) {
    return new SuitePage(analysis, highlighted).page();
  }

  private Page page() {
    List<Section> sections = new ArrayList<>();
    // In this order, so that no problem has the name of one of them.
    List<String> names =
        Stream.of("summary", "problems", "runs", "methods").map(anchors::of).toList();
    sections.add(Section.of(names.get(0), "Summary", summary()));
    sections.add(new Section(
        names.get(1),
        analysis.problems().size() == 1 ? "Problem" : "Problems",
        Section.Fold.NEVER,
        List.of(),
        analysis.problems().stream().map(this::problem).toList()));
    sections.add(Section.of(names.get(2), "What was run", runs()));
    sections.add(Section.of(names.get(3), "Methods and references", methods()));
    return new Page(suites(), subtitle(), sections, List.of(SuiteTables.runs(analysis)));
  }

  private String suites() {
    return analysis.suites().stream().map(AnalyzedSuite::name).collect(Collectors.joining(", "));
  }

  private String subtitle() {
    long algorithms = analysis.problems().stream()
        .flatMap(problem -> problem.algorithms().stream())
        .map(AlgorithmAnalysis::name)
        .distinct()
        .count();
    int finished = analysis.problems().stream()
        .flatMap(problem -> problem.algorithms().stream())
        .mapToInt(algorithm -> algorithm.runs().size())
        .sum();
    return Text.format(
        "%s on %s: %s of up to %s",
        counted(algorithms, "algorithm"),
        counted(analysis.problems().size(), "problem"),
        counted(finished, "run"),
        largestBudgets());
  }

  /** Returns the largest budget in each unit. */
  private String largestBudgets() {
    Map<Budget.Unit, BudgetAxis> largest = analysis.problems().stream()
        .map(ProblemAnalysis::budget)
        .collect(Collectors.toMap(
            BudgetAxis::unit,
            Function.identity(),
            BinaryOperator.maxBy(Comparator.comparingDouble(BudgetAxis::amount)),
            () -> new EnumMap<>(Budget.Unit.class)));
    return largest.values().stream().map(BudgetAxis::inWords).collect(Collectors.joining(" or "));
  }

  private static String counted(long count, String what) {
    return Text.format("%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  private List<Block> summary() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts());
    List<String> notes = notes();
    if (!notes.isEmpty()) {
      blocks.add(new Block.Notes(notes));
    }
    blocks.addAll(tables(RANKED_BY));
    if (analysis.overall().isPresent()) {
      OverallAnalysis overall = analysis.overall().get();
      String quality = analysis.problems().stream()
          .map(ProblemAnalysis::quality)
          .distinct()
          .collect(Collectors.joining(" or "));
      blocks.addAll(ranks(
          "",
          "over all problems",
          quality,
          analysis.problems().get(0).axis(),
          overall.rankings(),
          overall.ranks()));
      blocks.addAll(runLengths(overall));
    }
    blocks.addAll(tables(Set.of("ranks", "flips")));
    if (analysis.problems().stream().allMatch(problem -> problem.flips().isEmpty())
        && analysis.problems().stream().anyMatch(problem -> problem.algorithms().size() > 1)) {
      blocks.add(new Block.Paragraph(steadiness()));
    }
    for (Indicator indicator : SuiteTables.indicators(analysis)) {
      if (!RANKED_BY.contains(indicator.id())) {
        blocks.add(new Block.Tabulated(
            SuiteTables.indicator(analysis, indicator), SuiteTables.title(indicator)));
      }
    }
    return blocks;
  }

  /** Returns the figures of how soon targets are reached over all problems. */
  private List<Block> runLengths(OverallAnalysis overall) {
    List<Block> blocks = new ArrayList<>();
    RunLengthFigures figures = new RunLengthFigures(palette);
    if (!overall.reached().isEmpty()) {
      blocks.add(new Block.Drawing(
          "runtime-ecdf",
          Text.format(
              "Runtime ECDF over %d problems: the share of all triples of a target, a problem and a seed in which the target was reached within a number of %s. %s",
              overall.problems().size(), analysis.problems().get(0).axis().title(), TARGETS),
          figures.reached(overall, analysis.problems().get(0).axis())));
    }
    if (!overall.profiles().isEmpty()) {
      blocks.add(new Block.Drawing(
          "performance-profiles",
          "Performance profiles: the share of the problems on which the expected running time"
              + " (ERT) to a target is at most a given multiple of that of the best algorithm. At 1,"
              + " the share of problems on which an algorithm is the best; at the right end, on"
              + " which one of its seeds or more reached the target.",
          figures.profiles(overall)));
    }
    return blocks;
  }

  /** Says under which other reference points no ranking is another. */
  private String steadiness() {
    Set<String> protocols = analysis.problems().stream()
        .flatMap(problem -> problem.otherProtocols().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
    return protocols.isEmpty()
        ? "No other reference point is available to check the rankings."
        : Text.format(
            "No two algorithms change their order by median hypervolume under %s, on any problem.",
            String.join(", ", protocols));
  }

  private Block facts() {
    List<Block.Fact> facts = new ArrayList<>();
    add(facts, "Suite", analysis.suites().stream().map(AnalyzedSuite::name));
    add(
        facts,
        "Seeds",
        analysis.problems().stream()
            .flatMap(problem -> problem.algorithms().stream())
            .map(algorithm -> Integer.toString(algorithm.runs().size())));
    add(
        facts,
        "Budget of a run",
        analysis.problems().stream().map(problem -> problem.budget().inWords()));
    add(
        facts,
        "Protocol",
        analysis.problems().stream()
            .map(problem -> problem.protocol().referencePoint().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(
                    ", ", problem.protocol().id() + " with reference point (", ")"))));
    add(facts, "Version", provenance(Provenance::version));
    add(facts, "Commit", provenance(Provenance::commit).map(Provenance::shortened));
    add(facts, "Surrogates", answers(false));
    add(facts, "Tables", answers(true));
    add(facts, "Java", provenance(Provenance::java));
    add(facts, "Platform", provenance(Provenance::platform));
    add(
        facts,
        "Ended",
        analysis.suites().stream()
            .flatMap(suite -> suite.ended().stream())
            .map(time ->
                DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(time)));
    return new Block.Facts(facts);
  }

  /** Returns the hashes of what answered: tables, or surrogates and models. */
  private Stream<String> answers(boolean fromTables) {
    return analysis.suites().stream()
        .flatMap(suite -> suite.provenance().stream())
        .filter(provenance -> provenance.fromTables() == fromTables)
        .map(provenance -> Provenance.shortened(provenance.surrogates()));
  }

  private Stream<String> provenance(Function<Provenance, String> part) {
    return analysis.suites().stream()
        .flatMap(suite -> suite.provenance().stream())
        .map(part);
  }

  private static void add(List<Block.Fact> facts, String name, Stream<String> values) {
    String value =
        values.filter(text -> !text.isBlank()).distinct().collect(Collectors.joining(", "));
    if (!value.isEmpty()) {
      facts.add(new Block.Fact(name, value));
    }
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (AnalyzedSuite suite : analysis.suites()) {
      if (!suite.complete()) {
        notes.add(Text.format(
            "Suite %s is not complete: %d of %d runs are finished, and %d failed.",
            suite.name(), suite.finished(), suite.planned(), suite.failed()));
      }
    }
    alone()
        .map(names ->
            "These suites share no problem with the others, so their algorithms are not compared"
                + " with those of the others: " + names + ".")
        .ifPresent(notes::add);
    analysis.overall().ifPresent(overall -> notes.addAll(overall.notes()));
    Set<String> ofProblems = analysis.problems().stream()
        .flatMap(problem -> problem.notes().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
    if (analysis.problems().size() > 1 && ofProblems.size() <= NOTES_OF_PROBLEMS) {
      ofProblems.stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    } else if (analysis.problems().size() > 1) {
      notes.add("Some problems have warnings; see their sections.");
    }
    return notes;
  }

  /** Returns the names of the suites that have no problem together with another. */
  private Optional<String> alone() {
    Set<String> names = analysis.suites().stream()
        .map(AnalyzedSuite::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
    if (names.size() == 1) {
      return Optional.empty();
    }
    for (ProblemAnalysis problem : analysis.problems()) {
      Set<String> here =
          problem.algorithms().stream().map(it -> it.of().suite()).collect(Collectors.toSet());
      if (here.size() > 1) {
        names.removeAll(here);
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  private List<Block> tables(Set<String> names) {
    return tables.stream()
        .filter(table -> names.contains(table.name()))
        .<Block>map(Block.Tabulated::new)
        .toList();
  }

  private List<Block> ranks(
      String prefix,
      String where,
      String quality,
      BudgetAxis budget,
      List<Ranking> rankings,
      List<RankCurve> curves) {
    List<Block> blocks = new ArrayList<>();
    RankFigures figures = new RankFigures(palette);
    if (!rankings.isEmpty()) {
      Ranking ranking = rankings.get(0);
      String blocksOf =
          Text.format("%d %s", ranking.friedman().blocks(), ranking.blocks().label());
      blocks.add(new Block.Drawing(
          prefix + "critical-difference",
          Text.format(
              "Critical-difference diagram %s: mean ranks by %s over %s. Bars join algorithms that signed-rank tests with Holm's correction do not distinguish at level %s.",
              where,
              quality.equals("hypervolume") ? "relative hypervolume" : quality,
              blocksOf,
              analysis.settings().level()),
          figures.bySignedRanks(ranking)));
      blocks.add(new Block.Drawing(
          prefix + "critical-difference-nemenyi",
          Text.format(
              "The same ranks by Nemenyi's test: bars join algorithms whose mean ranks differ by less than the critical difference, which is %s.",
              Text.format("%.2f", ranking.nemenyi().criticalDifference())),
          figures.byMeanRanks(ranking)));
    }
    if (curves.size() > 1 && curves.stream().anyMatch(curve -> curve.points().size() > 1)) {
      blocks.add(new Block.Drawing(
          prefix + "rank-over-budget",
          Text.format("Mean rank by %s %s over the budget.", quality, where),
          figures.curves(curves, budget)));
    }
    return blocks;
  }

  private Section problem(ProblemAnalysis problem) {
    String name = problem.title();
    String anchor = anchors.of(name);
    String prefix = anchor + "-";
    ProblemFigures figures = new ProblemFigures(problem, palette);
    List<Block> blocks = new ArrayList<>();
    if (!problem.notes().isEmpty()) {
      blocks.add(new Block.Notes(problem.notes()));
    }
    blocks.add(new Block.Paragraph(lead(problem)));
    if (problem.measured()) {
      blocks.addAll(quality(problem, prefix, figures));
    }
    figures
        .feasibility()
        .ifPresent(drawing(
            blocks,
            prefix + "feasibility",
            "Feasibility over the " + problem.axis().title()
                + ": the share of feasible evaluations so far, and the mean violation of the"
                + " evaluations so far, as a share of the bounds. Lines: median over seeds. Bands:"
                + " from the lower to the upper quartile."));
    problem
        .importance()
        .ifPresent(importance -> blocks.add(new Block.Drawing(
            prefix + "importance",
            Text.format(
                "Importance of genes: the share of the variance of each objective that a gene explains in an additive model, averaged over the orders in which genes can enter it (LMG), over %,d evaluations of all runs. Shares add up to R².",
                importance.evaluations()),
            figures.importance(importance))));
    if (problem.measured()) {
      blocks.addAll(ranks(
          prefix,
          "on this problem",
          problem.quality(),
          problem.axis(),
          problem.ranking().stream().toList(),
          problem.ranks()));
    }
    blocks.add(new Block.Drawing(
        prefix + "times",
        "Wall-clock times of the runs: quartiles, median, the shortest and the longest run.",
        figures.times()));
    for (Table table : ProblemTables.all(problem, analysis.settings())) {
      Table named = new Table(
          prefix + table.name(), table.caption(), table.columns(), table.rows(), table.notes());
      blocks.add(new Block.Tabulated(named, FOLDED.getOrDefault(table.name(), "")));
    }
    return new Section(
        anchor,
        name,
        analysis.problems().size() <= UNFOLDED ? Section.Fold.OPEN : Section.Fold.CLOSED,
        blocks,
        List.of());
  }

  /** Figures of how good what was found is. */
  private List<Block> quality(ProblemAnalysis problem, String prefix, ProblemFigures figures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Drawing(
        prefix + problem.rankedBy().id(),
        String.format(
            Locale.ROOT,
            problem.singleObjective()
                ? "Simple regret over the %s, normalised by the bounds, to %s. Lines: median over seeds. Bands: from the lower to the upper quartile."
                : "Hypervolume over the %s, relative to %s. Lines: median over seeds. Bands: from the lower to the upper quartile.",
            problem.axis().title(),
            problem.target().description()),
        figures.curves()));
    blocks.add(new Block.Drawing(
        prefix + "log-regret",
        problem.singleObjective()
            ? "Simple regret on logarithmic axes. Lines: median over seeds. Bands: from the"
                + " lower to the upper quartile."
            : "Hypervolume regret on logarithmic axes: the missing share of that hypervolume."
                + " Lines: median over seeds. Bands: from the lower to the upper quartile.",
        figures.gaps()));
    figures
        .gapsApart()
        .ifPresent(drawing(
            blocks,
            prefix + "log-regret-panels",
            "The same with one panel per algorithm, beside the algorithm with the best median."));
    RunLengthFigures lengths = new RunLengthFigures(palette);
    blocks.add(new Block.Drawing(
        prefix + "runtime-ecdf",
        Text.format(
            "Runtime ECDF: the share of all pairs of a target and a seed in which the target was reached within a number of %s. %s",
            problem.axis().title(), TARGETS),
        lengths.reached(problem)));
    blocks.add(new Block.Drawing(
        prefix + "expected-running-time",
        Text.format(
            "Expected running time to these targets: the %s of all seeds until they reached the target or ended, divided by the number of those that reached it.",
            problem.axis().title()),
        lengths.expected(problem)));
    if (!problem.singleObjective()) {
      blocks.add(fronts(problem, prefix, figures));
    }
    Optional<AttainmentFigures> attained = figures.attainment();
    attained
        .flatMap(AttainmentFigures::surfaces)
        .ifPresent(
            drawing(
                blocks,
                prefix + "attainment",
                "Attainment surfaces: goals at a line or beyond it were attained by half of the runs of an algorithm."));
    attained
        .flatMap(AttainmentFigures::levels)
        .ifPresent(drawing(
            blocks,
            prefix + "attainment-levels",
            "Attainment surfaces of one, half and all of the runs."));
    if (!problem.singleObjective()) {
      figures
          .space()
          .ifPresent(drawing(
              blocks,
              prefix + "fronts-3d",
              "The same fronts in a cube: buttons, dragging and the arrow keys turn it. Of large"
                  + " fronts, only points at equal distances are drawn."));
      GeneFigures genes = new GeneFigures(problem, palette);
      blocks.add(new Block.Drawing(
          prefix + "genes",
          Text.format(
              "Choices of the fronts: for what all seeds of an algorithm found together, and for"
                  + " %s, the share of the architectures that have each choice; for mlp_ratio and"
                  + " n_head, the mean share of their layers.",
              problem.targetInWords()),
          genes.choices()));
      blocks.add(new Block.Drawing(
          prefix + "genes-by-layer",
          "The same for each layer, over the architectures that have it, for the algorithm with"
              + " the best median and the front that it is compared with.",
          genes.byLayer()));
      blocks.add(new Block.Drawing(
          prefix + "parallel-coordinates",
          "Genes and objectives of the final front of the run with the median hypervolume, of"
              + " the algorithm with the best median, over the front that it is compared with. Each"
              + " line is an architecture; at most 40 of each front are drawn.",
          genes.parallel()));
    }
    attained
        .flatMap(AttainmentFigures::shares)
        .ifPresent(
            drawing(
                blocks,
                prefix + "attainment-functions",
                "Empirical attainment functions: the share of the runs of an algorithm that attained each goal."));
    attained
        .flatMap(AttainmentFigures::differences)
        .ifPresent(drawing(
            blocks,
            prefix + "attainment-differences",
            "Differences of the attainment functions of the two algorithms with the best"
                + " medians: on the left, where more runs of the first one attained a goal; on the"
                + " right, where more runs of the second one did. "
                + DIFFERENCES));
    attained
        .flatMap(AttainmentFigures::differencesOfHighlighted)
        .ifPresent(drawing(
            blocks,
            prefix + "attainment-differences-highlighted",
            "Differences of the attainment functions of the highlighted algorithm and each other"
                + " one: at >, where more runs of the highlighted one attained a goal; at <, where"
                + " more runs of the other one did. "
                + DIFFERENCES));
    return blocks;
  }

  /** Returns what adds a figure to blocks. */
  private static Consumer<Figure> drawing(List<Block> blocks, String name, String caption) {
    return figure -> blocks.add(new Block.Drawing(name, caption, figure));
  }

  private static Block fronts(ProblemAnalysis problem, String prefix, ProblemFigures figures) {
    return new Block.Drawing(
        prefix + "fronts",
        Text.format(
            "Pareto fronts: for each algorithm, the run with the median hypervolume, and %s.%s",
            problem.target().description(),
            problem.objectives().size() == 2
                ? ""
                : " Of points that hide each other, only one is drawn."),
        figures.fronts());
  }

  /** Returns who won, and who is not significantly worse. */
  private static String lead(ProblemAnalysis problem) {
    Function<Mark, String> marked = mark -> problem.algorithms().stream()
        .filter(algorithm -> algorithm.summary(problem.rankedBy()).mark() == mark)
        .map(AlgorithmAnalysis::name)
        .collect(Collectors.joining(", "));
    String text = Text.format(
        "Space %s, objectives %s",
        problem.space().name().toUpperCase(Locale.ROOT),
        problem.objectives().stream().map(Objective::toString).collect(Collectors.joining(", ")));
    if (problem.algorithms().size() < 2 || !problem.measured()) {
      return text + ".";
    }
    text += Text.format(
        "; the best median %s is that of %s.", problem.quality(), marked.apply(Mark.BEST));
    String close = marked.apply(Mark.NOT_WORSE);
    return close.isEmpty() ? text : text + " Not significantly worse: " + close + ".";
  }

  private List<Block> runs() {
    return tables.stream()
        .filter(table -> !indicatorTables.contains(table.name()))
        .filter(table -> !Set.of("ranks", "flips").contains(table.name()))
        .<Block>map(Block.Tabulated::new)
        .toList();
  }

  private List<Block> methods() {
    Prose methods = Methods.of(analysis);
    return List.of(
        new Block.Paragraph(methods.plain()),
        new Block.Source("The same as plain text", "methods.txt", methods.plain() + "\n"),
        new Block.Source("The same for LaTeX", "methods.tex", methods.latex() + "\n"),
        new Block.Source(
            "References for BibTeX",
            "references.bib",
            Bibliography.bibtex(methods.references(), Provenance.currentVersion())));
  }
}
