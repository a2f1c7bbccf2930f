package io.github.hwgptbench.adapter.optuna.sql;

import com.google.common.base.Splitter;
import io.github.hwgptbench.usage.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and the user who connects.
 *
 * @param jdbc for the driver, without user and password
 * @param shown for messages, also without other properties of the driver
 * @param user null if the driver decides
 * @param password null if there is none, or the driver looks for a file of passwords
 */
record StorageUrl(
    Dialect dialect,
    String jdbc,
    String shown,
    @Nullable String user,
    @Nullable String password) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * Reads an address.
   *
   * @param environment variables, of which {@code PGUSER} and {@code PGPASSWORD} stand in for what
   *     the address lacks
   * @throws UsageException if it is none; does not repeat it, as it may have a password
   */
  static StorageUrl parse(String url, Map<String, String> environment) {
    if (url.startsWith(SQLITE)) {
      if (url.length() == SQLITE.length() || url.contains(":memory:")) {
        throw UsageException.of(
            "Database '%s'; allowed: a file, as in jdbc:sqlite:study.db. For a study in memory,"
                + " use InMemoryStorage",
            url);
      }
      return new StorageUrl(Dialect.SQLITE, url, withoutQuery(url), null, null);
    }
    if (url.startsWith(POSTGRESQL)) {
      return postgresql(url.substring(POSTGRESQL.length()), environment);
    }
    throw UsageException.of("Database address not supported; allowed: jdbc:sqlite:FILE and"
        + " jdbc:postgresql://HOST:PORT/DATABASE");
  }

  private static StorageUrl postgresql(String rest, Map<String, String> environment) {
    String user = environment.get("PGUSER");
    String password = environment.get("PGPASSWORD");
    String where = withoutQuery(rest);
    int at = where.lastIndexOf('@');
    if (where.startsWith("//") && at >= 0) {
      List<String> parts = Splitter.on(':').limit(2).splitToList(where.substring(2, at));
      user = decoded(parts.get(0));
      password = parts.size() > 1 ? decoded(parts.get(1)) : password;
      where = "//" + where.substring(at + 1);
    }
    List<String> others = new ArrayList<>();
    String query = rest.substring(withoutQuery(rest).length());
    // A password with an unencoded ? or / would end up where drivers and messages repeat it.
    if (!where.startsWith("//") || where.contains("@") || query.contains("@")) {
      throw UsageException.of("Malformed address of a PostgreSQL database; allowed:"
          + " jdbc:postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of"
          + " user and password percent-encoded, such as %%40 for @");
    }
    for (String each : Splitter.on('&').omitEmptyStrings().split(query.replaceFirst("\\?", ""))) {
      if (each.startsWith("user=")) {
        user = decoded(each.substring("user=".length()));
      } else if (each.startsWith("password=")) {
        password = decoded(each.substring("password=".length()));
      } else {
        others.add(each);
      }
    }
    return new StorageUrl(
        Dialect.POSTGRESQL,
        POSTGRESQL + where + (others.isEmpty() ? "" : "?" + String.join("&", others)),
        POSTGRESQL + where,
        user,
        password);
  }

  private static String withoutQuery(String url) {
    return url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
  }

  private static String decoded(String text) {
    // In the part before the host a plus sign is one.
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, which repeats a part of the password.
      throw UsageException.of(
          "Address of a PostgreSQL database whose user or password has a %% without two"
              + " hexadecimal digits");
    }
  }

  /** Returns the address without what is secret. */
  @Override
  public String toString() {
    return shown;
  }
}
