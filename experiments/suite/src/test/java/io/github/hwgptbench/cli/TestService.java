package io.github.hwgptbench.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.live.LiveSuites;
import io.github.hwgptbench.live.SuiteStarter;
import io.github.hwgptbench.service.HttpService;
import io.github.hwgptbench.service.ServedBenchmark;
import io.github.hwgptbench.service.ServiceSettings;
import io.github.hwgptbench.suite.Benches;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** A service on a free port, and what talks to it. */
final class TestService implements AutoCloseable {

  static final String PROBLEM = "HWGPT-S(perplexity,energy@rtx2080)";
  static final String EVALUATE = "/v1/problems/" + PROBLEM + "/evaluate";
  static final int MOST_BYTES = 1_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An answer.
   *
   * @param status of HTTP
   */
  record Answer(int status, JsonNode body) {}

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StringWriter log = new StringWriter();
  private final Benches benches;
  private final SuiteStarter starter;
  private final HttpService service;

  /**
   * Starts a service.
   *
   * @param changed returns what it answers from in place of the benchmark
   */
  TestService(
      Path runs,
      Optional<String> token,
      Duration requestTime,
      Duration idleTime,
      UnaryOperator<ServedBenchmark> changed)
      throws IOException {
    BenchOptions options = new BenchOptions();
    CommandLine.populateCommand(options);
    this.benches = options.benches();
    Path suites = runs.resolveSibling("suites");
    LiveSuites listed = new LiveSuites(suites);
    this.starter = new SuiteStarter(suites, benches, 2, listed, new PrintWriter(log, true));
    this.service = new HttpService(
        new ServiceSettings(
            new InetSocketAddress("127.0.0.1", 0),
            token.orElse(null),
            runs,
            2,
            10_000,
            MOST_BYTES,
            3,
            requestTime,
            idleTime),
        changed.apply(ServedBenchmark.of(benches)),
        listed,
        starter,
        new PrintWriter(log, true));
  }

  /** Starts a service as it is by default, but for its limits. */
  TestService(Path runs, Optional<String> token, Duration requestTime) throws IOException {
    this(runs, token, requestTime, Duration.ofHours(1), UnaryOperator.identity());
  }

  URI uri() {
    return service.uri();
  }

  /** Returns what was logged. */
  String log() {
    return log.toString();
  }

  HttpRequest.Builder request(String path) {
    // A service that is blocked fails the test rather than to stop it.
    return HttpRequest.newBuilder(URI.create(service.uri() + path))
        .timeout(Duration.ofSeconds(120));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  Answer get(String path) throws Exception {
    return answer(send(request(path)));
  }

  Answer post(String path, String body) throws Exception {
    return answer(send(request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  static Answer answer(HttpResponse<String> response) throws IOException {
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  static String genes(int value) {
    return IntStream.range(0, 27)
        .mapToObj(gene -> String.valueOf(gene == 2 ? Math.min(1, value) : value))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String evaluate(int... values) {
    return IntStream.of(values)
        .mapToObj(TestService::genes)
        .collect(Collectors.joining(",", "{\"evaluate\":[", "]}"));
  }

  /** Returns the head of a request with a body. */
  static String head(String path, int length, String... headers) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Content-Length: " + length + "\r\n" + String.join("", headers) + "\r\n";
  }

  /** Connects, and sends something. */
  Socket connect(String text) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", service.uri().getPort()));
    socket.setSoTimeout(20_000);
    write(socket, text);
    return socket;
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns all that is answered until the service closes the connection. */
  static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Returns what is answered until an end of line comes. */
  static String readLine(Socket socket) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = socket.getInputStream().read();
        next >= 0 && next != '\n';
        next = socket.getInputStream().read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public void close() {
    service.close();
    starter.close();
    benches.close();
  }
}
