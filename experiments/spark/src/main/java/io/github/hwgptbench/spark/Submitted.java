package io.github.hwgptbench.spark;

import io.github.hwgptbench.cli.HwGpt;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for {@code spark-submit}: {@code run} uses the cluster to which it was submitted.
 */
public final class Submitted {

  private Submitted() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    HwGpt.main(withMaster(arguments, System.getProperty("spark.master")));
  }

  static String[] withMaster(String[] arguments, @Nullable String master) {
    boolean runs = arguments.length > 0 && arguments[0].equals("run");
    boolean given = Arrays.stream(arguments)
        .anyMatch(word -> word.equals("--spark") || word.startsWith("--spark="));
    return master == null || !runs || given
        ? arguments
        : Stream.concat(Arrays.stream(arguments), Stream.of("--spark=" + master))
            .toArray(String[]::new);
  }
}
