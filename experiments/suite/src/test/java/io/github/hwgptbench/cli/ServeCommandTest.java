package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.hwgptbench.live.LiveSuites;
import io.github.hwgptbench.live.SuiteStarter;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.service.HttpService;
import io.github.hwgptbench.service.ServedBenchmark;
import io.github.hwgptbench.service.ServiceSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Verification;
import io.github.hwgptbench.usage.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Talks to a service over HTTP, as any client does. */
class ServeCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "HWGPT-S(perplexity,energy@rtx2080)";
  private static final int MOST_BYTES = 100_000;
  private static final int MOST_ARCHITECTURES = 100;
  private static final Duration REQUEST_TIME = Duration.ofSeconds(30);

  private final StringWriter log = new StringWriter();
  private final HttpClient client = HttpClient.newHttpClient();
  private final BenchOptions options = new BenchOptions();

  @TempDir
  private Path temp;

  private Benches benches;
  private HttpService service;

  @BeforeEach
  void start() throws IOException {
    CommandLine.populateCommand(options);
    benches = options.benches();
    service = service(Optional.empty());
  }

  private HttpService service(Optional<String> token) throws IOException {
    Path suites = temp.resolve("suites");
    LiveSuites listed = new LiveSuites(suites);
    return new HttpService(
        new ServiceSettings(
            new InetSocketAddress("127.0.0.1", 0),
            token.orElse(null),
            temp.resolve("runs"),
            4,
            MOST_ARCHITECTURES,
            MOST_BYTES,
            3,
            REQUEST_TIME,
            Duration.ofHours(1)),
        ServedBenchmark.of(benches),
        listed,
        new SuiteStarter(suites, benches, 2, listed, new PrintWriter(log, true)),
        new PrintWriter(log, true));
  }

  @AfterEach
  void stop() {
    service.close();
    benches.close();
    assertEquals("", log.toString());
  }

  private record Answer(int status, JsonNode body) {}

  private Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(
        "application/json", response.headers().firstValue("Content-Type").orElseThrow());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(service.uri() + path));
  }

  private Answer get(String path) throws Exception {
    return send(request(path));
  }

  private Answer post(String path, String body) throws Exception {
    return send(request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String genes(int value) {
    return IntStream.range(0, 27)
        .mapToObj(gene -> String.valueOf(gene == 2 ? Math.min(1, value) : value))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String evaluate(int... values) {
    return IntStream.of(values)
        .mapToObj(ServeCommandTest::genes)
        .collect(Collectors.joining(",", "{\"evaluate\":[", "]}"));
  }

  /** Every answer that the document has an example for is as the document says. */
  @Test
  void everyPathAnswersAsItsDocumentSays() throws Exception {
    JsonNode document = get("/openapi.json").body;
    int operations = 0;
    // A run has to be begun before it is asked about, and is ended last.
    List<String> paths = new ArrayList<>();
    document.get("paths").fieldNames().forEachRemaining(paths::add);
    for (String path : paths) {
      JsonNode item = document.get("paths").get(path);
      for (Map.Entry<String, JsonNode> operation : item.properties()) {
        if (!List.of("parameters", "delete").contains(operation.getKey())) {
          check(document, path, item, operation.getKey(), operation.getValue());
          operations++;
        }
      }
    }
    for (String path : paths) {
      JsonNode item = document.get("paths").get(path);
      if (item.has("delete")) {
        check(document, path, item, "delete", item.get("delete"));
        operations++;
      }
    }
    assertEquals(16, operations);
  }

  private void check(
      JsonNode document, String path, JsonNode item, String method, JsonNode operation)
      throws Exception {
    String place = path;
    for (JsonNode parameter : item.path("parameters")) {
      if (parameter.get("in").textValue().equals("path")) {
        place = place.replace(
            "{" + parameter.get("name").textValue() + "}",
            parameter.get("example").textValue());
      }
    }
    JsonNode content = operation.at("/requestBody/content/application~1json");
    if (!content.isMissingNode()) {
      assertAgrees(document, content.get("schema"), content.get("example"));
    }
    Answer answer = method.equals("post")
        ? post(place, content.get("example").toString())
        : send(request(place)
            .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody()));
    JsonNode documented = operation.get("responses").get(String.valueOf(answer.status));
    assertTrue(documented != null && answer.status < 300, path + " " + answer);
    assertAgrees(document, documented.at("/content/application~1json/schema"), answer.body);
    // And what is refused has the form that is documented too.
    Answer other = send(request(place).method("PATCH", HttpRequest.BodyPublishers.noBody()));
    assertEquals(405, other.status);
    assertAgrees(document, document.at("/components/schemas/Error"), other.body);
  }

  static void assertAgrees(JsonNode document, JsonNode schema, JsonNode value) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", document.get("components"));
    assertEquals(
        List.of(),
        List.copyOf(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(whole)
            .validate(value)),
        value.toString());
  }

  @Test
  void saysWhatTheCommandLineSays() throws Exception {
    Answer answer = post("/v1/problems/" + PROBLEM + "/evaluate", evaluate(0, 2));
    String largest = benches.of("s").space().format(benches.of("s").space().largest());
    String printed = CommandRun.succeeds(
            "query",
            "--arch",
            largest,
            "--objectives",
            "perplexity,energy@rtx2080",
            "--format",
            "json")
        .out();
    JsonNode expected = JSON.readTree(printed);
    for (int i = 0; i < 2; i++) {
      assertEquals(
          expected.get(i).get("value").doubleValue(),
          answer.body.get("objectives").get(1).get(i).doubleValue());
    }
  }

  @Test
  void observationsDependOnTheirSeedAlone() throws Exception {
    String path = "/v1/problems/HWGPT-S(accuracy,latency@a100)/observe";
    String body = evaluate(1, 1).replace("]}", "],\"seed\":%d}");
    JsonNode first = post(path, String.format(Locale.ROOT, body, 1)).body.get("objectives");
    assertEquals(first, post(path, String.format(Locale.ROOT, body, 1)).body.get("objectives"));
    assertNotEquals(first, post(path, String.format(Locale.ROOT, body, 2)).body.get("objectives"));
    assertEquals(first.get(0).get(0), first.get(1).get(0), "accuracy has no noise");
    assertTrue(first.get(0).get(0).doubleValue() > 0, "and is not negated");
    assertNotEquals(first.get(0).get(1), first.get(1).get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/                                                | {}                | 404",
        "/v1                                              | {}                | 404",
        "/v1/runs/                                        | {}                | 404",
        "/v1/runs/run-1/evaluate                          | {}                | 404",
        "/v1/runs/..%2F..%2Fetc/evaluate                  | {}                | 404",
        "/v1/runs/run-999999999999/end                    | {}                | 404",
        "/v1/problems/HWGPT-X(params,flops)/evaluate      | {}                | 404",
        "/v1/problems/HWGPT-S(params,flopz)/evaluate      | {}                | 404",
        "/v1/problems/HWGPT-S/evaluate                    | {}                | 404",
        "/v1/problems/HWGPT-S(params,flops)/evaluate      | ``                | 400",
        "/v1/problems/HWGPT-S(params,flops)/evaluate      | [                 | 400",
        "/v1/problems/HWGPT-S(params,flops)/evaluate      | {\"evaluate\":[]} | 400",
        "/v1/problems/HWGPT-S(params,flops)/evaluate      | {\"evaluate\":[[0]]} | 400",
        "/v1/problems/HWGPT-S(params,flops)/evaluate      | {\"evaluate\":[[4294967296]]} | 400",
        "/v1/problems/HWGPT-S(params,flops)/observe       | {\"evaluate\":[[0]], \"seed\": 1.5} | 400",
        "/v1/problems/HWGPT-S(params,flops)/observe       | {\"evaluate\":[[0]], \"seed\": 9223372036854775808} | 400",
        "/v1/runs                                         | []                | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 0, \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"client\": \"../me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"algorithm\": \"ehvj\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": {\"seconds\": 5}, \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"workers\": 2, \"algorithm\": \"jmetal:NSGAII\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"clock\": \"latency@a100\", \"proposal_time\": true, \"algorithm\": \"random\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"priors\": {\"architectures\": 5}, \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"clock\": \"energy@a100\", \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"clock\": \"latency@none\", \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"fidelity\": {\"tokens\": [1, 2]}, \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": 5, \"fidelity\": {\"measurements\": [1, 2]}, \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,energy@a100)\", \"seed\": 1, \"budget\": 5, \"fidelity\": {\"measurements\": [1, 51]}, \"client\": \"me\"} | 400",
        "/v1/runs | {\"problem\": \"HWGPT-S(params,flops)\", \"seed\": 1, \"budget\": {\"seconds\": 1e9}, \"clock\": \"latency@a100\", \"client\": \"me\"} | 400",
      })
  void whatIsRefusedSaysWhyAndChangesNothing(String path, String body, int status)
      throws Exception {
    Answer answer = post(path, body);
    assertEquals(status, answer.status, answer.toString());
    assertTrue(answer.body.get("error").textValue().length() > 10, answer.toString());
    assertEquals(0, get("/v1/runs").body.get("runs").size());
    try (Stream<Path> files = Files.list(temp.resolve("runs"))) {
      assertEquals(0, files.count());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                     | expected either 'client'",
        "[]                     | []; expected an object",
        "``                     | missing; expected an object",
        "{\"client\": \"me\"} {} | more than one object; expected one",
        "{\"clint\": \"me\"}     | field 'clint' is not known; expected one of algorithm, budget, client, clock, fidelity, noisy, priors, problem, proposal_time, seed, workers",
        "{\"client\": \"me\", \"client\": \"me\"} | not JSON at line 1",
        "{\"client\": \"me\"}    | field 'problem' is missing; expected a string of up to 1000 characters",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 1.5} | field 'budget' is 1.5; expected an integer from 1 to 1000000",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": {}} | expected a 'budget' with either 'cost' or 'seconds'",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": {\"cost\": 0}} | field 'budget.cost' is 0; expected a positive number up to 1000000.0",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": {\"time\": 5}} | field 'budget.time' is not known; expected one of cost, seconds",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 5, \"fidelity\": {}} | expected a 'fidelity' with either 'measurements' or 'tokens'",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 5, \"fidelity\": {\"measurements\": [5, 1]}} | field 'fidelity.measurements': Fidelities [5, 1] measurements; allowed: ascending positive numbers",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 5, \"seed\": 1, \"fidelity\": {\"measurements\": [1, 51]}} | Fidelity of 51 measurements; allowed: 1 to 50",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": {\"seconds\": 50}, \"seed\": 1} | no field 'clock', such as \"latency@rtx2080\", which a budget of 'seconds' requires",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 5, \"proposal_time\": true, \"seed\": 1} | no field 'clock', such as \"latency@rtx2080\", which 'proposal_time' requires",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 5, \"workers\": 0} | field 'workers' is 0; expected an integer from 1 to 1000",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 5, \"noisy\": 1} | field 'noisy' is 1; expected true or false",
        "{\"client\": [\"me\"], \"problem\": %P, \"budget\": 5} | field 'client' is [\"me\"]; expected a string of up to 200 characters",
        "{\"client\": \"me\", \"problem\": %P, \"budget\": 5, \"seed\": -1} | field 'seed' is -1; expected an integer from 0 to 9223372036854775807",
      })
  void saysWhichFieldOfARunIsWrong(String body, String message) throws Exception {
    Answer answer = post("/v1/runs", body.replace("%P", "\"HWGPT-S(params,flops)\""));
    assertEquals(400, answer.status, answer.toString());
    assertTrue(answer.body.get("error").textValue().startsWith(message), answer.toString());
  }

  @Test
  void runsOfClientsCannotBeRepeated() throws Exception {
    String run = begin("\"client\": \"mine\"", 5);
    post(run + "/evaluate", evaluate(0));
    assertEquals(200, post(run + "/end", "{}").status);
    Path folder = Path.of(get(run).body.get("folder").textValue());
    try (Benches benches = Benches.shipped()) {
      Verification recorded = Verification.open(folder);
      String message = assertThrows(
              UsageException.class, () -> recorded.repeat(1, 1, 1, benches, () -> {}))
          .getMessage();
      assertTrue(
          message.startsWith("Algorithm 'mine': a client of the service, so that its runs"),
          message);
    }
  }

  @Test
  void namesTheAlgorithmsThatChooseFidelitiesOrUsePriors() throws Exception {
    JsonNode answer = get("/v1/algorithms").body;
    assertTrue(answer.get("algorithms").size() > 20, answer.toString());
    assertTrue(answer.get("algorithms_using_fidelities").toString().contains("\"moasha\""));
    assertTrue(answer.get("algorithms_using_fidelities").size() < 5, answer.toString());
    assertEquals(
        Set.of("\"transfer-ehvi\"", "\"prior-front\""),
        Set.of(answer
            .get("algorithms_using_priors")
            .toString()
            .replaceAll("[\\[\\]]", "")
            .split(",")));
  }

  /** What the reader of JSON refuses without saying where it stands, and what files can't hold. */
  @Test
  void whatIsTooLongIsRefusedToo() throws Exception {
    String path = "/v1/problems/HWGPT-S(params,flops)/evaluate";
    assertEquals(400, post(path, "{\"evaluate\":[[" + "9".repeat(2000) + "]]}").status);
    assertEquals(
        400,
        post(
                "/v1/runs",
                String.format(
                    Locale.ROOT,
                    "{\"problem\": \"%s\", \"budget\": 5, \"seed\": 1, \"client\": \"%s\"}",
                    PROBLEM,
                    "x".repeat(201)))
            .status);
    assertEquals(413, post("/v1/runs", " ".repeat(16 << 10) + "{}").status);
    begin(String.format(Locale.ROOT, "\"client\": \"%s\"", "x".repeat(200)), 5);
    assertEquals(200, post("/v1/runs/run-1/evaluate", evaluate(0)).status);
  }

  @Test
  void anotherMethodIsToldWhichThereIs() throws Exception {
    HttpResponse<String> response =
        client.send(request("/v1/runs").DELETE().build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(405, response.statusCode());
    assertEquals("GET, POST", response.headers().firstValue("Allow").orElseThrow());
    assertEquals(405, send(request("/v1/spaces").POST(HttpRequest.BodyPublishers.noBody())).status);
  }

  /** Again and again: an answer may overtake the body that it refuses. */
  @RepeatedTest(20)
  void sizesAreLimited() throws Exception {
    String path = "/v1/problems/HWGPT-S(params,flops)/evaluate";
    assertEquals(200, post(path, evaluate(new int[MOST_ARCHITECTURES])).status);
    assertEquals(400, post(path, evaluate(new int[MOST_ARCHITECTURES + 1])).status);
    assertEquals(413, post(path, " ".repeat(MOST_BYTES + 1)).status);
    assertEquals(
        413,
        send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofString(" ".repeat(MOST_BYTES + 1)))))
            .status,
        "in chunks, of a length that is not said");
  }

  @Test
  void pagesOfOtherSitesAreRefused() throws Exception {
    String path = "/v1/problems/HWGPT-S(params,flops)/evaluate";
    assertEquals(
        415,
        send(request(path)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(evaluate(1))))
            .status);
    // By a name of the page's own that leads to this machine.
    try (Socket socket = new Socket("127.0.0.1", service.uri().getPort())) {
      socket
          .getOutputStream()
          .write("GET /v1/runs HTTP/1.1\r\nHost: evil.example\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      String status = new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
      assertTrue(status.startsWith("HTTP/1.1 403"), status);
    }
  }

  @Test
  void aTokenIsAskedForWhereThereIsOne() throws Exception {
    String token = "0123456789abcdef";
    service.close();
    service = service(Optional.of(token));
    assertEquals(401, get("/v1/runs").status);
    assertEquals(401, get("/openapi.json").status);
    assertEquals(
        401, send(request("/v1/runs").header("Authorization", "Bearer " + token + "0")).status);
    assertEquals(200, send(request("/v1/runs").header("Authorization", "Bearer " + token)).status);
  }

  @Test
  void othersReachItWithATokenOnly() {
    InetSocketAddress anywhere = new InetSocketAddress("0.0.0.0", 0);
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> new ServiceSettings(anywhere, null, temp, 1, 1, 1, 1, REQUEST_TIME, REQUEST_TIME))
        .getMessage();
    assertTrue(message.endsWith("others can connect to it; give a token"), message);
    new ServiceSettings(anywhere, "0123456789abcdef", temp, 1, 1, 1, 1, REQUEST_TIME, REQUEST_TIME);
  }

  private String begin(String searcher, int budget) throws Exception {
    Answer begun = post(
        "/v1/runs",
        String.format(
            Locale.ROOT,
            "{\"problem\": \"%s\", \"budget\": %d, \"seed\": 3, \"noisy\": true, %s}",
            "HWGPT-S(perplexity,latency@a100)",
            budget,
            searcher));
    assertEquals(201, begun.status, begun.toString());
    return "/v1/runs/" + begun.body.get("run").textValue();
  }

  private void restart() throws IOException {
    service.close();
    service = service(Optional.empty());
  }

  @Test
  void aRunSurvivesARestart() throws Exception {
    String straight = begin("\"client\": \"straight\"", 5);
    String restarted = begin("\"client\": \"restarted\"", 5);
    for (int i = 0; i < 5; i++) {
      String body = evaluate(i % 3).replace("]}", "],\"spent\":" + i + "}");
      Answer expected = post(straight + "/evaluate", body);
      if (i == 2) {
        restart();
        assertEquals(2, waitFor(restarted, 2).get("evaluations").intValue());
      }
      assertEquals(expected.body, post(restarted + "/evaluate", body).body);
      // The same request again is no other one.
      assertEquals(409, post(restarted + "/evaluate", body).status);
    }
    restart();
    assertEquals("finished", get(restarted).body.get("state").textValue());
    assertEquals(409, post(restarted + "/evaluate", evaluate(0)).status);
    assertEquals(get(straight + "/results").body, get(restarted + "/results?from=0&count=10").body);
    assertEquals(2, get(restarted + "/results?from=3").body.get("evaluations").size());
    assertArrayEquals(
        trace(straight).open().noiseFree(4), trace(restarted).open().noiseFree(4));
    assertEquals(trace(straight).outcome().sha256(), trace(restarted).outcome().sha256());
  }

  /** As a killed process leaves it: what has no end was never answered. */
  @Test
  void aRequestThatWasBeingWrittenDownIsForgotten() throws Exception {
    String run = begin("\"client\": \"mine\"", 5);
    Answer first = post(run + "/evaluate", evaluate(0, 1));
    service.close();
    Path asked = temp.resolve("runs/run-1.asked");
    String whole = Files.readString(asked);
    Files.writeString(asked, whole + "[[0,0,1");
    service = service(Optional.empty());
    assertEquals(
        first.body.get("objectives").get(1).get(0),
        post(run + "/evaluate", evaluate(2, 1).replace("]}", "],\"spent\":2}"))
            .body
            .get("objectives")
            .get(1)
            .get(0),
        "perplexity has no noise");
    assertEquals(2, Files.readString(asked).lines().count());
    assertTrue(Files.readString(asked).startsWith(whole));
  }

  private Path recorded(String name) throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  /** A folder is in the way of a file: a disk that is full is not at hand. */
  @Test
  void whatCantBeRecordedIsRefusedAndSaysWhy() throws Exception {
    String run = begin("\"client\": \"mine\"", 5);
    assertEquals(200, post(run + "/evaluate", evaluate(0)).status);
    service.close();
    Files.createDirectories(recorded("suite.json").resolveSibling("suite.json.part/in-the-way"));
    service = service(Optional.empty());
    assertEquals(409, post(run + "/evaluate", evaluate(0)).status);
    assertEquals("failed", get(run).body.get("state").textValue());
    String failure = get(run).body.get("failure").textValue();
    assertTrue(failure.contains("suite.json: can't be written"), failure);
  }

  private JsonNode waitFor(String run, int evaluations) throws Exception {
    JsonNode state = get(run).body;
    while (state.get("evaluations").intValue() < evaluations) {
      Thread.sleep(10);
      state = get(run).body;
    }
    return state;
  }

  private ArchivedRun trace(String run) throws Exception {
    Path folder = Path.of(get(run).body.get("folder").textValue());
    return SuiteArchive.open(folder).problems().get(0).runs().get(0);
  }

  @Test
  void anAlgorithmOfTheServiceSearchesByItself() throws Exception {
    String run = begin("\"algorithm\": \"nsga2(population=10)\"", 50);
    waitFor(run, 50);
    while (get(run).body.get("state").textValue().equals("open")) {
      Thread.sleep(10);
    }
    assertEquals(50, get(run + "/results").body.get("evaluations").size());
    assertEquals("nsga2(population=10)", get(run).body.get("searcher").textValue());
    Answer refused = post(run + "/evaluate", evaluate(0));
    assertEquals(409, refused.status);
    assertEquals("The run is over", refused.body.get("error").textValue());
  }

  @Test
  void runsThatGoOnAreLimitedAndCanBeEnded() throws Exception {
    String first = begin("\"client\": \"a\"", 5);
    begin("\"client\": \"b\"", 5);
    begin("\"client\": \"c\"", 5);
    assertEquals(
        429,
        post(
                "/v1/runs",
                "{\"problem\": \"HWGPT-S(perplexity,params)\", \"budget\": 1, \"seed\": 1, \"client\": \"d\"}")
            .status);
    post(first + "/evaluate", evaluate(1, 2));
    Answer ended = post(first + "/end", "{}");
    assertEquals("finished", ended.body.get("state").textValue(), ended.toString());
    assertEquals(2, ended.body.get("evaluations").intValue());
    begin("\"client\": \"d\"", 5);
  }
}
