package io.github.hwgptbench.service;

import io.github.hwgptbench.live.LiveSuites;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serves only the live page of suites, protected like an {@link HttpService}.
 *
 * @since 0.2.0
 */
public final class LiveService implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int MOST_BYTES = 16 << 10;
  private static final Duration REQUEST_TIME = Duration.ofSeconds(60);

  private final HttpServer server;

  /**
   * Starts to listen.
   *
   * @param address address to listen on; port 0 for any free one
   * @param token token that requests must bear; null for none, on the loopback address only
   * @param log receives errors that were not caused by a request
   * @throws IOException if the address is taken
   * @throws IllegalArgumentException if the token is too short
   */
  public LiveService(
      InetSocketAddress address, @Nullable String token, LiveSuites suites, PrintWriter log)
      throws IOException {
    this.server = new HttpServer(
        new ServiceSettings(
            address,
            token,
            Path.of(""),
            THREADS,
            1,
            MOST_BYTES,
            1,
            REQUEST_TIME,
            Duration.ofHours(1)),
        log);
    try {
      new LiveRoutes(suites, null, server.streams()).addTo(server.routes());
      server.start();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Returns the address of the page, such as {@code http://127.0.0.1:8090/live}. */
  public URI page() {
    return server.uri().resolve(LiveRoutes.PAGE);
  }

  @Override
  public void close() {
    server.close();
  }
}
