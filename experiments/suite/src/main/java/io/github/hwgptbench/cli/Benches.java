package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The benchmarks of the scales that a suite asks for, each opened once. Safe for use by many
 * threads.
 */
final class Benches implements AutoCloseable {

  private final BenchOptions options;
  private final Map<String, HwGptBench> open = new LinkedHashMap<>();

  Benches(BenchOptions options) {
    this.options = options;
  }

  /**
   * Opens the benchmark of a scale, unless it is open.
   *
   * @throws IllegalArgumentException if there is no such scale
   */
  synchronized HwGptBench of(String scale) throws IOException {
    SearchSpace space = options.spaceOf(scale);
    HwGptBench bench = open.get(space.name());
    if (bench == null) {
      bench = options.open(space);
      open.put(space.name(), bench);
    }
    return bench;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(HwGptBench::close);
  }
}
