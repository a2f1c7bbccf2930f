package io.github.hwgptbench.service;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The problems that were evaluated lately, so that they are not opened for each request. Safe for
 * use by many threads.
 */
final class ServedProblems implements AutoCloseable {

  /** Each holds the models of its metrics. */
  private static final int MOST_KEPT = 100;

  private final ServedBenchmark benchmark;
  /** By name in the usual form; the one that was not used for longest first. */
  private final Map<String, ServedProblem> kept = new LinkedHashMap<>(16, 0.75f, true);

  ServedProblems(ServedBenchmark benchmark) {
    this.benchmark = benchmark;
  }

  /** Returns the benchmark of a scale. */
  HwGptBench bench(String scale) throws IOException {
    return benchmark.bench(scale);
  }

  /**
   * Opens a problem to evaluate it, and keeps it for the next request. The caller closes it.
   *
   * @throws RefusedException if there is none of this name
   */
  ServedProblem of(String text) throws IOException {
    Optional<ServedProblem> known = known(text);
    return known.isPresent() ? known.get() : keep(look(text));
  }

  /**
   * Opens a problem to look at it. The caller closes it.
   *
   * @throws RefusedException if there is none of this name
   */
  ServedProblem look(String text) throws IOException {
    try {
      HwGptBench bench = benchmark.bench(scale(text));
      ProblemName name =
          ProblemName.parse(text, bench.devices().stream().map(Device::id).toList());
      // One problem may be written in many ways.
      Optional<ServedProblem> known = known(name.toString());
      return known.isPresent() ? known.get() : new ServedProblem(bench, name);
    } catch (UsageException e) {
      throw new RefusedException(404, String.valueOf(e.getMessage()));
    }
  }

  private synchronized Optional<ServedProblem> known(String name) {
    return Optional.ofNullable(kept.get(name)).map(ServedProblem::held);
  }

  private synchronized ServedProblem keep(ServedProblem opened) {
    ServedProblem other = kept.putIfAbsent(opened.problem().name(), opened);
    if (other == opened) {
      return opened;
    }
    if (other != null) {
      // Another request has opened it meanwhile.
      opened.close();
      return other.held();
    }
    opened.held();
    if (kept.size() > MOST_KEPT) {
      Iterator<ServedProblem> oldest = kept.values().iterator();
      // Whoever still evaluates it holds it.
      oldest.next().close();
      oldest.remove();
    }
    return opened;
  }

  /** The name without its scale is checked later. */
  private static String scale(String name) {
    int begin = name.indexOf('-');
    int end = name.indexOf('(');
    if (begin < 0 || end < begin) {
      return ProblemName.parse(name).space();
    }
    return name.substring(begin + 1, end).toLowerCase(Locale.ROOT);
  }

  /** Returns the names of the problems that the measurements are of, with two objectives each. */
  static List<String> standard() {
    List<String> names = new ArrayList<>();
    for (SearchSpace space : SearchSpace.all()) {
      if (space.measured()) {
        for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
          for (Device device : Device.measuring(metric)) {
            names.add(new ProblemName(
                    space.name(),
                    List.of(Objective.of(Metric.PERPLEXITY), Objective.of(metric, device)),
                    List.of())
                .toString());
          }
        }
      }
    }
    return names;
  }

  @Override
  public synchronized void close() {
    kept.values().forEach(ServedProblem::close);
  }
}
