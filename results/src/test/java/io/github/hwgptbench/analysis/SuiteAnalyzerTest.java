package io.github.hwgptbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.AttainmentField;
import io.github.hwgptbench.indicator.AttainmentSurface.Corner;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.indicator.Indicators;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.EarlierLayout;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.BootstrapInterval;
import io.github.hwgptbench.statistics.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Suites small enough to check every number by hand: with the reference point at (1.1, 1.1), the
 * point (x, x) has the hypervolume (1.1 - x)².
 */
class SuiteAnalyzerTest {

  private static final String PERPLEXITY = "perplexity";
  private static final String ENERGY = "energy@rtx2080";
  private static final Indicator IGD_PLUS = Indicators.named("igd-plus");
  private static final Indicator EPSILON = Indicators.named("epsilon");
  private static final Indicator LOG_REGRET = Indicators.named("log-regret");

  private static final double TOLERANCE = 1e-12;

  @TempDir
  private Path folder;

  /** (x, x), whose hypervolume is (1.1 - x)². */
  private static double[] at(double x) {
    return new double[] {x, x};
  }

  private static double[] point(double... values) {
    return values;
  }

  /** Three algorithms, three seeds: volumes at the end of 1, 0.25 and 0.04 or so. */
  private SuiteArchive three() throws IOException {
    return new WrittenSuite("three")
        .problem(4, PERPLEXITY, ENERGY)
        .run("bad", 1, at(0.9), at(0.95), at(1), at(1))
        .run("bad", 2, at(1), at(1), at(0.9), at(1))
        .run("bad", 3, at(1), at(1), at(1), at(0.9))
        .run("good", 1, at(0.6), at(0.1), at(0.2), at(0.3))
        .run("good", 2, at(0.6), at(0.6), at(0.1), at(0.6))
        .run("good", 3, at(0.6), at(0.6), at(0.6), at(0.6))
        .run("middle", 1, at(0.6), at(0.7), at(0.7), at(0.7))
        .run("middle", 2, at(0.9), at(0.6), at(0.7), at(0.7))
        .run("middle", 3, at(0.9), at(0.9), at(0.6), at(0.6))
        .write(folder);
  }

  private static SuiteAnalyzer analyzer(BestFrontLookup fronts) {
    return new SuiteAnalyzer(
        AnalysisSettings.usual(), 2, fronts, (space, version) -> Optional.empty());
  }

  private static SuiteAnalysis analysis(SuiteArchive... suites) throws Exception {
    return analyzer(BestFrontLookup.NONE).analyze(List.of(suites));
  }

  /** A best-known Pareto front with one point. */
  private static BestFrontLookup known(double[] point, String surrogates) {
    return settings -> Optional.of(new ReferenceFront(
        settings.problem().name(),
        "s",
        settings.objectives(),
        settings.constraints(),
        new ReferenceFront.Frame(
            "default-1",
            settings.objectives().stream()
                .map(settings.protocol().bounds()::range)
                .toList(),
            1.1),
        new ReferenceFront.Origin("by hand", 1, 1234, List.of()),
        new Provenance("1.0", "c0ffee", surrogates, "17", "Linux"),
        List.of(new ReferenceFront.Point("best", List.of(point[0], point[1])))));
  }

