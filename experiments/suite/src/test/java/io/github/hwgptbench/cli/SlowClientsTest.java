package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.TestService.EVALUATE;
import static io.github.hwgptbench.cli.TestService.evaluate;
import static io.github.hwgptbench.cli.TestService.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ObservationSampler;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.service.RunRequest;
import io.github.hwgptbench.service.ServedBenchmark;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send or read slowly hold up nobody but themselves. */
@Timeout(300)
class SlowClientsTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir
  private Path temp;

  private TestService service(Optional<String> token, Duration requestTime) throws IOException {
    return new TestService(temp, token, requestTime);
  }

  /** What a client sends before it waits. */
  enum Slow {
    HALF_A_HEAD("POST " + EVALUATE + " HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
    HALF_A_BODY(head(EVALUATE, 1_000) + "{\"evaluate\": ["),
    ANSWERS_THAT_ARE_NOT_READ(
        (head(EVALUATE, evaluate(new int[5_000]).length()) + evaluate(new int[5_000])).repeat(3));

    private final String sent;

    Slow(String sent) {
      this.sent = sent;
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersAreAnswered(Slow slow) throws Exception {
    try (TestService service = service(Optional.empty(), LONG)) {
      List<Socket> clients = new ArrayList<>();
      try {
        for (int i = 0; i < 10; i++) {
          clients.add(service.connect(slow.sent));
        }
        for (int i = 0; i < 20; i++) {
          assertEquals(200, service.post(EVALUATE, evaluate(1)).status());
        }
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
      assertEquals("", service.log());
    }
  }

  /** A byte now and then is not enough, and neither is nothing. */
  @ParameterizedTest
  @EnumSource
  void aClientThatIsTooSlowIsDisconnected(Slow slow) throws Exception {
    try (TestService service = service(Optional.empty(), SHORT);
        Socket client = service.connect(slow.sent)) {
      assertTrue(isDisconnectedWhileSending(client));
      awaitAnswer(service);
    }
  }

  /** The first request may take longer than the service has for it here. */
  private static void awaitAnswer(TestService service) throws Exception {
    long end = System.nanoTime() + 90_000_000_000L;
    int status = service.post(EVALUATE, evaluate(1)).status();
    while (status != 200 && System.nanoTime() < end) {
      status = service.post(EVALUATE, evaluate(1)).status();
    }
    assertEquals(200, status);
  }

  private static boolean isDisconnectedWhileSending(Socket client) throws Exception {
    long end = System.nanoTime() + 90_000_000_000L;
    try {
      while (System.nanoTime() < end) {
        TestService.write(client, " ");
        Thread.sleep(50);
      }
    } catch (SocketException e) {
      return true;
    }
    return false;
  }

  @Test
  void aBodyThatDoesNotArriveIsAnswered() throws Exception {
    try (TestService service = service(Optional.empty(), SHORT);
        Socket client = service.connect(Slow.HALF_A_BODY.sent)) {
      String answer = TestService.readAll(client);
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      assertTrue(answer.endsWith("{\"error\":\"The body did not arrive in time\"}"), answer);
    }
  }

  @Test
  void theTokenIsCheckedBeforeTheBodyArrives() throws Exception {
    try (TestService service = service(Optional.of("0123456789abcdef"), LONG);
        Socket client = service.connect(head(EVALUATE, 1_000))) {
      assertEquals("HTTP/1.1 401 Unauthorized", TestService.readLine(client));
    }
  }

  /** A benchmark whose scale M is not there before it is let go. */
  private record BlockedBenchmark(ServedBenchmark benchmark, CountDownLatch go)
      implements ServedBenchmark {

    @Override
    public HwGptBench bench(String scale) throws IOException {
      if (scale.equals("m")) {
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return benchmark.bench(scale);
    }

    @Override
    public RunSettings settings(RunRequest request) throws IOException {
      return benchmark.settings(request);
    }

    @Override
    public ObjectiveEvaluator evaluator(RunSettings problem) {
      return benchmark.evaluator(problem);
    }

    @Override
    public ObservationSampler sampler(RunSettings problem) {
      return benchmark.sampler(problem);
    }
  }

  /** The client has sent everything in time. It is told that the service is too slow. */
  @Test
  void whoWaitsForTheServiceIsAnswered() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (TestService service = new TestService(
        temp, Optional.empty(), SHORT, LONG, benchmark -> new BlockedBenchmark(benchmark, go))) {
      List<CompletableFuture<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        statuses.add(CompletableFuture.supplyAsync(() -> {
          try {
            return service.get("/v1/problems/HWGPT-M(params,flops)").status();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }));
      }
      for (CompletableFuture<Integer> status : statuses) {
        assertEquals(503, status.get());
      }
      go.countDown();
      awaitAnswer(service);
    }
  }

  @Tag("heavy")
  @ParameterizedTest
  @EnumSource
  void twoHundredOfThemDelayOthersByLessThan50Ms(Slow slow) throws Exception {
    try (TestService service = service(Optional.empty(), LONG)) {
      List<Socket> clients = new ArrayList<>();
      try {
        service.post(EVALUATE, evaluate(1));
        for (int i = 0; i < 200; i++) {
          clients.add(service.connect(slow.sent));
        }
        double[] timesMs = new double[2_000];
        for (int i = 0; i < timesMs.length; i++) {
          long begin = System.nanoTime();
          assertEquals(200, service.post(EVALUATE, evaluate(1)).status());
          timesMs[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(timesMs);
        assertTrue(timesMs[1_980] < 50, () -> "p99 " + timesMs[1_980] + " ms");
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
    }
  }
}
