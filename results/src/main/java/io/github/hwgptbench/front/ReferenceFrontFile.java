package io.github.hwgptbench.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.file.NotJson;
import io.github.hwgptbench.front.ReferenceFront.Origin;
import io.github.hwgptbench.front.ReferenceFront.Point;
import io.github.hwgptbench.front.ReferenceFront.Stage;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.WholeFile;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a {@link ReferenceFront} as a JSON file:
 *
 * <pre>{@code
 * {
 *   "format": 1,
 *   "problem": "HWGPT-S(perplexity,energy@v100)",
 *   "scale": "s",
 *   "objectives": ["perplexity", "energy@v100"],
 *   "constraints": [],
 *   "normalization": {
 *     "bounds": "default-1",
 *     "ranges": {"perplexity": [21.05, 42.54], "energy@v100": [0.18, 1.29]},
 *     "reference_point": [1.1, 1.1]
 *   },
 *   "hypervolume": 0.8795,
 *   "found": {
 *     "method": "in words",
 *     "seed": 1,
 *     "evaluations": 3510093,
 *     "stages": [{"name": "sweep", "evaluations": 275747, "points": 645, "hypervolume": 0.8793}]
 *   },
 *   "version": "0.1.0", "commit": "<hash>", "surrogates": "<hash>", "java": "17 (...)", "platform": "Linux amd64",
 *   "points": [
 *     {"architecture": "gpt-s-...", "perplexity": 21.05, "energy@v100": 1.07}
 *   ]
 * }
 * }</pre>
 *
 * <p>Values are in the units of their objectives, accuracy is not negated; hypervolumes are of
 * normalised values. The same front gives the same bytes.
 */
public final class ReferenceFrontFile {

  private static final int FORMAT = 1;
  /** Relative; sums of other orders may round otherwise. */
  private static final double TOLERANCE = 1e-9;

  private static final Set<String> FIELDS = Set.of(
      "format",
      "problem",
      "scale",
      "objectives",
      "constraints",
      "normalization",
      "hypervolume",
      "found",
      "version",
      "commit",
      "surrogates",
      "java",
      "platform",
      "points");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ReferenceFrontFile() {}

