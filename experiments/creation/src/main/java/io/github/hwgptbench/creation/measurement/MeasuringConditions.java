package io.github.hwgptbench.creation.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.hwgptbench.internal.file.NotJson;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a device is and how latency was measured on it, beside the table of its measurements.
 * Measurements of other conditions are not put together.
 *
 * @param network the network that ran
 * @param batch sequences at once
 * @param length tokens of each
 * @param threads that a network was computed by
 * @param warmUps how often a network ran before it was measured, each time its turn came
 * @param repeats how often it was measured then; each round has this many columns in the table
 * @param seed of the order in the rounds
 * @param machine processor, number of its cores, operating system
 * @param runtime the runtime of the networks, with versions
 */
@JsonPropertyOrder({
  "network",
  "batch",
  "length",
  "threads",
  "warm_ups",
  "repeats",
  "seed",
  "machine",
  "runtime"
})
public record MeasuringConditions(
    String network,
    int batch,
    int length,
    int threads,
    @JsonProperty("warm_ups") int warmUps,
    int repeats,
    long seed,
    String machine,
    String runtime) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Reads conditions.
   *
   * @throws IOException if the file can't be read, or holds something else
   */
  static MeasuringConditions read(Path file) throws IOException {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (!root.isObject()) {
        throw new IOException(file + ": not a JSON object");
      }
      return JSON.treeToValue(root, MeasuringConditions.class);
    } catch (JsonMappingException e) {
      throw new IOException(file + ": " + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + NotJson.describe(e), e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not UTF-8 text", e);
    }
  }

  String text() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every record can be written", e);
    }
  }

  /** Describes the machine that this runs on. */
  public static String thisMachine() {
    return Text.format(
        "%s, %d cores, %s %s %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"));
  }

  /** Linux and Windows say which processor they run on; elsewhere its architecture has to do. */
  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try {
        return Files.readAllLines(info).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    String named = System.getenv("PROCESSOR_IDENTIFIER");
    return named == null ? System.getProperty("os.arch") : named;
  }
}
