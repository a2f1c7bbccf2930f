package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.adapter.optuna.FrozenTrial;
import io.github.hwgptbench.adapter.optuna.JournalStorage;
import io.github.hwgptbench.adapter.optuna.Study;
import io.github.hwgptbench.adapter.optuna.TrialState;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes of ours and of Optuna that write one database at once, and are killed and replaced.
 * Takes minutes: {@code ./mvnw test -Pheavy -pl adapters/optuna-sql -am -Dtest=RdbProcessesTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("heavy")
class RdbProcessesTest {

  private static final int TRIALS = 2000;

  /** How many of each kind are killed on the way. */
  private static final int KILLS = 3;

  @TempDir
  private Path temp;

  @BeforeEach
  void findOptuna() {
    Processes.assumeOptuna();
  }

  private Process writer(
      Processes processes, Place.InDatabase place, boolean python, String name, int trials)
      throws Exception {
    return python
        ? processes.optuna(name, "work", place.pythonUrl(), "shared", trials, name, 30)
        : processes.ours(name, place.url, "shared", trials, name);
  }

  @ParameterizedTest
  @CsvSource({"POSTGRESQL, 4", "SQLITE, 2"})
  @Timeout(1500)
  void noTrialIsLostAndNoNumberComesTwice(Place.Kind kind, int ofEach) throws Exception {
    try (Processes processes = new Processes(temp);
        Place.InDatabase place = (Place.InDatabase) Place.of(kind, temp)) {
      Study study = Study.builder().storage(place.open()).studyName("shared").create();
      SplittableRandom random = new SplittableRandom(7);
      Map<String, Process> writers = new LinkedHashMap<>();
      for (int i = 0; i < ofEach; i++) {
        for (boolean python : List.of(false, true)) {
          String name = (python ? "python-" : "java-") + i;
          writers.put(name, writer(processes, place, python, name, TRIALS / ofEach / 2));
        }
      }
      // Beside them, others that are killed at some moment of a trial.
      for (int i = 0; i < KILLS; i++) {
        for (boolean python : List.of(false, true)) {
          String name = "killed-" + (python ? "python-" : "java-") + i;
          Process killed = writer(processes, place, python, name, 100_000);
          processes.await(killed, name, 5);
          Thread.sleep(random.nextInt(60));
          killed.destroyForcibly().waitFor();
          writers.put(name, killed);
        }
      }
      for (Map.Entry<String, Process> writer : writers.entrySet()) {
        int status = writer.getValue().waitFor();
        assertEquals(writer.getKey().startsWith("killed"), status != 0, writer.getKey());
      }

      List<FrozenTrial> trials = Study.builder().storage(place.open()).load().trials();
      assertEquals(trials.toString(), study.trials().toString(), "known step by step, and anew");
      Set<String> complete = new HashSet<>();
      for (int i = 0; i < trials.size(); i++) {
        FrozenTrial trial = trials.get(i);
        assertEquals(i, trial.number());
        if (trial.state() == TrialState.COMPLETE) {
          assertEquals(((Number) trial.params().get("x")).doubleValue(), trial.value());
          assertTrue(complete.add((String) trial.userAttrs().get("index")), "none comes twice");
        }
      }
      for (String name : writers.keySet()) {
        List<String> told = processes.said(name);
        assertFalse(told.isEmpty());
        assertTrue(complete.containsAll(told), "what " + name + " told is there");
      }
      assertTrue(complete.size() >= TRIALS);
      assertTrue(trials.size() - complete.size() <= 2 * KILLS, "one each at most");
      Path journal = temp.resolve("copy.log");
      study.copyTo(JournalStorage.open(journal), "shared");
      assertEquals(
          processes.runOptuna("describe", journal),
          processes.runOptuna("describe", place.pythonUrl()));
    }
  }
}
