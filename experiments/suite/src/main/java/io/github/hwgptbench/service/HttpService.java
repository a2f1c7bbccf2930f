package io.github.hwgptbench.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hwgptbench.live.LiveSuites;
import io.github.hwgptbench.live.SuiteStarter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;

/**
 * The benchmark over HTTP: answers with JSON what {@code /openapi.json} documents, and has the live
 * page of suites. A request that is refused is answered with a status of 4xx and {@code {"error":
 * "why"}}, and changes nothing.
 */
public final class HttpService implements AutoCloseable {

  /** No request has anything deeper or longer in it. */
  private static final StreamReadConstraints READ_LIMITS = StreamReadConstraints.builder()
      .maxNestingDepth(8)
      .maxNumberLength(100)
      .maxNameLength(1_000)
      .maxStringLength(10_000)
      .build();

  private final ServedProblems problems;
  private final ServedRuns runs;
  private final HttpServer server;

  /**
   * Starts to listen, and goes on with the runs that an earlier service has left.
   *
   * @param suites of the live page
   * @param starter starts suites for the page; stays open
   * @param log receives what went wrong that was not the fault of a request
   * @throws IOException if the address is taken, or the folder of runs can't be read or written
   */
  public HttpService(
      ServiceSettings settings,
      ServedBenchmark benchmark,
      LiveSuites suites,
      SuiteStarter starter,
      PrintWriter log)
      throws IOException {
    this.server = new HttpServer(settings, log);
    try {
      this.problems = new ServedProblems(benchmark);
      this.runs =
          new ServedRuns(settings.runs(), benchmark, settings.mostRuns(), settings.idleTime(), log);
      new Routes(
              problems,
              runs,
              settings.mostArchitectures(),
              JsonMapper.builder(JsonFactory.builder()
                      .streamReadConstraints(READ_LIMITS)
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                      .build())
                  .build())
          .addTo(server.routes());
      new LiveRoutes(suites, starter, server.streams()).addTo(server.routes());
      server.start();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Returns where the service is, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return server.uri();
  }

  /** Returns where the live page is. */
  public URI page() {
    return uri().resolve(LiveRoutes.PAGE);
  }

  /** Stops: requests that are being answered get a second to end; runs go on another time. */
  @Override
  public void close() {
    server.close();
    try {
      runs.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    problems.close();
  }
}
