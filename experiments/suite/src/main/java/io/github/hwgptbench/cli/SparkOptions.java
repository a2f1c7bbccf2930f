package io.github.hwgptbench.cli;

import io.github.hwgptbench.suite.Cluster;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether runs take place on Apache Spark, and on which cluster. */
final class SparkOptions {

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description = "Run on Apache Spark: 'local[2]' for two threads here, or"
          + " 'spark://HOST:PORT' for a standalone cluster; with 'spark-submit' also YARN and"
          + " Kubernetes, see docs/distributed.md. Does not change results.")
  private @Nullable String master;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description =
          "Property of Spark, such as spark.executor.memory=4g; may be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Makes sure that the options make sense, before anything is looked up.
   *
   * @param threads whether a number of threads was given
   */
  void check(boolean threads) {
    if (master == null) {
      if (!settings.isEmpty()) {
        throw UsageException.of(
            "--spark-conf %s requires --spark", settings.keySet().iterator().next());
      }
      return;
    }
    if (threads) {
      throw new UsageException(
          "--threads and --spark: the cores of the executors decide how many runs are concurrent; allowed: one of the two options");
    }
    provider(master).check(master);
  }

  private static Cluster.Provider provider(String master) {
    return ServiceLoader.load(Cluster.Provider.class)
        .findFirst()
        .orElseThrow(() -> UsageException.of(
            "--spark %s: Spark is not on the class path; './hwgpt run' fetches it, and spark-submit takes the jar of experiments/spark",
            master));
  }

  /**
   * Connects to the cluster.
   *
   * @param suite name of the suite
   * @return null where nothing was said of Spark
   * @throws IOException if it can't be reached
   */
  @Nullable
  Cluster connect(String suite, PrintWriter remarks) throws IOException {
    if (master == null) {
      return null;
    }
    Cluster cluster =
        provider(master).connect(master, settings, "hwgpt " + suite, remarks::println);
    remarks.printf(Locale.ROOT, "Running on Spark at %s%n", master);
    return cluster;
  }
}
