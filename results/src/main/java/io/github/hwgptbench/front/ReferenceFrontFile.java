package io.github.hwgptbench.front;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.front.ReferenceFront.Origin;
import io.github.hwgptbench.front.ReferenceFront.Point;
import io.github.hwgptbench.front.ReferenceFront.Stage;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.WholeFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

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

  private static final JsonMapper JSON = new JsonMapper();

  private ReferenceFrontFile() {}

  /**
   * Writes a front. The file gets its name once it is complete.
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
    node.put("bounds", front.frame().boundsVersion());
    ObjectNode ranges = node.putObject("ranges");
    ArrayNode reference = node.putArray("reference_point");
    for (int i = 0; i < front.frame().ranges().size(); i++) {
      Bounds.Range range = front.frame().ranges().get(i);
      ranges.putArray(front.objectives().get(i).key()).add(range.min()).add(range.max());
      reference.add(front.frame().reference());
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
   * @throws IOException if it can't be read, or is not a valid front: a field is missing, unknown
   *     or of another type, a point is dominated, or the hypervolume is not that of the points; the
   *     message has the place
   */
  public static ReferenceFront read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Text.format("%s: no such file", file));
    }
    try (InputStream in = Files.newInputStream(file);
        InputStream text = compressed(file) ? new GZIPInputStream(in) : in) {
      return read(text, file.toString());
    } catch (ZipException | EOFException e) {
      throw new IOException(Text.format("%s: incomplete, or not compressed by gzip", file), e);
    }
  }

  /**
   * Reads a front, as {@link #read(Path)} does.
   *
   * @param in its text; is not closed
   * @param source what errors call it
   */
  static ReferenceFront read(InputStream in, String source) throws IOException {
    try {
      return front(JsonFields.parse(in.readAllBytes()));
    } catch (IllegalArgumentException e) {
      throw new IOException(Text.format("%s: %s", source, e.getMessage()), e);
    }
  }

  private static ReferenceFront front(JsonFields root) {
    root.checkOnly(FIELDS);
    if (root.whole("format") != FORMAT) {
      throw root.wrong("format", Integer.toString(FORMAT));
    }
    List<Objective> objectives = parsed(root, "objectives", Objective::parseAnyDevice);
    JsonFields normalization = root.object("normalization");
    normalization.checkOnly(Set.of("bounds", "ranges", "reference_point"));
    JsonFields found = root.object("found");
    found.checkOnly(Set.of("method", "seed", "evaluations", "stages"));
    ReferenceFront front = new ReferenceFront(
        root.text("problem"),
        root.text("scale"),
        objectives,
        parsed(root, "constraints", ReferenceFrontFile::constraint),
        new ReferenceFront.Frame(
            normalization.text("bounds"),
            ranges(normalization.object("ranges"), objectives),
            reference(normalization, objectives.size())),
        new Origin(
            found.text("method"), found.whole("seed"), found.whole("evaluations"), stages(found)),
        new Provenance(
            root.text("version"),
            root.has("commit") ? root.text("commit") : Provenance.UNKNOWN,
            root.text("surrogates"),
            root.text("java"),
            root.text("platform")),
        points(root, objectives));
    double stated = root.number("hypervolume");
    double actual = front.hypervolume();
    if (!(Math.abs(stated - actual) <= TOLERANCE * actual)) {
      throw root.wrong("hypervolume", actual + ", that of the points");
    }
    return front;
  }

  private static <T> List<T> parsed(JsonFields root, String field, Function<String, T> parser) {
    List<String> texts = root.texts(field);
    return root.made(field, () -> texts.stream().map(parser).toList());
  }

  /** Custom devices have names that only the text has. */
  private static Constraint constraint(String text) {
    String objective = text.split("[<>=]", 2)[0];
    return Constraint.parse(
        text, Objective.parseAnyDevice(objective).device().stream().toList());
  }

  private static List<Bounds.Range> ranges(JsonFields fields, List<Objective> objectives) {
    fields.checkOnly(objectives.stream().map(Objective::key).toList());
    List<Bounds.Range> ranges = new ArrayList<>();
    for (Objective objective : objectives) {
      double[] pair = fields.numbers(objective.key(), 2);
      ranges.add(fields.made(objective.key(), () -> new Bounds.Range(pair[0], pair[1])));
    }
    return ranges;
  }

  private static double reference(JsonFields normalization, int objectives) {
    double[] point = normalization.numbers("reference_point", objectives);
    if (Arrays.stream(point).distinct().count() != 1) {
      throw normalization.wrong("reference_point", "the same number for every objective");
    }
    return point[0];
  }

  private static List<Stage> stages(JsonFields found) {
    List<Stage> stages = new ArrayList<>();
    for (JsonFields stage : found.objects("stages")) {
      stage.checkOnly(Set.of("name", "evaluations", "points", "hypervolume"));
      stages.add(new Stage(
          stage.text("name"),
          stage.whole("evaluations"),
          stage.integer("points"),
          stage.number("hypervolume")));
    }
    return stages;
  }

  private static List<Point> points(JsonFields root, List<Objective> objectives) {
    Set<String> fields = new TreeSet<>();
    fields.add("architecture");
    objectives.forEach(objective -> fields.add(objective.key()));
    List<Point> points = new ArrayList<>();
    for (JsonFields point : root.objects("points")) {
      point.checkOnly(fields);
      List<Double> values = new ArrayList<>();
      for (Objective objective : objectives) {
        values.add(point.number(objective.key()));
      }
      points.add(new Point(point.text("architecture"), values));
    }
    return points;
  }
}
