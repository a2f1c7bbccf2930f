package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of the verification of a record: the number of runs of each algorithm that were
 * repeated with bit-identical evaluations. It is valid only for the record with its fingerprint.
 *
 * @param fingerprint fingerprint of the record, as {@link SuiteArchive#fingerprint} returns it
 * @param version of the library that verified it
 * @param commit of that library
 * @param algorithms by name
 * @since 0.2.0
 */
public record RecordVerification(
    String fingerprint, String version, String commit, Map<String, Verified> algorithms) {

  private static final int FORMAT = 1;
  private static final String NOT_REPEATABLE = "not_repeatable";
  private static final String PROPOSAL_MICROS = "proposal_us_per_evaluation";

  /**
   * The result for the runs of an algorithm.
   *
   * @param runs number of runs
   * @param checked number of runs that were repeated with bit-identical evaluations; if they can't
   *     be repeated, number of runs with the values, noise included, and costs that the benchmark
   *     returns for their architectures, at times that are possible
   * @param notRepeatable why they can't be repeated; null if they can
   * @param proposalMicros mean {@linkplain RunOutcome#proposalTime proposal time} per evaluation
   *     when runs were repeated, in microseconds on the machine of the verification; NaN if it was
   *     not measured
   */
  public record Verified(
      int runs, int checked, @Nullable String notRepeatable, double proposalMicros) {

    /** Checks the time. */
    public Verified {
      if (proposalMicros < 0 || Double.isInfinite(proposalMicros)) {
        throw new IllegalArgumentException(
            Text.format("%s is %s; allowed: 0 or more", PROPOSAL_MICROS, proposalMicros));
      }
    }

    /** Returns whether runs were repeated. */
    public boolean repeated() {
      return notRepeatable == null && checked > 0;
    }
  }

  /** Copies the map. */
  public RecordVerification {
    algorithms = ImmutableMap.copyOf(algorithms);
  }

  /**
   * Writes a file, and replaces an existing one.
   *
   * @throws IOException if it can't be written
   */
  public void write(Path file) throws IOException {
    ObjectNode root = SettingsJson.object();
    root.put("format", FORMAT);
    root.put("record_sha256", fingerprint);
    root.put("version", version);
    root.put("commit", commit);
    ObjectNode all = root.putObject("algorithms");
    algorithms.forEach((name, verified) -> {
      ObjectNode node = all.putObject(name);
      node.put("runs", verified.runs());
      node.put("checked", verified.checked());
      if (verified.notRepeatable() != null) {
        node.put(NOT_REPEATABLE, verified.notRepeatable());
      }
      if (!Double.isNaN(verified.proposalMicros())) {
        node.put(PROPOSAL_MICROS, verified.proposalMicros());
      }
    });
    try {
      WholeFile.write(file, SettingsJson.prettyText(root));
    } catch (IOException e) {
      throw Unwritten.of(file, e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read, or was changed; the message names the file and the
   *     wrong field
   */
  public static RecordVerification read(Path file) throws IOException {
    try {
      return read(JsonFields.parse(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          Text.format("%s: not a result of a verification: %s", file, e.getMessage()), e);
    }
  }

  private static RecordVerification read(JsonFields root) {
    root.checkOnly(List.of("format", "record_sha256", "version", "commit", "algorithms"));
    root.integer("format", FORMAT, FORMAT);
    JsonFields all = root.object("algorithms");
    ImmutableMap.Builder<String, Verified> algorithms = ImmutableMap.builder();
    for (String name : all.names()) {
      JsonFields given = all.object(name);
      given.checkOnly(List.of("runs", "checked", NOT_REPEATABLE, PROPOSAL_MICROS));
      int runs = given.integer("runs", 0, Integer.MAX_VALUE);
      algorithms.put(
          name,
          new Verified(
              runs,
              given.integer("checked", 0, runs),
              given.has(NOT_REPEATABLE) ? given.text(NOT_REPEATABLE) : null,
              // Earlier versions did not measure it.
              given.has(PROPOSAL_MICROS) ? given.number(PROPOSAL_MICROS) : Double.NaN));
    }
    return new RecordVerification(
        root.text("record_sha256"),
        root.text("version"),
        root.text("commit"),
        algorithms.buildOrThrow());
  }
}
