package io.github.hwgptbench.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how many architectures of scale S {@code hwgpt serve} evaluates in a second, on the same
 * machine. One file without dependencies:
 *
 * <pre>
 * ./hwgpt serve &amp;
 * java benchmarks/src/main/java/io/github/hwgptbench/benchmarks/ServiceLoad.java 8080 1 4 10
 * java benchmarks/src/main/java/io/github/hwgptbench/benchmarks/ServiceLoad.java 8080 1000 2 10
 * </pre>
 *
 * <p>Arguments: port, architectures a request, connections, seconds. Each connection sends its next
 * request once the one before is answered. As many seconds are spent before on warming up.
 */
public final class ServiceLoad {

  private static final int DIFFERENT_REQUESTS = 64;
  private static final int GENES = 27;
  /** How many choices the first three genes have; the others have three. */
  private static final int[] FIRST_LEVELS = {3, 3, 2};

  private final int port;
  private final int batch;
  private final byte[][] requests = new byte[DIFFERENT_REQUESTS][];

  private ServiceLoad(int port, int batch) {
    this.port = port;
    this.batch = batch;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < requests.length; i++) {
      requests[i] = request(random);
    }
  }

  /** Measures, and prints evaluations a second. */
  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      throw new IllegalArgumentException("Expected PORT BATCH CONNECTIONS SECONDS");
    }
    ServiceLoad load = new ServiceLoad(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    int connections = Integer.parseInt(args[2]);
    int seconds = Integer.parseInt(args[3]);
    load.evaluationsASecond(connections, seconds);
    System.out.printf(
        Locale.ROOT,
        "%,.0f evaluations a second in requests of %d over %d connections%n",
        load.evaluationsASecond(connections, seconds),
        load.batch,
        connections);
  }

  private byte[] request(SplittableRandom random) {
    StringBuilder body = new StringBuilder("{\"evaluate\":[");
    for (int i = 0; i < batch; i++) {
      body.append(i == 0 ? '[' : ",[");
      for (int gene = 0; gene < GENES; gene++) {
        int levels = gene < FIRST_LEVELS.length ? FIRST_LEVELS[gene] : 3;
        body.append(gene == 0 ? "" : ",").append(random.nextInt(levels));
      }
      body.append(']');
    }
    body.append("]}");
    String head = "POST /v1/problems/HWGPT-S(perplexity,energy@rtx2080)/evaluate HTTP/1.1\r\n"
        + "Host: localhost\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
        + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private double evaluationsASecond(int connections, int seconds)
      throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(connections);
    try {
      long begin = System.nanoTime();
      long end = begin + seconds * 1_000_000_000L;
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        tasks.add(() -> answersUntil(end));
      }
      long answers = 0;
      for (Future<Long> client : clients.invokeAll(tasks)) {
        answers += client.get();
      }
      return answers * (double) batch / ((System.nanoTime() - begin) / 1e9);
    } finally {
      clients.shutdown();
    }
  }

  private long answersUntil(long end) throws IOException {
    long answers = 0;
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (System.nanoTime() < end) {
        out.write(requests[(int) (answers % DIFFERENT_REQUESTS)]);
        skipAnswer(in);
        answers++;
      }
    }
    return answers;
  }

  private static void skipAnswer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("Answered with " + status);
    }
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "Content-length: ", 0, 16)) {
        length = Integer.parseInt(header.substring(16));
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The service has closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
