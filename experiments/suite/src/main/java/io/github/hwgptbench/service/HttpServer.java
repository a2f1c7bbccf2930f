package io.github.hwgptbench.service;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
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

/** Listens, and answers what a table of routes has. */
final class HttpServer implements AutoCloseable {

  private static final int BACKLOG = 1024;
  /** Others wait in the backlog until one is closed. */
  private static final int MOST_CONNECTIONS = 800;
  /** They read and write without waiting, so that a few serve all connections. */
  private static final int SERVER_THREADS = 6;

  private static final int SOCKET_BUFFER_BYTES = 128 << 10;
  private static final long STOP_MS = 1000;

  private final ServiceSettings settings;
  private final PrintWriter log;
  private final Workers workers;
  private final EventStreams streams;
  private final RouteTable routes = new RouteTable();
  private final Server server;
  private final ServerConnector connector;
  private final GracefulHandler requests;

  /**
   * Takes an address. Whoever connects waits for the {@link #start}.
   *
   * @param log receives what went wrong that was not the fault of a request
   * @throws IOException if the address is taken
   */
  HttpServer(ServiceSettings settings, PrintWriter log) throws IOException {
    this.settings = settings;
    this.log = log;
    this.server = new Server(new QueuedThreadPool(SERVER_THREADS));
    this.connector = connector(server, settings);
    connector.open();
    // Not before the address is there: it has a thread.
    this.streams = new EventStreams();
    this.workers = new Workers(settings.threads());
    ErrorAnswers errors = new ErrorAnswers(log);
    server.setErrorHandler(errors);
    this.requests = new GracefulHandler(new ServiceHandler(
        new AccessRules(settings.token(), settings.address()),
        routes,
        errors,
        new ByteBudget(Math.max(Runtime.getRuntime().maxMemory() / 8, 2L * settings.mostBytes())),
        settings.mostBytes(),
        workers,
        streams));
    server.setHandler(requests);
  }

  /** Returns the table of what is answered, to be filled before the start. */
  RouteTable routes() {
    return routes;
  }

  /** Returns what sends events. */
  EventStreams streams() {
    return streams;
  }

  /** Begins to answer. */
  void start() throws IOException {
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The server does not start: " + e.getMessage(), e);
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

  /** Returns where the server is, such as {@code http://127.0.0.1:8080}. */
  URI uri() {
    InetAddress host = settings.address().getAddress();
    String name = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    return URI.create(Text.format(
        "http://%s:%d", name.contains(":") ? "[" + name + "]" : name, connector.getLocalPort()));
  }

  /** Stops: requests that are being answered get a second to end. */
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
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswers() throws InterruptedException, ExecutionException {
    connector.close();
    streams.close();
    try {
      requests.shutdown().get(STOP_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Nobody waits longer for clients that send or read slowly.
    }
  }
}
