package io.github.hwgptbench.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The benchmark over HTTP: answers with JSON what {@code /openapi.json} documents, and nothing
 * else. A request that is refused is answered with a status of 4xx and {@code {"error": "why"}},
 * and changes nothing.
 */
public final class HttpService implements AutoCloseable {

  /** Seconds that a request may take to arrive, so that nobody keeps a thread for nothing. */
  private static final String SLOWEST_REQUEST = "60";

  private static final int BACKLOG = 1024;
  private static final int DROPPED_AT_A_TIME = 1 << 16;
  private static final long MOST_DROPPED_BYTES = 64L << 20;
  private static final List<String> LOOPBACK_NAMES =
      List.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final ServiceSettings settings;
  private final PrintWriter log;
  private final ServedProblems problems;
  private final ServedRuns runs;
  private final Routes routes;
  private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build())
      .build();
  private final ExecutorService workers;
  private final HttpServer server;
  private final AtomicInteger answering = new AtomicInteger();

  /**
   * Starts to listen, and goes on with the runs that an earlier service has left.
   *
   * @param log receives what went wrong that was not the fault of a request
   * @throws IOException if the address is taken, or the folder of runs can't be read or written
   */
  public HttpService(ServiceSettings settings, ServedBenchmark benchmark, PrintWriter log)
      throws IOException {
    this.settings = settings;
    this.log = log;
    // Read once by the server; small answers would wait for the acknowledgement of the one before.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("sun.net.httpserver.maxReqTime", SLOWEST_REQUEST);
    this.server = HttpServer.create(settings.address(), BACKLOG);
    this.problems = new ServedProblems(benchmark);
    try {
      this.runs = new ServedRuns(settings.runs(), benchmark, settings.mostRuns());
    } catch (IOException e) {
      server.stop(0);
      throw e;
    }
    this.routes = new Routes(problems, runs, settings.mostArchitectures(), json);
    this.workers = Executors.newFixedThreadPool(settings.threads(), task -> {
      Thread thread = new Thread(task, "http");
      thread.setDaemon(true);
      return thread;
    });
    server.setExecutor(workers);
    server.createContext("/", exchange -> {
      answering.incrementAndGet();
      try {
        answer(exchange);
      } finally {
        answering.decrementAndGet();
      }
    });
    server.start();
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Returns where the service is, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    InetAddress host = address.getAddress();
    String name = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    return URI.create(String.format(
        Locale.ROOT,
        "http://%s:%d",
        name.contains(":") ? "[" + name + "]" : name,
        address.getPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      checkAllowed(exchange.getRequestHeaders());
      answer = routes.answer(request(exchange));
    } catch (RefusedException e) {
      if (!e.methods().isEmpty()) {
        exchange.getResponseHeaders().set("Allow", String.join(", ", e.methods()));
      }
      answer = error(e.status(), e.getMessage());
    } catch (IllegalArgumentException e) {
      answer = error(400, e.getMessage());
    } catch (JsonProcessingException e) {
      answer = error(400, notJson(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = error(503, "The service is stopping");
    } catch (IOException | RuntimeException e) {
      log.printf(
          Locale.ROOT, "%s %s: %s%n", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      answer = error(500, "The service could not do that; its log says why");
    }
    send(exchange, answer);
  }

  /**
   * Of what is beyond a limit of the reader, such as a number of 2,000 digits, it names no line.
   */
  private static String notJson(JsonProcessingException e) {
    return e.getLocation() == null
        ? "Not JSON that is read: " + e.getOriginalMessage()
        : String.format(
            Locale.ROOT,
            "Not JSON: %s in line %d",
            e.getOriginalMessage(),
            e.getLocation().getLineNr());
  }

  /**
   * A page from elsewhere that is open in a browser can send requests to this machine too, but no
   * host name of this machine, which is what it takes without a token.
   */
  private void checkAllowed(Headers headers) {
    if (settings.token().isPresent()) {
      byte[] expected = ("Bearer " + settings.token().get()).getBytes(StandardCharsets.UTF_8);
      String given = headers.getFirst("Authorization");
      if (given == null
          || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
        throw new RefusedException(401, "No token, or another; send Authorization: Bearer TOKEN");
      }
      return;
    }
    String host = headers.getFirst("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    if (!LOOPBACK_NAMES.contains(name)
        && !name.equals(settings.address().getHostString().toLowerCase(Locale.ROOT))) {
      throw new RefusedException(403, "Requests for another host than this machine are refused");
    }
  }

  private Request request(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    byte[] body = method.equals("POST") ? body(exchange) : new byte[0];
    return new Request(
        method, exchange.getRequestURI().getPath(), exchange.getRequestURI().getQuery(), body);
  }

  private byte[] body(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    // Browsers ask before they send this type to another site, and are not answered.
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      routes.check(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      throw new RefusedException(415, "Content-Type has to be application/json");
    }
    int most = settings.mostBytes();
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && !length.matches("\\d{1,18}")) {
      throw new RefusedException(400, "Content-Length is no number");
    }
    try (InputStream in = exchange.getRequestBody()) {
      if (length != null && Long.parseLong(length) > most) {
        throw tooLong(in, most);
      }
      byte[] body = in.readNBytes(length == null ? most + 1 : Integer.parseInt(length));
      if (body.length > most) {
        throw tooLong(in, most);
      }
      return body;
    } catch (IOException e) {
      throw new RefusedException(400, "The body can't be read: " + e.getMessage());
    }
  }

  /** A client that is still sending when the connection is closed may never see the answer. */
  private static RefusedException tooLong(InputStream in, int most) throws IOException {
    byte[] dropped = new byte[DROPPED_AT_A_TIME];
    long left = MOST_DROPPED_BYTES;
    for (int count = in.read(dropped); count >= 0 && left > 0; count = in.read(dropped)) {
      left -= count;
    }
    return new RefusedException(
        413,
        String.format(Locale.ROOT, "The body is longer than %d bytes; allowed: that many", most));
  }

  private Answer error(int status, String message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("error", message);
      out.writeEndObject();
    }
    return new Answer(status, bytes.toByteArray());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "application/json");
      headers.set("X-Content-Type-Options", "nosniff");
      if (answer.status() == 401) {
        headers.set("WWW-Authenticate", "Bearer");
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
      if (!head) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  /** Stops: requests that are being answered get a second to end; runs go on another time. */
  @Override
  public void close() {
    // It would wait for the whole second also where there is nobody to wait for.
    server.stop(answering.get() == 0 ? 0 : 1);
    workers.shutdownNow();
    boolean interrupted = false;
    try {
      workers.awaitTermination(5, TimeUnit.SECONDS);
      runs.stop();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    problems.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
