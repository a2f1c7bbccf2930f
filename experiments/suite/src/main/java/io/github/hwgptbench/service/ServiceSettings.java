package io.github.hwgptbench.service;

import io.github.hwgptbench.usage.UsageException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a service is set up.
 *
 * @param address where it listens; port 0 for any that is free
 * @param token what requests have to bear; null for none, on the loopback address alone
 * @param runs folder of the records of runs
 * @param threads how many requests are answered at the same time
 * @param mostArchitectures how many a request may ask for
 * @param mostBytes how long the body of a request may be
 * @param mostRuns how many runs may go on at the same time
 * @param requestTime how long each step of a request may take: to arrive, to be answered, to be
 *     read by the client
 * @param idleTime after which time without a request the run of a client rests
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
   *     secret, or there is none although others than this machine could connect
   */
  public ServiceSettings {
    check("threads", threads);
    check("architectures a request", mostArchitectures);
    check("bytes a request", mostBytes);
    check("runs", mostRuns);
    check("Time of a request", requestTime);
    check("Time until a run rests", idleTime);
    if (mostBytes > LONGEST_BODY) {
      throw UsageException.of("%d bytes a request; allowed: 1 to %d", mostBytes, LONGEST_BODY);
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
      throw UsageException.of("%s: %s; allowed: more than nothing", what, time);
    }
  }

  private static void check(String what, int number) {
    if (number < 1) {
      throw UsageException.of("%d %s; allowed: 1 or more", number, what);
    }
  }
}
