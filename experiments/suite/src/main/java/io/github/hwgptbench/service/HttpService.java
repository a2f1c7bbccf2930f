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
 * The benchmark over HTTP, with JSON responses as documented by {@code /openapi.json}, and with the
 * live page of suites. A refused request changes nothing; its response has a status of 4xx and
 * {@code {"error": "why"}}.
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
   * Starts to listen, and continues the unfinished runs of an earlier service.
   *
   * @param suites suites of the live page
   * @param starter starts suites for the page; stays open
   * @param log receives errors that were not caused by a request
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

  /** Returns the address of the service, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return server.uri();
  }

  /** Returns the address of the live page. */
  public URI page() {
    return uri().resolve(LiveRoutes.PAGE);
  }

  /**
   * Stops. Requests in progress get a second to complete; runs continue when a service is started
   * again.
   */
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
