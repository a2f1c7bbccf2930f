package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.adapter.optuna.Direction;
import io.github.hwgptbench.adapter.optuna.FrozenTrial;
import io.github.hwgptbench.adapter.optuna.Heartbeat;
import io.github.hwgptbench.adapter.optuna.IntDistribution;
import io.github.hwgptbench.adapter.optuna.JournalStorage;
import io.github.hwgptbench.adapter.optuna.Samplers;
import io.github.hwgptbench.adapter.optuna.Study;
import io.github.hwgptbench.adapter.optuna.Trial;
import io.github.hwgptbench.adapter.optuna.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shares databases with the real Optuna. {@link Processes} and {@link Place} say what it needs. */
class RdbInteroperabilityTest {

  @TempDir
  private Path temp;

  @BeforeEach
  void findOptuna() {
    Processes.assumeOptuna();
  }

  private Place.InDatabase database(Place.Kind kind) {
    return (Place.InDatabase) Place.of(kind, temp);
  }

  private static Study loaded(RdbStorage storage) {
    return Study.builder()
        .storage(storage)
        .sampler(Samplers.of("nsga2(population=10)", new SplittableRandom(1)))
        .load();
  }

  /** Optuna reads the same of the database and of a journal that we have copied it into. */
  private void assertBothReadTheSame(Place.InDatabase place, Processes processes) throws Exception {
    Path journal = Files.createTempFile(temp, "copy", ".log");
    Study study = loaded(place.open());
    study.copyTo(JournalStorage.open(journal), study.studyName());
    assertEquals(
        processes.runOptuna("describe", journal),
        processes.runOptuna("describe", place.pythonUrl()));
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

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void optunaReadsOursAndGoesOn(Place.Kind kind) throws Exception {
    try (Processes processes = new Processes(temp);
        Place.InDatabase place = database(kind)) {
      Study study = Study.builder()
          .storage(place.open())
          .studyName("ours")
          .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
          .sampler(Samplers.nsga2(new SplittableRandom(1)))
          .create();
      study.setMetricNames(List.of("cost", "depth"));
      study.setUserAttr("où", List.of(1, 2.5, Map.of("a", true)));
      study.optimize(RdbInteroperabilityTest::objective, 12);
      study.tell(study.ask(), 1, Double.NaN);
      study.tell(study.ask(), TrialState.PRUNED);
      study.tell(study.ask(), Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
      Trial trial = study.ask();
      trial.suggestCategorical("kind", Arrays.asList("a", null, true, 2, 2.5));
      trial.suggestIntLog("log", 1, 100);
      trial.suggestFloatLog("rate2", 1e-5, 1e-1);
      study.tell(trial, 1e9, -1e9);
      study.addTrial(FrozenTrial.complete(1e8, 0)
          .param("layers", 1, new IntDistribution(1, 3))
          .userAttr("from", "elsewhere")
          .constraint("size", 3)
          .build());
      study.enqueueTrial(Map.of("layers", 2, "width_1", 64), Map.of("why", "a guess"), false);
      assertBothReadTheSame(place, processes);

      processes.runOptuna("go-on", place.pythonUrl(), "ours", 5);
      List<FrozenTrial> trials = study.trials();
      assertEquals(22, trials.size(), "the enqueued one was there already");
      assertEquals(2, trials.get(17).params().get("layers"));
      assertEquals(TrialState.COMPLETE, trials.get(17).state());
      assertEquals("optuna", trials.get(21).userAttrs().get("by"));
      assertBothReadTheSame(place, processes);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void oursReadsWhatOptunaWroteAndGoesOn(Place.Kind kind) throws Exception {
    try (Processes processes = new Processes(temp);
        Place.InDatabase place = database(kind)) {
      processes.runOptuna("write", place.pythonUrl());
      assertBothReadTheSame(place, processes);
      Study study = loaded(place.open());
      assertEquals("theirs", study.studyName());
      assertEquals(35, study.trials().size());
      study.optimize(RdbInteroperabilityTest::objective, 5);
      assertEquals(2, study.trials().get(34).params().get("layers"), "was enqueued");
      assertEquals(39, study.trials().size());
      assertBothReadTheSame(place, processes);
    }
  }

  /** Of SQLite what was said to create each table, of PostgreSQL what became of it. */
  private static List<String> schema(Place.Kind kind, Place.InDatabase place) throws Exception {
    List<String> parts = kind == Place.Kind.SQLITE
        ? place.sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        : place.sql("SELECT concat_ws(' ', 'column', table_name, column_name, udt_name,"
            + " column_default, is_nullable, character_maximum_length)"
            + " FROM information_schema.columns WHERE table_schema = 'public'"
            + " UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname,"
            + " pg_get_constraintdef(oid)) FROM pg_constraint"
            + " WHERE connamespace = 'public'::regnamespace"
            + " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
            + " UNION ALL SELECT concat_ws(' ', 'enum', enumtypid::regtype, enumlabel,"
            + " rank() OVER (PARTITION BY enumtypid ORDER BY enumsortorder)) FROM pg_enum"
            + " ORDER BY 1");
    return parts.stream().map(part -> part.replaceAll("\\s+", " ").strip()).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void theSchemaIsThatOfOptuna(Place.Kind kind) throws Exception {
    Path other = Files.createDirectory(temp.resolve("other"));
    try (Processes processes = new Processes(temp);
        Place.InDatabase theirs = database(kind);
        Place.InDatabase ours = (Place.InDatabase) Place.of(kind, other)) {
      processes.runOptuna("write", theirs.pythonUrl());
      ours.open();
      assertTrue(schema(kind, ours).size() > 10);
      assertEquals(schema(kind, theirs), schema(kind, ours));
      for (String row : List.of(
          "SELECT version_num FROM alembic_version",
          "SELECT version_info_id || ' ' || schema_version || ' ' || library_version"
              + " FROM version_info")) {
        assertEquals(theirs.sql(row), ours.sql(row));
      }
    }
  }

  /** A killed process of either is found by the other, which tries its trial again. */
  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void eitherTriesTrialsOfTheOtherAgain(Place.Kind kind) throws Exception {
    try (Processes processes = new Processes(temp);
        Place.InDatabase place = database(kind)) {
      Heartbeat heartbeat = Heartbeat.every(Duration.ofSeconds(1))
          .gracePeriod(Duration.ofSeconds(2))
          .onStaleTrial(Heartbeat.retry(1));
      Study study = Study.builder()
          .storage(place.open(heartbeat))
          .studyName("s")
          .sampler(Samplers.random(new SplittableRandom(1)))
          .create();
      Process theirs = processes.optuna("theirs", "hang", place.pythonUrl(), "s");
      processes.await(theirs, "theirs", 1);
      // The first heartbeat comes from a thread of its own; without any, a trial is never stale.
      Thread.sleep(3000);
      theirs.destroyForcibly().waitFor();
      Thread.sleep(4000);
      study.optimize(trial -> new double[] {trial.suggestInt("x", 0, 1_000_000)}, 1);
      assertTriedAgain(study, 0, 1);

      Process ours = processes.ours("ours", place.url, "s", 0, "ours");
      processes.await(ours, "ours", 1);
      Thread.sleep(3000);
      ours.destroyForcibly().waitFor();
      Thread.sleep(4000);
      processes.runOptuna("retry", place.pythonUrl(), "s");
      assertTriedAgain(study, 2, 3);
    }
  }

  private static void assertTriedAgain(Study study, int dead, int again) {
    List<FrozenTrial> trials = study.trials();
    assertEquals(again + 1, trials.size());
    assertEquals(TrialState.FAIL, trials.get(dead).state());
    assertEquals(TrialState.COMPLETE, trials.get(again).state());
    assertEquals(trials.get(dead).params(), trials.get(again).params());
    assertEquals(List.of(dead), trials.get(again).systemAttrs().get("retry_history"));
  }
}
