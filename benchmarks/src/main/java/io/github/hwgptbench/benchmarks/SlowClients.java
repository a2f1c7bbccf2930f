package io.github.hwgptbench.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures how long {@code hwgpt serve} takes to answer a client while slow clients hold
 * connections to it, on the same machine. One file without dependencies:
 *
 * <pre>
 * ./hwgpt serve &amp;
 * java benchmarks/src/main/java/io/github/hwgptbench/benchmarks/SlowClients.java 8080 200 20
 * </pre>
 *
 * <p>Arguments: port, number of slow clients of each kind, seconds per kind. A slow client that the
 * service disconnects connects again. The client that is measured sends one architecture per
 * request over one connection, and its next request 5 ms after each answer.
 */
public final class SlowClients {

  private static final String PATH = "/v1/problems/HWGPT-S(perplexity,energy@rtx2080)/evaluate";
  private static final int GENES = 27;
  private static final int LARGE_BATCH = 2_000;
  private static final int REQUESTS_OF_A_DEAF_CLIENT = 20;
  private static final int DRIP_INTERVAL_MS = 500;
  private static final int PAUSE_MS = 5;
  private static final int WARM_UP_REQUESTS = 500;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** How a client is slow. */
  private enum Kind {
    NONE("", ""),
    HALF_A_HEADER("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Ty", ""),
    HALF_A_BODY(head(1000) + "{\"evaluate\":[[0,", ""),
    DRIPPING_HEADER("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "x"),
    DRIPPING_BODY(head(1_000_000) + "{\"evaluate\":[", " "),
    NEVER_READING((head(body(LARGE_BATCH).length()) + body(LARGE_BATCH)), "");

    private final byte[] first;
    private final byte[] drip;

    Kind(String first, String drip) {
      this.first = first.getBytes(StandardCharsets.US_ASCII);
      this.drip = drip.getBytes(StandardCharsets.US_ASCII);
    }

    private void begin(Socket socket) throws IOException {
      for (int i = 0; i < (this == NEVER_READING ? REQUESTS_OF_A_DEAF_CLIENT : 1); i++) {
        socket.getOutputStream().write(first);
      }
    }
  }

  private final int port;

  private SlowClients(int port) {
    this.port = port;
  }

  /** Measures, and prints a line per kind of slow client. */
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("Expected PORT CLIENTS SECONDS");
    }
    SlowClients service = new SlowClients(Integer.parseInt(args[0]));
    service.answerTimesMs(1);
    System.out.println("slow clients      requests  unanswered  p50 ms  p99 ms  max ms");
    for (Kind kind : Kind.values()) {
      service.measure(
          kind, kind == Kind.NONE ? 0 : Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }
  }

  private static String head(int length) {
    return "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Content-Length: " + length + "\r\n\r\n";
  }

  private static String body(int architectures) {
    String genes = "[" + "0,".repeat(GENES - 1) + "0]";
    return "{\"evaluate\":[" + (genes + ",").repeat(architectures - 1) + genes + "]}";
  }

  private void measure(Kind kind, int clients, int seconds) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      for (int i = 0; i < clients; i++) {
        threads.submit(() -> beSlow(kind));
      }
      Thread.sleep(1000);
      double[] times = answerTimesMs(seconds);
      long answered = Arrays.stream(times).filter(Double::isFinite).count();
      System.out.printf(
          Locale.ROOT,
          "%3d %-13s %8d  %10d  %6.1f  %6.1f  %6.1f%n",
          clients,
          kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          times.length,
          times.length - answered,
          times[times.length / 2],
          times[(int) (times.length * 0.99)],
          times[times.length - 1]);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Connects again and again, until interrupted. */
  private void beSlow(Kind kind) {
    while (!Thread.currentThread().isInterrupted()) {
      try (Socket socket = new Socket()) {
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
        // Blocks where the service takes no more, which an interrupt does not end: the socket does.
        Thread sender = new Thread(() -> send(kind, socket));
        sender.setDaemon(true);
        sender.start();
        sender.join();
      } catch (IOException e) {
        // Refused for now.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void send(Kind kind, Socket socket) {
    try {
      kind.begin(socket);
      while (true) {
        Thread.sleep(DRIP_INTERVAL_MS);
        if (kind.drip.length > 0) {
          socket.getOutputStream().write(kind.drip);
        } else if (kind != Kind.NEVER_READING && socket.getInputStream().read() < 0) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // Disconnected.
    }
  }

  /** Returns the sorted times of answers in milliseconds, infinite for those that did not come. */
  private double[] answerTimesMs(int seconds) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
        .header("Content-Type", "application/json")
        .timeout(LONGEST_WAIT)
        .POST(HttpRequest.BodyPublishers.ofString(body(1)))
        .build();
    List<Double> times = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end || times.size() < (seconds == 1 ? WARM_UP_REQUESTS : 1)) {
      long begin = System.nanoTime();
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        times.add(status == 200 ? (System.nanoTime() - begin) / 1e6 : Double.POSITIVE_INFINITY);
      } catch (HttpTimeoutException e) {
        times.add(Double.POSITIVE_INFINITY);
      } catch (IOException e) {
        times.add(Double.POSITIVE_INFINITY);
      }
      Thread.sleep(PAUSE_MS);
    }
    return times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
