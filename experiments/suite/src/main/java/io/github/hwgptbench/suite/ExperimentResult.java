package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of an experiment.
 *
 * @param folder folder of the record
 * @param outcomes outcomes of the runs on each problem, ordered by algorithm, then by seed
 * @since 0.2.0
 */
public record ExperimentResult(Path folder, Map<RunSettings, List<RunOutcome>> outcomes) {

  /** Copies the map; its order stays. */
  public ExperimentResult {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /** Returns the outcomes of all runs. */
  public List<RunOutcome> all() {
    return outcomes.values().stream().flatMap(List::stream).toList();
  }

  /** Returns the outcomes of failed runs; each has the reason. */
  public List<RunOutcome> failed() {
    return all().stream().filter(outcome -> outcome.failure().isPresent()).toList();
  }

  /**
   * Opens the record with all evaluations.
   *
   * @throws IOException if it can't be read
   */
  public SuiteArchive archive() throws IOException {
    return SuiteArchive.open(folder);
  }
}
