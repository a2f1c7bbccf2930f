package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.hwgptbench.adapter.optuna.Direction;
import io.github.hwgptbench.adapter.optuna.FrozenTrial;
import io.github.hwgptbench.adapter.optuna.Heartbeat;
import io.github.hwgptbench.adapter.optuna.Samplers;
import io.github.hwgptbench.adapter.optuna.Study;
import io.github.hwgptbench.adapter.optuna.Trial;
import io.github.hwgptbench.adapter.optuna.TrialState;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RdbStorageTest {

  @TempDir
  private Path temp;

  private Place.InDatabase database(Place.Kind kind) {
    return (Place.InDatabase) Place.of(kind, temp);
  }

  private static Study study(RdbStorage storage) {
    return Study.builder()
        .storage(storage)
        .studyName("s")
        .sampler(Samplers.random(new SplittableRandom(1)))
        .createOrLoad();
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void otherRevisionsOfTheSchemaAreRefused(Place.Kind kind) throws Exception {
    try (Place.InDatabase place = database(kind)) {
      place.open();
      for (Map.Entry<String, String> revision : Map.of(
              "v3.0.0.d", "It is older; 'optuna storage upgrade' upgrades it",
              "v9.0.0.a", "It is unknown here, and may be that of a newer Optuna")
          .entrySet()) {
        place.sql("UPDATE alembic_version SET version_num = '" + revision.getKey() + "'");
        String message = assertThrows(UsageException.class, place::open).getMessage();
        assertTrue(message.contains("revision '" + revision.getKey() + "' of Optuna's schema"));
        assertTrue(message.endsWith("allowed: v3.2.0.a. " + revision.getValue()), message);
      }
      place.sql("DELETE FROM alembic_version");
      String message = assertThrows(UsageException.class, place::open).getMessage();
      assertTrue(message.contains("no revision of their schema"), message);
    }
  }

  @Test
  void whatCantBeOpenedIsRefusedWithASentence() throws Exception {
    Path text = temp.resolve("notes.txt");
    Files.writeString(
        text, "This is not a database, but a text that is long enough for one.".repeat(99));
    for (String url : List.of(
        "jdbc:sqlite:" + text,
        "jdbc:sqlite:" + temp.resolve("none/study.db"),
        "jdbc:sqlite::memory:",
        "jdbc:mysql://root:secret@localhost/studies",
        "postgresql://root:secret@localhost/studies",
        "jdbc:postgresql://root:secret@127.0.0.1:1/studies?password=secret&sslpassword=secret")) {
      String message =
          assertThrows(RuntimeException.class, () -> RdbStorage.open(url), url).getMessage();
      assertTrue(message.startsWith("Database "), message);
      assertFalse(message.contains("secret"), message);
    }
  }

  /** The server that {@code .ci/run} starts asks this user for a password, and no other. */
  @Test
  void aServerReceivesThePasswordOfTheAddressTheEnvironmentOrAFile() throws Exception {
    Map<String, String> user = Map.of("PGUSER", "guarded");
    String password = "se/cr@et";
    Path file = Files.writeString(temp.resolve("passwords"), "*:*:*:guarded:" + password);
    try (Processes processes = new Processes(temp);
        Place.InDatabase place = database(Place.Kind.POSTGRESQL)) {
      place.sql(
          "DROP ROLE IF EXISTS guarded",
          "CREATE ROLE guarded LOGIN PASSWORD '" + password + "'",
          "GRANT ALL ON SCHEMA public TO guarded");
      String url = place.url.replaceFirst("\\?.*", "");
      try {
        String refusal = refusal(url.replace("//", "//guarded:wrong@"));
        assumeFalse(refusal.isEmpty(), "the server asks nobody for a password");
        assertEquals(
            "Database " + url
                + ": the server rejects the user or the password, which come from the address,"
                + " from PGUSER and PGPASSWORD, or from the file that PGPASSFILE names",
            refusal);
        String address = url.replace("//", "//guarded:se%2Fcr%40et@");
        try (RdbStorage storage = RdbStorage.open(address)) {
          assertEquals("database " + url, storage.toString());
          Study study = study(storage);
          for (Map<String, String> environment :
              List.of(Map.of("PGPASSWORD", password), Map.of("PGPASSFILE", file.toString()))) {
            Map<String, String> all = new HashMap<>(user);
            all.putAll(environment);
            String name = environment.keySet().iterator().next();
            assertEquals(0, processes.ours(name, all, url, "s", 1, name).waitFor());
          }
          assertEquals(
              List.of("PGPASSWORD 0", "PGPASSFILE 0"),
              study.trials().stream()
                  .map(trial -> trial.userAttrs().get("index"))
                  .toList());
        }
      } finally {
        place.sql("DROP OWNED BY guarded CASCADE", "DROP ROLE guarded");
      }
    }
  }

  /** Returns why a database can't be opened; empty if it can be. */
  private static String refusal(String url) {
    try {
      RdbStorage.open(url).close();
      return "";
    } catch (UsageException e) {
      assertNull(e.getCause(), "the server repeats the user");
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aDatabaseThatMayOnlyBeReadIsRead() throws Exception {
    try (Place.InDatabase place = database(Place.Kind.SQLITE)) {
      Study written = study(place.open());
      written.tell(written.ask(), 5);
    }
    try (RdbStorage storage =
        RdbStorage.open("jdbc:sqlite:file:" + temp.resolve("study.db?mode=ro"))) {
      Study study = Study.builder().storage(storage).load();
      assertEquals(5, study.trials().get(0).value());
      assertThrows(StorageException.class, study::ask);
    }
  }

  /** In SQLite the new study and its trials have the ids of the old ones. */
  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void aStudyThatIsDeletedAndCreatedAgainIsAnotherOne(Place.Kind kind) {
    try (Place.InDatabase place = database(kind)) {
      RdbStorage storage = place.open();
      Study old = study(storage);
      old.tell(old.ask(), 1);
      old.tell(old.ask(), 2);
      RdbStorage other = place.open();
      Study.delete(other, "s");
      Study anew = study(other);
      anew.tell(anew.ask(), 3);
      assertEquals(
          List.of(3.0), study(storage).trials().stream().map(FrozenTrial::value).toList());
      anew.tell(anew.ask(), 4);
      assertEquals(
          List.of(3.0, 4.0),
          study(storage).trials().stream().map(FrozenTrial::value).toList());
    }
  }

  /** Ids come again in SQLite, also those of trials that are known to run. */
  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void trialsOfADeletedStudyStayAwayFromThoseOfTheNext(Place.Kind kind) {
    try (Place.InDatabase place = database(kind)) {
      RdbStorage storage = place.open();
      Study old = study(storage);
      old.tell(old.ask(), 1);
      old.ask();
      assertEquals(2, study(storage).trials().size());
      RdbStorage other = place.open();
      Study.delete(other, "s");
      Study anew = study(other);
      anew.tell(anew.ask(), 99);
      anew.tell(anew.ask(), 98);
      assertEquals(
          List.of(99.0, 98.0),
          study(storage).trials().stream().map(FrozenTrial::value).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void aTrialThatIsTriedAgainHasNothingOfWhatTheDeadOneReported(Place.Kind kind) {
    try (Place.InDatabase place = database(kind)) {
      Study study = Study.builder()
          .storage(place.open())
          .studyName("two")
          .directions(Direction.MINIMIZE, Direction.MINIMIZE)
          .sampler(Samplers.random(new SplittableRandom(1)))
          .create();
      Trial dead = study.ask();
      dead.suggestInt("x", 0, 9);
      dead.report(new double[] {1, 1}, 1);
      dead.setUserAttr("cost", 3);
      dead.setUserAttr("mine", 4);
      study.tell(dead, TrialState.FAIL);
      Heartbeat.retry(1).accept(study, study.trials().get(0));
      FrozenTrial waiting = study.trials().get(1);
      assertEquals(TrialState.WAITING, waiting.state());
      assertEquals(Map.of(), waiting.reports());
      assertEquals(Map.of("mine", 4), waiting.userAttrs());
      assertEquals(study.trials().get(0).params(), waiting.params());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void trialsOfTheDeadAreFailedAndTriedAgain(Place.Kind kind) throws Exception {
    try (Place.InDatabase place = database(kind)) {
      List<Integer> stale = new ArrayList<>();
      Heartbeat heartbeat = Heartbeat.every(Duration.ofSeconds(1))
          .gracePeriod(Duration.ofSeconds(2))
          .onStaleTrial((study, trial) -> {
            stale.add(trial.number());
            Heartbeat.retry(1).accept(study, trial);
          });
      Study study = study(place.open(heartbeat));
      Trial dead = study.ask();
      dead.suggestInt("x", 0, 1_000_000);
      dead.report(1, 1);
      Trial silent = study.ask();
      place.sql("INSERT INTO trial_heartbeats (trial_id, heartbeat)"
          + " SELECT trial_id, CURRENT_TIMESTAMP FROM trials WHERE number = 0");
      study.optimize(trial -> new double[] {trial.suggestInt("x", 0, 1_000_000)}, 1);
      assertEquals(List.of(), stale);
      // That of a trial which takes longer goes on.
      study.optimize(
          trial -> {
            sleep(4000);
            return new double[] {trial.suggestInt("x", 0, 1_000_000)};
          },
          1);
      study.optimize(trial -> new double[] {trial.suggestInt("x", 0, 1_000_000)}, 1);

      assertEquals(List.of(0), stale);
      List<FrozenTrial> trials = study(place.open()).trials();
      assertEquals(TrialState.FAIL, trials.get(0).state());
      assertEquals(TrialState.RUNNING, trials.get(silent.number()).state(), "it has no heartbeat");
      FrozenTrial again = trials.get(4);
      assertEquals(trials.get(0).params(), again.params());
      assertEquals(TrialState.COMPLETE, again.state());
      assertEquals(Map.of(), again.intermediateValues());
      assertEquals(0, again.systemAttrs().get("failed_trial"));
      assertEquals(List.of(0), again.systemAttrs().get("retry_history"));
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
