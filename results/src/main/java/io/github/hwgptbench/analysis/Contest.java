package io.github.hwgptbench.analysis;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A problem with all algorithms that were run on it, of all suites that have it.
 *
 * @param settings of the first suite
 * @param evaluations the smallest budget of all suites
 * @param contenders in the order of the suites
 */
record Contest(RunSettings settings, int evaluations, List<Contender> contenders) {

  /** Returns the shortest time limit that has ended a run; empty if none has. */
  Optional<Duration> time() {
    return contenders.stream()
        .flatMap(contender -> contender.runs().stream())
        .flatMap(run -> run.outcome().timeLimit().stream())
        .min(Duration::compareTo);
  }

  /** A problem as one suite has it. */
  record Entry(String suite, ArchivedProblem problem) {}

  /** What has to be equal for runs to be of one problem. */
  private record Key(String problem, boolean noisy) {}

  /** What has to be equal for two algorithms of one name to be one. */
  private record Version(Map<String, String> settings, String version) {}

  /**
   * Matches the problems of suites by their names.
   *
   * @param names of the suites, all different
   * @throws IllegalArgumentException if suites have a problem of the same name and do not fit
   *     together; says in what
   */
  static List<Contest> all(List<SuiteArchive> suites, List<String> names) {
    Map<Key, List<Entry>> entries = new LinkedHashMap<>();
    for (int i = 0; i < suites.size(); i++) {
      for (ArchivedProblem problem : suites.get(i).problems()) {
        Entry entry = new Entry(names.get(i), problem);
        List<Entry> same = entries.computeIfAbsent(
            new Key(problem.settings().problem().name(), problem.settings().noisy()),
            key -> new ArrayList<>());
        same.forEach(other -> check(other, entry));
        same.add(entry);
      }
    }
    Set<String> ambiguous = ambiguous(entries.values());
    return entries.values().stream().map(same -> of(same, ambiguous)).toList();
  }

  private static Contest of(List<Entry> entries, Set<String> ambiguous) {
    List<Contender> contenders = new ArrayList<>();
    for (Entry entry : entries) {
      for (String algorithm : entry.problem().algorithms().keySet()) {
        String name = ambiguous.contains(algorithm)
            ? Text.format("%s (%s)", algorithm, entry.suite())
            : algorithm;
        contenders.add(Contender.of(name, entry, algorithm));
      }
    }
    return new Contest(
        entries.get(0).problem().settings(),
        entries.stream()
            .mapToInt(entry -> entry.problem().settings().evaluations())
            .min()
            .getAsInt(),
        List.copyOf(contenders));
  }

  /**
   * Returns the names that are not of one algorithm everywhere: on some problem two suites have
   * one, or settings or versions differ.
   */
  private static Set<String> ambiguous(Iterable<List<Entry>> problems) {
    Set<String> ambiguous = new HashSet<>();
    Map<String, Version> versions = new LinkedHashMap<>();
    for (List<Entry> entries : problems) {
      Set<String> here = new HashSet<>();
      for (Entry entry : entries) {
        String version = entry.problem().settings().provenance().version();
        entry.problem().algorithms().forEach((algorithm, settings) -> {
          Version own = new Version(settings, version);
          Version before = versions.putIfAbsent(algorithm, own);
          if (!here.add(algorithm) || (before != null && !before.equals(own))) {
            ambiguous.add(algorithm);
          }
        });
      }
    }
    return ambiguous;
  }

  private static void check(Entry one, Entry other) {
    RunSettings first = one.problem().settings();
    RunSettings second = other.problem().settings();
    if (one.suite().equals(other.suite())) {
      throw UsageException.of(
          "Problem '%s': twice in suite '%s'; allowed: once", first.problem(), one.suite());
    }
    Comparability.check(one.suite(), first, other.suite(), second);
  }
}
