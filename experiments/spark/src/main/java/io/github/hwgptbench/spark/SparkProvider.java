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
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Connects to Spark. */
public final class SparkProvider implements Cluster.Provider {

  private static final String STANDALONE = "spark://";
  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,4})])?");
  private static final Pattern HOSTS = Pattern.compile("[^,:/]+:\\d{1,5}(,[^,:/]+:\\d{1,5})*");
  private static final int ANSWER_MILLIS = 5000;

  /** Makes it, for the service loader. */
  public SparkProvider() {}

  /** Returns whether {@code spark-submit} has started this process. */
  private static boolean submitted() {
    return System.getProperty("spark.submit.deployMode") != null
        || System.getProperty("spark.app.submitTime") != null;
  }

  @Override
  public void check(String address) {
    boolean standalone = address.startsWith(STANDALONE)
        && HOSTS.matcher(address.substring(STANDALONE.length())).matches();
    if (!submitted() && !standalone && !LOCAL.matcher(address).matches()) {
      boolean other = address.startsWith("yarn") || address.startsWith("k8s:");
      throw UsageException.of(
          "--spark %s: %s; allowed: local[N], local[*], spark://HOST:PORT",
          address,
          other
              ? "needs the Spark of that cluster, whose spark-submit takes the jar of experiments/spark"
              : "no master of Spark");
    }
  }

  @Override
  public Cluster connect(String address, Map<String, String> settings, String name)
      throws IOException {
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
      return new SparkCluster(new SparkContext(conf));
    } catch (RuntimeException e) {
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
            "--spark %s: no master answers there (%s); start one, or give the address that its log has",
            address, last),
        last);
  }
}
