package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any body of a request is answered, or refused with status 400 and a reason. */
class ServiceFuzzTest {

  private static final String EVALUATE = TestService.evaluate(0, 1);
  /** Refused in the end, so that no run begins. */
  private static final String BEGIN = """
      {"problem": "HWGPT-S(perplexity,energy@rtx2080)", "budget": {"cost": 10}, "noisy": false,
       "fidelity": {"measurements": [1, 5, 25]}, "workers": 2, "clock": "latency@a100",
       "algorithm": "none", "seed": 1}
      """;

  private static Path runs;
  private static TestService service;

  @BeforeContainer
  static void start() throws IOException {
    runs = Files.createTempDirectory("damaged");
    service = new TestService(runs, Optional.empty(), Duration.ofSeconds(60));
  }

  @AfterContainer
  static void stop() throws Exception {
    service.close();
    Files.delete(runs);
  }

  private static String refusal(String path, byte[] body) throws Exception {
    HttpResponse<String> response = service.send(service
        .request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    TestService.Answer answer = TestService.answer(response);
    String why = answer.body().path("error").asText();
    assertTrue(
        answer.status() == 200 || answer.status() / 100 == 4 && !why.isBlank(),
        answer + " " + service.log());
    return why;
  }

  @Fuzz
  void anyRequestIsAnsweredOrRefused(@ForAll long seed) throws Exception {
    if (seed % 2 == 0) {
      refusal(TestService.EVALUATE, Mutations.of(EVALUATE.getBytes(StandardCharsets.UTF_8), seed));
    } else {
      refusal("/v1/runs", Mutations.of(BEGIN.getBytes(StandardCharsets.UTF_8), seed));
    }
  }

  @Example
  void saysWhatIsWrongWhereTheParserGivesNoPosition() throws Exception {
    String digits = "{\"seed\": " + "9".repeat(1001) + "}";
    String why = refusal("/v1/runs", digits.getBytes(StandardCharsets.UTF_8));
    assertTrue(why.startsWith("not JSON: Number value length (1001) exceeds"), why);
  }
}
