package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.TestService.evaluate;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.EarlierLayout;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many runs over a long time: damaged, listed in pages, at rest, closed. */
@Timeout(300)
class ServedSessionsTest {

  private static final Duration REQUEST_TIME = Duration.ofSeconds(60);
  private static final String BEGIN =
      "{\"problem\": \"HWGPT-S(perplexity,latency@a100)\", \"budget\": %BUDGET%, \"seed\": 3,"
          + " \"noisy\": true, %BY%}";

  @TempDir
  private Path temp;

  private TestService service(Duration idleTime) throws IOException {
    return new TestService(
        temp, Optional.empty(), REQUEST_TIME, idleTime, UnaryOperator.identity());
  }

  private TestService service() throws IOException {
    return service(Duration.ofHours(1));
  }

  private static String begin(TestService service, String by, int budget) throws Exception {
    TestService.Answer begun = service.post(
        "/v1/runs", BEGIN.replace("%BUDGET%", String.valueOf(budget)).replace("%BY%", by));
    assertEquals(201, begun.status(), begun.toString());
    return "/v1/runs/" + begun.body().get("run").textValue();
  }

  private static String client(TestService service) throws Exception {
    return begin(service, "\"client\": \"mine\"", 5);
  }

  private static String over(TestService service) throws Exception {
    String run = begin(service, "\"client\": \"mine\"", 1);
    assertEquals(200, service.post(run + "/evaluate", evaluate(1)).status());
    await(service, run, "finished");
    return run;
  }

  private static void await(TestService service, String run, String state) throws Exception {
    while (!service.get(run).body().get("state").textValue().equals(state)) {
      Thread.sleep(5);
    }
  }

  private static List<String> listed(JsonNode body) {
    List<String> runs = new ArrayList<>();
    body.get("runs").forEach(run -> runs.add(run.get("run").textValue()));
    return runs;
  }

  @Test
  void aDamagedRecordIsListedAndKeepsTheOthersFromNothing() throws Exception {
    try (TestService service = service()) {
      for (int i = 0; i < 3; i++) {
        over(service);
      }
      client(service);
    }
    Files.writeString(temp.resolve("run-1/suite.json"), "{");
    Files.delete(temp.resolve("run-2/suite.json"));
    Files.writeString(temp.resolve("run-3/runs-00001.seg"), "x", StandardOpenOption.APPEND);
    Files.writeString(temp.resolve("run-4.asked"), "[[7]]\n");
    // What a process leaves that is killed as it begins a run is no damage.
    Files.createDirectories(temp.resolve("run-5"));
    try (TestService service = service()) {
      JsonNode runs = service.get("/v1/runs").body();
      assertEquals(List.of("run-1", "run-2", "run-3", "run-4"), listed(runs));
      List<String> states = new ArrayList<>();
      runs.get("runs").forEach(run -> states.add(run.get("state").textValue()));
      assertEquals(List.of("damaged", "damaged", "finished", "damaged"), states);
      for (int number : new int[] {1, 2, 4}) {
        String run = "/v1/runs/run-" + number;
        JsonNode damaged = service.get(run).body();
        assertTrue(damaged.get("failure").textValue().contains("run-" + number));
        assertTrue(service.log().contains(damaged.get("failure").textValue()), service.log());
        assertEquals(409, service.get(run + "/results").status());
        assertEquals(409, service.post(run + "/evaluate", evaluate(1)).status());
      }
      assertEquals(
          1, service.get("/v1/runs/run-3/results").body().get("evaluations").size());
      assertEquals("/v1/runs/run-6", over(service));
    }
  }

  @Test
  void aHypervolumeThatSomebodyMadeUpIsDamage() throws Exception {
    try (TestService service = service()) {
      over(service);
    }
    EarlierLayout.convert(temp.resolve("run-1"));
    Path log = temp.resolve("run-1/runs.jsonl");
    String line =
        Files.readString(log).replaceFirst("\"hypervolume\":[0-9.E-]+", "\"hypervolume\":1.2");
    String summed = line.substring(0, line.lastIndexOf(",\"crc\""));
    CRC32 sum = new CRC32();
    sum.update(summed.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        log, summed + ",\"crc\":\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"}\n");
    try (TestService service = service()) {
      JsonNode run = service.get("/v1/runs/run-1").body();
      assertEquals("damaged", run.get("state").textValue());
      assertTrue(
          run.get("failure").textValue().contains("has the hypervolume 1.2"), run.toString());
    }
  }

