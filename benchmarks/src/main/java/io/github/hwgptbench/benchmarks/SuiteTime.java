package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.cli.HwGpt;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures what an evaluation of a suite takes of a processor with everything: the start of the
 * JVM, the algorithm, the surrogates, the record on disk and the table at the end. Each suite, 250
 * runs of 2,000 evaluations, is a process that reports its own processor time, user and system.
 */
public final class SuiteTime {

  private static final int SEEDS = 250;
  private static final int EVALUATIONS = 2000;
  private static final int REPETITIONS = 5;

  private SuiteTime() {}

  /** The command line, which prints the processor time of its JVM when that exits. */
  static final class Measured {

    private Measured() {}

    /** Runs a command of {@code hwgpt}. */
    public static void main(String[] args) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> System.out.println(
              ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos())));
      HwGpt.main(args);
    }
  }

  /**
   * Measures.
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
        least = Math.min(least, nanos(algorithm, folder));
      }
      System.out.printf(
          Locale.ROOT, "%-20s %.1f%n", algorithm, least / 1e3 / (SEEDS * EVALUATIONS));
    }
  }

  private static long nanos(String algorithm, Path folder)
      throws IOException, InterruptedException {
    // The options of the script that starts the command line.
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            Measured.class.getName(),
            "run",
            "--algorithms",
            algorithm,
            "--seeds",
            Integer.toString(SEEDS),
            "--evaluations",
            Integer.toString(EVALUATIONS),
            "--quiet",
            "--overwrite",
            "--out",
            folder.resolve("suite").toString())
        .redirectError(Redirect.INHERIT)
        .start();
    String[] lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\R");
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the suite of " + algorithm + " failed");
    }
    return Long.parseLong(lines[lines.length - 1]);
  }
}
