package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.SuitePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all processes need to know that run parts of a suite.
 *
 * @param plan the {@linkplain SuitePlan#text text} of the plan
 * @param limit how long a run may take; null for any time
 * @param options options of the command line that decide what answers
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
   * @param text what stands there, up to the name of the file if there is one
   * @param file the file or folder that the word ends in, which other machines need; null for none
   */
  public record Word(String text, @Nullable Path file) {}
}
