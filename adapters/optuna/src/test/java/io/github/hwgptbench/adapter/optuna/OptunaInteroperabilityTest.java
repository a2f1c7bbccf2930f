package io.github.hwgptbench.adapter.optuna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shares journals with the real Optuna. The environment variable {@value #PYTHON} names a Python
 * that has it; {@code .ci/run} makes one.
 */
class OptunaInteroperabilityTest {

  private static final String PYTHON = "HWGPTBENCH_OPTUNA_PYTHON";
  private static final Path SCRIPT = Path.of("src/test/python/optuna_studies.py");

  /** Seconds; enough for a process to get a turn, and little for the lock of a dead one. */
  private static final int GRACE = 3;

  @TempDir
  private Path temp;

  private Path file;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void findOptuna() {
    assumeTrue(System.getenv(PYTHON) != null, PYTHON + " names no Python that has Optuna");
    file = temp.resolve("study.log");
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process start(Path said, List<String> command) throws IOException {
    Process process = new ProcessBuilder(command)
        .redirectOutput(said.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    processes.add(process);
    return process;
  }

  private Process optuna(Path said, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(System.getenv(PYTHON), SCRIPT.toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return start(said, command);
  }

  private Process ours(Path said, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        JournalWriter.class.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return start(said, command);
  }

  private void runOptuna(Object... arguments) throws Exception {
    assertEquals(0, optuna(temp.resolve("said"), arguments).waitFor());
  }

  private JsonNode described() throws Exception {
    runOptuna("describe", file);
    return Json.parse(Files.readString(temp.resolve("said")));
  }

  private Study loaded(String algorithm) {
    return Study.builder()
        .storage(JournalStorage.open(file))
        .sampler(Samplers.of(algorithm, new SplittableRandom(1)))
        .load();
  }

  /** Says of a study what Optuna says of it, in the same form. */
  private static JsonNode describe(Study study) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", study.studyName());
    told.put("directions", study.directions().stream().map(Enum::name).toList());
    told.put("metrics", study.metricNames());
    told.put("attributes", study.userAttrs());
    told.put(
        "trials",
        study.trials().stream().map(OptunaInteroperabilityTest::describe).toList());
    told.put("best", study.bestTrials().stream().map(FrozenTrial::number).toList());
    return Json.parse(Json.text(Json.tree(told)));
  }

  private static Map<String, Object> describe(FrozenTrial trial) {
    Map<String, Object> distributions = new TreeMap<>();
    trial
        .distributions()
        .forEach((name, distribution) -> distributions.put(name, distribution.toJson()));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("state", trial.state().name());
    told.put("values", trial.values().isEmpty() ? null : trial.values());
    told.put("params", trial.params());
    told.put("distributions", distributions);
    told.put("attributes", trial.userAttrs());
    told.put("constraints", trial.constraints());
    told.put("reported", trial.intermediateValues());
    told.put("fixed", trial.systemAttrs().get("fixed_params"));
    told.put(
        "start", trial.datetimeStart().map(OptunaInteroperabilityTest::seconds).orElse(null));
    told.put(
        "complete",
        trial.datetimeComplete().map(OptunaInteroperabilityTest::seconds).orElse(null));
    return told;
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  /** Compares, with distributions by what they are, as their texts differ in spaces and order. */
  private static void assertSame(JsonNode theirs, JsonNode ours) {
    for (String field : List.of("name", "directions", "metrics", "attributes", "best")) {
      assertEquals(theirs.get(field), ours.get(field), field);
    }
    assertEquals(theirs.get("trials").size(), ours.get("trials").size());
    for (int i = 0; i < theirs.get("trials").size(); i++) {
      JsonNode one = theirs.get("trials").get(i);
      JsonNode other = ours.get("trials").get(i);
      for (String field :
          List.of("state", "values", "params", "attributes", "constraints", "reported", "fixed")) {
        assertEquals(one.get(field), other.get(field), field + " of trial " + i);
      }
      for (String field : List.of("start", "complete")) {
        assertEquals(one.get(field).doubleValue(), other.get(field).doubleValue(), 1e-5, field);
      }
      assertEquals(one.get("distributions").size(), other.get("distributions").size());
      for (Map.Entry<String, JsonNode> each : one.get("distributions").properties()) {
        assertEquals(
            Distribution.fromJson(each.getValue().textValue()),
            Distribution.fromJson(other.get("distributions").get(each.getKey()).textValue()));
      }
    }
  }

  /** What the script does too. */
  private static double[] objective(Trial trial) {
    int layers = trial.suggestInt("layers", 1, 3);
    int size = 0;
    for (int layer = 1; layer <= layers; layer++) {
      size += trial.suggestCategorical("width_" + layer, 16, 32, 64);
    }
    double rate = trial.suggestFloat("rate", 0.25, 1, 0.25);
    trial.setUserAttr("by", "hwgptbench");
    trial.setConstraint("size", size - 150);
    return new double[] {size * rate, layers + size / 64.0};
  }

  @Test
  void optunaReadsOursAndGoesOn() throws Exception {
    Study study = Study.builder()
        .storage(JournalStorage.open(file))
        .studyName("ours")
        .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
        .sampler(Samplers.nsga2(new SplittableRandom(1)))
        .create();
    study.setMetricNames(List.of("cost", "depth"));
    study.setUserAttr("où", List.of(1, 2.5, Map.of("a", true)));
    study.optimize(OptunaInteroperabilityTest::objective, 30);
    study.tell(study.ask(), 1, Double.NaN);
    study.tell(study.ask(), TrialState.PRUNED);
    study.tell(study.ask(), Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    Trial trial = study.ask();
    trial.suggestCategorical("kind", "a", null, true, 2, 2.5);
    trial.suggestIntLog("log", 1, 100);
    trial.suggestFloatLog("rate2", 1e-5, 1e-1);
    study.tell(trial, 1e9, -1e9);
    study.addTrial(FrozenTrial.complete(1e8, 0)
        .param("layers", 1, new IntDistribution(1, 3))
        .userAttr("from", "elsewhere")
        .constraint("size", 3)
        .build());
    study.enqueueTrial(Map.of("layers", 2, "width_1", 64), Map.of("why", "a guess"), false);

    assertSame(described(), describe(study));
    runOptuna("go-on", file, "ours", 12);
    assertEquals(47, study.trials().size(), "the enqueued one was there already");
    FrozenTrial enqueued = study.trials().get(35);
    assertEquals(TrialState.COMPLETE, enqueued.state());
    assertEquals(2, enqueued.params().get("layers"));
    assertEquals(64, enqueued.params().get("width_1"));
    assertEquals("optuna", study.trials().get(46).userAttrs().get("by"));
    assertSame(described(), describe(study));
  }

  @Test
  void oursReadsWhatOptunaWroteAndGoesOn() throws Exception {
    runOptuna("write", file);
    Study study = loaded("nsga2(population=10)");
    assertSame(described(), describe(study));
    assertEquals("theirs", study.studyName());
    assertEquals(TrialState.FAIL, study.trials().get(30).state());

    assertEquals(35, study.trials().size());
    study.optimize(OptunaInteroperabilityTest::objective, 25);
    assertEquals(2, study.trials().get(34).params().get("layers"), "was enqueued");
    assertEquals(59, study.trials().size());
    assertSame(described(), describe(study));
  }

  /** What the script does too. */
  private static double[] curve(Trial trial) {
    int x = trial.suggestInt("x", 0, 999);
    for (int step = 1; step < 10; step++) {
      trial.report((x * 37 % 1000) / (double) step + x, step);
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    return new double[] {x};
  }

  private Study.Builder halved(Storage storage) {
    return Study.builder()
        .storage(storage)
        .studyName("halved")
        .sampler(Samplers.random(new SplittableRandom(5)))
        .pruner(Pruners.successiveHalving(1, 3));
  }

  /** Both prune by what either has reported, and each decides as the other would have. */
  @Test
  void optunaAndWePruneTheSameTrials() throws Exception {
    Study study = halved(JournalStorage.open(file)).create();
    study.optimize(OptunaInteroperabilityTest::curve, 25);
    runOptuna("prune", file, "halved", 25);
    study.optimize(OptunaInteroperabilityTest::curve, 25);
    List<FrozenTrial> trials = study.trials();
    assertEquals(75, trials.size());
    assertSame(withoutMetrics(described()), withoutMetrics(describe(study)));

    Study again = halved(new InMemoryStorage()).create();
    trials.forEach(trial -> again.enqueueTrial(trial.params()));
    again.optimize(OptunaInteroperabilityTest::curve, 75);
    int pruned = 0;
    for (int i = 0; i < 75; i++) {
      FrozenTrial trial = again.trials().get(i);
      assertEquals(trials.get(i).state(), trial.state(), "trial " + i);
      assertEquals(trials.get(i).intermediateValues(), trial.intermediateValues());
      assertEquals(trials.get(i).values(), trial.values());
      pruned += trial.state() == TrialState.PRUNED && i >= 25 && i < 50 ? 1 : 0;
    }
    assertTrue(pruned > 12 && pruned < 25, pruned + " of Optuna's trials are pruned");
  }

  /** A pruner as Optuna's script has it, and how ours of a direction is made. */
  private static final Map<String, Supplier<Pruner>> PRUNERS = Map.ofEntries(
      Map.entry("NopPruner()", Pruners::none),
      Map.entry("MedianPruner()", Pruners::median),
      Map.entry(
          "MedianPruner(n_startup_trials=2, n_warmup_steps=3, interval_steps=3, n_min_trials=4)",
          () ->
              Pruners.median().startupTrials(2).warmupSteps(3).intervalSteps(3).minTrials(4)),
      Map.entry("PercentilePruner(25.0)", () -> Pruners.percentile(25)),
      Map.entry(
          "PercentilePruner(66.6, n_startup_trials=0)",
          () -> Pruners.percentile(66.6).startupTrials(0)),
      Map.entry("PercentilePruner(0.0)", () -> Pruners.percentile(0)),
      Map.entry("PercentilePruner(100.0)", () -> Pruners.percentile(100)),
      Map.entry("ThresholdPruner(lower=-1.0, upper=8.0)", () -> Pruners.threshold(-1, 8)),
      Map.entry(
          "ThresholdPruner(upper=7.0, n_warmup_steps=4, interval_steps=2)",
          () -> Pruners.threshold(Double.NEGATIVE_INFINITY, 7).warmupSteps(4).intervalSteps(2)),
      Map.entry("PatientPruner(None, 2)", () -> Pruners.patient(2, 0)),
      Map.entry(
          "PatientPruner(MedianPruner(), 1, min_delta=0.5)",
          () -> Pruners.patient(Pruners.median(), 1, 0.5)),
      Map.entry("PatientPruner(None, 0)", () -> Pruners.patient(0, 0)),
      Map.entry("SuccessiveHalvingPruner()", () -> Pruners.successiveHalving(4)),
      Map.entry(
          "SuccessiveHalvingPruner(min_resource=1, reduction_factor=2)",
          () -> Pruners.successiveHalving(1, 2)),
      Map.entry(
          "SuccessiveHalvingPruner(2, 3, min_early_stopping_rate=1, bootstrap_count=2)",
          () -> Pruners.successiveHalving(2, 3).minEarlyStoppingRate(1).bootstrapCount(2)),
      Map.entry("HyperbandPruner()", () -> Pruners.hyperband(1, 3)),
      Map.entry(
          "HyperbandPruner(min_resource=1, max_resource=12, reduction_factor=2)",
          () -> Pruners.hyperband(1, 12, 2)),
      Map.entry(
          "HyperbandPruner(min_resource=2, max_resource=1000, reduction_factor=10)",
          () -> Pruners.hyperband(2, 1000, 10)));

  /** Some values come often, such that there are ties, and some are not numbers. */
  private static double reported(SplittableRandom random, int trial, long step) {
    return switch (random.nextInt(20)) {
      case 0 -> Double.NaN;
      case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case 2, 3, 4, 5 -> random.nextInt(8);
      default -> trial % 7 + random.nextDouble(4) - step / 5.0;
    };
  }

  /** The same reported values, the same decisions. */
  @Test
  void prunersDecideAsThoseOfOptuna() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    List<String> lines = new ArrayList<>();
    List<List<Integer>> expected = new ArrayList<>();
    for (Map.Entry<String, Supplier<Pruner>> pruner : PRUNERS.entrySet()) {
      for (Direction direction : Direction.values()) {
        List<List<List<Object>>> curves = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
          List<List<Object>> curve = new ArrayList<>();
          for (long step = random.nextInt(3); step < 14; step += 1 + random.nextInt(2)) {
            curve.add(List.of(step, reported(random, i, step)));
          }
          curves.add(curve);
        }
        lines.add(Json.text(Json.tree(
            Map.of("pruner", pruner.getKey(), "direction", direction.name(), "curves", curves))));
        expected.add(decided(pruner.getValue().get(), direction, curves));
      }
    }
    Files.write(file, lines);
    runOptuna("decide", file);
    List<String> theirs = Files.readAllLines(temp.resolve("said"));
    assertEquals(lines.size(), theirs.size());
    for (int i = 0; i < theirs.size(); i++) {
      assertEquals(
          Json.parse(theirs.get(i)).toString(),
          Json.tree(expected.get(i)).toString(),
          lines.get(i).replaceFirst("\"curves\".*?\\]\\]\\]", ""));
    }
    assertTrue(expected.stream()
            .filter(ends -> ends.stream().anyMatch(end -> end >= 0))
            .count()
        >= 2 * (PRUNERS.size() - 2));
  }

  private static List<Integer> decided(
      Pruner pruner, Direction direction, List<List<List<Object>>> curves) {
    Study study = Study.builder()
        .studyName("decided")
        .directions(direction)
        .sampler(Samplers.random(new SplittableRandom(1)))
        .pruner(pruner)
        .create();
    List<Integer> ends = new ArrayList<>();
    for (List<List<Object>> curve : curves) {
      Trial trial = study.ask();
      int end = -1;
      for (List<Object> report : curve) {
        trial.report((double) report.get(1), (long) report.get(0));
        if (trial.shouldPrune()) {
          end = (int) (long) report.get(0);
          break;
        }
      }
      ends.add(end);
      if (end >= 0) {
        study.tell(trial, TrialState.PRUNED);
      } else {
        study.tell(trial, 0);
      }
    }
    return ends;
  }

  @Test
  void optunaReadsPrunedTrialsOfSeveralObjectives() throws Exception {
    Study study = Study.builder()
        .storage(JournalStorage.open(file))
        .studyName("ours")
        .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
        .sampler(Samplers.random(new SplittableRandom(1)))
        .pruner(Pruners.successiveHalving(1, 3))
        .create();
    study.setMetricNames(List.of("cost", "depth"));
    study.optimize(
        trial -> {
          double[] values = objective(trial);
          for (int step = 1; step <= 9; step *= 3) {
            trial.report(new double[] {values[0] + 1.0 / step, values[1]}, step);
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return values;
        },
        30);
    JsonNode read = described();
    assertSame(read, describe(study));
    FrozenTrial pruned = study.trials(Set.of(TrialState.PRUNED)).get(0);
    assertEquals(
        Json.tree(pruned.reports().get(pruned.reports().lastKey())),
        read.get("trials")
            .get(pruned.number())
            .get("attributes")
            .get("intermediate_values:" + pruned.reports().lastKey()));
    runOptuna("go-on", file, "ours", 12);
    assertEquals(42, study.trials().size());
    assertSame(described(), describe(study));
  }

  private Study forWriters() {
    return Study.builder()
        .storage(JournalStorage.open(file))
        .studyName("shared")
        .create();
  }

  @Test
  void fourWritersAtOnceLoseNothing() throws Exception {
    Study study = forWriters();
    List<Process> writers = new ArrayList<>();
    for (String name : List.of("java-1", "java-2")) {
      writers.add(ours(temp.resolve(name), file, "shared", 500, name, 30));
    }
    for (String name : List.of("python-1", "python-2")) {
      writers.add(optuna(temp.resolve(name), "work", file, "shared", 500, name, 30));
    }
    for (Process writer : writers) {
      assertEquals(0, writer.waitFor());
    }

    List<FrozenTrial> trials = study.trials();
    assertEquals(2000, trials.size());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      FrozenTrial trial = trials.get(i);
      assertEquals(i, trial.number());
      assertEquals(TrialState.COMPLETE, trial.state());
      assertEquals(((Number) trial.params().get("x")).doubleValue(), trial.value());
      assertTrue(seen.add((String) trial.userAttrs().get("index")), "none comes twice");
    }
    for (String name : List.of("java-1", "java-2", "python-1", "python-2")) {
      for (int i = 0; i < 500; i++) {
        assertTrue(seen.contains(name + " " + i));
      }
    }
    assertSame(withoutMetrics(described()), withoutMetrics(describe(study)));
    assertFalse(Files.exists(temp.resolve("study.log.lock"), LinkOption.NOFOLLOW_LINKS));
  }

  /** Optuna says null where there are no names. */
  private static JsonNode withoutMetrics(JsonNode study) {
    return ((ObjectNode) study).putNull("metrics");
  }

  private List<String> said(String name) {
    try {
      return Files.readAllLines(temp.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Both write as fast as they can. */
  @Test
  @Timeout(180)
  void neitherOptunaNorWeStarve() throws Exception {
    forWriters();
    Process python = optuna(temp.resolve("python"), "work", file, "shared", 100_000, "python", 30);
    Process java = ours(temp.resolve("java"), file, "shared", 100_000, "java", 30);
    while (said("python").isEmpty() || said("java").isEmpty()) {
      Thread.sleep(10);
    }
    // From here on neither is starting.
    int theirsBefore = said("python").size();
    int oursBefore = said("java").size();
    int theirs = 0;
    int ours = 0;
    while (Math.min(theirs, ours) < 20 && Math.max(theirs, ours) < 1000) {
      assertTrue(python.isAlive() && java.isAlive());
      Thread.sleep(10);
      theirs = said("python").size() - theirsBefore;
      ours = said("java").size() - oursBefore;
    }
    String shares = theirs + " trials of Optuna, " + ours + " of ours";
    assertTrue(theirs < 25 * ours && ours < 25 * theirs, shares);
  }

  @Test
  void aKilledWriterLosesAtMostTheTrialItWasWriting() throws Exception {
    Study study = forWriters();
    SplittableRandom random = new SplittableRandom(7);
    List<String> names = new ArrayList<>();
    int kills = 3;
    Process survivor =
        optuna(temp.resolve("survivor"), "work", file, "shared", 100_000, "s", GRACE);
    names.add("survivor");
    for (int i = 0; i < kills; i++) {
      String name = "killed-" + i;
      names.add(name);
      Process killed = i % 3 == 2
          ? optuna(temp.resolve(name), "work", file, "shared", 100_000, name, GRACE)
          : ours(temp.resolve(name), file, "shared", 100_000, name, GRACE);
      while (said(name).size() < 5) {
        assertTrue(killed.isAlive());
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(60));
      killed.destroyForcibly().waitFor();
    }
    int before = said("survivor").size();
    while (said("survivor").size() < before + 5) {
      assertTrue(survivor.isAlive());
      Thread.sleep(5);
    }
    survivor.destroyForcibly().waitFor();

    List<FrozenTrial> trials = loaded("random").trials();
    Set<Object> complete = new HashSet<>();
    trials.stream()
        .filter(trial -> trial.state() == TrialState.COMPLETE)
        .forEach(trial -> assertTrue(complete.add(trial.userAttrs().get("index"))));
    for (String name : names) {
      said(name).forEach(line -> assertTrue(complete.contains(line), line + " was told"));
    }
    assertTrue(trials.size() - complete.size() <= kills + 1, "one each at most");
    study.setUserAttr("still", "writable");
    assertEquals(trials.size(), described().get("trials").size());
  }
}