  /**
   * Writes a front. The file has its name only once it is whole.
   *
   * @param file compressed by gzip if its name ends in {@code .gz}
   * @throws IOException if it can't be written
   */
  public static void write(ReferenceFront front, Path file) throws IOException {
    byte[] text = text(front).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(WholeFile.part(file));
        OutputStream packed = compressed(file) ? new GZIPOutputStream(out) : out) {
      packed.write(text);
    }
    WholeFile.finish(file);
  }

  private static boolean compressed(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  private static String text(ReferenceFront front) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("problem", front.problem()).put("scale", front.scale());
    addTexts(root.putArray("objectives"), front.objectives().stream().map(Objective::key));
    addTexts(root.putArray("constraints"), front.constraints().stream().map(Constraint::key));
    addNormalization(root.putObject("normalization"), front);
    root.put("hypervolume", front.hypervolume());
    addOrigin(root.putObject("found"), front.origin());
    Provenance provenance = front.provenance();
    root.put("version", provenance.version()).put("commit", provenance.commit());
    root.put("surrogates", provenance.surrogates());
    root.put("java", provenance.java()).put("platform", provenance.platform());
    // One line a point, so that people can read the file and compare two.
    StringBuilder text = new StringBuilder(root.toPrettyString().stripTrailing());
    text.setLength(text.length() - 1);
    text.replace(text.length() - 1, text.length(), ",\n  \"points\" : [");
    for (int i = 0; i < front.points().size(); i++) {
      text.append(i == 0 ? "\n    " : ",\n    ")
          .append(point(front, front.points().get(i)));
    }
    return text.append("\n  ]\n}\n").toString().replace(System.lineSeparator(), "\n");
  }

  private static void addTexts(ArrayNode array, Stream<String> texts) {
    texts.forEach(array::add);
  }

  private static void addNormalization(ObjectNode node, ReferenceFront front) {
    node.put("bounds", front.boundsVersion());
    ObjectNode ranges = node.putObject("ranges");
    ArrayNode reference = node.putArray("reference_point");
    for (int i = 0; i < front.ranges().size(); i++) {
      Bounds.Range range = front.ranges().get(i);
      ranges.putArray(front.objectives().get(i).key()).add(range.min()).add(range.max());
      reference.add(front.reference());
    }
  }

  private static void addOrigin(ObjectNode node, Origin origin) {
    node.put("method", origin.method()).put("seed", origin.seed());
    node.put("evaluations", origin.evaluations());
    ArrayNode stages = node.putArray("stages");
    for (Stage stage : origin.stages()) {
      stages
          .addObject()
          .put("name", stage.name())
          .put("evaluations", stage.evaluations())
          .put("points", stage.points())
          .put("hypervolume", stage.hypervolume());
    }
  }

  private static ObjectNode point(ReferenceFront front, Point point) {
    ObjectNode node = JSON.createObjectNode().put("architecture", point.architecture());
    for (int i = 0; i < point.values().size(); i++) {
      node.put(front.objectives().get(i).key(), point.values().get(i));
    }
    return node;
  }

  /**
   * Reads a front.
   *
   * @param file compressed by gzip if its name ends in {@code .gz}
   * @throws IOException if it can't be read, or is not a complete front: something is missing,
   *     unknown or of another kind, a point is dominated, or the hypervolume is not that of the
   *     points; says where
   */
  public static ReferenceFront read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(String.format(Locale.ROOT, "%s: no such file", file));
    }
    try (InputStream in = Files.newInputStream(file);
        InputStream text = compressed(file) ? new GZIPInputStream(in) : in) {
      return read(text, file.toString());
    } catch (ZipException | EOFException e) {
      throw new IOException(
          String.format(Locale.ROOT, "%s: not whole, or not compressed by gzip", file), e);
    }
  }

  /**
   * Reads a front, as {@link #read(Path)} does.
   *
   * @param in its text; is not closed
   * @param source what errors call it
   */
  static ReferenceFront read(InputStream in, String source) throws IOException {
    Fields root = new Fields(source, "", tree(in, source));
    root.checkOnly(FIELDS);
    if (root.whole("format") != FORMAT) {
      throw root.malformed("format", String.format(Locale.ROOT, "must be %d", FORMAT), null);
    }
    List<Objective> objectives = root.parsed("objectives", Objective::parseAnyDevice);
    Fields normalization = root.object("normalization");
    normalization.checkOnly(Set.of("bounds", "ranges", "reference_point"));
    Fields found = root.object("found");
    found.checkOnly(Set.of("method", "seed", "evaluations", "stages"));
    ReferenceFront front;
    try {
      front = new ReferenceFront(
          root.text("problem"),
          root.text("scale"),
          objectives,
          root.parsed("constraints", ReferenceFrontFile::constraint),
          normalization.text("bounds"),
          ranges(normalization.object("ranges"), objectives),
          reference(normalization, objectives.size()),
          new Origin(
              found.text("method"), found.whole("seed"), found.whole("evaluations"), stages(found)),
          new Provenance(
              root.text("version"),
              root.text("commit", Provenance.UNKNOWN),
              root.text("surrogates"),
              root.text("java"),
              root.text("platform")),
          points(root, objectives));
    } catch (IllegalArgumentException e) {
      throw new IOException(String.format(Locale.ROOT, "%s: %s", source, e.getMessage()), e);
    }
    double stated = root.number("hypervolume");
    double actual = front.hypervolume();
    if (!(Math.abs(stated - actual) <= TOLERANCE * actual)) {
      throw root.malformed(
          "hypervolume",
          String.format(Locale.ROOT, "is %s, that of the points is %s", stated, actual),
          null);
    }
    return front;
  }

  private static JsonNode tree(InputStream in, String source) throws IOException {
    try {
      return JSON.readTree(in.readAllBytes());
    } catch (JsonProcessingException e) {
      throw new IOException(source + ": " + NotJson.describe(e), e);
    } catch (CharConversionException e) {
      throw new IOException(source + ": not UTF-8 text", e);
    }
  }

  /** Devices of a user's own have names that only the text tells. */
  private static Constraint constraint(String text) {
    String objective = text.split("[<>=]", 2)[0];
    return Constraint.parse(
        text, Objective.parseAnyDevice(objective).device().stream().toList());
  }

  private static List<Bounds.Range> ranges(Fields node, List<Objective> objectives)
      throws IOException {
    node.checkOnly(objectives.stream().map(Objective::key).collect(Collectors.toSet()));
    List<Bounds.Range> ranges = new ArrayList<>();
    for (Objective objective : objectives) {
      List<Double> pair = node.numbers(objective.key(), 2);
      ranges.add(new Bounds.Range(pair.get(0), pair.get(1)));
    }
    return ranges;
  }

  private static double reference(Fields normalization, int objectives) throws IOException {
    List<Double> point = normalization.numbers("reference_point", objectives);
    if (point.stream().distinct().count() != 1) {
      throw normalization.malformed("reference_point", "must be the same in every objective", null);
    }
    return point.get(0);
  }

  private static List<Stage> stages(Fields found) throws IOException {
    List<Stage> stages = new ArrayList<>();
    for (Fields stage : found.objects("stages")) {
      stage.checkOnly(Set.of("name", "evaluations", "points", "hypervolume"));
      stages.add(new Stage(
          stage.text("name"),
          stage.whole("evaluations"),
          (int) stage.whole("points"),
          stage.number("hypervolume")));
    }
    return stages;
  }

  private static List<Point> points(Fields root, List<Objective> objectives) throws IOException {
    Set<String> fields = new TreeSet<>();
    fields.add("architecture");
    objectives.forEach(objective -> fields.add(objective.key()));
    List<Point> points = new ArrayList<>();
    for (Fields point : root.objects("points")) {
      point.checkOnly(fields);
      List<Double> values = new ArrayList<>();
      for (Objective objective : objectives) {
        values.add(point.number(objective.key()));
      }
      points.add(new Point(point.text("architecture"), values));
    }
    return points;
  }

  /**
   * An object of the file, whose fields are what they must be or an error says where they are not.
   */
  private record Fields(String source, String path, JsonNode node) {

    /** Reads one text of a list. */
    private interface Parser<T> {
      T parse(String text);
    }

    IOException malformed(String field, String why, @Nullable Exception cause) {
      return new IOException(
          String.format(Locale.ROOT, "%s: '%s%s' %s", source, path, field, why), cause);
    }

    void checkOnly(Set<String> allowed) throws IOException {
      for (String field : (Iterable<String>) node::fieldNames) {
        if (!allowed.contains(field)) {
          throw malformed(
              field, "is not known; allowed: " + String.join(", ", new TreeSet<>(allowed)), null);
        }
      }
    }

    String text(String field) throws IOException {
      JsonNode value = node.path(field);
      if (!value.isTextual()) {
        throw malformed(field, "is missing or no text", null);
      }
      return value.textValue();
    }

    String text(String field, String missing) throws IOException {
      return node.has(field) ? text(field) : missing;
    }

    double number(String field) throws IOException {
      return number(field, node.path(field));
    }

    private double number(String field, JsonNode value) throws IOException {
      if (!value.isNumber()) {
        throw malformed(field, "is missing or no number", null);
      }
      return value.doubleValue();
    }

    long whole(String field) throws IOException {
      JsonNode value = node.path(field);
      if (!value.isIntegralNumber() || !value.canConvertToLong()) {
        throw malformed(field, "is missing or no integer", null);
      }
      return value.longValue();
    }

    List<Double> numbers(String field, int count) throws IOException {
      JsonNode values = array(field);
      if (values.size() != count) {
        throw malformed(
            field,
            String.format(Locale.ROOT, "has %d numbers; must be %d", values.size(), count),
            null);
      }
      List<Double> numbers = new ArrayList<>();
      for (JsonNode value : values) {
        numbers.add(number(field, value));
      }
      return numbers;
    }

    Fields object(String field) throws IOException {
      return object(field, node.path(field));
    }

    private Fields object(String field, JsonNode value) throws IOException {
      if (!value.isObject()) {
        throw malformed(field, "is missing or no object", null);
      }
      return new Fields(source, path + field + ".", value);
    }

    List<Fields> objects(String field) throws IOException {
      JsonNode values = array(field);
      List<Fields> objects = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        objects.add(object(String.format(Locale.ROOT, "%s[%d]", field, i), values.get(i)));
      }
      return objects;
    }

    <T> List<T> parsed(String field, Parser<T> parser) throws IOException {
      List<T> values = new ArrayList<>();
      for (JsonNode value : array(field)) {
        if (!value.isTextual()) {
          throw malformed(
              field, String.format(Locale.ROOT, "holds %s, which is no text", value), null);
        }
        try {
          values.add(parser.parse(value.textValue()));
        } catch (IllegalArgumentException e) {
          throw malformed(field, "can't be read: " + e.getMessage(), e);
        }
      }
      return values;
    }

    private JsonNode array(String field) throws IOException {
      JsonNode values = node.path(field);
      if (!values.isArray()) {
        throw malformed(field, "is missing or no list", null);
      }
      return values;
    }
  }
}