  private static AlgorithmAnalysis algorithm(ProblemAnalysis problem, String name) {
    return problem.algorithms().stream()
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ProblemAnalysis only(SuiteAnalysis analysis) {
    assertEquals(1, analysis.problems().size());
    return analysis.problems().get(0);
  }

  @Test
  void scoresEveryRunRelativeToTheBestFrontKnown() throws Exception {
    ProblemAnalysis problem = only(analyzer(known(at(0.1), "hash")).analyze(List.of(three())));
    assertEquals(TargetFront.Source.BEST_KNOWN, problem.target().source());
    assertEquals(
        "the best-known Pareto front: 1 architectures, found with 1,234 evaluations (by hand)",
        problem.target().description());
    assertEquals(1, problem.target().hypervolume(), TOLERANCE);
    assertEquals("default-1", problem.protocol().id());
    AlgorithmAnalysis good = algorithm(problem, "good");
    RunScore first = good.runs().get(0);
    assertEquals(1, first.seed());
    assertEquals(4, first.evaluations());
    assertEquals(4, first.feasible());
    assertEquals(1, first.frontSize());
    assertEquals(1, first.hypervolume(), TOLERANCE);
    assertEquals(1, first.value(Indicators.HYPERVOLUME), TOLERANCE);
    assertEquals(0, first.value(IGD_PLUS));
    assertEquals(0, first.value(EPSILON));
    assertEquals(-12, first.value(LOG_REGRET));
    assertEquals((0.25 + 3) / 4, first.volume().mean(), TOLERANCE);
    assertEquals(1, first.seconds());
    RunScore third = good.runs().get(2);
    assertEquals(0.25, third.value(Indicators.HYPERVOLUME), TOLERANCE);
    assertEquals(Math.sqrt(0.5), third.value(IGD_PLUS), TOLERANCE);
    assertEquals(0.5, third.value(EPSILON), TOLERANCE);
    assertEquals(Math.log10(0.75), third.value(LOG_REGRET), TOLERANCE);
    assertEquals(0.25, third.volume().mean(), TOLERANCE);
    assertEquals(3, third.seconds());
  }

  @Test
  void drawsTheCurveOfTheSeeds() throws Exception {
    ProblemAnalysis problem = only(analyzer(known(at(0.1), "hash")).analyze(List.of(three())));
    List<CurvePoint> curve = algorithm(problem, "good").curve();
    assertEquals(List.of(1, 2, 3, 4), curve.stream().map(CurvePoint::step).toList());
    // After two evaluations seeds are at 1, 0.25 and 0.25; after three at 1, 1 and 0.25.
    assertEquals(0.25, curve.get(1).lowerQuartile(), TOLERANCE);
    assertEquals(0.25, curve.get(1).median(), TOLERANCE);
    assertEquals(0.625, curve.get(1).upperQuartile(), TOLERANCE);
    assertEquals(0.625, curve.get(2).lowerQuartile(), TOLERANCE);
    assertEquals(1, curve.get(2).median(), TOLERANCE);
    // One of 27 resamples has but the smallest value, and 7 have a median of it: more than 2.5 %.
    assertEquals(0.25, curve.get(2).lower(), TOLERANCE);
    assertEquals(1, curve.get(2).upper(), TOLERANCE);
    IndicatorSummary end = algorithm(problem, "good").summary(Indicators.HYPERVOLUME);
    assertEquals(end.summary().median(), curve.get(3).median());
    assertEquals(end.median().lower(), curve.get(3).lower());
    assertEquals(3, end.summary().count());
  }

  @Test
  void saysWhenTargetsWereReached() throws Exception {
    ProblemAnalysis problem = only(analyzer(known(at(0.1), "hash")).analyze(List.of(three())));
    TargetTime time = algorithm(problem, "good").targets().get(2);
    // The seeds spent 2, 3 and, without success, 4 evaluations.
    assertEquals(new TargetTime(0.99, List.of(2, 3), 3, 9), time);
    assertEquals(OptionalInt.of(2), time.quarter());
    assertEquals(OptionalInt.of(3), time.half());
    assertEquals(OptionalInt.empty(), time.threeQuarters());
    assertEquals(OptionalDouble.of(4.5), time.expected());
    TargetTime never = algorithm(problem, "bad").targets().get(0);
    assertEquals(0.9, never.share());
    assertEquals(0, never.reached());
    assertEquals(3, never.runs());
    assertEquals(OptionalInt.empty(), never.quarter());
    assertEquals(OptionalDouble.empty(), never.expected());
  }

  @Test
  void countsTargetsThatRunsHaveReached() throws Exception {
    ProblemAnalysis problem = only(analyzer(known(at(0.1), "hash")).analyze(List.of(three())));
    RunLengths lengths = algorithm(problem, "good").lengths();
    // Of 30 targets, 0.25 reaches the first, 1 - 10^-0.1, and 1 all. The seeds are at 0.25 after
    // one evaluation, and two of them at 1 after the second and the third.
    assertEquals(90, lengths.pairs());
    assertEquals(
        List.of(
            new ReachedPoint(1, 3 / 90.0),
            new ReachedPoint(2, 32 / 90.0),
            new ReachedPoint(3, 61 / 90.0),
            new ReachedPoint(4, 61 / 90.0)),
        lengths.reached());
    assertEquals(OptionalDouble.of(1), lengths.expected().get(0).steps());
    assertEquals(new ExpectedTime(0.99, 2, 3, 9), lengths.expected().get(19));
    assertEquals(OptionalDouble.of(4.5), lengths.expected().get(19).steps());
    RunLengths bad = algorithm(problem, "bad").lengths();
    assertEquals(0, bad.reached().get(3).share());
    assertEquals(OptionalDouble.empty(), bad.expected().get(0).steps());
  }

  @Test
  void comparesRunLengthsOverProblems() throws Exception {
    SuiteArchive suite = new WrittenSuite("lengths")
        .problem(4, PERPLEXITY, ENERGY)
        .run("fast", 1, at(0.1))
        .run("slow", 1, at(0.6), at(0.6), at(0.1))
        .problem(2, PERPLEXITY, "latency@a100")
        .run("fast", 1, at(0.6), at(0.6))
        .run("slow", 1, at(1), at(0.1))
        .write(folder);
    OverallAnalysis overall =
        analyzer(known(at(0.1), "hash")).analyze(List.of(suite)).overall().orElseThrow();
    // Up to the smaller budget, two. Fast reaches all targets on one problem, one on the other.
    assertEquals(
        List.of(
            new ReachedCurve(
                "fast", List.of(new ReachedPoint(1, 31 / 60.0), new ReachedPoint(2, 31 / 60.0))),
            new ReachedCurve(
                "slow", List.of(new ReachedPoint(1, 1 / 60.0), new ReachedPoint(2, 31 / 60.0)))),
        overall.reached());
    assertEquals(4, overall.profiles().size());
    TargetProfile profile = overall.profiles().get(0);
    assertEquals(0.9, profile.share());
    assertEquals(List.of("fast", "slow"), profile.algorithms());
    assertEquals(List.of(List.of(1.0), List.of(1.0, 3.0)), profile.profile().ratios());
    assertEquals(0.5, profile.profile().share(0, 100));
  }

  @Test
  void keepsTheFrontsWithTheirNetworks() throws Exception {
    AlgorithmAnalysis good =
        algorithm(only(analyzer(known(at(0.1), "hash")).analyze(List.of(three()))), "good");
    // Of 0.25, 1 and 1 the median is 1: of the first of both seeds that have it.
    assertEquals(1, good.fronts().medianSeed());
    FoundPoint found = new FoundPoint(architecture(1, 1), List.of(0.1, 0.1), 1, 2);
    assertEquals(List.of(found), good.fronts().median());
    assertEquals(List.of(found), good.fronts().union());
    assertEquals(
        List.of(
            new AttainmentLine(1, 3, List.of(new Corner(0.1, 0.1))),
            new AttainmentLine(2, 3, List.of(new Corner(0.1, 0.1))),
            new AttainmentLine(3, 3, List.of(new Corner(0.6, 0.6)))),
        good.fronts().attainment());
  }

  @Test
  void findsTheGenesThatMatter() throws Exception {
    WrittenSuite suite = new WrittenSuite("genes").problem(90, PERPLEXITY, ENERGY);
    for (int seed = 1; seed <= 2; seed++) {
      double[][] values = new double[90][];
      for (int i = 0; i < values.length; i++) {
        int[] genes = WrittenSuite.genes(seed, i);
        values[i] = point(0.1 + 0.3 * genes[0], 0.1 + 0.2 * genes[1] * genes[1]);
      }
      suite.run("a", seed, values);
    }
    GeneImportance importance = only(analysis(suite.write(folder))).importance().orElseThrow();
    assertEquals(180, importance.evaluations());
    assertEquals(
        List.of("embed_dim", "n_layer", "bias", "mlp_ratio", "n_head"), importance.factors());
    for (int objective = 0; objective < 2; objective++) {
      assertEquals(1, importance.objectives().get(objective).explained(), 1e-9);
      assertTrue(importance.objectives().get(objective).shares().get(objective) > 0.95);
    }
    assertEquals(Optional.empty(), only(analysis(three())).importance());
  }

  @Test
  void countsTheRunsThatAttainedGoalsOnOneGrid() throws Exception {
    ProblemAnalysis problem = only(analyzer(known(at(0.1), "hash")).analyze(List.of(three())));
    // Final fronts are at 0.9 three times, at 0.1, 0.1 and 0.6, and at 0.6 three times.
    AttainmentField bad = algorithm(problem, "bad").fronts().field();
    AttainmentField good = algorithm(problem, "good").fronts().field();
    assertEquals(new AttainmentField.Range(0.1, 0.9), good.first());
    assertEquals(good.first(), bad.first());
    int last = AttainmentField.COLUMNS - 1;
    assertEquals(2 / 3.0, good.share(0, 0));
    assertEquals(2 / 3.0, good.share(74, AttainmentField.ROWS - 1));
    assertEquals(1, good.share(75, AttainmentField.ROWS - 1));
    assertEquals(2 / 3.0, good.share(75, 55));
    assertEquals(1, good.share(75, 57));
    assertEquals(0, bad.share(last, AttainmentField.ROWS - 1));
  }

  private static String architecture(long seed, int evaluation) {
    return SearchSpace.s().format(SearchSpace.s().decode(WrittenSuite.genes(seed, evaluation)));
  }

  @Test
  void ranksAlgorithmsOverTheBudgetAndAtItsEnd() throws Exception {
    ProblemAnalysis problem = only(analysis(three()));
    assertEquals(
        List.of("bad", "good", "middle"),
        problem.ranks().stream().map(RankCurve::algorithm).toList());
    // After one evaluation: bad 3, 3, 3; good and middle tie once, and once more middle is second,
    // where in its third seed it is at 0.9, as in the second.
    assertRanks(problem, 0, (2.0 + 2 + 2) / 3);
    List<RankPoint> bad = problem.ranks().get(0).points();
    List<RankPoint> good = problem.ranks().get(1).points();
    List<RankPoint> middle = problem.ranks().get(2).points();
    assertEquals((3 + 3 + 3) / 3.0, bad.get(0).rank(), TOLERANCE);
    assertEquals((1.5 + 1 + 1) / 3, good.get(0).rank(), TOLERANCE);
    assertEquals((1.5 + 2 + 2) / 3, middle.get(0).rank(), TOLERANCE);
    assertEquals((1 + 1 + 1.5) / 3, good.get(3).rank(), TOLERANCE);
    Ranking ranking = problem.ranking().orElseThrow();
    assertEquals(Ranking.Blocks.SEEDS, ranking.blocks());
    assertEquals(3, ranking.friedman().averageRanks().get(0), TOLERANCE);
    assertEquals(3.5 / 3, ranking.friedman().averageRanks().get(1), TOLERANCE);
    assertEquals(5.5 / 3, ranking.friedman().averageRanks().get(2), TOLERANCE);
    // Best first; three seeds can tell nothing apart.
    assertEquals(List.of(List.of(1, 2, 0)), ranking.wilcoxonGroups());
  }

  private static void assertRanks(ProblemAnalysis problem, int at, double mean) {
    assertEquals(
        mean,
        problem.ranks().stream()
            .mapToDouble(curve -> curve.points().get(at).rank())
            .average()
            .orElseThrow(),
        TOLERANCE);
  }

  @Test
  void tellsOfItsProgress() throws Exception {
    SuiteArchive suite = three();
    int runs =
        suite.problems().stream().mapToInt(problem -> problem.runs().size()).sum();
    AtomicInteger steps = new AtomicInteger();
    analyzer(BestFrontLookup.NONE).analyze(List.of(suite), steps::incrementAndGet);
    assertEquals(runs * SuiteAnalyzer.STEPS_OF_A_RUN, steps.get());
  }

  @Test
  void poolsAllRunsWhereNoFrontIsKnown() throws Exception {
    ProblemAnalysis problem = only(analysis(three()));
    assertEquals(TargetFront.Source.POOLED, problem.target().source());
    assertEquals(
        List.of(new ReferenceFront.Point(architecture(1, 1), List.of(0.1, 0.1))),
        problem.target().points());
    assertTrue(problem
        .notes()
        .get(0)
        .startsWith("Relative to the joint front of all runs of this analysis"));
    assertEquals(
        1,
        algorithm(problem, "good").summary(Indicators.HYPERVOLUME).summary().median(),
        TOLERANCE);
  }

  @Test
  void doesNotMeasureAgainstAFrontOfOtherSurrogates() throws Exception {
    ProblemAnalysis problem = only(analyzer(known(at(0.05), "others")).analyze(List.of(three())));
    assertEquals(TargetFront.Source.POOLED, problem.target().source());
    assertTrue(problem.notes().get(0).contains("of other surrogates (others)"));
  }

  @Test
  void saysWhereARunBeatsTheBestFrontKnown() throws Exception {
    ProblemAnalysis problem = only(analyzer(known(at(0.3), "hash")).analyze(List.of(three())));
    assertTrue(
        problem
            .notes()
            .contains("2 runs have more hypervolume than the best-known Pareto front, which is"
                + " therefore no longer the best."),
        problem.notes().toString());
  }

  @Test
  void warnsWhereSeedsAreTooFew() throws Exception {
    ProblemAnalysis problem = only(analysis(three()));
    assertTrue(
        problem
            .notes()
            .contains("Too few seeds for significant differences: with 3 common to each pair and 3"
                + " comparisons, the smallest possible p-value of a signed-rank test after Holm's"
                + " correction is 0.75; at least 7 seeds are needed for 0.05."),
        problem.notes().toString());
    assertEquals(
        Mark.BEST, algorithm(problem, "good").summary(Indicators.HYPERVOLUME).mark());
    assertEquals(Mark.UNDECIDED, algorithm(problem, "bad").summary(EPSILON).mark());
  }

  @Test
  void marksTheBestAndWhatIsNotSignificantlyWorse() throws Exception {
    WrittenSuite suite = new WrittenSuite("marks").problem(1, PERPLEXITY, ENERGY);
    for (int seed = 1; seed <= 8; seed++) {
      suite.run("best", seed, at(0.1 + seed / 100.0));
      suite.run("close", seed, at(seed == 1 ? 0.05 : 0.101 + seed / 100.0));
      suite.run("worse", seed, at(0.3 + seed / 100.0));
    }
    ProblemAnalysis problem = only(analysis(suite.write(folder)));
    for (Indicator indicator : problem.indicators()) {
      assertEquals(Mark.BEST, algorithm(problem, "best").summary(indicator).mark());
      assertEquals(
          Mark.NOT_WORSE, algorithm(problem, "close").summary(indicator).mark());
      assertEquals(Mark.WORSE, algorithm(problem, "worse").summary(indicator).mark());
    }
    PairTest pair = problem.tests(Indicators.HYPERVOLUME).pairs().get(1);
    assertEquals("best", pair.first());
    assertEquals("worse", pair.second());
    assertEquals(8, pair.sharedSeeds());
    // All eight seeds agree: 2 of 256 ways to draw signs, and three tests.
    assertEquals(2 / 256.0, pair.comparison().signedRank().pValue());
    assertEquals(6 / 256.0, pair.comparison().adjustedPValue());
    assertEquals(1, pair.comparison().effectSize().a12());
    assertEquals(
        0, problem.tests(EPSILON).pairs().get(1).comparison().effectSize().a12());
  }

  @Test
  void pairsTheSeedsThatBothHaveAndNamesTheMissing() throws Exception {
    SuiteArchive suite = new WrittenSuite("gaps")
        .problem(2, PERPLEXITY, ENERGY)
        .run("a", 1, at(0.5), at(0.4))
        .run("a", 2, at(0.5), at(0.4))
        .run("a", 3, at(0.5), at(0.4))
        .run("b", 2, at(0.5))
        .run("b", 3, at(0.5), at(0.3))
        .failure("b", 1)
        .failure("c", 1)
        .write(folder);
    SuiteAnalysis analysis = analysis(suite);
    ProblemAnalysis problem = only(analysis);
    assertEquals(2, problem.tests(IGD_PLUS).pairs().get(0).sharedSeeds());
    assertEquals(2, problem.ranking().orElseThrow().friedman().blocks());
    assertEquals(
        List.of(
            new MissingRun("gaps", problem.problem(), "b", 1, "It <broke>"),
            new MissingRun("gaps", problem.problem(), "c", 1, "It <broke>"),
            new MissingRun("gaps", problem.problem(), "c", 2, null),
            new MissingRun("gaps", problem.problem(), "c", 3, null)),
        analysis.missing());
    assertTrue(problem
        .notes()
        .contains("4 of the planned runs do not count: 2 failed, 2 were not finished."));
    assertTrue(problem.notes().contains("Not shown, as no run was finished: c."));
    assertTrue(problem
        .notes()
        .contains("Runs that ended their search before the budget was spent"
            + " keep their last hypervolume until its end: some of b."));
    AnalyzedSuite analyzed = analysis.suites().get(0);
    assertEquals(9, analyzed.planned());
    assertEquals(5, analyzed.finished());
    assertEquals(2, analyzed.failed());
    assertEquals(Optional.of(WrittenSuite.BEGAN.plusSeconds(3)), analyzed.ended());
  }

  @Test
  void countsNothingThatViolatesAConstraint() throws Exception {
    SuiteArchive suite = new WrittenSuite("constrained")
        .problem(2, false, 1, List.of(Constraint.parse("params<=150000000")), PERPLEXITY, ENERGY)
        .run("some", 1, point(0.1, 0.1, 5), point(0.6, 0.6, 0))
        .run("none", 1, point(0.1, 0.1, 5), point(0.2, 0.2, 1))
        .write(folder);
    ProblemAnalysis problem = only(analysis(suite));
    RunScore some = algorithm(problem, "some").runs().get(0);
    assertEquals(1, some.feasible());
    assertEquals(0.25, some.hypervolume(), TOLERANCE);
    RunScore none = algorithm(problem, "none").runs().get(0);
    assertEquals(0, none.feasible());
    assertEquals(0, none.value(Indicators.HYPERVOLUME));
    assertEquals(0, none.value(LOG_REGRET));
    // As if it had found the reference point, 0.5 away from what all runs found.
    assertEquals(Math.sqrt(0.5), none.value(IGD_PLUS), TOLERANCE);
    assertEquals(0.5, none.value(EPSILON), TOLERANCE);
    assertEquals(List.of(), algorithm(problem, "none").fronts().union());
  }

  @Test
  void copesWithNothingFoundByAnybody() throws Exception {
    SuiteArchive suite = new WrittenSuite("nothing")
        .problem(1, false, 1, List.of(Constraint.parse("params<=150000000")), PERPLEXITY, ENERGY)
        .run("a", 1, point(0.1, 0.1, 5))
        .run("b", 1, point(0.1, 0.1, 5))
        .write(folder);
    ProblemAnalysis problem = only(analysis(suite));
    assertEquals(0, algorithm(problem, "a").runs().get(0).value(EPSILON));
    assertEquals(
        Mark.UNMEASURED, algorithm(problem, "b").summary(Indicators.HYPERVOLUME).mark());
    assertTrue(problem.ranking().isEmpty());
    assertTrue(problem.notes().get(0).startsWith("No run found an architecture"));
  }

  /** What algorithms saw is good and violates nothing; without noise it is neither. */
  @Test
  void scoresNoiseFreeValues() throws Exception {
    SuiteArchive suite = new WrittenSuite("noisy")
        .problem(2, true, 1, List.of(Constraint.parse("params<=150000000")), PERPLEXITY, ENERGY)
        .run("a", 1, point(0.05, 0.05, 0, 0.6, 0.6, 0), point(0.05, 0.05, 0, 0.1, 0.1, 7))
        .write(folder);
    ProblemAnalysis problem = only(analysis(suite));
    assertTrue(problem.noisy());
    assertEquals(0.25, problem.algorithms().get(0).runs().get(0).hypervolume(), TOLERANCE);
    assertEquals(
        List.of(0.6, 0.6), problem.algorithms().get(0).fronts().union().get(0).values());
  }

  /** Accuracy is maximised: 0.9 normalises to 0.1. */
  @Test
  void turnsWhatIsMaximisedRoundAndBack() throws Exception {
    SuiteArchive suite = new WrittenSuite("accuracy")
        .problem(2, "accuracy", ENERGY)
        .run("a", 1, point(0.9, 0.6), point(0.4, 0.1))
        .write(folder);
    ProblemAnalysis problem = only(analysis(suite));
    AlgorithmAnalysis a = problem.algorithms().get(0);
    assertEquals(1 * 0.5 + 0.5 * 0.5, a.runs().get(0).hypervolume(), TOLERANCE);
    assertEquals(
        List.of(new AttainmentLine(1, 1, List.of(new Corner(0.9, 0.6), new Corner(0.4, 0.1)))),
        a.fronts().attainment());
  }

  /** Under (2, 2) the ends of a front weigh more than its middle. */
  @Test
  void findsAnOrderThatAnotherReferencePointReverses() throws Exception {
    SuiteArchive suite = new WrittenSuite("flips")
        .problem(2, PERPLEXITY, ENERGY)
        .run("ends", 1, point(0, 0.9), point(0.9, 0))
        .run("middle", 1, at(0.4))
        .write(folder);
    // 2 * 1.1 * 0.2 - 0.04 = 0.4 < 0.49; but under (2, 2) 2 * 2 * 1.1 - 1.21 = 3.19 > 2.56.
    BoundsLookup published =
        (space, version) -> version.equals("published") ? Optional.of(bounds()) : Optional.empty();
    ProblemAnalysis problem =
        only(new SuiteAnalyzer(AnalysisSettings.usual(), 1, BestFrontLookup.NONE, published)
            .analyze(List.of(suite)));
    assertEquals(List.of("authors-2d-1", "authors-flops-1"), problem.otherProtocols());
    assertEquals("middle", problem.flips().get(0).better());
    assertEquals("ends", problem.flips().get(0).worse());
    assertEquals("authors-2d-1", problem.flips().get(0).other().id());
    assertEquals(List.of(), only(analysis(suite)).otherProtocols());
  }

  private static Bounds bounds() {
    Map<Objective, Bounds.Range> ranges = new LinkedHashMap<>();
    ranges.put(Objective.parse(PERPLEXITY), new Bounds.Range(0, 1));
    ranges.put(Objective.parse(ENERGY), new Bounds.Range(0, 1));
    return new Bounds("published", "s", "by hand", ranges);
  }

  @Test
  void theShippedBoundsAreFoundByTheirVersions() {
    assertEquals(
        "default-1",
        BoundsLookup.SHIPPED.find(SearchSpace.s(), "default-1").orElseThrow().version());
    assertEquals(
        "published",
        BoundsLookup.SHIPPED.find(SearchSpace.m(), "published").orElseThrow().version());
    assertEquals(Optional.empty(), BoundsLookup.SHIPPED.find(SearchSpace.m(), "mine"));
    assertEquals(Optional.empty(), BoundsLookup.SHIPPED.find(SearchSpace.sWide(), "published"));
  }

  @Test
  void summarisesOverProblems() throws Exception {
    WrittenSuite suite = new WrittenSuite("many");
    for (String device : List.of("a100", "v100", "h100")) {
      suite.problem(device.equals("h100") ? 3 : 2, PERPLEXITY, "energy@" + device);
      for (int seed = 1; seed <= 2; seed++) {
        suite.run("a", seed, at(0.9), at(0.1));
        suite.run("b", seed, at(0.8), at(0.8));
      }
    }
    SuiteAnalysis analysis = analysis(suite.write(folder));
    OverallAnalysis overall = analysis.overall().orElseThrow();
    assertEquals(List.of("a", "b"), overall.algorithms());
    assertEquals(3, overall.problems().size());
    // Three problems can say nothing, six seeds of them can.
    assertEquals(
        List.of(Ranking.Blocks.SEEDS_OF_PROBLEMS, Ranking.Blocks.PROBLEMS),
        overall.rankings().stream().map(Ranking::blocks).toList());
    assertEquals(6, overall.rankings().get(0).friedman().blocks());
    assertEquals(List.of(1.0, 2.0), overall.rankings().get(0).friedman().averageRanks());
    assertEquals(List.of(), overall.rankings().get(0).wilcoxonGroups());
    assertEquals(List.of(List.of(0, 1)), overall.rankings().get(1).wilcoxonGroups());
    assertEquals(
        List.of(new RankPoint(1, 2), new RankPoint(2, 1)),
        overall.ranks().get(0).points());
    assertTrue(overall.notes().get(0).startsWith("Too few problems for tests over problems"));
    assertTrue(overall.notes().get(1).startsWith("Budgets differ between problems"));
  }

  @Test
  void comparesSuitesUpToTheSmallerBudget() throws Exception {
    SuiteArchive ours = new WrittenSuite("ours")
        .problem(2, PERPLEXITY, ENERGY)
        .run("same", 1, at(0.6), at(0.5))
        .run("mine", 1, at(0.6), at(0.4))
        .write(folder);
    SuiteArchive theirs = new WrittenSuite("theirs")
        .by("2.0", "hash")
        .problem(3, PERPLEXITY, ENERGY)
        .run("same", 1, at(0.6), at(0.3), at(0.1))
        .write(folder);
    ProblemAnalysis problem = only(analysis(ours, theirs));
    assertEquals(2, problem.axis().steps());
    assertEquals(
        List.of("same (ours)", "mine", "same (theirs)"),
        problem.algorithms().stream().map(AlgorithmAnalysis::name).toList());
    assertEquals("same", problem.algorithms().get(2).of().algorithm());
    assertEquals("2.0", problem.algorithms().get(2).of().provenance().version());
    assertEquals(0.64, problem.algorithms().get(2).runs().get(0).hypervolume(), TOLERANCE);
    assertTrue(problem
        .notes()
        .contains("Budgets differ (2, 3 evaluations): all runs are compared after 2."));
  }

  @Test
  void algorithmsOfOneNameAreOneIfProblemsDifferAndNothingElse() throws Exception {
    SuiteArchive ours = new WrittenSuite("ours")
        .problem(1, PERPLEXITY, ENERGY)
        .run("same", 1, at(0.6))
        .algorithm("tuned", Map.of("population", "20"))
        .run("tuned", 1, at(0.6))
        .write(folder);
    SuiteArchive theirs = new WrittenSuite("theirs")
        .problem(1, PERPLEXITY, "energy@a100")
        .run("same", 1, at(0.6))
        .algorithm("tuned", Map.of("population", "40"))
        .run("tuned", 1, at(0.6))
        .write(folder);
    SuiteAnalysis analysis = analysis(ours, theirs);
    assertEquals(
        List.of("same", "tuned (ours)"),
        analysis.problems().get(0).algorithms().stream()
            .map(AlgorithmAnalysis::name)
            .toList());
    assertEquals(
        List.of("same", "tuned (theirs)"),
        analysis.problems().get(1).algorithms().stream()
            .map(AlgorithmAnalysis::name)
            .toList());
  }

  @Test
  void suitesOfOneNameAreToldApart() throws Exception {
    SuiteArchive one = three();
    SuiteAnalysis analysis = analysis(one, three());
    assertEquals(
        List.of("three", "three #2"),
        analysis.suites().stream().map(AnalyzedSuite::name).toList());
    assertEquals(6, only(analysis).algorithms().size());
  }

  @Test
  void refusesSuitesThatCantBeCompared() throws Exception {
    SuiteArchive ours = three();
    assertRefused(
        ours,
        new WrittenSuite("new").by("1.0", "other").problem(4, PERPLEXITY, ENERGY),
        "their surrogates are hash and other; must be equal");
    assertRefused(
        ours,
        new WrittenSuite("wide").problem(4, false, 2, List.of(), PERPLEXITY, ENERGY),
        "their bounds are default-1 (perplexity 0.0 to 1.0, energy@rtx2080 0.0 to 1.0) and"
            + " default-1 (perplexity 0.0 to 2.0, energy@rtx2080 0.0 to 2.0); must be equal");
  }

  private void assertRefused(SuiteArchive ours, WrittenSuite other, String why) throws Exception {
    SuiteArchive theirs = other.run("good", 1, at(0.6)).write(folder);
    String message = assertThrows(IllegalArgumentException.class, () -> analysis(ours, theirs))
        .getMessage();
    assertTrue(
        message.startsWith("Problem 'HWGPT-S(perplexity,energy@rtx2080)': suites 'three' and ")
            && message.endsWith(why),
        message);
  }

  @Test
  void refusesSuitesWithoutRuns() throws Exception {
    SuiteArchive empty =
        new WrittenSuite("empty").problem(1, PERPLEXITY, ENERGY).failure("a", 1).write(folder);
    String message =
        assertThrows(IllegalArgumentException.class, () -> analysis(empty)).getMessage();
    assertTrue(message.endsWith("empty: no finished runs; allowed: suites with one or more"));
    assertEquals(
        "Analysis of no suites; allowed: 1 or more",
        assertThrows(IllegalArgumentException.class, () -> analysis()).getMessage());
  }

  @Test
  void isTheSameForAnyNumberOfThreads() throws Exception {
    SuiteArchive suite = drawn();
    SuiteAnalysis one = drawnAnalysis(suite, 1);
    assertEquals(one, drawnAnalysis(suite, 4));
    assertEquals(one, drawnAnalysis(suite, 3));
  }

  private static SuiteAnalysis drawnAnalysis(SuiteArchive suite, int threads) throws Exception {
    return new SuiteAnalyzer(
            AnalysisSettings.usual(), threads, BestFrontLookup.NONE, BoundsLookup.SHIPPED)
        .analyze(List.of(suite));
  }

  /** Volumes that were added up in another order differ in their last bits. */
  @Test
  void equalFrontsTieHoweverTheyWereFound() throws Exception {
    WrittenSuite suite = new WrittenSuite("ties").problem(30, PERPLEXITY, ENERGY, "latency@a100");
    for (int seed = 1; seed <= 6; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] points = new double[30][];
      Arrays.setAll(points, i -> random.doubles(3).toArray());
      double[][] reversed = new double[30][];
      Arrays.setAll(reversed, i -> points[29 - i]);
      suite.run("forwards", seed, points).run("backwards", seed, reversed);
    }
    ProblemAnalysis problem = only(analysis(suite.write(folder)));
    for (Indicator indicator : problem.indicators()) {
      assertEquals(
          0, problem.tests(indicator).pairs().get(0).comparison().signedRank().pairs());
    }
    assertEquals(List.of(1.5, 1.5), problem.ranking().orElseThrow().friedman().averageRanks());
    assertEquals(new RankPoint(30, 1.5), problem.ranks().get(0).points().get(29));
  }

