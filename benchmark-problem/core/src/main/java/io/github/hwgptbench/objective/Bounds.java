package io.github.hwgptbench.objective;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The smallest and the largest value of objectives over one search space, which map the values to 0
 * to 1. Indicators such as the hypervolume depend on them, so they have a version, and are kept in
 * a file:
 *
 * <pre>{@code
 * {
 *   "version": "1",
 *   "scale": "s",
 *   "found": "in words, how the values were found",
 *   "objectives": {
 *     "perplexity": [25.1, 41.7],
 *     "latency@a100": [9.8, 33.2]
 *   }
 * }
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Bounds {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String version;
  private final String scale;
  private final String found;
  private final Map<Objective, Range> ranges;

  /**
   * Two bounds, in the unit of their objective.
   *
   * @param min the smallest value, finite
   * @param max the largest value, finite and larger than {@code min}
   */
  public record Range(double min, double max) {

    /**
     * Makes a range.
     *
     * @throws IllegalArgumentException if a bound is not finite, or they are not ascending
     */
    public Range {
      if (!Double.isFinite(min) || !Double.isFinite(max) || min >= max) {
        throw new IllegalArgumentException(Text.format(
            "Range [%s, %s]: both must be finite, the first smaller than the second", min, max));
      }
    }

    /** Returns a value on a scale where the smallest one is 0 and the largest one 1. */
    public double normalize(double value) {
      return (value - min) / (max - min);
    }
  }

  /**
   * Makes bounds.
   *
   * @param version name of this set of bounds
   * @param scale name of the search space that they are of
   * @param found how they were found, in words
   * @param ranges the bounds of each objective; their order is kept
   */
  public Bounds(String version, String scale, String found, Map<Objective, Range> ranges) {
    this.version = version;
    this.scale = scale;
    this.found = found;
    this.ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
  }

  /**
   * Reads a file of bounds.
   *
   * @param in where to read from; left open
   * @param sourceName what to call the source in messages
   * @throws IOException if it can't be read, or is not a complete file of bounds; the message has
   *     the place
   */
  public static Bounds read(InputStream in, String sourceName) throws IOException {
    try {
      JsonFields root = JsonFields.parse(in.readAllBytes());
      JsonFields objectives = root.object("objectives");
      Map<Objective, Range> ranges = new LinkedHashMap<>();
      for (String objective : objectives.names()) {
        double[] pair = objectives.numbers(objective, 2);
        Range range = objectives.made(objective, () -> new Range(pair[0], pair[1]));
        ranges.put(Objective.parseAnyDevice(objective), range);
      }
      return new Bounds(root.text("version"), root.text("scale"), root.text("found"), ranges);
    } catch (IllegalArgumentException e) {
      throw new IOException(Text.format("Bounds '%s': %s", sourceName, e.getMessage()), e);
    }
  }

  /**
   * Writes the file that {@link #read} reads; the same bounds give the same bytes.
   *
   * @param out where to write to; flushed and left open
   * @throws IOException if it can't be written
   */
  public void write(OutputStream out) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", version).put("scale", scale).put("found", found);
    ObjectNode objectives = root.putObject("objectives");
    ranges.forEach((objective, range) -> {
      ArrayNode pair = objectives.putArray(objective.toString());
      pair.add(range.min()).add(range.max());
    });
    String text = root.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /**
   * Returns these bounds and those of other objectives of the same space; where both have an
   * objective, the others' are taken.
   */
  public Bounds with(Bounds others) {
    if (!scale.equals(others.scale)) {
      throw new IllegalArgumentException(Text.format(
          "bounds of spaces '%s' and '%s'; both must be of one space", scale, others.scale));
    }
    Map<Objective, Range> both = new LinkedHashMap<>(ranges);
    both.putAll(others.ranges);
    return new Bounds(version, scale, found, both);
  }

  /** Returns the name of this set of bounds. */
  public String version() {
    return version;
  }

  /** Returns the name of the search space that the bounds are of. */
  public String scale() {
    return scale;
  }

  /** Returns how the bounds were found, in words. */
  public String found() {
    return found;
  }

  /** Returns the bounds of all objectives, in the order of the file; can't be changed. */
  public Map<Objective, Range> ranges() {
    return ranges;
  }

  /**
   * Returns the bounds of an objective.
   *
   * @throws IllegalArgumentException if it has none here; names those that have
   */
  public Range range(Objective objective) {
    Range range = ranges.get(objective);
    if (range == null) {
      throw UsageException.of(
          "Bounds '%s' of '%s': none for '%s'; %s; 'hwgpt bounds' finds others",
          version,
          scale,
          objective,
          Suggestion.known(
              objective.toString(),
              ranges.keySet().stream().map(Objective::toString).toList()));
    }
    return range;
  }

  /**
   * Maps a value so that the smallest one becomes 0 and the largest one 1; values beyond the bounds
   * fall outside. A metric that is maximised keeps its direction.
   *
   * @throws IllegalArgumentException if the objective has no bounds here
   */
  public double normalize(Objective objective, double value) {
    return range(objective).normalize(value);
  }

  /**
   * Returns a value on a scale where 0 is the best value in the bounds and 1 the worst: as
   * {@link #normalize}, but 1 minus that for a metric that is maximised.
   *
   * @throws IllegalArgumentException if the objective has no range
   */
  public double normalizeToMinimize(Objective objective, double value) {
    double upward = normalize(objective, value);
    return objective.metric().maximized() ? 1 - upward : upward;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bounds that
        && version.equals(that.version)
        && scale.equals(that.scale)
        && found.equals(that.found)
        && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  /** Returns the version, the scale and the number of objectives. */
  @Override
  public String toString() {
    return Text.format("bounds '%s' of %s (%d objectives)", version, scale, ranges.size());
  }
}
