package io.github.hwgptbench.service;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Who may ask, which the head of a request decides. Immutable. */
final class AccessRules {

  private static final List<String> LOOPBACK_NAMES =
      List.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final byte @Nullable [] authorization;
  private final String address;

  /**
   * Makes the rules of a service.
   *
   * @param token what requests have to bear; null for none
   * @param address where the service listens
   */
  AccessRules(@Nullable String token, InetSocketAddress address) {
    this.authorization =
        token == null ? null : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.address = address.getHostString().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks a request, also one that bears no token.
   *
   * @throws RefusedException if it is for another host than this machine, where there is no token,
   *     or a browser sends it for a page from elsewhere
   */
  void checkOrigin(HttpFields headers) {
    String host = headers.get(HttpHeader.HOST);
    if (authorization == null) {
      checkHost(host);
    }
    for (String site : headers.getValuesList("Sec-Fetch-Site")) {
      // None is what a user has typed. Another port of this machine is the same site.
      if (!site.equals("same-origin") && !site.equals("none")) {
        throw ofAnotherPage();
      }
    }
    for (String origin : headers.getValuesList(HttpHeader.ORIGIN)) {
      // Without the scheme, which is that of a proxy where there is one.
      if (host == null || !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host)) {
        throw ofAnotherPage();
      }
    }
  }

  private static RefusedException ofAnotherPage() {
    return new RefusedException(403, "Requests from pages of other sites are refused");
  }

  /**
   * Checks the token.
   *
   * @throws RefusedException if a request has to bear one, and bears none or another
   */
  void checkToken(HttpFields headers) {
    String given = headers.get(HttpHeader.AUTHORIZATION);
    if (authorization != null
        && (given == null
            || !MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8)))) {
      throw new RefusedException(401, "No token, or a wrong one; send Authorization: Bearer TOKEN");
    }
  }

  /** A host name of its own that leads to this machine makes a page of the same origin. */
  private void checkHost(@Nullable String host) {
    String name = host == null ? "" : host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    if (!LOOPBACK_NAMES.contains(name) && !name.equals(address)) {
      throw new RefusedException(403, "Requests for hosts other than this machine are refused");
    }
  }
}
