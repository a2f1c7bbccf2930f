package io.github.hwgptbench.service;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Who may ask, which the head of a request decides. Immutable. */
final class AccessRules {

  private static final List<String> LOOPBACK_NAMES =
      List.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final Optional<byte[]> authorization;
  private final String address;

  /**
   * Makes the rules of a service.
   *
   * @param token what requests have to bear; empty for none
   * @param address where the service listens
   */
  AccessRules(Optional<String> token, InetSocketAddress address) {
    this.authorization = token.map(it -> ("Bearer " + it).getBytes(StandardCharsets.UTF_8));
    this.address = address.getHostString().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks a request.
   *
   * @throws RefusedException if it is for another host, or bears another token than it has to
   */
  void check(HttpFields headers) {
    if (authorization.isPresent()) {
      checkToken(authorization.get(), headers.get(HttpHeader.AUTHORIZATION));
    } else {
      checkHost(headers.get(HttpHeader.HOST));
    }
  }

  /** A host name of its own that leads to this machine makes a page of the same origin. */
  private void checkHost(String host) {
    String name = host == null ? "" : host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    if (!LOOPBACK_NAMES.contains(name) && !name.equals(address)) {
      throw new RefusedException(403, "Requests for another host than this machine are refused");
    }
  }

  private static void checkToken(byte[] expected, String given) {
    if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
      throw new RefusedException(401, "No token, or another; send Authorization: Bearer TOKEN");
    }
  }
}
