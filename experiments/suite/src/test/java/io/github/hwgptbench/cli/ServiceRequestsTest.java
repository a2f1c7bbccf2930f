package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.TestService.EVALUATE;
import static io.github.hwgptbench.cli.TestService.PROBLEM;
import static io.github.hwgptbench.cli.TestService.evaluate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.service.RunRequest;
import io.github.hwgptbench.service.ServedBenchmark;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are refused, and what they leave behind. */
@Timeout(300)
class ServiceRequestsTest {

  @TempDir
  private Path temp;

  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = service(Optional.empty(), UnaryOperator.identity());
  }

  private TestService service(Optional<String> token, UnaryOperator<ServedBenchmark> changed)
      throws IOException {
    return new TestService(temp, token, Duration.ofSeconds(60), Duration.ofHours(1), changed);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void restart(Optional<String> token, UnaryOperator<ServedBenchmark> changed)
      throws IOException {
    service.close();
    service = service(token, changed);
  }

  private static String run(String client) {
    return "{\"problem\": \"" + PROBLEM + "\", \"budget\": 5, \"seed\": 1, \"client\": \"" + client
        + "\"}";
  }

  /** As many image tags of a page can ask for. */
  @Test
  void lookingAtProblemsLeavesNothingBehind() throws Exception {
    for (int i = 0; i < 1_010; i++) {
      String problem = "HWGPT-S(params,flops,params-max-" + (50_000_000 + i) + ")";
      assertEquals(200, service.get("/v1/problems/" + problem).status(), problem);
    }
    assertEquals(200, service.post(EVALUATE, evaluate(1)).status());
  }

  @Test
  void aSweepOverBoundsIsAnswered() throws Exception {
    sweep(1_010);
  }

  private void sweep(int bounds) throws Exception {
    for (int i = 0; i < bounds; i++) {
      String problem = "HWGPT-S(params,flops,params-max-" + (50_000_000 + i) + ")";
      assertEquals(
          200,
          service.post("/v1/problems/" + problem + "/evaluate", evaluate(1)).status(),
          problem);
    }
  }

  /** One that is evaluated is not closed under its request, and opened again afterwards. */
  @Test
  void problemsThatAreNotKeptAnswerTheSame() throws Exception {
    TestService.Answer first = service.post(EVALUATE, evaluate(0, 1, 2));
    CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
      try {
        sweep(250);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    do {
      assertEquals(first, service.post(EVALUATE, evaluate(0, 1, 2)));
    } while (!others.isDone());
    others.get();
    assertEquals(first, service.post(EVALUATE, evaluate(0, 1, 2)));
  }

  private HttpRequest.Builder json(String path, String method, byte[] body) {
    return service
        .request(path)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 200",
    "Sec-Fetch-Site, none, 200",
    "Origin, https://evil.example, 403",
    "Origin, null, 403",
    "Origin, http://127.0.0.1:1, 403",
    "Origin, SELF, 200",
  })
  void pagesFromElsewhereAreRefusedWithEveryMethod(String header, String value, int status)
      throws Exception {
    byte[] body = evaluate(1).getBytes(StandardCharsets.UTF_8);
    for (String method : List.of("GET", "HEAD", "POST")) {
      String path = method.equals("POST") ? EVALUATE : "/v1/problems";
      HttpRequest.Builder request = method.equals("POST")
          ? json(path, method, body)
          : service.request(path).method(method, HttpRequest.BodyPublishers.noBody());
      request.header(header, value.equals("SELF") ? service.uri().toString() : value);
      assertEquals(status, service.send(request).statusCode(), method);
    }
    for (String method : List.of("DELETE", "OPTIONS", "PATCH", "PUT")) {
      HttpRequest.Builder request = service.request("/v1/runs").header(header, value);
      request.method(method, HttpRequest.BodyPublishers.noBody());
      int expected = status == 403 || value.equals("SELF") ? 403 : 405;
      assertEquals(expected, service.send(request).statusCode(), method);
    }
  }

  @Test
  void headIsAnsweredAsGetIs() throws Exception {
    for (String path : List.of("/v1/spaces", "/openapi.json", "/v1/runs", "/health")) {
      HttpResponse<String> head =
          service.send(service.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
      HttpResponse<String> get = service.send(service.request(path));
      assertEquals(200, head.statusCode());
      assertEquals("", head.body());
      assertEquals(
          get.headers().firstValue("Content-Length"), head.headers().firstValue("Content-Length"));
    }
    assertEquals(
        405,
        service
            .send(service.request(EVALUATE).method("HEAD", HttpRequest.BodyPublishers.noBody()))
            .statusCode());
  }

  @Test
  void healthNeedsNoToken() throws Exception {
    restart(Optional.of("0123456789abcdef"), UnaryOperator.identity());
    TestService.Answer answer = service.get("/health");
    assertEquals(200, answer.status());
    assertEquals("up", answer.body().get("status").textValue());
    assertEquals(401, service.get("/v1/problems").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Encoding: gzip",
        "Content-Encoding: identity, br",
        "Content-Type: application/json-patch+json",
        "Content-Type: application/jsonx",
        "Content-Type: application/json; charset=utf-16",
        "Content-Type: text/plain; application/json",
      })
  void encodedBodiesAndOtherTypesAreRefused(String header) throws Exception {
    String name = header.substring(0, header.indexOf(':'));
    HttpRequest.Builder request = service
        .request(EVALUATE)
        .POST(HttpRequest.BodyPublishers.ofString(evaluate(1)))
        .header(name, header.substring(name.length() + 2));
    if (!name.equals("Content-Type")) {
      request.header("Content-Type", "application/json; charset=UTF-8");
    }
    assertEquals(415, service.send(request).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "X-UTF-32BE-BOM"})
  void onlyUtf8IsRead(String charset) throws Exception {
    byte[] body = evaluate(1).getBytes(Charset.forName(charset));
    // Cut off in the middle of a character too.
    for (int length : new int[] {body.length, body.length - 1, 5, 3, 1}) {
      byte[] sent = Arrays.copyOf(body, length);
      HttpResponse<String> response = service.send(json(EVALUATE, "POST", sent));
      assertEquals(400, response.statusCode(), charset + " " + length);
    }
  }

  @Test
  void malformedTextsAreRefused() throws Exception {
    for (int[] bytes : new int[][] {
      {0, 0x11, 0, 0}, {0, 0, 0xFE, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF}, {0xFF, 0xFE, 0, 0xD8},
      {'{', '"', 0xC0, 0x80, '"'}, {0xEF, 0xBB, 0xBF, 0, '{'}, {'[', '"', 0xED, 0xA0, 0x80}
    }) {
      byte[] body = new byte[bytes.length];
      for (int i = 0; i < body.length; i++) {
        body[i] = (byte) bytes[i];
      }
      assertEquals(400, service.send(json(EVALUATE, "POST", body)).statusCode());
      assertEquals(400, service.send(json("/v1/runs", "POST", body)).statusCode());
    }
    assertEquals("", service.log());
    byte[] marked = ("\uFEFF" + evaluate(1)).getBytes(StandardCharsets.UTF_8);
    assertEquals(200, service.send(json(EVALUATE, "POST", marked)).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ehvi",
        "ehvi@paper",
        "EHVI",
        "ehvi(kernel=ordinal)",
        "random@mine",
        "jmetal:NSGAII",
        "jmetal:mine",
        "MOEA:NSGAII"
      })
  void aClientCantTakeTheNameOfAnAlgorithm(String name) throws Exception {
    TestService.Answer answer = service.post("/v1/runs", run(name));
    assertEquals(400, answer.status());
    String why = answer.body().get("error").textValue();
    assertTrue(why.endsWith("is a name of the service; take another"), why);
    assertEquals(0, service.get("/v1/runs").body().get("runs").size());
    assertEquals(201, service.post("/v1/runs", run("my-" + name)).status());
  }

  /** What is deep or has many parts is refused where it begins, and not read to its end. */
  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[[1],"})
  void deepAndLongBodiesAreRefused(String part) throws Exception {
    String body = part.repeat((TestService.MOST_BYTES - 20) / part.length());
    // What describes a run is short; deep ones of that length are refused too.
    assertEquals(413, service.post("/v1/runs", body).status());
    String allowed = part.repeat(16_000 / part.length());
    assertEquals(400, service.post("/v1/runs", allowed).status());
    assertEquals(400, service.post("/v1/runs", "{\"problem\": " + allowed).status());
    assertEquals(400, service.post(EVALUATE, "{\"evaluate\": " + body).status());
    TestService.Answer answer = service.post(EVALUATE, "{\"evaluate\": [" + body);
    assertTrue(answer.body().get("error").textValue().length() < 500, answer.toString());
    assertEquals("", service.log());
  }

  @Test
  void whatIsNotHttpIsAnsweredAsEverythingElse() throws Exception {
    for (String sent : List.of(
        "GET /v1/runs HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /live/suites/one%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "nonsense\r\n\r\n")) {
      try (Socket socket = service.connect(sent)) {
        String answer = TestService.readAll(socket);
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("Content-Type: application/json"), answer);
        assertTrue(answer.contains("{\"error\":\""), answer);
        assertTrue(answer.contains("Connection: close"), answer);
      }
    }
  }

  /** A benchmark that fails as one does that lacks memory. */
  private record FailingBenchmark(ServedBenchmark benchmark, Error error)
      implements ServedBenchmark {

    @Override
    public HwGptBench bench(String scale) throws IOException {
      if (scale.equals("m")) {
        throw error;
      }
      return benchmark.bench(scale);
    }

    @Override
    public RunSettings settings(RunRequest request) throws IOException {
      return benchmark.settings(request);
    }

    @Override
    public ObservationSampler sampler(RunSettings problem) {
      return benchmark.sampler(problem);
    }

    @Override
    public ObjectiveEvaluator evaluator(RunSettings problem) {
      ObjectiveEvaluator evaluator = benchmark.evaluator(problem);
      return new ObjectiveEvaluator() {
        @Override
        public SearchSpace space() {
          return evaluator.space();
        }

        @Override
        public List<Objective> objectives() {
          return evaluator.objectives();
        }

        @Override
        public void evaluate(int[] genes, double[] values) {
          throw error;
        }

        @Override
        public void close() {
          evaluator.close();
        }
      };
    }
  }

  private static List<Error> errors() {
    return List.of(new OutOfMemoryError("none"), new StackOverflowError());
  }

  @Test
  void errorsAreAnsweredAndFreeTheRun() throws Exception {
    for (Error error : errors()) {
      restart(Optional.empty(), benchmark -> new FailingBenchmark(benchmark, error));
      assertEquals(503, service.get("/v1/problems/HWGPT-M(params,flops)").status());
      List<String> runs = new ArrayList<>();
      // More than may go on at the same time.
      for (int i = 0; i < 5; i++) {
        TestService.Answer begun = service.post("/v1/runs", run("mine"));
        assertEquals(201, begun.status(), begun.toString());
        String run = "/v1/runs/" + begun.body().get("run").textValue();
        runs.add(run);
        assertEquals(503, service.post(run + "/evaluate", evaluate(1)).status());
        while (service.get(run).body().get("state").textValue().equals("open")) {
          Thread.sleep(5);
        }
        String failure = service.get(run).body().get("failure").textValue();
        assertTrue(failure.contains(error.getClass().getSimpleName()), failure);
      }
      assertTrue(service.log().contains(error.getClass().getName()), service.log());
      restart(Optional.empty(), UnaryOperator.identity());
      for (String run : runs) {
        // A lack of memory is not of the run's making: it goes on once there is enough.
        boolean goesOn = error instanceof OutOfMemoryError;
        assertEquals(
            goesOn ? "open" : "failed", service.get(run).body().get("state").textValue());
        int status = goesOn ? 200 : 409;
        assertEquals(status, service.post(run + "/evaluate", evaluate(1)).status());
        assertEquals(status, service.post(run + "/end", "{}").status());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /v1/runs?foo=1 | Query parameter 'foo': unknown; allowed here: after, limit",
        "HEAD | /v1/runs?foo=1 |",
        "GET  | /v1/runs?limit=1&limit=2 | Query parameter 'limit': given twice; allowed here: after, limit",
        "GET  | /v1/runs/run-1/results?after=3 | Query parameter 'after': unknown; allowed here: from, count",
        "GET  | /v1/runs/run-1?x | Query parameter 'x': unknown; allowed here: none",
        "DELETE | /v1/runs/run-1?x=1 | Query parameter 'x': unknown; allowed here: none",
        "POST | /v1/runs?noisy=true | Query parameter 'noisy': unknown; allowed here: none",
        "POST | /v1/runs/run-1/end?x= | Query parameter 'x': unknown; allowed here: none",
        "GET  | /health?x=1 | Query parameter 'x': unknown; allowed here: none",
        "GET  | /openapi.json?x=1 | Query parameter 'x': unknown; allowed here: none",
        "GET  | /v1/spaces?x=1 | Query parameter 'x': unknown; allowed here: none",
        "GET  | /v1/algorithms?x=1 | Query parameter 'x': unknown; allowed here: none",
        "GET  | /v1/problems?x=1 | Query parameter 'x': unknown; allowed here: none",
      })
  void unknownQueryParametersAreRefused(String method, String path, String message)
      throws Exception {
    HttpResponse<String> response = service.send(json(path, method, new byte[] {'{', '}'}));
    assertEquals(400, response.statusCode(), response.body());
    if (message != null) {
      assertTrue(response.body().contains(message), response.body());
    }
  }
}
