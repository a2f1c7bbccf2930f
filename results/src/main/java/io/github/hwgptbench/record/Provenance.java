package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The provenance of values: the surrogates and software, which determine whether two records can be
 * compared.
 *
 * @param version version of this library
 * @param commit the commit that it was built from, with {@code -dirty} if tracked files were
 *     changed; {@link #UNKNOWN} if it was built without a repository
 * @param surrogates hash of the surrogates and models; or, after {@link #TABLES}, of tables of
 *     measurements and, after {@link #CLOCK}, of the surrogates of a simulated clock
 * @param java version and vendor of the Java machine
 * @param platform operating system and processor architecture
 */
public record Provenance(
    String version, String commit, String surrogates, String java, String platform) {

  private static final int SHORT_HASH = 12;

  /** The prefix of the hash of tables of measurements. */
  public static final String TABLES = "tables:";

  /** The separator between the hash of tables and that of the surrogates of a simulated clock. */
  public static final String CLOCK = ",clock:";

  /** The commit if it is not known. */
  public static final String UNKNOWN = "unknown";

  /**
   * Returns the first digits of a hash, which identify it for readers.
   *
   * @param hash of surrogates or tables, or of a commit, whose {@code -dirty} stays
   */
  public static String shortened(String hash) {
    if (hash.startsWith(TABLES)) {
      return shortened(hash.substring(TABLES.length()));
    }
    int dash = hash.indexOf('-');
    String digits = dash < 0 ? hash : hash.substring(0, dash);
    return digits.substring(0, Math.min(SHORT_HASH, digits.length()))
        + hash.substring(digits.length());
  }

  /**
   * Returns the provenance of values that this process computes.
   *
   * @param surrogates hash, as in the component of this name
   */
  public static Provenance of(String surrogates) {
    return new Provenance(
        currentVersion(),
        currentCommit(),
        surrogates,
        Text.format(
            "%s (%s)", System.getProperty("java.version"), System.getProperty("java.vendor")),
        Text.format("%s %s", System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  /** Returns whether values are from tables of measurements in place of surrogates. */
  public boolean fromTables() {
    return surrogates.startsWith(TABLES);
  }

  /** Returns the version of this library. */
  public static String currentVersion() {
    return build().getProperty("version");
  }

  private static String currentCommit() {
    String commit = build().getProperty("commit");
    // Without a repository the build leaves the place of the commit as it is.
    return commit.matches("[0-9a-f]+(-dirty)?") ? commit : UNKNOWN;
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream in = Provenance.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }
}