  /** Runs end in any order, on several cores. */
  @Test
  void isTheSameForAnyOrderOfTheRuns() throws Exception {
    double[][][] values = {{at(0.5), at(0.4)}, {at(0.6), at(0.3)}, {at(0.7), at(0.1)}};
    WrittenSuite forwards = new WrittenSuite("forwards").problem(2, PERPLEXITY, ENERGY);
    WrittenSuite backwards = new WrittenSuite("forwards").problem(2, PERPLEXITY, ENERGY);
    for (String algorithm : List.of("a", "b")) {
      backwards.algorithm(algorithm, Map.of());
    }
    for (int i = 0; i < 3; i++) {
      backwards.seed(i);
    }
    for (int i = 0; i < 6; i++) {
      forwards.run(i < 3 ? "a" : "b", i % 3, values[(i < 3 ? i : i + 1) % 3]);
      int j = 5 - i;
      backwards.run(j < 3 ? "a" : "b", j % 3, values[(j < 3 ? j : j + 1) % 3]);
    }
    assertEquals(
        analysis(forwards.write(folder)).problems(),
        analysis(backwards.write(folder)).problems());
  }

  /** Two problems, of two and of three objectives, with values that are drawn. */
  private SuiteArchive drawn() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    WrittenSuite suite = new WrittenSuite("drawn");
    for (int objectives = 2; objectives <= 3; objectives++) {
      suite.problem(
          40,
          objectives == 2
              ? new String[] {PERPLEXITY, ENERGY}
              : new String[] {PERPLEXITY, ENERGY, "latency@a100"});
      for (String algorithm : List.of("a", "b", "c")) {
        for (int seed = 1; seed <= 5; seed++) {
          double[][] values = new double[40][objectives];
          for (double[] value : values) {
            Arrays.setAll(value, i -> random.nextInt(50) / 40.0);
          }
          suite.run(algorithm, seed, values);
        }
      }
    }
    return suite.write(folder);
  }

  /** Beside the same numbers got in the simplest way there is. */
  @Test
  void agreesWithScoringEveryPrefixAnew() throws Exception {
    SuiteArchive suite = drawn();
    SuiteAnalysis analysis = drawnAnalysis(suite, 2);
    for (int i = 0; i < 2; i++) {
      ProblemAnalysis problem = analysis.problems().get(i);
      Map<String, List<double[][]>> runs = new LinkedHashMap<>();
      for (var run : suite.problems().get(i).runs()) {
        var trace = run.open();
        double[][] points = new double[trace.evaluations()][];
        Arrays.setAll(points, trace::objectives);
        runs.computeIfAbsent(run.outcome().algorithm(), name -> new ArrayList<>())
            .add(points);
      }
      double target = problem
          .protocol()
          .hypervolume(runs.values().stream()
              .flatMap(List::stream)
              .flatMap(Arrays::stream)
              .toArray(double[][]::new));
      assertEquals(target, problem.target().hypervolume(), TOLERANCE);
      for (AlgorithmAnalysis algorithm : problem.algorithms()) {
        for (CurvePoint point : algorithm.curve()) {
          double[] volumes = runs.get(algorithm.name()).stream()
              .mapToDouble(points ->
                  problem.protocol().hypervolume(Arrays.copyOf(points, point.step())) / target)
              .toArray();
          Summary summary = Summary.of(volumes);
          assertEquals(summary.lowerQuartile(), point.lowerQuartile(), TOLERANCE);
          assertEquals(summary.median(), point.median(), TOLERANCE);
          assertEquals(summary.upperQuartile(), point.upperQuartile(), TOLERANCE);
          assertEquals(BootstrapInterval.median(volumes), point.median(), TOLERANCE);
        }
        for (RunScore run : algorithm.runs()) {
          double[][] points = runs.get(algorithm.name()).get((int) run.seed() - 1);
          for (int t = 0; t < analysis.settings().targets().size(); t++) {
            double share = analysis.settings().targets().get(t);
            double wanted = share * target;
            int reached = 0;
            while (reached <= points.length
                && problem.protocol().hypervolume(Arrays.copyOf(points, reached)) < wanted) {
              reached++;
            }
            assertEquals(
                reached > points.length ? OptionalInt.empty() : OptionalInt.of(reached),
                run.volume().stepsTo(share));
          }
        }
      }
    }
  }

  @Test
  void comparesAllAtTheTimeThatEndedSome() throws Exception {
    SuiteArchive suite = new WrittenSuite("limited")
        .inFiles()
        .timed()
        .problem(4, PERPLEXITY, ENERGY)
        .limitedRun("slow", 1, Duration.ofMillis(2500), at(0.6), at(0.5))
        .run("slow", 2, at(0.7), at(0.6), at(0.5), at(0.1))
        .run("quick", 1, at(0.4), at(0.3), at(0.2), at(0.1))
        .run("quick", 2, at(0.4), at(0.3), at(0.2), at(0.1))
        .write(folder);
    ProblemAnalysis problem = only(analysis(suite));
    for (AlgorithmAnalysis algorithm : problem.algorithms()) {
      for (RunScore score : algorithm.runs()) {
        assertEquals(2, score.evaluations());
        assertTrue(score.seconds() <= 2.5);
      }
    }
    assertEquals(
        (1.1 - 0.6) * (1.1 - 0.6),
        algorithm(problem, "slow").runs().get(1).hypervolume(),
        TOLERANCE);
    assertTrue(
        problem
            .notes()
            .contains("A time limit has ended 1 of 4 runs: all are compared by the fronts"
                + " found in the first 2.5 seconds, if they had not ended before. Times are those of the"
                + " machines that the runs were made on."),
        problem.notes().toString());
    assertEquals(0, problem.missing().size());

    // Without times nobody knows how far a run was.
    Files.delete(EarlierLayout.times(suite.problems().get(0).runs().get(3)));
    String why = assertThrows(IOException.class, () -> analysis(suite)).getMessage();
    assertTrue(
        why.contains(
            "took 4000 ms and its times were left out, so it can't be compared after 2500"),
        why);
  }

  @Test
  void stopsWhereARecordWasChanged() throws Exception {
    SuiteArchive suite = three();
    Path runs = suite.folder().resolve("runs-00001.seg");
    byte[] bytes = Files.readAllBytes(runs);
    bytes[bytes.length / 2] ^= 1;
    Files.write(runs, bytes);
    IOException refused = assertThrows(IOException.class, () -> analysis(suite));
    assertTrue(refused.getMessage().startsWith(runs + ", "), refused.getMessage());
    assertTrue(
        refused.getMessage().contains(": was altered, its hash does not match; delete"),
        refused.getMessage());
  }

  @Test
  void gridHasEveryEvaluationAtFirstAndTheEnd() {
    int[] grid = EvaluationGrid.of(2000, 777);
    for (int i = 0; i < 500; i++) {
      assertEquals(i + 1, grid[i]);
    }
    assertEquals(2000, grid[grid.length - 1]);
    assertTrue(Arrays.stream(grid).anyMatch(at -> at == 777));
    assertTrue(grid.length < 1000, "grid of " + grid.length);
    assertEquals(List.of(1), Arrays.stream(EvaluationGrid.of(1, 1)).boxed().toList());
  }

  /** Runs count by their best feasible value; the pool's best is 0.2. */
  @Test
  void oneObjectiveIsRankedByItsRegret() throws Exception {
    ProblemAnalysis problem = only(analysis(new WrittenSuite("single")
        .problem(3, PERPLEXITY)
        .run("good", 1, point(0.9), point(0.5), point(0.2))
        .run("good", 2, point(0.3), point(0.5), point(0.9))
        .run("bad", 1, point(0.9), point(0.9), point(0.7))
        .run("bad", 2, point(0.9), point(0.8), point(1))
        .write(folder)));
    assertEquals(Indicators.REGRET, problem.rankedBy());
    AlgorithmAnalysis bad = algorithm(problem, "bad");
    assertEquals(0.5, bad.runs().get(0).value(Indicators.REGRET), TOLERANCE);
    assertEquals(0.7, bad.runs().get(0).best().getAsDouble(), TOLERANCE);
    assertEquals(0.8, bad.runs().get(1).best().getAsDouble(), TOLERANCE);
    AlgorithmAnalysis good = algorithm(problem, "good");
    assertEquals(0, good.runs().get(0).value(Indicators.REGRET), TOLERANCE);
    assertEquals(Mark.BEST, good.summary(Indicators.REGRET).mark());
    assertEquals(List.of(1.0, 2.0), problem.ranking().orElseThrow().friedman().averageRanks());
    // The curve ends with the regret, as a share of that of the reference point.
    CurvePoint end = bad.curve().get(bad.curve().size() - 1);
    assertEquals(1 - 0.55 / 0.9, end.median(), TOLERANCE);
    assertEquals(List.of(), problem.algorithms().get(0).fronts().attainment());
  }

  @Test
  void settingsAreChecked() {
    assertEquals(
        "Targets [0.9, 0.8]; allowed: finite ascending numbers, the first above 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnalysisSettings(
                    0.05, 0.95, 10, 1, Indicators.all(), List.of(0.9, 0.8), null, null, 0))
            .getMessage());
    assertEquals(
        "Level 1.0; allowed: between 0 and 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnalysisSettings(
                    1, 0.95, 10, 1, Indicators.all(), List.of(), null, null, 0))
            .getMessage());
    assertEquals(
        "Indicators [igd-plus]; allowed: 'hypervolume' first",
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnalysisSettings(
                    0.05, 0.95, 10, 1, List.of(IGD_PLUS), List.of(), null, null, 0))
            .getMessage());
  }
}
