package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.adapter.process.StandardStreams;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs over HTTP that have fidelities, costs, workers or a clock: the same as those of suites. */
@Timeout(300)
class ServedFidelitiesTest {

  private static final String PROBLEM = "HWGPT-S(perplexity,energy@a100,params-max-80000000)";

  @TempDir
  private Path temp;

  private TestService service(Duration idleTime) throws IOException {
    return new TestService(
        temp.resolve("served"),
        Optional.empty(),
        Duration.ofSeconds(60),
        idleTime,
        UnaryOperator.identity());
  }

  private static JsonNode begin(TestService service, String fields) throws Exception {
    TestService.Answer begun =
        service.post("/v1/runs", "{\"problem\": \"" + PROBLEM + "\", \"seed\": 3, " + fields + "}");
    assertEquals(201, begun.status(), begun.toString());
    agrees(service, "/components/schemas/Run", begun.body());
    return begun.body();
  }

  private static void agrees(TestService service, String schema, JsonNode value) throws Exception {
    JsonNode document = service.get("/openapi.json").body();
    ServeCommandTest.assertAgrees(document, document.at(schema), value);
  }

  private static void await(TestService service, String run) throws Exception {
    while (service.get(run).body().get("state").textValue().equals("open")) {
      Thread.sleep(5);
    }
    assertEquals("finished", service.get(run).body().get("state").textValue());
  }

