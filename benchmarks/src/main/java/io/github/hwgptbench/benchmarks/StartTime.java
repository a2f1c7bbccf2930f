package io.github.hwgptbench.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures the processor time, user and system, of a fresh JVM that opens the benchmark and answers
 * its first query, beside a JVM that does nothing. Each run is a process that reports its own time,
 * in steps of 10 ms on Linux.
 */
public final class StartTime {

  private static final int RUNS = 20;

  private StartTime() {}

  /** Prints the processor time of its JVM. */
  static final class Nothing {

    private Nothing() {}

    /** Does nothing else. */
    public static void main(String[] args) {
      System.out.println(
          ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
    }
  }

  /**
   * Measures.
   *
   * @param args the class path of the core: its jar, and its dependencies at run time
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "expected one argument, the class path of hwgptbench-core with its dependencies");
    }
    long bytes = 0;
    for (String jar : args[0].split(File.pathSeparator)) {
      bytes += Files.size(Path.of(jar));
    }
    System.out.printf(Locale.ROOT, "class path: %.1f MB; JDK %s%n", bytes / 1e6, Runtime.version());
    for (Class<?> main : new Class<?>[] {Nothing.class, FirstQuery.class}) {
      long[] millis = new long[RUNS];
      for (int run = 0; run < RUNS; run++) {
        millis[run] = run(args[0], main);
      }
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "%s: minimum %d ms, median %d ms of processor time in %d runs%n",
          main.getSimpleName(),
          millis[0],
          (millis[(RUNS - 1) / 2] + millis[RUNS / 2]) / 2,
          RUNS);
    }
  }

  private static long run(String classPath, Class<?> main)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String own = System.getProperty("java.class.path");
    Process process = new ProcessBuilder(
            java, "-cp", own + File.pathSeparator + classPath, main.getName())
        .redirectError(Redirect.INHERIT)
        .start();
    String[] lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\R");
    if (process.waitFor() != 0) {
      throw new IllegalStateException(main.getName() + " failed");
    }
    return Long.parseLong(lines[lines.length - 1]);
  }
}
