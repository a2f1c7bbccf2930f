package io.github.hwgptbench.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A standalone cluster on the loopback: a master and workers, each a process of its own. */
final class LoopbackCluster implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  static final Path JARS = ROOT.resolve("experiments/spark/runtime/target/jars");
  private static final String HOST = "127.0.0.1";
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private static final long PATIENCE_MILLIS = 60_000;

  private final Path folder;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  /** Starts a cluster whose workers have one core each, and on Linux an address each. */
  LoopbackCluster(Path folder, int workers) throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      port = socket.getLocalPort();
    }
    master = start(
        "master",
        HOST,
        "org.apache.spark.deploy.master.Master",
        "--port",
        String.valueOf(port),
        "--webui-port",
        "0");
    awaitLog("master", "I have been elected leader");
    for (int i = 0; i < workers; i++) {
      String name = "worker" + i;
      this.workers.add(start(
          name,
          host(i),
          "org.apache.spark.deploy.worker.Worker",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--webui-port",
          "0",
          "--work-dir",
          folder.resolve(name).toString(),
          address()));
      awaitLog(name, "Successfully registered with master");
    }
  }

  /** Spark takes workers of one address for one machine; Linux has all of 127.0.0.0/8. */
  private static String host(int worker) {
    return LINUX ? "127.0.0." + (worker + 1) : HOST;
  }

  private Process start(String name, String host, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-cp",
        JARS + "/*",
        main,
        "--host",
        host));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_HOME", JARS.getParent().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", host);
    return builder.start();
  }

  private void awaitLog(String name, String text) throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    Path log = folder.resolve(name + ".log");
    while (!Files.readString(log).contains(text)) {
      if (System.currentTimeMillis() > end) {
        throw new IOException(name + " does not start: " + Files.readString(log));
      }
      Thread.sleep(100);
    }
  }

  String address() {
    return "spark://" + HOST + ":" + port;
  }

  /** Ends a worker and its executors at once, as a loss of power does. */
  void kill(int worker) {
    kill(workers.get(worker));
  }

  private static void kill(Process process) {
    List<ProcessHandle> executors = process.descendants().toList();
    process.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    workers.forEach(LoopbackCluster::kill);
    kill(master);
  }
}
