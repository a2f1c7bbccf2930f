package io.github.hwgptbench.cli;

import io.github.hwgptbench.live.LiveSuites;
import io.github.hwgptbench.live.SuiteStarter;
import io.github.hwgptbench.service.HttpService;
import io.github.hwgptbench.service.ServedBenchmark;
import io.github.hwgptbench.service.ServiceSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.TimeLimit;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the benchmark over HTTP. */
@Command(
    name = "serve",
    description = {
      "Serve the benchmark over HTTP to programs in other languages:"
          + " evaluations, noisy observations, recorded runs. Ctrl-C stops it."
          + " docs/service.md and /openapi.json describe it. /live is a page that shows suites"
          + " as they run (docs/live.md).",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt serve",
      "  hwgpt serve --port 0 --runs results/runs/served",
      "  HWGPT_TOKEN=$(openssl rand -hex 32) hwgpt serve --host 0.0.0.0",
      "",
      "  curl -H 'Content-Type: application/json' \\",
      "      -d '{\"evaluate\": [{\"embed_dim\": 384, ...}]}' \\",
      "      'http://127.0.0.1:8080/v1/problems/HWGPT-S(perplexity,energy@rtx2080)/evaluate'"
    })
final class ServeCommand extends ConsoleCommand {

  static final String TOKEN = "HWGPT_TOKEN";

  @Mixin
  private BenchOptions options;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, reachable from this"
          + " machine only). Any other needs a token.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port, or 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "Token that requests must bear, as Authorization: Bearer TOKEN (default: that of the"
              + " environment variable " + TOKEN
              + ", which other users of the machine cannot see).")
  private @Nullable String token;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "results/served",
      description = "Folder for the records of runs (default: ${DEFAULT-VALUE}). Its"
          + " unfinished runs continue.")
  private Path runs;

  @Option(
      names = "--suites",
      paramLabel = "DIR",
      defaultValue = "results/runs",
      description = "Folder of the suites that the live page lists, starts and resumes (default:"
          + " ${DEFAULT-VALUE}).")
  private Path suites;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Maximum number of simultaneous requests (default: two per core).")
  private @Nullable Integer threads;

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Maximum number of architectures in a request (default:" + " ${DEFAULT-VALUE}).")
  private int maxBatch;

  @Option(
      names = "--max-body",
      paramLabel = "BYTES",
      defaultValue = "16777216",
      description =
          "Maximum length of the body of a request, in bytes (default:" + " ${DEFAULT-VALUE}).")
  private int maxBody;

  @Option(
      names = "--max-runs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Maximum number of simultaneous runs (default: ${DEFAULT-VALUE}).")
  private int maxRuns;

  @Option(
      names = "--request-time",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "Maximum time of each step of a request: to arrive, to be answered, and"
          + " to be read by the client (default: ${DEFAULT-VALUE}).")
  private String requestTime;

  @Option(
      names = "--idle-time",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "Time without a request after which the run of a client is suspended: it"
          + " does not count for --max-runs, and continues with its next request"
          + " (default: ${DEFAULT-VALUE}).")
  private String idleTime;

  @Override
  void execute() throws IOException, InterruptedException {
    if (given("--scale")) {
      throw new UsageException("All scales are served; leave out --scale");
    }
    if (port < 0 || port > 65_535) {
      throw UsageException.of("--port %d; allowed: 0 to 65535", port);
    }
    String secret = token == null ? System.getenv(TOKEN) : token;
    ServiceSettings settings = new ServiceSettings(
        new InetSocketAddress(host, port),
        secret,
        runs,
        threads == null ? 2 * Runtime.getRuntime().availableProcessors() : threads,
        maxBatch,
        maxBody,
        maxRuns,
        TimeLimit.parse(requestTime).duration(),
        TimeLimit.parse(idleTime).duration());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    // The process ends when this hook does, and so not before everything is closed.
    Thread hook = new Thread(
        () -> {
          stop.countDown();
          awaitQuietly(stopped);
        },
        "stop-service");
    Runtime.getRuntime().addShutdownHook(hook);
    LiveSuites listed = new LiveSuites(suites);
    int cores = Runtime.getRuntime().availableProcessors();
    try (Benches benches = options.benches();
        SuiteStarter starter = new SuiteStarter(suites, benches, cores, listed, err());
        HttpService service =
            new HttpService(settings, ServedBenchmark.of(benches), listed, starter, err())) {
      print("Serving at %s; Ctrl-C stops it%n", service.uri());
      print("Live page of suites: %s%n", service.page());
      out().flush();
      stop.await();
    } finally {
      stopped.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
