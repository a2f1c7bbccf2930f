package io.github.hwgptbench.spark;

import com.google.common.base.Splitter;
import com.google.common.net.HostAndPort;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.suite.Cluster;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Connects to Spark. */
public final class SparkProvider implements Cluster.Provider {

  private static final String STANDALONE = "spark://";
  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,4})])?");
  /** Properties that come too late here, and what does the same. */
  private static final Map<String, String> TOO_LATE = Map.of(
      "spark.master", "--spark MASTER",
      "spark.driver.memory", "the environment variable HWGPT_JAVA_OPTS=-Xmx4g",
      "spark.submit.deployMode", "spark-submit");

  private static final int ANSWER_MILLIS = 5000;

  /** Creates the provider, for the service loader. */
  public SparkProvider() {}

  /** Returns whether {@code spark-submit} has started this process. */
  private static boolean submitted() {
    return System.getProperty("spark.submit.deployMode") != null
        || System.getProperty("spark.app.submitTime") != null;
  }

  @Override
  public void check(String address) {
    if (!submitted() && !isStandalone(address) && !LOCAL.matcher(address).matches()) {
      boolean other = address.startsWith("yarn") || address.startsWith("k8s:");
      throw UsageException.of(
          "--spark %s: %s; allowed: local[N], local[*], spark://HOST:PORT",
          address,
          other
              ? "needs the Spark of that cluster, whose spark-submit takes the jar of experiments/spark"
              : "not the address of a Spark master");
    }
  }

  private static boolean isStandalone(String address) {
    try {
      return address.startsWith(STANDALONE)
          && masters(address).stream()
              .allMatch(master -> master.hasPort() && !master.getHost().isEmpty());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkSettings(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (TOO_LATE.containsKey(key)) {
        throw UsageException.of(
            "--spark-conf %s: has no effect on a running driver; allowed: %s",
            key, TOO_LATE.get(key));
      }
    }
  }

  @Override
  public Cluster connect(
      String address, Map<String, String> settings, String name, Consumer<String> remarks)
      throws IOException {
    checkSettings(settings);
    if (address.startsWith(STANDALONE)) {
      checkAnswers(address);
    }
    SparkConf conf = new SparkConf();
    if (!submitted()) {
      conf.setMaster(address).set("spark.ui.enabled", "false");
      String host =
          address.startsWith(STANDALONE) ? masters(address).get(0).getHost() : "127.0.0.1";
      if (host.equals("localhost") || host.startsWith("127.")) {
        conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
      }
    }
    // Results are written as they come, and not collected.
    conf.set("spark.driver.maxResultSize", "0");
    settings.forEach(conf::set);
    conf.setAppName(name);
    try {
      return new SparkCluster(new SparkContext(conf), remarks);
    } catch (Exception e) {
      // Scala does not declare what it throws.
      throw new IOException(
          Text.format("Spark at %s can't be started: %s", address, e.getMessage()), e);
    }
  }

  private static List<HostAndPort> masters(String address) {
    return Splitter.on(',')
        .splitToStream(address.substring(STANDALONE.length()))
        .map(HostAndPort::fromString)
        .toList();
  }

  /** Spark itself would try for a minute, and then not say what is wrong. */
  private static void checkAnswers(String address) throws IOException {
    IOException last = null;
    for (HostAndPort master : masters(address)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(master.getHost(), master.getPort()), ANSWER_MILLIS);
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(
        Text.format(
            "--spark %s: no master answers there (%s); start one, or give the address in its log",
            address, last),
        last);
  }
}
