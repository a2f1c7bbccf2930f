package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Iterables;
import com.google.common.collect.Ordering;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackTest {

  /**
   * Of the index of a suite without algorithms' settings and provenance. A version never changes.
   */
  private static final Map<String, String> VERSIONS = Map.of(
      "track-core-v1", "",
      "track-noisy-v1", "",
      "track-constrained-v1", "",
      "track-many-v1", "",
      "track-tokens-v1", "",
      "track-clock-v1", "",
      "track-transfer-v1", "");

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
        SuiteFolder.empty(folder, plan).close();
        versions.put(
            track.suite(),
            MoreFiles.asByteSource(folder.resolve("suite.json"))
                .hash(Hashing.sha256())
                .toString());
      }
      assertEquals(new TreeMap<>(VERSIONS), versions);
    }
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
