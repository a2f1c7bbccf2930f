package io.github.hwgptbench.analysis;

import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the runs on one problem and sums them up. */
final class ContestAnalysis {

  /**
   * What comes of a contest.
   *
   * @param problem what a report says
   * @param ranks mean ranks among the algorithms that all problems have
   */
  record Result(ProblemAnalysis problem, List<RankCurve> ranks) {}

  private record Scored(RunMeasure run, RunScore score) {}

  private final SuiteAnalyzer analyzer;
  private final Contest contest;
  /** The same with all that runs have spent. */
  private final Contest whole;
  /** At which all runs are compared, where a limit has ended some of them. */
  private final @Nullable Duration time;

  private final RunSettings settings;
  private final Normalization normalization;
  private final HypervolumeProtocol protocol;
  private final List<Indicator> indicators;

  /**
   * Makes an analysis.
   *
   * @param contest as it counts
   * @param whole the same with all that runs have spent, which the target is made of
   */
  ContestAnalysis(SuiteAnalyzer analyzer, Contest contest, Contest whole) {
    this.analyzer = analyzer;
    this.contest = contest;
    this.whole = whole;
    this.time = contest.time().orElse(null);
    this.settings = contest.settings();
    this.protocol = settings.protocol();
    this.indicators =
        Indicators.of(settings.objectives().size(), analyzer.settings().indicators());
    this.normalization = protocol.normalization(settings.objectives());
  }

  /**
   * Reads and sums up.
   *
   * @param common a number of steps where ranks are wanted too, at most those of this budget
   * @param everywhere names of the algorithms that all problems have
   * @param progress is run after every run that was read, and again when it was scored, by any
   *     thread
   */
  Result analyze(Workers workers, int common, Set<String> everywhere, Runnable progress)
      throws IOException, InterruptedException {
    List<Contender> contenders = contest.contenders().stream()
        .filter(contender -> !contender.runs().isEmpty())
        .toList();
    List<ArchivedRun> runs =
        contenders.stream().flatMap(contender -> contender.runs().stream()).toList();
    int every = ImportanceScoring.every(runs);
    List<RunMeasure> measures = workers.each(runs, run -> {
      RunMeasure measure = measure(run, contest, every);
      progress.run();
      return measure;
    });
    ReferenceFront known = analyzer.bestFronts().find(settings).orElse(null);
    boolean pooled = known == null || known.misfit(settings).isPresent();
    Target target = Target.of(
        settings,
        protocol,
        known,
        // So that shares of it can be compared between budgets.
        pooled && !contest.budget().equals(whole.budget())
            ? workers.each(runs, run -> measure(run, whole, every))
            : measures,
        indicators);
    List<Scored> scored = workers.each(measures, run -> {
      RunScore score =
          target.score(run, analyzer.settings().targets(), contest.axis().steps());
      progress.run();
      return new Scored(run, score);
    });
    List<AlgorithmScoring> algorithms = algorithms(contenders, target, scored);
    int[] grid = EvaluationGrid.of(contest.axis().steps(), common);
    return new Result(
        problem(workers, target, algorithms, grid),
        RankCurves.of(bySeed(algorithms, everywhere), grid));
  }

  private RunMeasure measure(ArchivedRun run, Contest counted, int every) throws IOException {
    return RunMeasure.of(
        time == null ? run.outcome() : run.outcome(time),
        time == null ? run.open() : run.open(time),
        settings,
        counted.budget(),
        counted.axis(),
        every);
  }

  private List<AlgorithmScoring> algorithms(
      List<Contender> contenders, Target target, List<Scored> scored) {
    List<AlgorithmScoring> algorithms = new ArrayList<>();
    int from = 0;
    for (Contender contender : contenders) {
      List<Scored> own = scored.subList(from, from + contender.runs().size());
      algorithms.add(new AlgorithmScoring(
          contender,
          analyzer.settings(),
          indicators,
          normalization,
          target,
          own.stream().map(Scored::run).toList(),
          own.stream().map(Scored::score).toList()));
      from += own.size();
    }
    return algorithms;
  }

