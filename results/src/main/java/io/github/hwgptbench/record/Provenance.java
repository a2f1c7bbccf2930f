package io.github.hwgptbench.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What answered and what computed: enough to tell whether two records can be compared.
 *
 * @param version version of this library
 * @param surrogates hash of the models that answer
 * @param java version and vendor of the Java machine
 * @param platform operating system and processor architecture
 */
public record Provenance(String version, String surrogates, String java, String platform) {

  /**
   * Returns the provenance of what this process computes.
   *
   * @param surrogates hash of the models that answer
   */
  public static Provenance of(String surrogates) {
    return new Provenance(
        currentVersion(),
        surrogates,
        "%s (%s)".formatted(System.getProperty("java.version"), System.getProperty("java.vendor")),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  /** Returns the version of this library. */
  public static String currentVersion() {
    Properties build = new Properties();
    try (InputStream in = Provenance.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