  @Test
  void runsAreListedInPages() throws Exception {
    try (TestService service = service()) {
      for (int i = 0; i < 5; i++) {
        over(service);
      }
      JsonNode first = service.get("/v1/runs?limit=2").body();
      assertEquals(List.of("run-1", "run-2"), listed(first));
      assertEquals("run-2", first.get("next").textValue());
      JsonNode last = service.get("/v1/runs?after=run-2&limit=3").body();
      assertEquals(List.of("run-3", "run-4", "run-5"), listed(last));
      assertFalse(last.has("next"));
      assertEquals(List.of(), listed(service.get("/v1/runs?after=run-9").body()));
      assertFalse(service.get("/v1/runs").body().has("next"));
      for (String wrong : List.of("after=2", "after=run-x", "limit=0", "limit=1001", "limit=x")) {
        assertEquals(400, service.get("/v1/runs?" + wrong).status(), wrong);
      }
    }
  }

  /** Three may go on at the same time. */
  @Test
  void aRunThatNobodyAsksForRestsAndGoesOnToTheSameRecord() throws Exception {
    String straight;
    List<TestService.Answer> answers = new ArrayList<>();
    try (TestService service = service()) {
      straight = client(service);
      for (int i = 0; i < 5; i++) {
        answers.add(service.post(straight + "/evaluate", evaluate(i % 3)));
      }
      await(service, straight, "finished");
    }
    try (TestService service = service(Duration.ofMillis(100))) {
      String rested = client(service);
      for (int i = 0; i < 5; i++) {
        TestService.Answer answer = service.post(rested + "/evaluate", evaluate(i % 3));
        while (answer.status() == 429) {
          Thread.sleep(20);
          answer = service.post(rested + "/evaluate", evaluate(i % 3));
        }
        assertEquals(answers.get(i), answer);
        if (i == 2) {
          // As many as may go on begin once it and each other rest.
          for (int other = 0; other < 4; other++) {
            String body = BEGIN.replace("%BUDGET%", "5").replace("%BY%", "\"client\": \"other\"");
            while (service.post("/v1/runs", body).status() == 429) {
              Thread.sleep(20);
            }
          }
          JsonNode state = service.get(rested).body();
          assertEquals("open", state.get("state").textValue());
          assertEquals(3, state.get("evaluations").intValue());
          JsonNode results = service.get(straight + "/results?count=3").body();
          assertEquals(results, service.get(rested + "/results").body());
          Thread.sleep(300);
        }
      }
      await(service, rested, "finished");
      assertEquals(
          service.get(straight + "/results").body(),
          service.get(rested + "/results").body());
      assertEquals(hash(service, straight), hash(service, rested));
      assertEquals("", service.log());
    }
  }

  private static String hash(TestService service, String run) throws Exception {
    Path folder = Path.of(service.get(run).body().get("folder").textValue());
    ArchivedRun archived = SuiteArchive.open(folder).problems().get(0).runs().get(0);
    return archived.outcome().sha256();
  }

  private static TestService.Answer delete(TestService service, String run) throws Exception {
    HttpRequest.Builder request = service.request(run).DELETE();
    return TestService.answer(service.send(request));
  }

  @Test
  void aRunThatIsClosedIsForgottenAndKeepsItsRecord() throws Exception {
    try (TestService service = service()) {
      String over = over(service);
      assertEquals("finished", delete(service, over).body().get("state").textValue());
      String open = client(service);
      assertEquals(200, service.post(open + "/evaluate", evaluate(1, 2)).status());
      TestService.Answer closed = delete(service, open);
      assertEquals("finished", closed.body().get("state").textValue(), closed.toString());
      assertEquals(2, closed.body().get("evaluations").intValue());
      for (String run : List.of(over, open)) {
        assertEquals(404, service.get(run).status());
        assertEquals(404, delete(service, run).status());
        Path record = temp.resolve("closed").resolve(run.substring("/v1/runs/".length()));
        assertEquals(1, SuiteArchive.open(record).problems().get(0).runs().size());
      }
      String algorithm = begin(service, "\"algorithm\": \"ehvi\"", 100_000);
      assertEquals(409, delete(service, algorithm).status());
      assertEquals(List.of("run-3"), listed(service.get("/v1/runs").body()));
    }
    try (TestService service = service()) {
      assertEquals("open", service.get("/v1/runs/run-3").body().get("state").textValue());
      assertEquals("/v1/runs/run-4", client(service));
      assertEquals(List.of("run-3", "run-4"), listed(service.get("/v1/runs").body()));
    }
  }

  private Path closed(String name) {
    return temp.resolve("closed").resolve(name);
  }

