package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  private static final SearchSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64, 128)
      .layerCounts(1, 2)
      .headCounts(2, 4)
      .mlpRatios(1, 2)
      .build();
  private static final Objective PARAMS = Objective.parse("params");
  private static final Objective ACCURACY = Objective.parse("accuracy");
  private static final RunSettings SETTINGS = new RunSettings(
      "first",
      "HWGPT-TINY(params,accuracy)",
      TINY,
      List.of(PARAMS, ACCURACY),
      List.of(Constraint.parse("flops<=1e9")),
      2,
      false,
      new Bounds(
          "7",
          "tiny",
          "made up",
          Map.of(PARAMS, new Bounds.Range(0, 10), ACCURACY, new Bounds.Range(0, 1))),
      "default-1",
      1.1,
      Provenance.of("abc"));

  private static final SuitePlan PLAN =
      new SuitePlan(List.of(SETTINGS), Map.of("random", Map.of("batch", "1")), List.of(-3L, 1L));

  @TempDir
  private Path temp;

  @Test
  void writesEveryEvaluationAndWhatWasRun() throws IOException {
    RunFolder folder = RunFolder.fresh(temp, "first");
    Path csv = folder.path().resolve("random-seed--3.csv");
    try (RunWriter writer = folder.begin(SETTINGS, "random", -3)) {
      writer.write(new int[] {0, 0, 1, 1, 0, 0, 1}, new double[] {5e9, 0.1}, new double[] {0});
      assertFalse(Files.exists(csv));
      writer.write(new int[] {1, 1, 0, 0, 1, 0, 1}, new double[] {1.5, 1e-9}, new double[] {2.5});
      writer.finish();
    }
    assertEquals("""
        evaluation,architecture,params,accuracy,violation:flops<=1000000000
        1,gpt-tiny-1-64-2-2-True,5000000000,0.1,0
        2,gpt-tiny-2-128-1-2-2-4-False,1.5,1.0E-9,2.5
        """, Files.readString(csv));
    List<String> times = Files.readAllLines(folder.path().resolve("random-seed--3.times"));
    assertEquals("evaluation,seconds", times.get(0));
    assertTrue(times.get(1).matches("1,\\d+\\.\\d{6}"), times.get(1));
    assertTrue(times.get(2).startsWith("2,"), times.get(2));
    assertTrue(seconds(times.get(1)) <= seconds(times.get(2)) && seconds(times.get(2)) < 60);

    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    RunOutcome outcome = new RunOutcome(
        "random", -3, 2, 1, 0.5, start, start.plusSeconds(2), "00", Optional.empty());
    folder.write(SETTINGS, outcome);
    folder.write(PLAN, List.of(outcome), true);
    JsonNode suite =
        new ObjectMapper().readTree(folder.path().resolve("suite.json").toFile());
    assertTrue(suite.get("complete").booleanValue());
    assertEquals("abc", suite.get("surrogates").textValue());
    assertEquals(10, suite.at("/normalization/ranges/params/1").doubleValue());
    assertEquals(1, suite.at("/runs/0/feasible").intValue());
    assertTrue(suite.at("/runs/0/complete").booleanValue());
    assertEquals("random-seed--3.csv", suite.at("/runs/0/file").textValue());
    assertEquals("random-seed--3.times", suite.at("/runs/0/times").textValue());
    assertTrue(Files.exists(folder.path().resolve(suite.at("/runs/0/file").textValue())));
    assertTrue(
        suite.get("version").textValue().matches("[0-9].*"),
        suite.get("version").toString());
  }

  private static double seconds(String line) {
    return Double.parseDouble(line.substring(line.indexOf(',') + 1));
  }

  @Test
  void tellsRunsThatEndedEarlyFromThoseThatSpentTheirBudget() {
    Instant now = Instant.now();
    RunOutcome outcome = new RunOutcome("random", 1, 7, 7, 0, now, now, "00", Optional.empty());
    assertTrue(outcome.complete(7));
    assertFalse(outcome.complete(8));
    assertFalse(
        new RunOutcome("random", 1, 7, 7, 0, now, now, "00", Optional.of("a bug")).complete(7));
  }

  @Test
  void keepsWhatAFailedRunHas() throws IOException {
    RunFolder folder = RunFolder.fresh(temp, "first");
    try (RunWriter writer = folder.begin(SETTINGS, "random", 1)) {
      writer.write(new int[7], new double[2], new double[1]);
    }
    assertEquals(
        2, Files.readAllLines(folder.path().resolve("random-seed-1.csv.part")).size());
    assertEquals(
        2, Files.readAllLines(folder.path().resolve("random-seed-1.times.part")).size());
  }

  @Test
  void takesAFreshNameWhereOneIsTaken() throws IOException {
    assertEquals(temp.resolve("x"), RunFolder.fresh(temp, "x").path());
    assertEquals(temp.resolve("x-2"), RunFolder.fresh(temp, "x").path());
    assertEquals(temp.resolve("x-3"), RunFolder.fresh(temp, "x").path());
  }

  @Test
  void overwritesRunsAndNothingElse() throws IOException {
    Path path = temp.resolve("mine");
    try (RunFolder folder = RunFolder.empty(path)) {
      folder.write(PLAN, List.of(), false);
    }
    Files.writeString(path.resolve("random-seed-1.json.part"), "{");
    Files.writeString(path.resolve("random-seed-1.times"), "");
    Files.writeString(path.resolve("suite.json.part"), "{");
    String taken = assertThrows(IOException.class, () -> RunFolder.empty(path)).getMessage();
    assertTrue(taken.startsWith(path + ": there is something in this folder"), taken);
    RunFolder.overwrite(path).close();
    assertEquals(0, path.toFile().list().length);
    assertFalse(Files.exists(path.resolve("suite.json")));
    Files.writeString(path.resolve("thesis.tex"), "years of work");
    String foreign =
        assertThrows(IOException.class, () -> RunFolder.overwrite(path)).getMessage();
    assertTrue(foreign.startsWith(path + ": 'thesis.tex' is no file of a run"), foreign);
    assertTrue(Files.exists(path.resolve("thesis.tex")));
  }

  /** Writes a run of one evaluation, and returns what is in its file. */
  private static String run(RunFolder folder, long seed, Optional<String> failure)
      throws IOException {
    RunWriter writer = folder.begin(SETTINGS, "random", seed);
    try (writer) {
      writer.write(new int[7], new double[] {seed, 0.1}, new double[1]);
      if (failure.isEmpty()) {
        writer.finish();
      }
    }
    Instant start = Instant.parse("2026-01-01T00:00:00.123456Z");
    folder.write(
        SETTINGS,
        new RunOutcome("random", seed, 1, 1, 0.1 + seed, start, start, writer.sha256(), failure));
    return Files.readString(folder
        .path()
        .resolve("random-seed-%d.csv%s".formatted(seed, failure.isEmpty() ? "" : ".part")));
  }

  @Test
  void resumesWithTheRunsThatWereFinished() throws IOException {
    Path path = temp.resolve("mine");
    try (RunFolder folder = RunFolder.resume(path, PLAN)) {
      assertEquals(List.of(), folder.finished());
      Files.writeString(path.resolve("suite.json.part"), "{");
    }
    try (RunFolder folder = RunFolder.resume(path, PLAN)) {
      assertEquals(List.of(), folder.finished());
      folder.write(PLAN, List.of(), false);
      run(folder, -3, Optional.empty());
      run(folder, 1, Optional.of("a bug"));
    }
    try (RunFolder folder = RunFolder.resume(path, PLAN)) {
      RunOutcome kept = folder.finished().get(0);
      assertEquals(-3, kept.seed());
      assertEquals(0.1 - 3, kept.hypervolume());
      assertEquals(Instant.parse("2026-01-01T00:00:00.123456Z"), kept.started());
      assertEquals(1, folder.finished().size());
      run(folder, 1, Optional.empty());
    }
    // A process may be killed when the evaluations have their name and the outcome has not.
    Files.delete(path.resolve("random-seed--3.json"));
    try (RunFolder folder = RunFolder.resume(path, PLAN)) {
      assertEquals(List.of(1L), folder.finished().stream().map(RunOutcome::seed).toList());
    }
  }

  private void refusesToResume(String message, Path path, SuitePlan plan) {
    String why =
        assertThrows(IOException.class, () -> RunFolder.resume(path, plan)).getMessage();
    assertTrue(why.startsWith(path.toString()), why);
    assertTrue(why.contains(message), why);
  }

  @Test
  void resumesNoOtherSuiteAndNoRecordThatWasChanged() throws IOException {
    Path path = temp.resolve("mine");
    Files.createDirectory(path);
    Path thesis = Files.writeString(path.resolve("thesis.tex"), "years of work");
    refusesToResume("suite.json: no such file", path, PLAN);
    Files.delete(thesis);
    try (RunFolder folder = RunFolder.resume(path, PLAN)) {
      folder.write(PLAN, List.of(), false);
      run(folder, 1, Optional.empty());
    }
    refusesToResume(
        "seeds: [-3,1] there, [1] here",
        path,
        new SuitePlan(List.of(SETTINGS), PLAN.algorithms(), List.of(1L)));
    refusesToResume(
        "algorithms.random.batch: \"1\" there, \"2\" here",
        path,
        new SuitePlan(List.of(SETTINGS), Map.of("random", Map.of("batch", "2")), PLAN.seeds()));
    refusesToResume(
        "algorithms.other: nothing there, {} here",
        path,
        new SuitePlan(List.of(SETTINGS), Map.of("other", Map.of()), PLAN.seeds()));
    RunSettings noisy = new RunSettings(
        SETTINGS.name(),
        SETTINGS.problem(),
        SETTINGS.space(),
        SETTINGS.objectives(),
        SETTINGS.constraints(),
        SETTINGS.evaluations(),
        true,
        SETTINGS.bounds(),
        SETTINGS.protocol(),
        SETTINGS.reference(),
        SETTINGS.provenance());
    refusesToResume(
        "noisy: false there, true here",
        path,
        new SuitePlan(List.of(noisy), PLAN.algorithms(), PLAN.seeds()));

    Path csv = path.resolve("random-seed-1.csv");
    String whole = Files.readString(csv);
    Files.writeString(csv, whole.substring(0, whole.length() - 3));
    refusesToResume("is not what the run wrote", path, PLAN);
    Files.writeString(csv, whole);
    Files.writeString(path.resolve("random-seed-1.json"), "{\n\"algo");
    refusesToResume("random-seed-1.json: not JSON", path, PLAN);
    Files.writeString(path.resolve("random-seed-1.json"), "{}");
    refusesToResume("random-seed-1.json: no record of a run: ", path, PLAN);
    Files.delete(path.resolve("random-seed-1.json"));
    Files.writeString(path.resolve("suite.json"), "[");
    refusesToResume("suite.json: not JSON", path, PLAN);
  }

  @Test
  void refusesAlgorithmsThatWouldShareFiles() {
    Map<String, Map<String, String>> algorithms = Map.of("a:b", Map.of(), "a@b", Map.of());
    String why = assertThrows(
            IllegalArgumentException.class,
            () -> new SuitePlan(List.of(SETTINGS), algorithms, List.of(1L)))
        .getMessage();
    assertTrue(why.contains("both would write to 'a_b-seed-1.run'"), why);
  }

  @Test
  void oneRunAtATimeTakesAFolder() throws IOException {
    Path path = temp.resolve("mine");
    try (RunFolder folder = RunFolder.empty(path)) {
      String busy = assertThrows(IOException.class, () -> RunFolder.empty(path)).getMessage();
      assertTrue(busy.startsWith(path + ": another run is writing here"), busy);
      folder.write(PLAN, List.of(), false);
      assertThrows(IOException.class, () -> RunFolder.overwrite(path));
      assertTrue(Files.exists(path.resolve("suite.json")));
    }
    assertFalse(Files.exists(path.resolve(".lock")));
    Files.writeString(path.resolve(".lock"), "of a process that was killed");
    RunFolder.overwrite(path).close();
    RunFolder.empty(path).close();
  }

  @Test
  void namesAFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    Path inside = file.resolve("runs");
    String message =
        assertThrows(IOException.class, () -> RunFolder.empty(inside)).getMessage();
    assertTrue(message.startsWith(inside + ": this folder can't be made:"), message);
  }

  @Test
  void numbersReadBackToTheSameBits() {
    for (double value : new double[] {0, -0.0, 1e15, 1e300, 0.1, -7, 1L << 53, Double.MIN_VALUE}) {
      assertEquals(value, Double.parseDouble(PlainNumber.of(value)));
    }
    assertEquals("1802502144000", PlainNumber.of(1802502144000.0));
  }
}
