package io.github.hwgptbench.analysis;

import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A suite that an analysis is of.
 *
 * @param name of the suite; with a number where several have one name
 * @param folder where its record is
 * @param complete whether all of its runs were finished
 * @param planned how many runs it has
 * @param failed how many of them failed
 * @param runs those that came to their end
 * @param provenance what answered and what computed, those that differ
 */
public record AnalyzedSuite(
    String name,
    Path folder,
    boolean complete,
    int planned,
    int failed,
    List<RunOutcome> runs,
    List<Provenance> provenance) {

  /** Copies the lists. */
  public AnalyzedSuite {
    runs = List.copyOf(runs);
    provenance = List.copyOf(provenance);
  }

  /** Returns how many runs came to their end. */
  public int finished() {
    return runs.size();
  }

  /** Returns when the first finished run began; empty if there is none. */
  public Optional<Instant> began() {
    return runs.stream().map(RunOutcome::started).min(Comparator.naturalOrder());
  }

  /** Returns when the last finished run ended; empty if there is none. */
  public Optional<Instant> ended() {
    return runs.stream().map(RunOutcome::ended).max(Comparator.naturalOrder());
  }
}
