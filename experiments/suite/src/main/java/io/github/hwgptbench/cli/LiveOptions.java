package io.github.hwgptbench.cli;

import com.google.common.base.Throwables;
import io.github.hwgptbench.live.LiveSuites;
import io.github.hwgptbench.service.LiveService;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the live page of a suite. */
final class LiveOptions {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int DEFAULT_PORT = 8090;

  @Option(
      names = "--live",
      description = "Show the suite as it runs at an address of this machine, to be opened in a"
          + " browser: progress, curves, fronts and failures. The page can stop and resume it. At a"
          + " terminal the page stays until Ctrl-C; otherwise it ends with the suite. docs/live.md"
          + " describes it.")
  private boolean live;

  @Option(
      names = "--live-port",
      paramLabel = "PORT",
      description = "Port of the page, or 0 for any that is free (default: " + DEFAULT_PORT
          + ", or where that is taken any that is free).")
  private @Nullable Integer port;

  /**
   * Opens the page.
   *
   * @param root folder of suites, which the page lists
   * @param log receives the address, and what goes wrong
   * @return shows nothing if no page is asked for
   * @throws UsageException if the port is wrong
   * @throws IOException if the port is taken
   */
  LiveView open(Path root, PrintWriter log) throws IOException {
    if (!live) {
      if (port != null) {
        throw new UsageException("--live-port requires --live");
      }
      return LiveView.none();
    }
    if (port != null && (port < 0 || port > 65_535)) {
      throw UsageException.of("--live-port %d; allowed: 0 to 65535", port);
    }
    LiveSuites suites = new LiveSuites(root);
    return new LiveView(suites, service(suites, log), log);
  }

  private LiveService service(LiveSuites suites, PrintWriter log) throws IOException {
    if (port != null) {
      return service(suites, port, log);
    }
    try {
      return service(suites, DEFAULT_PORT, log);
    } catch (IOException e) {
      if (Throwables.getCausalChain(e).stream().noneMatch(BindException.class::isInstance)) {
        throw e;
      }
      return service(suites, 0, log);
    }
  }

  private static LiveService service(LiveSuites suites, int port, PrintWriter log)
      throws IOException {
    return new LiveService(
        new InetSocketAddress(LOOPBACK, port), System.getenv(ServeCommand.TOKEN), suites, log);
  }
}
