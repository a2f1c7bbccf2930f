package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A part of the runs of a suite, for several machines: every {@code count}-th run, beginning with
 * the {@code number}-th.
 *
 * @param number from 1
 * @param count number of parts
 */
public record Shard(int number, int count) {

  /** All runs. */
  public static final Shard ALL = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /**
   * Reads the text form, such as {@code 3/16}.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  public static Shard parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      int number = Integer.parseInt(matcher.group(1));
      int count = Integer.parseInt(matcher.group(2));
      if (1 <= number && number <= count) {
        return new Shard(number, count);
      }
    }
    throw UsageException.of(
        "Shard '%s'; allowed: NUMBER/COUNT, such as 3/16, with numbers from 1", text);
  }

  /** Returns the number of its runs of a suite. */
  public int size(Suite suite) {
    return of(suite.cells()).size();
  }

  /** Returns the number of its runs of an algorithm on a problem. */
  public int size(Suite suite, RunSettings problem, SearchAlgorithm algorithm) {
    return (int) of(suite.cells()).stream()
        .filter(cell ->
            cell.problem().equals(problem) && cell.algorithm().name().equals(algorithm.name()))
        .count();
  }

  /**
   * Returns whether it has a run.
   *
   * @param run index of the run among those of all problems
   * @since 0.2.0
   */
  public boolean has(int run) {
    return run % count == number - 1;
  }

  <T> List<T> of(List<T> all) {
    return IntStream.range(0, all.size()).filter(this::has).mapToObj(all::get).toList();
  }
}
