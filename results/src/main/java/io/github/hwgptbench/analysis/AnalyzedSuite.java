package io.github.hwgptbench.analysis;

import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A suite of an analysis.
 *
 * @param name name of the suite; with a number if several have the same name
 * @param folder folder of its record
 * @param complete whether all of its runs are finished
 * @param planned number of planned runs
 * @param failed number of failed runs
 * @param runs the finished runs
 * @param provenance the distinct provenances of its runs
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

  /** Returns the number of finished runs. */
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
