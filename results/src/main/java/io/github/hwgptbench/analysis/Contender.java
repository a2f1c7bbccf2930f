package io.github.hwgptbench.analysis;

import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An algorithm of a suite on one problem, before its runs are read.
 *
 * @param name in the analysis
 * @param algorithm its own name
 * @param suite name of its suite
 * @param runSettings what all runs of the suite on this problem have in common
 * @param settings its own
 * @param runs those that were finished, in the order of the plan
 * @param missing the others
 */
record Contender(
    String name,
    String algorithm,
    String suite,
    RunSettings runSettings,
    Map<String, String> settings,
    List<ArchivedRun> runs,
    List<MissingRun> missing) {

  static Contender of(String name, Contest.Entry entry, String algorithm) {
    RunSettings runSettings = entry.problem().settings();
    List<ArchivedRun> runs = entry.problem().runs().stream()
        .filter(run -> run.outcome().algorithm().equals(algorithm))
        .toList();
    Map<Long, String> failures = new LinkedHashMap<>();
    for (RunOutcome outcome : entry.problem().failed()) {
      if (outcome.algorithm().equals(algorithm)) {
        failures.put(outcome.seed(), outcome.failure().orElse(""));
      }
    }
    Set<Long> finished = new HashSet<>();
    runs.forEach(run -> finished.add(run.outcome().seed()));
    List<MissingRun> missing = new ArrayList<>();
    for (long seed : entry.problem().seeds()) {
      if (!finished.contains(seed)) {
        missing.add(new MissingRun(
            entry.suite(), runSettings.problem().name(), name, seed, failures.get(seed)));
      }
    }
    return new Contender(
        name,
        algorithm,
        entry.suite(),
        runSettings,
        Objects.requireNonNull(entry.problem().algorithms().get(algorithm)),
        runs,
        List.copyOf(missing));
  }
}
