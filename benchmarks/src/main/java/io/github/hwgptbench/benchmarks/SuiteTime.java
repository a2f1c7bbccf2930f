package io.github.hwgptbench.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures what an evaluation of a suite takes of a processor with everything: {@code ./hwgpt} and
 * the start of the JVM, the algorithm, the surrogates, the record on disk and the table at the end.
 * The shell reports the processor time, user and system, of each suite, 250 runs of 2,000
 * evaluations. Each suite has a folder of its own: to delete the one before would count too, and
 * some file systems then take longer to make new files.
 */
public final class SuiteTime {

  private static final int SEEDS = 250;
  private static final int EVALUATIONS = 2000;
  private static final int REPETITIONS = 5;

  private SuiteTime() {}

  /**
   * Measures, in the folder of the sources.
   *
   * @param args names of algorithms; without any, four of this library
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> algorithms =
        args.length > 0 ? List.of(args) : List.of("random", "nsga2", "local-search", "mo-re");
    Path folder = Files.createTempDirectory("suite-time");
    System.out.printf(
        Locale.ROOT,
        "microseconds of processor time per evaluation, minimum of %d suites of %d evaluations%n",
        REPETITIONS,
        SEEDS * EVALUATIONS);
    for (String algorithm : algorithms) {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < REPETITIONS; i++) {
        least = Math.min(least, nanos(algorithm, folder, algorithm + "-" + i));
      }
      System.out.printf(
          Locale.ROOT, "%-20s %.1f%n", algorithm, least / 1e3 / (SEEDS * EVALUATIONS));
    }
  }

  private static long nanos(String algorithm, Path folder, String name)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            "sh",
            "-c",
            "\"$@\" >'" + folder.resolve("out") + "' && LC_ALL=C times",
            "sh",
            "./hwgpt",
            "run",
            "--algorithms",
            algorithm,
            "--seeds",
            Integer.toString(SEEDS),
            "--evaluations",
            Integer.toString(EVALUATIONS),
            "--quiet",
            "--out",
            folder.resolve(name).toString())
        .redirectError(Redirect.INHERIT)
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the suite of " + algorithm + " failed");
    }
    // The second line is of the processes that the shell started: 0m3.120s 0m0.340s.
    double seconds = 0;
    for (String time : output.split("\\R")[1].trim().split(" +")) {
      String[] parts = time.split("[ms]");
      seconds += 60 * Integer.parseInt(parts[0]) + Double.parseDouble(parts[1]);
    }
    return Math.round(1e9 * seconds);
  }
}
