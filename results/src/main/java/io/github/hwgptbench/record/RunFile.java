package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.file.FileName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The names and the marks of the files of a run:
 *
 * <ul>
 *   <li>{@code <algorithm>-seed-<seed>.run}, where what file systems may not like in the name of
 *       the algorithm is {@code _}: what was run and every evaluation. Bit-identical whenever and
 *       wherever the run is repeated
 *   <li>{@code <algorithm>-seed-<seed>.times}: when each evaluation was made, which never is
 *   <li>{@code <algorithm>-seed-<seed>.err}: what a program printed on standard error, if it did
 * </ul>
 *
 * <p>Where values and times were left out, {@code .run} has another layout, that of
 * {@link BareRun}. The document {@code docs/record.md} has both to the byte.
 */
final class RunFile {

  /** Version of the layout of these files, and of the index. */
  static final int FORMAT = 2;

  /** Version of the layout of a file with the genotypes of a run alone. */
  static final int BARE_FORMAT = 3;

  static final String RUN = ".run";
  static final String TIMES = ".times";
  static final String ERRORS = ".err";

  /** Not text, so that nobody takes it for text, and broken where somebody has. */
  static final byte[] RUN_MARK = mark("RUN");

  static final byte[] TIMES_MARK = mark("TIM");
  static final byte[] END_MARK = "END\n".getBytes(StandardCharsets.US_ASCII);

  /** Ends a run that the time limit has ended. */
  static final byte[] LIMIT_MARK = "LIM\n".getBytes(StandardCharsets.US_ASCII);

  static final int HASH_BYTES = 32;

  private RunFile() {}

  private static byte[] mark(String kind) {
    return ("\u0089HW" + kind + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the name of the file with the evaluations of a run.
   *
   * @throws IllegalArgumentException if the name of the algorithm makes none
   */
  static String name(String algorithm, long seed) {
    return FileName.fitted("Algorithm", algorithm, "-seed-" + seed + RUN).text();
  }

  /** Returns what the longest name of a file of a run ends in, behind that of its algorithm. */
  static String longestEnding(List<Long> seeds) {
    String longest = seeds.stream()
        .map(String::valueOf)
        .max(Comparator.comparingInt(String::length))
        .orElse("");
    return WholeFile.part(Path.of("-seed-" + longest + TIMES)).toString();
  }

  /** Returns the name of the file with the times that belongs to one with evaluations. */
  static String timesName(String runName) {
    return beside(runName, TIMES);
  }

  /** Returns the name of the file with standard error that belongs to one with evaluations. */
  static String errorsName(String runName) {
    return beside(runName, ERRORS);
  }

  private static String beside(String runName, String ending) {
    return runName.substring(0, runName.length() - RUN.length()) + ending;
  }
}
