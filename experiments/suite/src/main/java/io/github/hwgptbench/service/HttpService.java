package io.github.hwgptbench.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The benchmark over HTTP: answers with JSON what {@code /openapi.json} documents, and nothing
 * else. A request that is refused is answered with a status of 4xx and {@code {"error": "why"}},
 * and changes nothing.
 */
public final class HttpService implements AutoCloseable {

  /** No request has anything deeper or longer in it. */
  private static final StreamReadConstraints READ_LIMITS = StreamReadConstraints.builder()
      .maxNestingDepth(8)
      .maxNumberLength(100)
      .maxNameLength(1_000)
      .maxStringLength(10_000)
      .build();

  private static final int BACKLOG = 1024;
  /** Others wait in the backlog until one is closed. */
  private static final int MOST_CONNECTIONS = 800;
  /** They read and write without waiting, so that a few serve all connections. */
  private static final int SERVER_THREADS = 6;

  private static final int SOCKET_BUFFER_BYTES = 128 << 10;
  private static final long STOP_MS = 1000;

  private final ServedProblems problems;
  private final ServedRuns runs;
  private final Workers workers;
  private final InetSocketAddress address;
  private final PrintWriter log;
  private final Server server;
  private final GracefulHandler requests;
  private final ServerConnector connector;

  /**
   * Starts to listen, and goes on with the runs that an earlier service has left.
   *
   * @param log receives what went wrong that was not the fault of a request
   * @throws IOException if the address is taken, or the folder of runs can't be read or written
   */
  public HttpService(ServiceSettings settings, ServedBenchmark benchmark, PrintWriter log)
      throws IOException {
    this.address = settings.address();
    this.log = log;
    this.server = new Server(new QueuedThreadPool(SERVER_THREADS));
    this.connector = connector(server, settings);
    connector.open();
    try {
      this.problems = new ServedProblems(benchmark);
      this.runs =
          new ServedRuns(settings.runs(), benchmark, settings.mostRuns(), settings.idleTime(), log);
      Routes routes = new Routes(
          problems,
          runs,
          settings.mostArchitectures(),
          JsonMapper.builder(JsonFactory.builder()
                  .streamReadConstraints(READ_LIMITS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .build())
              .build());
      this.workers = new Workers(settings.threads());
      ErrorAnswers errors = new ErrorAnswers(log);
      server.setErrorHandler(errors);
      this.requests = new GracefulHandler(new ServiceHandler(
          new AccessRules(settings.token(), settings.address()),
          routes,
          errors,
          new ByteBudget(Math.max(Runtime.getRuntime().maxMemory() / 8, 2L * settings.mostBytes())),
          settings.mostBytes(),
          workers));
      server.setHandler(requests);
      start(server);
    } catch (IOException | RuntimeException e) {
      connector.close();
      throw e;
    }
  }

  private static ServerConnector connector(Server server, ServiceSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Names in paths are compared, and lead to no file.
    http.setUriCompliance(UriCompliance.DEFAULT.with(
        "service",
        UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
        UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
        UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
        UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.address().getHostString());
    connector.setPort(settings.address().getPort());
    connector.setAcceptQueueSize(BACKLOG);
    // The system's own limits are some megabytes per connection.
    connector.setAcceptedReceiveBufferSize(SOCKET_BUFFER_BYTES);
    connector.setAcceptedSendBufferSize(SOCKET_BUFFER_BYTES);
    // The deadlines of the steps are stricter.
    connector.setIdleTimeout(0);
    connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    connector.addBean(
        ClientDeadline.forEachConnection(connector.getScheduler(), settings.requestTime()));
    server.addConnector(connector);
    return connector;
  }

  private static void start(Server server) throws IOException {
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The server does not start: " + e.getMessage(), e);
    }
  }

  /** Returns where the service is, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    InetAddress host = address.getAddress();
    String name = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    return URI.create(Text.format(
        "http://%s:%d", name.contains(":") ? "[" + name + "]" : name, connector.getLocalPort()));
  }

  /** Stops: requests that are being answered get a second to end; runs go on another time. */
  @Override
  public void close() {
    boolean interrupted = false;
    try {
      awaitAnswers();
      server.stop();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (Exception e) {
      log.printf(Locale.ROOT, "The server did not stop: %s%n", e);
    }
    workers.shutdownNow();
    try {
      workers.awaitTermination(5, TimeUnit.SECONDS);
      runs.stop();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    problems.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswers() throws InterruptedException, ExecutionException {
    connector.close();
    try {
      requests.shutdown().get(STOP_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Nobody waits longer for clients that send or read slowly.
    }
  }
}
