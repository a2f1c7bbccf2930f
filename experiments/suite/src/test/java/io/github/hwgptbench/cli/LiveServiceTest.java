package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.UrlEscapers;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the live page asks a service for, and who may. */
class LiveServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "a-token-that-nobody-guesses";

  @TempDir
  private Path temp;

  private TestService service;

  private void start(Optional<String> token) throws Exception {
    service = new TestService(temp.resolve("served"), token, Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    service.close();
    assertEquals("", service.log());
  }

  private Path suite(String name) throws Exception {
    Path folder = temp.resolve("suites").resolve(name);
    Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@a100)")
        .algorithms("random")
        .seeds(1, 2)
        .evaluations(10)
        .build()
        .run(folder, SuiteListener.NONE);
    return folder;
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = service.request(path);
    return service.send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return service.send(service
        .request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Listens until a state is such as it should become. */
  private JsonNode await(String suite, Predicate<JsonNode> wanted) throws Exception {
    String head = "GET /live/suites/" + suite + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Socket socket = service.connect(head)) {
      socket.setSoTimeout(60_000);
      InputStream in = socket.getInputStream();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      assertTrue(lines.readLine().contains("200"));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          JsonNode state = JSON.readTree(line.substring("data: ".length()));
          if (wanted.test(state)) {
            return state;
          }
        }
      }
    }
    throw new AssertionError("The stream has ended");
  }

  @Test
  void pageIsOpenAndAllElseNeedsTheToken() throws Exception {
    start(Optional.of(TOKEN));
    suite("hidden-name");
    for (String path : List.of("/live", "/live/live.css", "/live/live.js")) {
      HttpResponse<String> page = get(path);
      assertEquals(200, page.statusCode(), path);
      assertFalse(page.body().contains("hidden-name"), path);
      assertFalse(page.body().contains(TOKEN), path);
      String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
      assertTrue(policy.startsWith("default-src 'none'"), policy);
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    }
    for (String path : List.of("/live/suites", "/live/suites/hidden-name/events", "/live/other")) {
      assertEquals(401, get(path).statusCode(), path);
      assertEquals(401, get(path + "?token=" + TOKEN).statusCode(), path);
    }
    assertEquals(401, post("/live/suites", "{\"suite\": \"quick\"}").statusCode());
    HttpResponse<String> list = get("/live/suites", "Authorization", "Bearer " + TOKEN);
    assertEquals("hidden-name", JSON.readTree(list.body()).at("/suites/0/id").asText());
  }

  @Test
  void pagesFromElsewhereAreRefused() throws Exception {
    start(Optional.empty());
    suite("one");
    for (String path : List.of("/live", "/live/suites", "/live/suites/one/events")) {
      assertEquals(403, get(path, "Origin", "http://example.org").statusCode(), path);
      assertEquals(403, get(path, "Sec-Fetch-Site", "cross-site").statusCode(), path);
    }
    try (Socket socket =
        service.connect("GET /live HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n")) {
      assertTrue(TestService.readLine(socket).contains("403"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "..", "..%2Fsuites%2Fone", "%2e%2e", "one%00", ".lock", "con"})
  void suitesAreFoldersInTheFolder(String name) throws Exception {
    start(Optional.empty());
    suite("one");
    int status = get("/live/suites/" + name + "/events").statusCode();
    assertTrue(status == 404 || status == 400, String.valueOf(status));
    int stopped = post("/live/suites/" + name + "/stop", "{}").statusCode();
    assertTrue(stopped == 404 || stopped == 400, String.valueOf(stopped));
  }

  @Test
  void listHasDamagedSuitesToo() throws Exception {
    start(Optional.empty());
    suite("one");
    Files.writeString(suite("two").resolve("suite.json"), "{");
    Files.createDirectories(temp.resolve("suites").resolve("three"));
    JsonNode suites = JSON.readTree(get("/live/suites").body()).get("suites");
    assertEquals(2, suites.size());
    for (JsonNode suite : suites) {
      boolean damaged = suite.get("id").asText().equals("two");
      assertEquals(damaged, suite.get("status").isNull());
      assertEquals(damaged, !suite.get("note").asText().isEmpty());
    }
  }

  @Test
  void recordIsShown() throws Exception {
    start(Optional.empty());
    suite("one");
    JsonNode state = await("one", any -> true);
    assertEquals("COMPLETE", state.get("status").asText());
    assertEquals(20, state.at("/progress/evaluations").asInt());
    assertEquals(409, post("/live/suites/one/stop", "{}").statusCode());
    assertEquals(409, post("/live/suites/one/resume", "{}").statusCode());
  }

  /** The record does not say which shard and time limit its runs are to have. */
  @Test
  void suiteOfAnotherProcessIsNotResumed() throws Exception {
    start(Optional.empty());
    Experiment.builder()
        .problem("HWGPT-S(perplexity,energy@a100)")
        .algorithms("random")
        .seeds(1, 2)
        .evaluations(10)
        .shard(new Shard(1, 2))
        .build()
        .run(temp.resolve("suites").resolve("part"), SuiteListener.NONE);
    JsonNode state = await("part", any -> true);
    assertEquals("INCOMPLETE", state.get("status").asText());
    assertFalse(state.get("resumable").asBoolean());
    assertEquals(409, post("/live/suites/part/resume", "{}").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"o2 suite", "a+b", "100%"})
  void namesOfFoldersAreFree(String name) throws Exception {
    start(Optional.empty());
    suite(name);
    String escaped = UrlEscapers.urlPathSegmentEscaper().escape(name);
    assertTrue(await(escaped, any -> true).get("folder").asText().endsWith(name));
  }

  @Test
  void suiteIsStartedStoppedAndResumed() throws Exception {
    start(Optional.empty());
    assertEquals(409, post("/live/suites", "{\"suite\": \"../quick\"}").statusCode());
    assertEquals(400, post("/live/suites", "{\"suite\": 1}").statusCode());
    HttpResponse<String> started = post("/live/suites", "{\"suite\": \"quick\"}");
    assertEquals(201, started.statusCode(), started.body());
    String id = JSON.readTree(started.body()).get("suite").asText();
    assertEquals(409, post("/live/suites", "{\"suite\": \"quick\"}").statusCode());
    await(id, state -> state.at("/progress/finished").asInt() > 0);
    assertEquals(200, post("/live/suites/" + id + "/stop", "{}").statusCode());
    JsonNode stopped = await(id, state -> state.get("status").asText().equals("INCOMPLETE"));
    assertTrue(stopped.get("resumable").asBoolean());
    int finished = stopped.at("/progress/finished").asInt();

    HttpResponse<String> resumed = post("/live/suites/" + id + "/resume", "{}");
    assertEquals(200, resumed.statusCode(), resumed.body());
    await(
        id,
        state -> state.get("status").asText().equals("RUNNING")
            && state.at("/progress/finished").asInt() >= finished);
    assertEquals(200, post("/live/suites/" + id + "/stop", "{}").statusCode());
    await(id, state -> state.get("status").asText().equals("INCOMPLETE"));
    SuiteArchive archive = SuiteArchive.open(temp.resolve("suites").resolve(id));
    assertEquals("quick", archive.name());
    assertTrue(archive.problems().get(0).runs().size() >= finished);
  }

  @Test
  void pagesBeyondTheLimitAreRefused() throws Exception {
    start(Optional.empty());
    suite("one");
    String head = "GET /live/suites/one/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        Socket socket = service.connect(head);
        open.add(socket);
        assertTrue(TestService.readLine(socket).contains("200"));
      }
      assertEquals(429, get("/live/suites/one/events").statusCode());
      assertEquals(200, get("/live/suites").statusCode());
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