  private static Experiment.Builder suite() {
    return Experiment.builder()
        .name("served")
        .problem(PROBLEM)
        .seeds(3, 3)
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25)));
  }

  private ArchivedRun inSuite(Experiment.Builder suite) throws Exception {
    suite.build().run(temp.resolve("suite"), SuiteListener.NONE);
    return run(temp.resolve("suite"));
  }

  private static ArchivedRun run(Path folder) throws IOException {
    return SuiteArchive.open(folder).problems().get(0).runs().get(0);
  }

  private static String request(int choice, int fidelity) {
    return TestService.evaluate(choice, 2 - choice)
        .replace("]}", "],\"fidelity\":%s}".formatted(fidelity));
  }

  @Test
  void aClientChoosesFidelities() throws Exception {
    List<String> requests = new ArrayList<>();
    for (int choice = 0; choice < 3; choice++) {
      for (int fidelity = 0; fidelity < 3; fidelity++) {
        requests.add(request(choice, fidelity));
      }
    }
    Path record;
    try (TestService service = service(Duration.ofMillis(300))) {
      JsonNode begun = begin(
          service,
          "\"budget\": {\"seconds\": 200}, \"fidelity\": {\"measurements\": [1, 5, 25]},"
              + " \"clock\": \"latency@rtx2080\", \"client\": \"mine\"");
      assertEquals("{\"unit\":\"seconds\",\"amount\":200.0}", begun.get("limit").toString());
      assertEquals("latency@rtx2080", begun.get("clock").textValue());
      assertEquals(
          "{\"amount\":5,\"cost\":0.2}", begun.at("/fidelities/levels/1").toString());
      record = Path.of(begun.get("folder").textValue());
      String run = "/v1/runs/" + begun.get("run").textValue();
      TestService.Answer wrong = service.post(run + "/evaluate", request(0, 3));
      assertEquals(400, wrong.status());
      assertEquals("'fidelity': 3; allowed: 0 to 2", wrong.body().get("error").textValue());
      double before = 200;
      boolean spent = false;
      for (int i = 0; !spent; i++) {
        JsonNode answer = service.post(run + "/evaluate", requests.get(i)).body();
        agrees(
            service,
            "/paths/~1v1~1runs~1{run}~1evaluate/post/responses/200/content/application~1json/schema",
            answer);
        assertEquals(i % 3, answer.get("fidelity").intValue());
        double rest = answer.get("rest").doubleValue();
        assertTrue(rest < before, answer.toString());
        spent = answer.get("left").intValue() == 0;
        int made = answer.get("objectives").size();
        assertEquals(made, answer.get("costs").size());
        assertEquals(made, answer.get("seconds").size());
        assertTrue(spent || made == 2, answer.toString());
        if (!spent) {
          assertEquals(200 - answer.at("/seconds/1").doubleValue(), rest, 1e-9);
          before = rest;
        }
        if (i == 1) {
          assertEquals(0.2 - 0.04, answer.at("/costs/0").doubleValue());
          JsonNode going = service.get(run + "/results").body();
          agrees(
              service,
              "/paths/~1v1~1runs~1{run}~1results/get/responses/200/content/application~1json/schema",
              going);
          // It rests, is made again for its results, and goes on with the next request.
          Thread.sleep(900);
          assertEquals(going, service.get(run + "/results").body());
          assertEquals(4, going.get("evaluations").size());
          assertEquals(1, going.at("/evaluations/3/fidelity").intValue());
          assertEquals(0.2 - 0.04, going.at("/evaluations/3/cost").doubleValue());
          assertEquals(4, service.get(run).body().get("evaluations").intValue());
        }
      }
      await(service, run);
      assertEquals(
          answerOf(run(record)), service.get(run + "/results").body().at("/evaluations/5"));
      assertEquals("", service.log());
    }
    ArchivedRun expected = inSuite(suite()
        .budget(Budget.seconds(200))
        .clock("latency@rtx2080")
        .algorithms(new StandardStreams(
            AlgorithmName.parse("mine"),
            new ByteArrayInputStream(String.join("\n", requests).getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream())));
    assertArrayEquals(expected.bytes(), run(record).bytes());
    assertTrue(expected.open().evaluations() > 8, "" + expected.open().evaluations());
  }

  /** The sixth evaluation as the service would return it, but for the architecture. */
  private static JsonNode answerOf(ArchivedRun run) throws Exception {
    RunTrace trace = run.open();
    Expense expense = trace.expense(5);
    return new ObjectMapper()
        .readTree(
            "{\"architecture\":\"%s\",\"objectives\":[%s,%s],\"violations\":[%s],\"fidelity\":%s,\"cost\":%s,\"seconds\":%s}"
                .formatted(
                    trace.architecture(5),
                    trace.objectives(5)[0],
                    trace.objectives(5)[1],
                    trace.violations(5)[0],
                    expense.fidelity(),
                    expense.cost(),
                    expense.seconds()));
  }

  @Test
  void anAlgorithmOfTheServiceHasWorkers() throws Exception {
    Path record;
    try (TestService service = service(Duration.ofHours(1))) {
      JsonNode begun = begin(
          service,
          "\"budget\": {\"cost\": 6}, \"fidelity\": {\"measurements\": [1, 5, 25]},"
              + " \"clock\": \"latency@rtx2080\", \"workers\": 8, \"algorithm\": \"moasha\"");
      record = Path.of(begun.get("folder").textValue());
      assertEquals(8, begun.get("workers").intValue());
      String run = "/v1/runs/" + begun.get("run").textValue();
      await(service, run);
      JsonNode rows = service.get(run + "/results").body().get("evaluations");
      double cost = 0;
      boolean rough = false;
      for (JsonNode row : rows) {
        cost += row.get("cost").doubleValue();
        rough |= row.get("fidelity").intValue() == 0;
      }
      assertTrue(rough && cost <= 6 + 1e-9 && cost > 5, cost + " spent");
    }
    ArchivedRun expected = inSuite(
        suite().budget(Budget.cost(6)).clock("latency@rtx2080").workers(8).algorithms("moasha"));
    assertArrayEquals(expected.bytes(), run(record).bytes());
  }

  /** Over HTTP, with an interruption, and as a program: the same record. */
  @Test
  void aClientHasPendingCandidates() throws Exception {
    String fields =
        "\"budget\": {\"seconds\": 300}, \"clock\": \"latency@rtx2080\", \"workers\": 3,"
            + " \"client\": \"mine\"";
    List<String> requests = new ArrayList<>();
    for (int choice = 0; choice < 3; choice++) {
      requests.add(TestService.evaluate(choice, 2 - choice));
      requests.add(TestService.evaluate((choice + 1) % 3));
    }
    requests.add("{\"evaluate\": []}");
    requests.add(TestService.evaluate(0));
    List<Integer> ended = new ArrayList<>();
    Path record;
    TestService service = service(Duration.ofHours(1));
    try {
      JsonNode begun = begin(service, fields);
      record = Path.of(begun.get("folder").textValue());
      String run = "/v1/runs/" + begun.get("run").textValue();
      TestService.Answer nothing = service.post(run + "/evaluate", "{\"evaluate\": []}");
      assertEquals(400, nothing.status());
      for (int i = 0; i < requests.size(); i++) {
        if (i == 3 || i == 5) {
          service.close();
          service = service(Duration.ofHours(1));
          assertEquals(
              ended.stream().mapToInt(Integer::intValue).sum(),
              service.get(run).body().get("evaluations").intValue());
        }
        JsonNode answer = service.post(run + "/evaluate", requests.get(i)).body();
        agrees(
            service,
            "/paths/~1v1~1runs~1{run}~1evaluate/post/responses/200/content/application~1json/schema",
            answer);
        ended.add(answer.get("candidates").size());
      }
      service.post(run + "/end", "{}");
      await(service, run);
    } finally {
      service.close();
    }
    // Two evaluations of one architecture take the same time.
    assertEquals(List.of(1, 1, 1, 2, 2, 1, 1, 1), ended);
    requests.set(0, requests.get(0).replace("{", "{\"workers\": 3, "));
    ArchivedRun expected = inSuite(Experiment.builder()
        .name("served")
        .problem(PROBLEM)
        .seeds(3, 3)
        .budget(Budget.seconds(300))
        .clock("latency@rtx2080")
        .workers(3)
        .algorithms(new StandardStreams(
            AlgorithmName.parse("mine"),
            new ByteArrayInputStream(String.join("\n", requests).getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream())));
    assertArrayEquals(expected.bytes(), run(record).bytes());
    assertEquals(10, expected.open().evaluations());
  }

  /** The time of a client is written down, so that a run that goes on has it too. */
  @Test
  void theTimeOfAClientCountsWhereThatIsAsked() throws Exception {
    String fields =
        "\"budget\": {\"seconds\": 500}, \"clock\": \"latency@rtx2080\", \"proposal_time\": true";
    TestService service = service(Duration.ofHours(1));
    try {
      JsonNode begun = begin(service, fields + ", \"client\": \"mine\"");
      assertTrue(begun.get("proposal_time").booleanValue());
      String run = "/v1/runs/" + begun.get("run").textValue();
      for (int i = 0; i < 2; i++) {
        Thread.sleep(50);
        service.post(run + "/evaluate", TestService.evaluate(0));
      }
      JsonNode rows = service.get(run + "/results").body();
      JsonNode other = begin(service, fields.replace("true", "false") + ", \"client\": \"mine\"");
      double alone = service
          .post("/v1/runs/" + other.get("run").textValue() + "/evaluate", TestService.evaluate(0))
          .body()
          .at("/seconds/0")
          .doubleValue();
      assertTrue(rows.at("/evaluations/0/seconds").doubleValue() >= alone + 0.05);
      assertTrue(rows.at("/evaluations/1/seconds").doubleValue() >= 2 * alone + 0.1);
      service.close();
      service = service(Duration.ofHours(1));
      assertEquals(rows, service.get(run + "/results").body());
      service.post(run + "/evaluate", TestService.evaluate(0));
      assertEquals(
          rows.at("/evaluations/1"), service.get(run + "/results").body().at("/evaluations/1"));
      TestService.Answer refused = service.post(
          "/v1/runs",
          "{\"problem\": \"" + PROBLEM + "\", \"seed\": 3, " + fields
              + ", \"algorithm\": \"random\"}");
      assertEquals(400, refused.status());
    } finally {
      service.close();
    }
  }

  @Test
  void priorsAreThoseOfASuite() throws Exception {
    String fields =
        "\"budget\": 8, \"priors\": {\"architectures\": 5, \"devices\": [\"h100\", \"v100\"]}";
    List<Path> records = new ArrayList<>();
    JsonNode priors;
    try (TestService service = service(Duration.ofHours(1))) {
      JsonNode algorithm = begin(service, fields + ", \"algorithm\": \"transfer-ehvi\"");
      JsonNode client = begin(service, fields + ", \"client\": \"mine\"");
      assertEquals("[\"h100\",\"v100\"]", client.at("/priors/devices").toString());
      String run = "/v1/runs/" + client.get("run").textValue();
      TestService.Answer answer = service.get(run + "/priors");
      agrees(
          service,
          "/paths/~1v1~1runs~1{run}~1priors/get/responses/200/content/application~1json/schema",
          answer.body());
      priors = answer.body().get("priors");
      for (int choice = 0; choice < 4; choice++) {
        service.post(run + "/evaluate", TestService.evaluate(choice % 3, 1));
      }
      await(service, run);
      await(service, "/v1/runs/" + algorithm.get("run").textValue());
      for (JsonNode begun : List.of(algorithm, client)) {
        records.add(Path.of(begun.get("folder").textValue()));
      }
      JsonNode without = begin(service, "\"budget\": 8, \"client\": \"mine\"");
      assertEquals(
          "{\"priors\":[]}",
          service
              .get("/v1/runs/" + without.get("run").textValue() + "/priors")
              .body()
              .toString());
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    StringBuilder asked = new StringBuilder();
    for (int choice = 0; choice < 4; choice++) {
      asked.append(TestService.evaluate(choice % 3, 1)).append('\n');
    }
    ArchivedProblem expected = Experiment.builder()
        .name("served")
        .problem(PROBLEM)
        .seeds(3, 3)
        .evaluations(8)
        .priors(5)
        .priorDevices("h100", "v100")
        .algorithms("transfer-ehvi")
        .algorithms(new StandardStreams(
            AlgorithmName.parse("mine"),
            new ByteArrayInputStream(asked.toString().getBytes(StandardCharsets.UTF_8)),
            read))
        .build()
        .run(temp.resolve("suite"), SuiteListener.NONE)
        .archive()
        .problems()
        .get(0);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(expected.runs().get(i).bytes(), run(records.get(i)).bytes());
    }
    JsonNode described = new ObjectMapper()
        .readTree(read.toString(StandardCharsets.UTF_8).lines().findFirst().get());
    assertEquals(described.get("priors"), priors);
    assertEquals(2, priors.size());
    assertEquals("[\"perplexity\"]", priors.at("/0/shared").toString());
    assertEquals(5, priors.at("/1/genotypes").size());
    assertEquals(5, priors.at("/1/violations").size());
    assertTrue(priors.at("/0/problem").textValue().contains("energy@h100"));
    assertTrue(priors.at("/0/objectives/4/1").doubleValue() > 0);
  }

  /** A run that was interrupted asks again for what it has asked for, at the same fidelities. */
  @Test
  void aRunGoesOnWithAnotherService() throws Exception {
    String fields = "\"budget\": {\"cost\": 2}, \"fidelity\": {\"measurements\": [1, 5, 25]},"
        + " \"client\": \"mine\"";
    List<TestService.Answer> answers = new ArrayList<>();
    for (String name : List.of("straight", "restarted")) {
      List<TestService.Answer> own = new ArrayList<>();
      TestService service = service(Duration.ofHours(1));
      try {
        String run = "/v1/runs/" + begin(service, fields).get("run").textValue();
        for (int i = 0; i < 4; i++) {
          if (i == 2 && name.equals("restarted")) {
            service.close();
            service = service(Duration.ofHours(1));
          }
          own.add(service.post(run + "/evaluate", request(i % 2, i / 2)));
        }
        assertFalse(own.get(0).body().has("seconds"), "there is no clock");
        service.post(run + "/end", "{}");
        await(service, run);
      } finally {
        service.close();
      }
      if (answers.isEmpty()) {
        answers.addAll(own);
      }
      assertEquals(answers, own);
    }
    ArchivedRun one = run(temp.resolve("served/run-1"));
    ArchivedRun other = run(temp.resolve("served/run-2"));
    assertArrayEquals(one.bytes(), other.bytes());
  }
}
