package io.github.hwgptbench.service;

import io.github.hwgptbench.usage.UsageException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a service.
 *
 * @param address address to listen on; port 0 for any free one
 * @param token token that requests must bear; null for none, on the loopback address only
 * @param runs folder for the records of runs
 * @param threads maximum number of simultaneous requests
 * @param mostArchitectures maximum number of architectures in a request
 * @param mostBytes maximum length of the body of a request, in bytes
 * @param mostRuns maximum number of simultaneous runs
 * @param requestTime maximum time of each step of a request: to arrive, to be answered, and to be
 *     read by the client
 * @param idleTime time without a request after which the run of a client is suspended
 */
public record ServiceSettings(
    InetSocketAddress address,
    @Nullable String token,
    Path runs,
    int threads,
    int mostArchitectures,
    int mostBytes,
    int mostRuns,
    Duration requestTime,
    Duration idleTime) {

  private static final int SHORTEST_TOKEN = 16;
  private static final int LONGEST_BODY = 1 << 30;

  /**
   * Makes settings.
   *
   * @throws IllegalArgumentException if a number is not positive, the token is too short to be a
   *     secret, or there is none although other machines can connect
   */
  public ServiceSettings {
    check("threads", threads);
    check("architectures per request", mostArchitectures);
    check("bytes per request", mostBytes);
    check("runs", mostRuns);
    check("Time of a request", requestTime);
    check("Time until a run is suspended", idleTime);
    if (mostBytes > LONGEST_BODY) {
      throw UsageException.of("%d bytes per request; allowed: 1 to %d", mostBytes, LONGEST_BODY);
    }
    if (address.isUnresolved()) {
      throw UsageException.of("Address '%s': no such host", address.getHostString());
    }
    if (token == null && !address.getAddress().isLoopbackAddress()) {
      throw UsageException.of(
          "Address '%s': others can connect to it; give a token", address.getHostString());
    }
    if (token != null && token.length() < SHORTEST_TOKEN) {
      throw UsageException.of(
          "Token of %d characters; allowed: %d or more", token.length(), SHORTEST_TOKEN);
    }
  }

  private static void check(String what, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw UsageException.of("%s: %s; allowed: above 0", what, time);
    }
  }

  private static void check(String what, int number) {
    if (number < 1) {
      throw UsageException.of("%d %s; allowed: 1 or more", number, what);
    }
  }
}
