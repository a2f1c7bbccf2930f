package io.github.hwgptbench.suite;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The benchmarks that answer on the problems of suites, each opened once. Safe for use by many
 * threads.
 */
public final class Benches implements ProblemAnswers, AutoCloseable {

  private final List<SearchSpace> custom;
  private final Opener opener;
  private final Map<SearchSpace, HwGptBench> open = new LinkedHashMap<>();

  /** Opens benchmarks. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the benchmark of a space.
     *
     * @throws IOException if a file of it can't be read
     */
    HwGptBench open(SearchSpace space) throws IOException;
  }

  /**
   * Makes the benchmarks of custom spaces and of those that are built in.
   *
   * @param custom spaces that are found by their names before those that are built in
   * @param opener opens the benchmark of a space when it is asked first
   */
  public Benches(Collection<SearchSpace> custom, Opener opener) {
    this.custom = List.copyOf(custom);
    this.opener = opener;
  }

  /** Returns the benchmarks of the spaces that are built in, with all that ships. */
  public static Benches shipped() {
    return new Benches(List.of(), HwGptBench::open);
  }

  /**
   * Returns the benchmark of a space, which is not the caller's to close.
   *
   * @param scale name of the space, in upper or lower case
   * @throws IllegalArgumentException if there is no such space
   * @throws IOException if a file of it can't be read
   */
  public HwGptBench of(String scale) throws IOException {
    return of(space(scale.strip()));
  }

  /**
   * Returns the benchmark of a space, which is not the caller's to close.
   *
   * @throws IOException if a file of it can't be read
   */
  public synchronized HwGptBench of(SearchSpace space) throws IOException {
    HwGptBench bench = open.get(space);
    if (bench == null) {
      bench = opener.open(space);
      open.put(space, bench);
    }
    return bench;
  }

  private SearchSpace space(String name) {
    return custom.stream()
        .filter(own -> own.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseGet(() -> SearchSpace.of(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public ObjectiveEvaluator evaluator(RunSettings problem) {
    return bench(problem).evaluator(problem.problem().metrics());
  }

  @Override
  public ObservationSampler sampler(RunSettings problem) {
    return bench(problem).noisy(problem.problem().metrics());
  }

  private HwGptBench bench(RunSettings problem) {
    try {
      return of(problem.space());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes all that were opened. */
  @Override
  public synchronized void close() {
    open.values().forEach(HwGptBench::close);
  }
}
