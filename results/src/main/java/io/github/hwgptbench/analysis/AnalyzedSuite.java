package io.github.hwgptbench.analysis;

import io.github.hwgptbench.record.Provenance;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A suite that an analysis is of.
 *
 * @param name of the suite; with a number where several have one name
 * @param folder where its record is
 * @param complete whether all of its runs were finished
 * @param planned how many runs it has
 * @param finished how many of them came to their end
 * @param failed how many of them failed
 * @param began when the first finished run did; empty if there is none
 * @param ended when the last finished run did
 * @param provenance what answered and what computed, those that differ
 */
public record AnalyzedSuite(
    String name,
    Path folder,
    boolean complete,
    int planned,
    int finished,
    int failed,
    Optional<Instant> began,
    Optional<Instant> ended,
    List<Provenance> provenance) {

  /** Copies the list. */
  public AnalyzedSuite {
    provenance = List.copyOf(provenance);
  }
}
