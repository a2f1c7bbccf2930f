package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import io.github.hwgptbench.adapter.optuna.Direction;
import io.github.hwgptbench.adapter.optuna.Samplers;
import io.github.hwgptbench.adapter.optuna.Study;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks at a study of ours in optuna-dashboard, with a browser without a window. Needs both;
 * optuna-dashboard is looked for beside the Python of {@link Processes}.
 */
class DashboardTest {

  private static final int TRIALS = 15;

  @TempDir
  private Path temp;

  private static Optional<Path> program(Stream<String> folders, String... names) {
    List<String> all = folders.toList();
    return Stream.of(names)
        .flatMap(name -> all.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean answers(URI address) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Timeout(240)
  void theDashboardShowsAStudyOfOurs() throws Exception {
    Processes.assumeOptuna();
    Optional<Path> dashboard = program(
        Stream.of(Path.of(System.getenv(Processes.PYTHON)).getParent().toString()),
        "optuna-dashboard");
    Optional<Path> browser = program(
        Stream.of(System.getenv("PATH").split(File.pathSeparator)), "chromium", "google-chrome");
    assumeTrue(dashboard.isPresent(), "there is no optuna-dashboard");
    assumeTrue(browser.isPresent(), "there is no chromium");
    Path file = temp.resolve("study.db");
    try (RdbStorage storage = RdbStorage.open("jdbc:sqlite:" + file)) {
      Study study = Study.builder()
          .storage(storage)
          .studyName("gpt-s")
          .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
          .sampler(Samplers.random(new SplittableRandom(1)))
          .create();
      study.setMetricNames(List.of("cost", "depth"));
      study.optimize(
          trial -> {
            int layers = trial.suggestInt("layers", 1, 3);
            int width = trial.suggestCategorical("width", 16, 32, 64);
            return new double[] {layers * width, layers + width / 64.0};
          },
          TRIALS);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process server = new ProcessBuilder(
            dashboard.get().toString(),
            "sqlite:///" + file,
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("server").toFile())
        .start();
    try {
      URI address = URI.create("http://127.0.0.1:" + port);
      while (!answers(address.resolve("/api/studies"))) {
        assertTrue(server.isAlive(), "optuna-dashboard has ended");
        Thread.sleep(200);
      }
      String page = shown(browser.get(), address.resolve("/dashboard/studies/1"));
      for (String part : List.of(
          "gpt-s",
          "Pareto Front",
          "History",
          "Hyperparameter Importance",
          "Objective Values = [16, 1.25]",
          "Params = [layers: 1, width: 16]")) {
        assertTrue(page.contains(part), () -> "no '" + part + "' in " + page);
      }
      // One per trial in the plot of the Pareto front, and one in the history of an objective.
      assertEquals(
          2 * TRIALS, Splitter.on("<path class=\"point\"").splitToList(page).size() - 1);
    } finally {
      server.destroyForcibly();
    }
  }

  /** What a page is once its scripts have run. */
  private String shown(Path browser, URI address) throws Exception {
    Path page = temp.resolve("page.html");
    Process process = new ProcessBuilder(
            browser.toString(),
            "--headless",
            // With its sandbox, Chromium refuses to start as root, which tests in containers are.
            "--no-sandbox",
            "--disable-gpu",
            "--user-data-dir=" + temp.resolve("browser"),
            "--virtual-time-budget=20000",
            "--dump-dom",
            address.toString())
        .redirectOutput(page.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      assertTrue(process.waitFor(150, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(page);
  }
}
