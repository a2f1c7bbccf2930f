package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Iterables;
import com.google.common.collect.Ordering;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackTest {

  /**
   * Of the index of a suite without algorithms' settings and provenance. A version never changes.
   */
  private static final Map<String, String> VERSIONS = Map.of(
      "track-core-v1", "387b626e9b352a65d2d080b1f8980372815b5e367ebcd11af4d0dd3265401950",
      "track-noisy-v1", "55df2713caf6b6a407448a8097ed74158b25ca39bb48b11b84833f5e4935d7e3",
      "track-constrained-v1", "1f8d4aa8c47d4900d8f6872e53ac0b9444a8e52b682de6e31eb0533941d1b624",
      "track-many-v1", "5b7401e037a4cf3c462a6295ae98a9f10dae3445450dc7a97de9793ee4d6720b",
      "track-tokens-v1", "8cb68d52cd8691949c26f35c2cfd6272e757d767ec36710fe575ba9319c98c65",
      "track-clock-v1", "6792bbdfc2ced77df4cf923a35c33d24595757af6f5e8b8bf32e4546d15e4107",
      "track-transfer-v1", "343ca4b7c5df24d5c6e0aed18bc4f1dab06effa608be36482567ec63d062d2d4");

  private static final int SAMPLE = 5;

  /** Supernets compute in 32 bits, of which the last differ between processors. */
  private static final double SUPERNET_TOLERANCE = 1e-4;

  @TempDir
  private Path temp;

  @Test
  void versionsNeverChange() throws Exception {
    Provenance none = new Provenance("", "", "", "", "");
    try (Benches benches = Benches.shipped()) {
      Map<String, String> versions = new TreeMap<>();
      for (Track track : Track.all()) {
        Suite suite = track.experiment().suite(benches);
        SuitePlan plan = new SuitePlan(
            suite.problems().stream().map(problem -> problem.with(none)).toList(),
            Map.of("any", Map.of()),
            suite.seeds());
        Path folder = temp.resolve(track.suite());
        // What the versions are of is in the first layout that they were written in.
        EarlierLayout.begin(folder, plan).close();
        versions.put(
            track.suite(),
            MoreFiles.asByteSource(folder.resolve("suite.json"))
                .hash(Hashing.sha256())
                .toString());
      }
      assertEquals(new TreeMap<>(VERSIONS), versions);
    }
  }

  /** Reading a front checks that nothing in it is dominated. */
  @Test
  void bestFrontsOfAllProblemsShip() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    try (Benches benches = Benches.shipped()) {
      for (Track track : Track.all()) {
        for (RunSettings problem : track.experiment().problems(benches)) {
          checkBestFront(benches, problem, random);
        }
      }
    }
  }

  private static void checkBestFront(Benches benches, RunSettings problem, RandomGenerator random)
      throws Exception {
    ReferenceFront front = BestFrontLookup.SHIPPED.find(problem).orElseThrow();
    assertEquals(Optional.empty(), front.misfit(problem), problem.problem().name());
    double tolerance = problem.space().measured() ? 0 : SUPERNET_TOLERANCE;
    try (ObjectiveEvaluator evaluator = benches.evaluator(problem)) {
      random
          .ints(SAMPLE, 0, front.points().size())
          .mapToObj(front.points()::get)
          .forEach(point -> assertArrayEquals(
              point.values().stream().mapToDouble(Double::doubleValue).toArray(),
              values(evaluator, problem, point),
              tolerance));
    }
  }

  private static double[] values(
      ObjectiveEvaluator evaluator, RunSettings problem, ReferenceFront.Point point) {
    double[] values =
        new double[problem.objectives().size() + problem.constraints().size()];
    SearchSpace space = problem.space();
    evaluator.evaluate(space.encode(space.parse(point.architecture())), values);
    return Arrays.copyOf(values, problem.objectives().size());
  }

  @Test
  void scoredBudgetsOfAVersionNeverChange() {
    List<Double> evaluations = List.of(25.0, 50.0, 100.0, 200.0);
    assertEquals(
        Map.of(
            "track-core-v1", evaluations,
            "track-noisy-v1", evaluations,
            "track-constrained-v1", evaluations,
            "track-many-v1", evaluations,
            "track-tokens-v1", List.of(5.0, 10.0, 25.0),
            "track-clock-v1", List.of(9_000.0, 18_000.0, 36_000.0, 72_000.0),
            "track-transfer-v1", List.of(10.0, 25.0, 50.0)),
        Track.all().stream().collect(Collectors.toMap(Track::suite, Track::budgets)));
  }

  @Test
  void tracksAreScoredUpToTheBudgetOfTheirRuns() throws Exception {
    try (Benches benches = Benches.shipped()) {
      for (Track track : Track.all()) {
        Experiment experiment = track.experiment();
        assertEquals(Optional.of(track.suite()), experiment.name());
        assertEquals(Optional.of(track), Track.of(track.suite()));
        Budget budget = experiment.suite(benches).budget();
        assertEquals(budget.amount(), Iterables.getLast(track.budgets()), track.name());
        assertTrue(Ordering.natural().isStrictlyOrdered(track.budgets()), track.name());
      }
    }
    assertEquals(Optional.empty(), Track.of("track-core"));
    assertEquals(Optional.empty(), Track.of("mine"));
  }
}
