package io.github.hwgptbench.service;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The problems that were asked for, each opened once. Safe for use by many threads. */
final class ServedProblems implements AutoCloseable {

  /** Each holds a session of ONNX Runtime. */
  private static final int MOST = 1000;

  private final ServedBenchmark benchmark;
  private final Map<String, ServedProblem> byName = new ConcurrentHashMap<>();

  ServedProblems(ServedBenchmark benchmark) {
    this.benchmark = benchmark;
  }

  /**
   * Returns the problem of a name.
   *
   * @throws RefusedException if there is none of this name, or too many are open
   */
  ServedProblem of(String text) throws IOException {
    ServedProblem known = byName.get(text);
    return known == null ? open(text) : known;
  }

  /** Returns the benchmark of a scale. */
  HwGptBench bench(String scale) throws IOException {
    return benchmark.bench(scale);
  }

  private synchronized ServedProblem open(String text) throws IOException {
    ProblemName name;
    HwGptBench bench;
    try {
      bench = benchmark.bench(scale(text));
      name = ProblemName.parse(text, bench.devices().stream().map(Device::id).toList());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(404, e.getMessage());
    }
    // One problem may be written in many ways.
    String usual = name.toString();
    ServedProblem problem = byName.get(usual);
    if (problem == null) {
      if (byName.size() >= MOST) {
        throw new RefusedException(
            503,
            String.format(Locale.ROOT, "%d problems are open; a restart lets go of them", MOST));
      }
      try {
        problem = new ServedProblem(bench, name);
      } catch (IllegalArgumentException e) {
        throw new RefusedException(404, e.getMessage());
      }
      byName.put(usual, problem);
    }
    return problem;
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
    byName.values().forEach(ServedProblem::close);
  }
}
