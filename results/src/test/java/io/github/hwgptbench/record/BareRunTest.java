package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose values were left out. */
class BareRunTest {

  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("accuracy"), Objective.parse("energy@a100"));
  private static final Objective PARAMS = Objective.parse("params");
  private static final int EVALUATIONS = 300;

  @TempDir
  private Path temp;

  private static RunSettings settings(
      String surrogates, boolean noisy, List<Constraint> constraints) {
    SearchSpace space = SearchSpace.m();
    try (HwGptBench bench = HwGptBench.open(space)) {
      return new RunSettings(
          "first",
          new ProblemSpec("HWGPT-M(accuracy,energy@a100)", space, OBJECTIVES, constraints, noisy),
          new HypervolumeProtocol("default-1", bench.bounds("default"), List.of(1.1, 1.1)),
          EVALUATIONS,
          Provenance.of(surrogates == null ? bench.surrogateHash() : surrogates));
    }
  }

  /** Records two runs with what the surrogates say of random networks. */
  private SuiteArchive recorded(RunSettings settings) throws IOException {
    Path path = temp.resolve("whole");
    SuitePlan plan = new SuitePlan(List.of(settings), Map.of("random", Map.of()), List.of(1L, 2L));
    try (SuiteFolder folder = SuiteFolder.empty(path, plan);
        HwGptBench bench = HwGptBench.open(settings.space());
        ObjectiveEvaluator evaluator =
            bench.evaluator(List.of(OBJECTIVES.get(0), OBJECTIVES.get(1), PARAMS))) {
      for (long seed : plan.seeds()) {
        SplittableRandom random = new SplittableRandom(seed);
        RunRecorder recorder = folder.begin(settings, "random", seed);
        FoundFront found = new FoundFront(settings);
        for (int i = 0; i < EVALUATIONS; i++) {
          int[] genes = settings.space().genotypes().sample(random);
          double[] values = new double[3];
          evaluator.evaluate(genes, values);
          double[] violations = settings.constraints().stream()
              .mapToDouble(constraint -> constraint.violation(values[2]))
              .toArray();
          recorder.write(genes, Arrays.copyOf(values, 2), violations);
          found.add(Arrays.copyOf(values, 2), violations);
        }
        recorder.finish();
        Instant now = Instant.EPOCH;
        folder.add(
            settings,
            new RunOutcome(
                "random",
                seed,
                new RunOutcome.Found(
                    EVALUATIONS, found.feasible(), found.hypervolume(), recorder.sha256()),
                RunOutcome.Timing.between(now, now)));
      }
    }
    return SuiteArchive.open(path);
  }

  private SuiteArchive bare(SuiteArchive whole, String name) throws IOException {
    SuiteMerge merge = SuiteMerge.of(List.of(whole));
    merge.checkBare();
    try (SuiteFolder folder = EarlierLayout.begin(temp.resolve(name), merge.plan())) {
      merge.writeBare(folder);
    }
    return SuiteArchive.open(temp.resolve(name));
  }

  private static List<ArchivedRun> runs(SuiteArchive suite) {
    return suite.problems().get(0).runs();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hasTheSameValuesInHalfTheSpaceOrLess(boolean constrained) throws IOException {
    List<Constraint> constraints =
        constrained ? List.of(Constraint.parse("params<=150000000")) : List.of();
    SuiteArchive whole = recorded(settings(null, false, constraints));
    SuiteArchive bare = bare(whole, "bare");
    assertTrue(bare.complete());
    assertEquals(whole.plan(), bare.plan());
    for (int run = 0; run < 2; run++) {
      ArchivedRun before = runs(whole).get(run);
      ArchivedRun after = runs(bare).get(run);
      assertEquals(before.outcome(), after.outcome());
      assertTrue(2 * after.bytes().length < before.bytes().length);
      assertNull(after.stored().times());
      RunTrace expected = before.open();
      RunTrace trace = after.open();
      assertEquals(EVALUATIONS, trace.evaluations());
      for (int i = 0; i < EVALUATIONS; i++) {
        assertArrayEquals(expected.genes(i), trace.genes(i));
        assertArrayEquals(expected.objectives(i), trace.objectives(i));
        assertArrayEquals(expected.noiseFree(i), trace.noiseFree(i));
        assertArrayEquals(expected.violations(i), trace.violations(i));
        assertTrue(Double.isNaN(trace.seconds(i)));
      }
    }
    // Once more it is bit-identical, and joined with what has values it is one suite.
    SuiteMerge merge = SuiteMerge.of(List.of(bare));
    try (SuiteFolder folder = SuiteFolder.empty(temp.resolve("again"), merge.plan())) {
      merge.writeBare(folder);
    }
    ArchivedRun again = runs(SuiteArchive.open(temp.resolve("again"))).get(0);
    assertEquals(EVALUATIONS, again.open().evaluations());
    assertArrayEquals(runs(bare).get(0).bytes(), again.bytes());
    SuiteMerge both = SuiteMerge.of(List.of(bare, whole));
    assertEquals(2, both.finished());
    try (SuiteFolder folder = SuiteFolder.empty(temp.resolve("both"), both.plan())) {
      both.write(folder);
    }
    assertTrue(SuiteArchive.open(temp.resolve("both")).complete());
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    SuiteArchive bare = bare(recorded(settings(null, false, List.of())), "bare");
    ArchivedRun run = runs(bare).get(0);
    Path file = EarlierLayout.file(run);
    byte[] whole = Files.readAllBytes(file);
    String changed = file + ": was altered, its hash does not match; delete it";
    for (int length : new int[] {11, 14, 100, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      refuses(run, changed);
    }
    for (int at : new int[] {13, 15, whole.length / 2, whole.length - 1}) {
      byte[] edited = whole.clone();
      edited[at] ^= 1;
      Files.write(file, edited);
      refuses(run, changed);
    }
    // The run of another seed is as long, and whole.
    Files.write(file, Files.readAllBytes(EarlierLayout.file(runs(bare).get(1))));
    refuses(run, changed);
    Files.delete(file);
    refuses(run, file + ": no such file, although the index of the suite lists it");
    Files.write(file, whole);
    assertEquals(EVALUATIONS, run.open().evaluations());
  }

  @Test
  void unpacksNoMoreThanTheEvaluationsOfTheIndex() throws IOException {
    ArchivedRun run =
        runs(bare(recorded(settings(null, false, List.of())), "bare")).get(0);
    byte[] megabyte = new byte[1 << 20];
    byte[] block = new byte[1 << 12];
    Deflater deflater = new Deflater();
    try (OutputStream out = Files.newOutputStream(EarlierLayout.file(run))) {
      out.write(new byte[] {(byte) 0x89, 'H', 'W', 'R', 'U', 'N', '\r', '\n', 0, 3});
      out.write(ByteBuffer.allocate(Integer.BYTES).putInt(EVALUATIONS).array());
      // The first block has the header; the others are alike. They unpack to 4 GB.
      for (int i = 0; i < 2; i++) {
        deflater.setInput(megabyte);
        int length = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
        for (int repeat = 0; repeat < (i == 0 ? 1 : 1 << 12); repeat++) {
          out.write(block, 0, length);
        }
      }
    } finally {
      deflater.end();
    }
    refuses(run, run.place() + ": was altered, its hash does not match; delete it");
  }

  private static void refuses(ArchivedRun run, String message) {
    String why = assertThrows(IOException.class, run::open).getMessage();
    assertTrue(why.startsWith(message), why);
  }

  @Test
  void valuesOfOtherSurrogatesStay() throws IOException {
    SuiteArchive other = recorded(settings("abc", false, List.of()));
    String why = assertThrows(IOException.class, () -> bare(other, "bare")).getMessage();
    assertTrue(
        why.contains("its values were left out, and need the surrogates abc of version "), why);
  }

  private RunSettings metered(int workers, boolean tokens, List<Constraint> constraints) {
    RunSettings settings = settings(null, true, constraints);
    ProblemSpec problem = settings.problem();
    Fidelities fidelities =
        Fidelities.of(tokens ? Fidelities.TOKENS : Fidelities.MEASUREMENTS, List.of(1, 5, 25));
    RunConditions conditions = new RunConditions(Budget.cost(40), workers, null, false, null);
    return new RunSettings(
        "first",
        new ProblemSpec(
            problem.name(), problem.space(), OBJECTIVES, constraints, !tokens, fidelities),
        settings.protocol(),
        EVALUATIONS,
        null,
        null,
        conditions,
        settings.provenance());
  }

  /** Records a run of measurements, some architectures of which are measured again. */
  private SuiteArchive measured(RunSettings settings) throws IOException {
    Path path = temp.resolve("measured");
    SuitePlan plan = new SuitePlan(List.of(settings), Map.of("random", Map.of()), List.of(7L));
    try (SuiteFolder folder = SuiteFolder.empty(path, plan);
        HwGptBench bench = HwGptBench.open(settings.space());
        ObjectiveEvaluator evaluator =
            bench.evaluator(List.of(OBJECTIVES.get(0), OBJECTIVES.get(1), PARAMS))) {
      ArchitectureProblem.Builder builder = ArchitectureProblem.builder(evaluator)
          .objectives(settings.objectives())
          .constraints(settings.constraints());
      ArchitectureProblem truth = builder.build();
      ArchitectureProblem observed = (settings.metered()
              ? builder.measurements(
                  settings.fidelities(), bench.readingNoise(evaluator.objectives()), 7)
              : builder.noise(bench.noisy(evaluator.objectives()), 7))
          .build();
      SplittableRandom random = new SplittableRandom(7);
      RunRecorder recorder = folder.begin(settings, "random", 7);
      FoundFront found = new FoundFront(settings);
      int[] genes = settings.space().genotypes().sample(random);
      for (int i = 0; i < EVALUATIONS; i++) {
        if (random.nextBoolean()) {
          genes = settings.space().genotypes().sample(random);
        }
        int level = settings.metered() ? random.nextInt(3) : 0;
        double[] seen = new double[2];
        double[] seenViolations = new double[settings.constraints().size()];
        observed.evaluateMargins(genes, level, seen, seenViolations);
        double[] exact = new double[2];
        double[] violations = seenViolations.clone();
        truth.evaluate(genes, exact, violations);
        for (double[] values : List.of(seen, exact)) {
          values[0] = -values[0];
        }
        seenViolations =
            Arrays.stream(seenViolations).map(margin -> Math.max(0, margin)).toArray();
        if (settings.metered()) {
          recorder.expend(new Expense(level, random.nextDouble(), i));
          int[] canonical = genes.clone();
          settings.space().genotypes().canonicalize(canonical);
          found.add(canonical, level, seen, seenViolations, exact, violations);
        } else {
          found.add(exact, violations);
        }
        recorder.write(genes, seen, seenViolations, exact, violations);
      }
      recorder.finish();
      folder.add(
          settings,
          new RunOutcome(
              "random",
              7,
              new RunOutcome.Found(
                  EVALUATIONS, found.feasible(), found.hypervolume(), recorder.sha256()),
              RunOutcome.Timing.between(Instant.EPOCH, Instant.EPOCH)));
    }
    return SuiteArchive.open(path);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noisyMeasurementsAreDrawnAgain(boolean fidelities) throws IOException {
    List<Constraint> constraints =
        List.of(Constraint.parse("params<=150000000"), Constraint.parse("energy@a100<=1"));
    SuiteArchive whole =
        measured(fidelities ? metered(1, false, constraints) : settings(null, true, constraints));
    SuiteArchive bare = bare(whole, "bare");
    ArchivedRun before = runs(whole).get(0);
    ArchivedRun after = runs(bare).get(0);
    assertTrue(2 * after.bytes().length < before.bytes().length);
    RunTrace expected = before.open();
    RunTrace trace = after.open();
    for (int i = 0; i < EVALUATIONS; i++) {
      assertArrayEquals(expected.objectives(i), trace.objectives(i));
      assertArrayEquals(expected.violations(i), trace.violations(i));
      assertArrayEquals(expected.noiseFree(i), trace.noiseFree(i));
      assertArrayEquals(expected.noiseFreeViolations(i), trace.noiseFreeViolations(i));
      assertEquals(expected.expense(i), trace.expense(i));
    }
    byte[] file = after.bytes();
    for (int at = 14; at < file.length; at += 97) {
      byte[] edited = file.clone();
      edited[at] ^= 4;
      Files.write(EarlierLayout.file(after), edited);
      refuses(after, after.place() + ": was altered");
    }
  }

  @Test
  void valuesThatDoNotFollowFromTheGenotypeStay() throws IOException {
    for (boolean tokens : new boolean[] {false, true}) {
      SuitePlan plan = new SuitePlan(
          List.of(metered(8, tokens, List.of())), Map.of("random", Map.of()), List.of(1L));
      Path path = temp.resolve("tokens " + tokens);
      SuiteFolder.empty(path, plan).close();
      SuiteArchive archive = SuiteArchive.open(path);
      String why = assertThrows(IllegalArgumentException.class, () -> bare(archive, "bare"))
          .getMessage();
      assertTrue(
          why.endsWith(
              tokens
                  ? "values can be left out only where the shipped surrogates compute them"
                  : "values can be left out only of runs without noise or of one worker"),
          why);
      assertFalse(Files.exists(temp.resolve("bare")));
    }
  }

  /** Readers of a run without values ignore its times. */
  @Test
  void emptyTimesCountAsNoneWhereRunsAreWrittenInSegments() throws IOException {
    SuiteArchive bare = bare(recorded(settings(null, false, List.of())), "bare");
    byte[] bytes = runs(bare).get(0).bytes();
    Files.createFile(EarlierLayout.times(runs(bare).get(0)));
    assertEquals(2, SuiteUpgrade.inPlace(bare.folder()));
    assertArrayEquals(bytes, runs(SuiteArchive.open(bare.folder())).get(0).bytes());
    assertEquals(
        List.of("runs-00001.seg", "runs.index", "suite.json"),
        RunSegmentsTest.files(bare.folder()));
  }
}
