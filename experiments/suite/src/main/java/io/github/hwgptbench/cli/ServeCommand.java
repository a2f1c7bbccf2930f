package io.github.hwgptbench.cli;

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
      "Serve the benchmark over HTTP, to programs in other languages: evaluations, noisy"
          + " observations, recorded runs. Ctrl-C stops it. docs/service.md describes it, and so does"
          + " /openapi.json.",
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

  private static final String TOKEN = "HWGPT_TOKEN";

  @Mixin
  private BenchOptions options;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, which only this machine"
          + " reaches). Any other needs a token.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port, or 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "What requests have to bear: Authorization: Bearer TOKEN (default: what the"
          + " environment variable " + TOKEN + " has, which other users of the machine can't see).")
  private @Nullable String token;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "results/served",
      description = "Folder for the records of runs (default: ${DEFAULT-VALUE}). Runs in it that"
          + " are not over go on.")
  private Path runs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many requests at the same time (default: two a core).")
  private @Nullable Integer threads;

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many architectures a request may ask for (default: ${DEFAULT-VALUE}).")
  private int maxBatch;

  @Option(
      names = "--max-body",
      paramLabel = "BYTES",
      defaultValue = "16777216",
      description = "How long the body of a request may be (default: ${DEFAULT-VALUE}).")
  private int maxBody;

  @Option(
      names = "--max-runs",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many runs may go on at the same time (default: ${DEFAULT-VALUE}).")
  private int maxRuns;

  @Option(
      names = "--request-time",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long a request may take to arrive, to be answered, and to be read by the"
          + " client, each (default: ${DEFAULT-VALUE}).")
  private String requestTime;

  @Option(
      names = "--idle-time",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "After which time without a request the run of a client rests: it does not"
          + " count for --max-runs, and goes on when it is asked again (default:"
          + " ${DEFAULT-VALUE}).")
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
    try (Benches benches = options.benches();
        HttpService service = new HttpService(settings, ServedBenchmark.of(benches), err())) {
      print("Serving at %s; Ctrl-C stops it%n", service.uri());
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
