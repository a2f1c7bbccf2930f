package io.github.hwgptbench.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.internal.file.NotJson;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was run, as JSON: in the files of runs and in the index of a suite. */
final class SettingsJson {

  private static final String INITIAL = "initial";

  private static final String KNOWN = "known";
  private static final String CONDITIONS = "conditions";
  private static final String FIDELITIES = "fidelities";
  private static final String POINTS = "points";
  private static final String POINTS_HASH = "points_sha256";

  /** Older Java machines write some numbers with more digits than others; Jackson itself never. */
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
      .build();

  private static final int LONGEST_VALUE = 80;

  private SettingsJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Returns a text of one line. */
  static String text(JsonNode node) {
    return text(node, false);
  }

  /** Returns a text for people. */
  static String prettyText(JsonNode node) {
    return text(node, true).replace(System.lineSeparator(), "\n") + "\n";
  }

  private static String text(JsonNode node, boolean pretty) {
    try {
      return pretty
          ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node)
          : JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      // A tree of plain values can always be written.
      throw new AssertionError(e);
    }
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is not one object of JSON; says in which line
   */
  static JsonNode read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!root.isObject()) {
        throw new IllegalArgumentException("not an object of JSON");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(NotJson.describe(e), e);
    }
  }

  /** Adds what decides the values of a run, apart from the algorithm and the seed. */
  static void add(ObjectNode node, RunSettings settings) {
    node.put("problem", settings.problem().name());
    node.set("space", space(settings.space()));
    ArrayNode objectives = node.putArray("objectives");
    settings.objectives().forEach(objective -> objectives.add(objective.key()));
    ArrayNode constraints = node.putArray("constraints");
    settings
        .constraints()
        .forEach(constraint -> constraints
            .addObject()
            .put("objective", constraint.objective().key())
            .put("comparison", constraint.comparison().symbol())
            .put("bound", constraint.bound()));
    node.put("budget", settings.evaluations());
    settings.simulation().ifPresent(conditions -> node.set(CONDITIONS, conditions(conditions)));
    node.put("noisy", settings.noisy());
    if (!settings.fidelities().single()) {
      node.set(FIDELITIES, fidelities(settings.fidelities()));
    }
    node.set("bounds", bounds(settings));
    node.put("protocol", settings.protocol().id());
    ArrayNode reference = node.putArray("reference_point");
    settings.protocol().referencePoint().forEach(reference::add);
    settings.initial().ifPresent(points -> node.set(INITIAL, summary(points)));
    settings.known().ifPresent(points -> node.set(KNOWN, summary(points)));
    node.put("version", settings.provenance().version());
    node.put("surrogates", settings.provenance().surrogates());
  }

  private static ObjectNode conditions(RunConditions conditions) {
    ObjectNode node = JSON.createObjectNode();
    node.put("unit", conditions.budget().unit().name().toLowerCase(Locale.ROOT));
    node.put("amount", conditions.budget().amount());
    node.put("workers", conditions.workers());
    RunConditions.Clock clock = conditions.clock();
    if (clock != null) {
      node.putObject("clock")
          .put("latency", clock.latency().key())
          .put("loading_s", clock.loadingSeconds())
          .put("tokens", clock.tokens())
          .put("measurements", clock.measurements())
          .put("proposal_time", conditions.countsProposalTime());
    }
    return node;
  }

  private static @Nullable RunConditions conditions(JsonNode problem) {
    JsonNode node = problem.get(CONDITIONS);
    if (node == null) {
      return null;
    }
    String unit = field(node, "unit").asText().toUpperCase(Locale.ROOT);
    if (Arrays.stream(Budget.Unit.values()).noneMatch(known -> known.name().equals(unit))) {
      throw new IllegalArgumentException(Text.format(
          "unit '%s' of a budget; allowed: evaluations, cost, seconds",
          field(node, "unit").asText()));
    }
    JsonNode clock = node.get("clock");
    return new RunConditions(
        new Budget(Budget.Unit.valueOf(unit), field(node, "amount").doubleValue()),
        field(node, "workers").intValue(),
        clock == null
            ? null
            : new RunConditions.Clock(
                Objective.parseAnyDevice(field(clock, "latency").asText()),
                field(clock, "loading_s").doubleValue(),
                field(clock, "tokens").intValue(),
                field(clock, "measurements").intValue()),
        clock != null && field(clock, "proposal_time").booleanValue());
  }

  private static ObjectNode fidelities(Fidelities fidelities) {
    ObjectNode node = JSON.createObjectNode().put("unit", fidelities.unit());
    ArrayNode levels = node.putArray("levels");
    fidelities
        .levels()
        .forEach(
            level -> levels.addObject().put("amount", level.amount()).put("cost", level.cost()));
    return node;
  }

  private static Fidelities fidelities(JsonNode problem) {
    JsonNode node = problem.get(FIDELITIES);
    if (node == null) {
      return Fidelities.SINGLE;
    }
    List<Fidelities.Level> levels = new ArrayList<>();
    for (JsonNode level : field(node, "levels")) {
      levels.add(new Fidelities.Level(
          field(level, "amount").intValue(), field(level, "cost").doubleValue()));
    }
    return new Fidelities(field(node, "unit").asText(), levels);
  }

  private static ObjectNode summary(StartingPoints points) {
    return JSON.createObjectNode()
        .put("sha256", points.sha256())
        .put("architectures", points.points().size())
        .put(POINTS_HASH, hash(points));
  }

  /**
   * Returns a hash of the points as a record holds them; the file that they come from has its own.
   */
  private static String hash(StartingPoints points) {
    MessageDigest digest = Sha256.begin();
    digest.update(text(array(points)).getBytes(StandardCharsets.UTF_8));
    return Sha256.text(digest);
  }

  /** Adds the points that a node of {@link #add} only has the hash of. */
  static void addPoints(ObjectNode node, RunSettings settings) {
    settings.initial().ifPresent(points -> node.withObject(INITIAL).set(POINTS, array(points)));
    settings.known().ifPresent(points -> node.withObject(KNOWN).set(POINTS, array(points)));
  }

  private static ArrayNode array(StartingPoints points) {
    ArrayNode array = JSON.createArrayNode();
    for (StartingPoints.Point point : points.points()) {
      ObjectNode one = array.addObject().put("architecture", point.architecture());
      if (!point.objectives().isEmpty()) {
        point.objectives().forEach(one.putArray("objectives")::add);
        point.violations().forEach(one.putArray("violations")::add);
      }
    }
    return array;
  }

  private static @Nullable StartingPoints points(JsonNode problem, String name) {
    if (!problem.has(name)) {
      return null;
    }
    JsonNode node = problem.get(name);
    try {
      List<StartingPoints.Point> list = new ArrayList<>();
      for (JsonNode point : field(node, POINTS)) {
        list.add(new StartingPoints.Point(
            field(point, "architecture").asText(),
            doubles(point.path("objectives")),
            doubles(point.path("violations"))));
      }
      StartingPoints points = new StartingPoints(field(node, "sha256").asText(), list);
      if (!field(node, POINTS_HASH).asText().equals(hash(points))) {
        throw new IllegalArgumentException(
            "its points are not those that were recorded, their hash is another");
      }
      return points;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Text.format("'%s': %s", name, e.getMessage()), e);
    }
  }

  /**
   * Returns a field of an object.
   *
   * @throws IllegalArgumentException if it is missing, or the node is no object
   */
  static JsonNode field(JsonNode node, String name) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          Text.format("%s; allowed: an object with the field '%s'", shown(node), name));
    }
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException(Text.format("no field '%s'", name));
    }
    return value;
  }

  private static List<Double> doubles(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.doubleValue()));
    return numbers;
  }

  private static ObjectNode space(SearchSpace space) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", space.name());
    addNumbers(node, "embed_dim", space.embedDims());
    addNumbers(node, "n_layer", space.layerCounts());
    ArrayNode biases = node.putArray("bias");
    space.biases().forEach(biases::add);
    addNumbers(node, "mlp_ratio", space.mlpRatios());
    addNumbers(node, "n_head", space.headCounts());
    node.put("batch", space.batch());
    if (!space.isBuiltIn() && !space.design().equals(NetworkDesign.PROFILED)) {
      NetworkDesign design = space.design();
      node.putObject("design")
          .put("vocabulary", design.vocabulary())
          .put("sequence_length", design.sequenceLength())
          .put("head_size", design.headSize())
          .put("mlp_matrices", design.mlpMatrices())
          .put("tied_head", design.tiedHead());
    }
    return node;
  }

  private static void addNumbers(ObjectNode node, String name, List<Integer> numbers) {
    ArrayNode array = node.putArray(name);
    numbers.forEach(array::add);
  }

  private static ObjectNode bounds(RunSettings settings) {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", settings.protocol().bounds().version());
    ObjectNode ranges = node.putObject("ranges");
    settings.objectives().forEach(objective -> {
      Bounds.Range range = settings.protocol().bounds().range(objective);
      ranges.putArray(objective.key()).add(range.min()).add(range.max());
    });
    return node;
  }

  /**
   * Reads what {@link #add} has added.
   *
   * @param name of the suite
   * @param provenance what version and surrogates are put into
   * @throws IllegalArgumentException if something is missing or wrong; says what
   */
  static RunSettings settings(String name, JsonNode node, Provenance provenance) {
    SearchSpace space = space(field(node, "space"));
    List<Objective> objectives = new ArrayList<>();
    field(node, "objectives")
        .forEach(objective -> objectives.add(Objective.parseAnyDevice(objective.asText())));
    List<Constraint> constraints = new ArrayList<>();
    field(node, "constraints").forEach(constraint -> constraints.add(constraint(constraint)));
    return new RunSettings(
        name,
        new ProblemSpec(
            field(node, "problem").asText(),
            space,
            objectives,
            constraints,
            field(node, "noisy").booleanValue(),
            fidelities(node)),
        new HypervolumeProtocol(
            field(node, "protocol").asText(),
            bounds(space.name(), field(node, "bounds"), objectives),
            doubles(field(node, "reference_point"))),
        field(node, "budget").intValue(),
        points(node, INITIAL),
        points(node, KNOWN),
        conditions(node),
        new Provenance(
            field(node, "version").asText(),
            provenance.commit(),
            field(node, "surrogates").asText(),
            provenance.java(),
            provenance.platform()));
  }

  private static Constraint constraint(JsonNode node) {
    String symbol = field(node, "comparison").asText();
    for (Constraint.Comparison comparison : Constraint.Comparison.values()) {
      if (comparison.symbol().equals(symbol)) {
        return new Constraint(
            Objective.parseAnyDevice(field(node, "objective").asText()),
            comparison,
            field(node, "bound").doubleValue());
      }
    }
    throw new IllegalArgumentException(Text.format("comparison '%s'; allowed: <=, >=", symbol));
  }

  private static SearchSpace space(JsonNode node) {
    String name = field(node, "name").asText();
    SearchSpace space = SearchSpace.all().stream()
        .filter(builtIn -> builtIn.name().equals(name))
        .findFirst()
        .orElseGet(() -> ownSpace(name, node));
    Optional<String> difference = difference("space", space(space), node);
    if (difference.isPresent()) {
      throw new IllegalArgumentException(
          Text.format("of another search space '%s': %s", name, difference.get()));
    }
    return space;
  }

  private static SearchSpace ownSpace(String name, JsonNode node) {
    SearchSpace.Builder builder = SearchSpace.builder(name)
        .embedDims(numbers(node, "embed_dim"))
        .layerCounts(numbers(node, "n_layer"))
        .headCounts(numbers(node, "n_head"))
        .mlpRatios(numbers(node, "mlp_ratio"))
        .batch(field(node, "batch").intValue());
    JsonNode biases = field(node, "bias");
    if (biases.size() == 1) {
      builder.bias(biases.get(0).booleanValue());
    }
    if (node.has("design")) {
      builder.design(design(node.get("design")));
    }
    return builder.build();
  }

  private static NetworkDesign design(JsonNode node) {
    return new NetworkDesign(
        field(node, "vocabulary").intValue(),
        field(node, "sequence_length").intValue(),
        field(node, "head_size").intValue(),
        field(node, "mlp_matrices").intValue(),
        field(node, "tied_head").booleanValue());
  }

  private static int[] numbers(JsonNode node, String name) {
    JsonNode array = field(node, name);
    int[] numbers = new int[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).intValue();
    }
    return numbers;
  }

  private static Bounds bounds(String scale, JsonNode node, List<Objective> objectives) {
    Map<Objective, Bounds.Range> ranges = new LinkedHashMap<>();
    for (Objective objective : objectives) {
      List<Double> pair = doubles(field(field(node, "ranges"), objective.key()));
      if (pair.size() != 2) {
        throw new IllegalArgumentException(
            Text.format("range of %s: %s; allowed: two numbers", objective, pair));
      }
      ranges.put(objective, new Bounds.Range(pair.get(0), pair.get(1)));
    }
    return new Bounds(field(node, "version").asText(), scale, "as recorded", ranges);
  }

  /**
   * Says in what two records differ.
   *
   * @param path what to call the whole
   * @return the first difference, such as {@code budget: 500 there, 1000 here}; empty if there is
   *     none
   */
  static Optional<String> difference(String path, JsonNode here, JsonNode there) {
    // Numbers that were read have other types than those that are to be written.
    return differenceOfRead(path, read(text(here)), read(text(there)));
  }

  private static Optional<String> differenceOfRead(String path, JsonNode here, JsonNode there) {
    if (here != null && here.isObject() && there != null && there.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      here.fieldNames().forEachRemaining(names::add);
      there.fieldNames().forEachRemaining(names::add);
      String prefix = path.isEmpty() ? "" : path + ".";
      return names.stream()
          .flatMap(
              name -> differenceOfRead(prefix + name, here.get(name), there.get(name)).stream())
          .findFirst();
    }
    return here != null && here.equals(there)
        ? Optional.empty()
        : Optional.of(Text.format("%s: %s there, %s here", path, shown(there), shown(here)));
  }

  private static String shown(JsonNode value) {
    String text = value == null ? "nothing" : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }

  /** Returns what stands at the beginning of the file of a run. */
  static ObjectNode header(
      RunSettings settings, String algorithm, Map<String, String> algorithmSettings, long seed) {
    ObjectNode node = JSON.createObjectNode();
    node.put("suite", settings.suite());
    add(node, settings);
    node.put("algorithm", algorithm);
    ObjectNode own = node.putObject("settings");
    algorithmSettings.forEach(own::put);
    node.put("seed", seed);
    return node;
  }
}