  /** Where the folder of a run can't be moved, all of the run stays where it is. */
  @Test
  void aRunThatCantBeClosedStaysAsItIs() throws Exception {
    Path inTheWay = closed("run-1").resolve("in the way");
    try (TestService service = service(Duration.ofMillis(50))) {
      String run = client(service);
      Files.createDirectories(inTheWay);
      assertEquals(200, service.post(run + "/evaluate", evaluate(1, 2)).status());
      Thread.sleep(200);
      assertEquals(500, delete(service, run).status());
      assertEquals(List.of("run-1"), listed(service.get("/v1/runs").body()));
    }
    assertTrue(Files.exists(temp.resolve("run-1.asked")));
    SuiteArchive.open(temp.resolve("run-1"));
    Files.delete(inTheWay);
    Files.delete(closed("run-1"));
    try (TestService service = service()) {
      JsonNode run = service.get("/v1/runs/run-1").body();
      assertEquals("finished", run.get("state").textValue());
      assertEquals(2, run.get("evaluations").intValue());
      assertEquals(200, delete(service, "/v1/runs/run-1").status());
      assertEquals("", service.log());
    }
    assertTrue(Files.exists(closed("run-1.asked")));
  }

  /** A service that ends between the two moves of a run leaves the second one to the next. */
  @Test
  void aRunThatIsClosedByHalfIsClosedByTheNextService() throws Exception {
    Path inTheWay = Files.createDirectories(closed("run-1.asked").resolve("in the way"));
    try (TestService service = service()) {
      String run = over(service);
      assertEquals(500, delete(service, run).status());
      assertEquals(404, service.get(run).status());
    }
    byte[] asked = Files.readAllBytes(temp.resolve("run-1.asked"));
    Files.delete(inTheWay);
    Files.delete(closed("run-1.asked"));
    try (TestService service = service()) {
      assertEquals(List.of(), listed(service.get("/v1/runs").body()));
      assertEquals("/v1/runs/run-2", client(service));
      assertEquals("", service.log());
    }
    assertFalse(Files.exists(temp.resolve("run-1.asked")));
    assertArrayEquals(asked, Files.readAllBytes(closed("run-1.asked")));
    assertEquals(1, SuiteArchive.open(closed("run-1")).problems().get(0).runs().size());
  }

  @Test
  void aRunThatIsListedWhileItIsClosedIsNotDamaged() throws Exception {
    try (TestService service = service()) {
      over(service);
    }
    // More than are read at the start, so that those below are read when they are listed.
    int unread = 150;
    for (int number = 2; number <= unread + 100; number++) {
      copy(temp.resolve("run-1"), temp.resolve("run-" + number));
      Files.copy(temp.resolve("run-1.asked"), temp.resolve("run-" + number + ".asked"));
    }
    try (TestService service = service()) {
      List<CompletableFuture<Void>> lists = new ArrayList<>();
      for (int from = 0; from < unread; from += 10) {
        String path = "/v1/runs?limit=10&after=run-" + from;
        lists.add(CompletableFuture.runAsync(() -> {
          try {
            assertEquals(200, service.get(path).status());
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        }));
        for (int number = from + 1; number <= from + 10; number++) {
          assertEquals(200, delete(service, "/v1/runs/run-" + number).status());
        }
      }
      for (CompletableFuture<Void> list : lists) {
        list.get();
      }
      assertEquals("", service.log());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Files.copy(file, to.resolve(from.relativize(file)));
    }
  }

  @Test
  void aRunWithoutAnEvaluationIsNoResult() throws Exception {
    try (TestService service = service()) {
      String deleted = client(service);
      String ended = client(service);
      for (TestService.Answer answer :
          List.of(delete(service, deleted), service.post(ended + "/end", "{}"))) {
        assertEquals(200, answer.status(), answer.toString());
        assertEquals("failed", answer.body().get("state").textValue());
        assertEquals(
            "ended before its first evaluation", answer.body().get("failure").textValue());
        assertEquals(0, answer.body().get("evaluations").intValue());
      }
    }
  }

  /** The run of a client goes on when it is asked, so that many of them do not delay the start. */
  @Test
  void aRestartBeginsNoRunOfAClient() throws Exception {
    try (TestService service = service(Duration.ofMillis(50))) {
      for (int i = 0; i < 8; i++) {
        String body = BEGIN.replace("%BUDGET%", "5").replace("%BY%", "\"client\": \"mine\"");
        while (service.post("/v1/runs", body).status() == 429) {
          Thread.sleep(10);
        }
      }
    }
    try (TestService service = service()) {
      for (int i = 1; i <= 3; i++) {
        assertEquals(
            200, service.post("/v1/runs/run-" + i + "/evaluate", evaluate(1)).status());
      }
      // As many go on as may.
      assertEquals(429, service.post("/v1/runs/run-4/evaluate", evaluate(1)).status());
      assertEquals(200, delete(service, "/v1/runs/run-1").status());
      assertEquals(200, service.post("/v1/runs/run-4/evaluate", evaluate(1)).status());
    }
  }
}