  private ProblemAnalysis problem(
      Workers workers, Target target, List<AlgorithmScoring> algorithms, int[] grid)
      throws IOException, InterruptedException {
    List<String> names = algorithms.stream().map(AlgorithmScoring::name).toList();
    Map<String, IndicatorTests> tests = new LinkedHashMap<>();
    List<Map<String, Mark>> marks =
        names.stream().<Map<String, Mark>>map(name -> new HashMap<>()).toList();
    for (Indicator indicator : indicators) {
      PairTests pairs = new PairTests(
          indicator,
          names,
          algorithms.stream().map(algorithm -> algorithm.values(indicator)).toList());
      tests.put(indicator.id(), pairs.result());
      List<Mark> ofIndicator = target.front().points().isEmpty()
          ? Collections.nCopies(names.size(), Mark.UNMEASURED)
          : pairs.marks(analyzer.settings().level());
      for (int i = 0; i < ofIndicator.size(); i++) {
        marks.get(i).put(indicator.id(), ofIndicator.get(i));
      }
    }
    AttainmentGoals goals = AttainmentGoals.of(
            settings.objectives(),
            algorithms.stream().flatMap(algorithm -> algorithm.runs().stream()).toList())
        .orElse(null);
    List<AlgorithmAnalysis> analyses = workers.each(
        IntStream.range(0, names.size()).boxed().toList(),
        i -> algorithms.get(i).analysis(marks.get(i), grid, goals));
    ProtocolCheck check = protocolCheck(algorithms);
    Robustness robustness = RobustnessScoring.of(
            settings,
            algorithms,
            Objects.requireNonNull(tests.get(indicators.get(0).id())),
            analyzer.settings(),
            workers)
        .orElse(null);
    return new ProblemAnalysis(
        settings,
        new ProblemAnalysis.Axes(contest.budget(), contest.axis()),
        target.front(),
        analyses,
        indicators,
        new AlgorithmComparison(
            tests,
            target.front().points().isEmpty() ? null : ranking(names, algorithms),
            RankCurves.of(bySeed(algorithms, Set.copyOf(names)), grid),
            check.checked(),
            check.flips(),
            robustness),
        ImportanceScoring.of(
                settings,
                algorithms.stream()
                    .flatMap(algorithm -> algorithm.runs().stream())
                    .toList())
            .orElse(null),
        contest.contenders().stream()
            .flatMap(contender -> contender.missing().stream())
            .toList(),
        ProblemNotes.of(contest, target, algorithms, analyzer.settings(), robustness));
  }

  private ProtocolCheck protocolCheck(List<AlgorithmScoring> algorithms) {
    Map<String, List<RunMeasure>> runs = new LinkedHashMap<>();
    algorithms.forEach(algorithm -> runs.put(algorithm.name(), algorithm.runs()));
    return ProtocolCheck.of(settings, protocol, analyzer.bounds(), runs);
  }

  private @Nullable Ranking ranking(List<String> names, List<AlgorithmScoring> algorithms) {
    double[][] values = SeedBlocks.of(algorithms.stream()
        .map(algorithm -> algorithm.merits(indicators.get(0)))
        .toList());
    return names.size() < 2 || values.length < 2 || values.length > Ranking.MOST_BLOCKS
        ? null
        : Ranking.of(Ranking.Blocks.SEEDS, names, values, analyzer.settings().level());
  }

  private static Map<String, Map<Long, RunMeasure>> bySeed(
      List<AlgorithmScoring> algorithms, Set<String> names) {
    Map<String, Map<Long, RunMeasure>> bySeed = new LinkedHashMap<>();
    algorithms.stream()
        .filter(algorithm -> names.contains(algorithm.name()))
        .forEach(algorithm -> bySeed.put(algorithm.name(), algorithm.bySeed()));
    return bySeed;
  }
}
