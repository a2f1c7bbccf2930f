package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.usage.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:me:secret@127.0.0.1/db",
        "jdbc:postgresql:/me:secret@host/db",
        "jdbc:postgresql://me:sec?ret@host/db",
        "jdbc:postgresql://me:%zzsecret@host/db"
      })
  void otherAddressesAreRefusedWithoutThePassword(String url) {
    UsageException e = assertThrows(UsageException.class, () -> StorageUrl.parse(url, Map.of()));
    assertFalse(e.toString().matches("(?s).*(ret|zz).*"), e.toString());
    assertNull(e.getCause());
  }
}
