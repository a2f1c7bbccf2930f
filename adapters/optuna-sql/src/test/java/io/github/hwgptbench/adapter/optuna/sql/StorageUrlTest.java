package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageUrlTest {

  private static void assertRead(String url, String user, String password, String jdbc) {
    StorageUrl read = StorageUrl.parse(url, Map.of("PGUSER", "envuser", "PGPASSWORD", "envsecret"));
    assertEquals(user, read.user());
    assertEquals(password, read.password());
    assertEquals(jdbc, read.jdbc());
    assertEquals(jdbc.replaceFirst("\\?.*", ""), read.toString());
  }

  @Test
  void credentialsComeFromTheAddressOrTheEnvironment() {
    String plain = "jdbc:postgresql://host:5432/db";
    assertRead(plain, "envuser", "envsecret", plain);
    assertRead("jdbc:postgresql://me@host:5432/db", "me", "envsecret", plain);
    assertRead("jdbc:postgresql://me:a%40b+c@host:5432/db", "me", "a@b+c", plain);
    assertRead(plain + "?user=me&password=a%26b", "me", "a&b", plain);
    assertRead(
        plain + "?ssl=true&password=p&sslpassword=q",
        "envuser",
        "p",
        plain + "?ssl=true&sslpassword=q");
  }
}
