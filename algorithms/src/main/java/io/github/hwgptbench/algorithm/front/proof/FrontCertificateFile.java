package io.github.hwgptbench.algorithm.front.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.algorithm.front.proof.FrontCertificate.Frame;
import io.github.hwgptbench.algorithm.front.proof.Node.Kind;
import io.github.hwgptbench.algorithm.front.proof.Node.Split;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The file of a {@link FrontCertificate}, JSON compressed by gzip: the problem, the architectures
 * that were found, both hypervolumes, and the trees of the proof. A node has {@code steps}, each of
 * which has the weights of the metrics, the slopes of the ramps in thousandths and, if it has any,
 * the shares of the choices of all layers in sixteenths, which files of format 1 do not have;
 * {@code enumerated} if it is a leaf that is enumerated; or what it is split at and its two
 * {@code parts}.
 *
 * @since 0.2.0
 */
public final class FrontCertificateFile {

  private static final int FORMAT = 2;
  /** A proof of 5,000 nodes has some 10 MB. */
  private static final int MOST_BYTES = 1 << 28;
  /** Hypervolumes are sums, relative to which other orders of points may round otherwise. */
  private static final double TOLERANCE = 1e-9;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A certificate, and what its file states that it proves, which only
   * {@link FrontCertificate#check} finds out.
   *
   * @param certificate the certificate
   * @param stated by the file
   */
  public record Contents(FrontCertificate certificate, FrontCertificate.Result stated) {

    /**
     * Checks that what a certificate proves is what the file states.
     *
     * @param proved by the certificate
     * @throws IOException if it proves less
     */
    public void checkStated(FrontCertificate.Result proved) throws IOException {
      if (Math.abs(stated.found() - proved.found()) > TOLERANCE * proved.found()
          || !(stated.bound() >= proved.bound() * (1 - TOLERANCE))) {
        throw new IOException(Text.format(
            "states a hypervolume of %s and a bound of %s; its architectures have %s and its proof gives %s",
            stated.found(), stated.bound(), proved.found(), proved.bound()));
      }
    }
  }

  private FrontCertificateFile() {}

  /**
   * Writes a certificate.
   *
   * @param certificate the certificate
   * @param space the space of its problem
   * @param result the statement it proves
   * @param file where to; replaced if it exists
   * @throws IOException if it can't be written
   */
  public static void write(
      FrontCertificate certificate, SearchSpace space, FrontCertificate.Result result, Path file)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("problem", certificate.problem().toString());
    Frame frame = certificate.frame();
    root.put("bounds", frame.bounds());
    ArrayNode ranges = root.putArray("ranges");
    frame.ranges().forEach(range -> ranges.addArray().add(range.min()).add(range.max()));
    root.put("reference", frame.reference()).put("surrogates", certificate.surrogates());
    root.put("hypervolume", result.found()).put("hypervolume_bound", result.bound());
    ArrayNode front = root.putArray("front");
    certificate.architectures().forEach(architecture -> front.add(space.format(architecture)));
    ArrayNode slices = root.putArray("slices");
    certificate.proof().slices().forEach(node -> slices.add(json(node)));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      JSON.writeValue(out, root);
    }
  }

  private static ObjectNode json(Node node) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode steps = json.putArray("steps");
    for (Step step : node.steps()) {
      ArrayNode parts = steps.addArray();
      ArrayNode weights = parts.addArray();
      for (double weight : step.weights()) {
        weights.add((float) weight);
      }
      ArrayNode slopes = parts.addArray();
      for (double slope : step.slopes()) {
        slopes.add(Math.round(slope * SlopeSearch.PARTS));
      }
      if (step.shares().length > 0) {
        ArrayNode shares = parts.addArray();
        for (int share : step.shares()) {
          shares.add(share);
        }
      }
    }
    if (node.enumerated()) {
      json.put("enumerated", true);
    }
    Split split = node.split();
    if (split != null) {
      json.putArray("split")
          .add(split.kind().name().toLowerCase(Locale.ROOT))
          .add(split.index())
          .add(split.at());
      ArrayNode parts = json.putArray("parts");
      node.parts().forEach(part -> parts.add(json(part)));
    }
    return json;
  }

  /**
   * Reads a certificate; whether it proves anything is left to {@link FrontCertificate#check}.
   *
   * @param file the file
   * @param spaces finds a space by its name
   * @throws IOException if it can't be read, or is not a file of a certificate; the message has the
   *     place
   */
  public static Contents read(Path file, Function<String, SearchSpace> spaces) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Text.format("%s: no such file", file));
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(
            Text.format("%s: longer than %d MB, which is the maximum", file, MOST_BYTES >> 20));
      }
      return contents(JsonFields.parse(bytes), spaces);
    } catch (IllegalArgumentException | ZipException | EOFException e) {
      throw new IOException(Text.format("%s: not a certificate: %s", file, e.getMessage()), e);
    }
  }

  private static Contents contents(JsonFields root, Function<String, SearchSpace> spaces) {
    root.checkOnly(Set.of(
        "format",
        "problem",
        "bounds",
        "ranges",
        "reference",
        "surrogates",
        "hypervolume",
        "hypervolume_bound",
        "front",
        "slices"));
    root.whole("format", 1, FORMAT);
    ProblemName problem = ProblemName.parseAnyDevice(root.text("problem"));
    SearchSpace space = spaces.apply(problem.space());
    List<Bounds.Range> ranges = new ArrayList<>();
    for (JsonNode range : root.value("ranges")) {
      ranges.add(root.made(
          "ranges",
          () -> new Bounds.Range(range.path(0).asDouble(), range.path(1).asDouble())));
    }
    if (ranges.size() != problem.objectives().size()) {
      throw root.wrong("ranges", "one per objective");
    }
    return new Contents(
        new FrontCertificate(
            problem,
            new Frame(root.text("bounds"), ranges, root.number("reference")),
            root.texts("front").stream().map(space::parse).toList(),
            root.text("surrogates"),
            new FrontProof(
                root.objects("slices").stream().map(FrontCertificateFile::node).toList())),
        new FrontCertificate.Result(root.number("hypervolume"), root.number("hypervolume_bound")));
  }

  private static Node node(JsonFields fields) {
    fields.checkOnly(Set.of("steps", "enumerated", "split", "parts"));
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : fields.value("steps")) {
      double[] slopes = numbers(fields, step.path(1));
      for (int ramp = 0; ramp < slopes.length; ramp++) {
        slopes[ramp] /= SlopeSearch.PARTS;
      }
      double[] weights = numbers(fields, step.path(0));
      for (int metric = 0; metric < weights.length; metric++) {
        weights[metric] = (float) weights[metric];
      }
      steps.add(new Step(weights, slopes, shares(fields, step.path(2))));
    }
    boolean enumerated = fields.has("enumerated") && fields.truth("enumerated");
    if (!fields.has("split")) {
      return new Node(steps, enumerated, null, List.of());
    }
    JsonNode split = fields.value("split");
    Kind kind =
        fields.made("split", () -> Kind.valueOf(split.path(0).asText().toUpperCase(Locale.ROOT)));
    List<Node> parts =
        fields.objects("parts").stream().map(FrontCertificateFile::node).toList();
    if (parts.size() != 2 || !split.path(1).isInt() || !split.path(2).isNumber()) {
      throw fields.wrong("split", "a kind, an index and a number, with two parts");
    }
    return new Node(
        steps,
        enumerated,
        new Split(kind, split.path(1).intValue(), split.path(2).doubleValue()),
        parts);
  }

  private static int[] shares(JsonFields fields, JsonNode array) {
    int[] shares = new int[array.size()];
    for (int i = 0; i < shares.length; i++) {
      if (!array.path(i).isInt()) {
        throw fields.wrong("steps", "integer shares");
      }
      shares[i] = array.path(i).intValue();
    }
    return shares;
  }

  private static double[] numbers(JsonFields fields, JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!array.path(i).isNumber()) {
        throw fields.wrong("steps", "numbers");
      }
      numbers[i] = array.path(i).doubleValue();
    }
    return numbers;
  }
}
