package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends the process, or the power, at every operation of the file system that a record makes. */
class PowerLossTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("params"), Objective.parse("flops"));
  private static final List<Long> SEEDS = List.of(1L, 2L);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BUDGET = 4;
  private static final int LARGER_BUDGET = 6;

  @TempDir
  private Path temp;

  private int folders;

  /** What the index has said of a run once so many operations were over. */
  private record Promise(int operations, long seed, int evaluations) {}

  private static SuitePlan plan(int budget) {
    RunSettings settings = new RunSettings(
        "lost",
        new ProblemSpec("HWGPT-S(params,flops)", SPACE, OBJECTIVES, List.of(), false),
        new HypervolumeProtocol(
            "default-1",
            new Bounds(
                "7",
                "s",
                "made up",
                Map.of(
                    OBJECTIVES.get(0), new Bounds.Range(0, 1),
                    OBJECTIVES.get(1), new Bounds.Range(0, 1))),
            List.of(1.1, 1.1)),
        budget,
        Provenance.of("abc"));
    return new SuitePlan(List.of(settings), Map.of("random", Map.of("batch", "1")), SEEDS);
  }

  /** Makes the evaluations of a run, which are always the same. */
  private static void evaluate(RunRecorder recorder, FoundFront found, long seed, int from, int to)
      throws IOException {
    for (int i = from; i < to; i++) {
      SplittableRandom random = new SplittableRandom(100 * seed + i);
      double[] values = {random.nextDouble(), random.nextDouble()};
      recorder.setElapsed(i + 1);
      recorder.write(SPACE.genotypes().sample(random), values, new double[0]);
      found.add(values, new double[0]);
    }
  }

  /**
   * Does what is left to do of a suite.
   *
   * @param limited whether a time limit ends the first run after half of its budget
   * @param disk where the folder is; empty for the real one
   */
  private static List<Promise> go(
      Path path, int budget, boolean limited, Optional<UnreliableDisk> disk) throws IOException {
    List<Promise> promises = new ArrayList<>();
    SuitePlan plan = plan(budget);
    RunSettings settings = plan.problems().get(0);
    Optional<Duration> limit = Optional.of(Duration.ofSeconds(budget / 2));
    try (SuiteFolder folder =
        SuiteFolder.resume(path, plan, limited ? limit.orElseThrow() : null)) {
      for (long seed : SEEDS) {
        if (folder.finished(settings, "random", seed).isPresent()) {
          continue;
        }
        boolean ends = limited && seed == 1;
        int count = ends ? budget / 2 : budget;
        FoundFront found = new FoundFront(settings);
        RunRecorder recorder = folder.begin(settings, "random", seed);
        try (recorder) {
          evaluate(recorder, found, seed, 0, count);
          if (ends) {
            recorder.finishAtTimeLimit();
          } else {
            recorder.finish();
          }
        }
        folder.add(
            settings,
            new RunOutcome(
                "random",
                seed,
                new RunOutcome.Found(
                    count, found.feasible(), found.hypervolume(), recorder.sha256()),
                new RunOutcome.Timing(START, START.plusSeconds(count), Duration.ofSeconds(count)),
                ends ? limit.orElse(null) : null,
                null));
        int operations = disk.map(UnreliableDisk::operations).orElse(0);
        promises.add(new Promise(operations, seed, count));
      }
    }
    return promises;
  }

  private Path folder() throws IOException {
    return Files.createDirectory(temp.resolve("folder-" + folders++));
  }

  private static Map<String, byte[]> runs(Path folder) throws IOException {
    Map<String, byte[]> runs = new HashMap<>();
    for (ArchivedRun run : SuiteArchive.open(folder).problems().get(0).runs()) {
      runs.put(RunFile.name(run.outcome().algorithm(), run.outcome().seed()), run.bytes());
      assertEquals(LARGER_BUDGET, run.open().evaluations());
    }
    return runs;
  }

  /** A suite that a time limit ends, which goes on without one, and then with a larger budget. */
  private static List<Promise> threeParts(UnreliableDisk disk) throws IOException {
    Path suite = disk.root().resolve("suite");
    List<Promise> promises = new ArrayList<>(go(suite, BUDGET, true, Optional.of(disk)));
    promises.addAll(go(suite, BUDGET, false, Optional.of(disk)));
    promises.addAll(go(suite, LARGER_BUDGET, false, Optional.of(disk)));
    return promises;
  }

  /**
   * Checks that a suite survives a crash.
   *
   * @param folder what the crash has left
   */
  private static void assertSurvives(
      Path folder, Map<String, byte[]> expected, List<Promise> promises, int crash)
      throws IOException {
    Path suite = folder.resolve("suite");
    try (SuiteFolder resumed = SuiteFolder.resume(suite, plan(LARGER_BUDGET))) {
      for (Promise promise : promises) {
        if (promise.operations <= crash) {
          RunSettings settings = plan(LARGER_BUDGET).problems().get(0);
          int known = resumed
              .finished(settings, "random", promise.seed)
              .map(RunOutcome::evaluations)
              .or(() -> earlier(resumed, settings, promise.seed))
              .orElse(0);
          assertTrue(
              known >= promise.evaluations,
              promise + " but after operation " + crash + " there are " + known);
        }
      }
    }
    go(suite, LARGER_BUDGET, false, Optional.empty());
    Map<String, byte[]> found = runs(suite);
    assertEquals(expected.keySet(), found.keySet());
    found.forEach((name, bytes) -> assertArrayEquals(expected.get(name), bytes, name));
  }

  private static Optional<Integer> earlier(SuiteFolder folder, RunSettings settings, long seed) {
    try {
      return folder
          .earlier(settings, "random", seed)
          .map(earlier -> earlier.trace().evaluations());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void crashEverywhere(int losses, boolean earlierLayout) throws IOException {
    Path undisturbed = folder();
    go(undisturbed, LARGER_BUDGET, false, Optional.empty());
    Map<String, byte[]> expected = runs(undisturbed);
    Path parent = folder();
    if (earlierLayout) {
      EarlierLayout.begin(parent.resolve("suite"), plan(BUDGET)).close();
    }
    UnreliableDisk disk = UnreliableDisk.over(parent);
    List<Promise> promises = threeParts(disk);
    assertEquals(5, promises.size());
    SplittableRandom random = new SplittableRandom(1);
    for (int crash = 0; crash <= disk.operations(); crash++) {
      for (int loss = 0; loss <= losses; loss++) {
        // A process that is killed loses nothing of what it has written.
        double kept = loss == 0 ? 1 : random.nextDouble();
        BooleanSupplier keeps = () -> random.nextDouble() < kept;
        Path left = folder();
        disk.crash(crash, keeps, left);
        try {
          assertSurvives(left, expected, promises, crash);
        } catch (IOException | RuntimeException e) {
          throw new AssertionError("After operation " + crash + ", loss " + loss, e);
        }
        deleteAll(left);
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder.resolve("suite"))) {
      SuiteFolder.delete(folder.resolve("suite"));
    }
    Files.delete(folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCrashAtAnyOperationLosesNothingThatTheIndexHas(boolean earlierLayout) throws IOException {
    crashEverywhere(1, earlierLayout);
  }

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCrashAtAnyOperationLosesNothingThatTheIndexHasInManyTries(boolean earlierLayout)
      throws IOException {
    crashEverywhere(50, earlierLayout);
  }
}
