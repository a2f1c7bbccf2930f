package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.SuitePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The information for all processes that run parts of a suite.
 *
 * @param plan the {@linkplain SuitePlan#text text} of the plan
 * @param limit maximum time of a run; null for none
 * @param options options of the command line that determine the benchmarks
 * @since 0.2.0
 */
public record WorkOrder(String plan, @Nullable Duration limit, List<Word> options) {

  /** Copies the list. */
  public WorkOrder {
    options = List.copyOf(options);
  }

  /**
   * A word of the command line.
   *
   * @param text the text of the word, up to the name of the file if there is one
   * @param file the file or folder at the end of the word, which other machines need; null for none
   */
  public record Word(String text, @Nullable Path file) {}
}
