package io.github.hwgptbench.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.Doubles;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.file.NotJson;
import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.charset.StandardCharsets;
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
  private static final String PRIORS = "priors";
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
        throw new IllegalArgumentException("not a JSON object");
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
    if (!settings.fidelities().equals(Fidelities.SINGLE)) {
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
    RunConditions.Priors priors = conditions.priors();
    if (priors != null) {
      ObjectNode known = node.putObject(PRIORS);
      priors.devices().forEach(known.putArray("devices")::add);
      known.put("architectures", priors.architectures());
    }
    return node;
  }

  private static @Nullable RunConditions conditions(JsonFields problem) {
    if (!problem.has(CONDITIONS)) {
      return null;
    }
    JsonFields fields = problem.object(CONDITIONS);
    String unit = fields.text("unit").toUpperCase(Locale.ROOT);
    if (Arrays.stream(Budget.Unit.values()).noneMatch(known -> known.name().equals(unit))) {
      throw fields.wrong("unit", "evaluations, cost or seconds");
    }
    Budget budget =
        fields.made("amount", () -> new Budget(Budget.Unit.valueOf(unit), fields.number("amount")));
    int workers = fields.integer("workers");
    RunConditions.Clock clock = null;
    boolean countsProposalTime = false;
    if (fields.has("clock")) {
      JsonFields given = fields.object("clock");
      clock = new RunConditions.Clock(
          Objective.parseAnyDevice(given.text("latency")),
          given.number("loading_s"),
          given.integer("tokens"),
          given.integer("measurements"));
      countsProposalTime = given.truth("proposal_time");
    }
    RunConditions.Priors priors = null;
    if (fields.has(PRIORS)) {
      JsonFields known = fields.object(PRIORS);
      priors = fields.made(
          PRIORS,
          () -> new RunConditions.Priors(known.texts("devices"), known.integer("architectures")));
    }
    return new RunConditions(budget, workers, clock, countsProposalTime, priors);
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

  private static Fidelities fidelities(JsonFields problem) {
    if (!problem.has(FIDELITIES)) {
      return Fidelities.SINGLE;
    }
    JsonFields fields = problem.object(FIDELITIES);
    String unit = fields.text("unit");
    List<Fidelities.Level> levels = fields.objects("levels").stream()
        .map(level -> new Fidelities.Level(level.integer("amount"), level.number("cost")))
        .toList();
    return problem.made(FIDELITIES, () -> new Fidelities(unit, levels));
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
    return Sha256.of(text(array(points)).getBytes(StandardCharsets.UTF_8));
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

  private static @Nullable StartingPoints points(
      JsonFields problem, String name, int objectives, int constraints) {
    if (!problem.has(name)) {
      return null;
    }
    JsonFields fields = problem.object(name);
    List<StartingPoints.Point> list = fields.objects(POINTS).stream()
        .map(point -> new StartingPoints.Point(
            point.text("architecture"),
            point.has("objectives") ? numbers(point, "objectives", objectives) : List.of(),
            point.has("violations") ? numbers(point, "violations", constraints) : List.of()))
        .toList();
    String sha256 = fields.text("sha256");
    StartingPoints points = problem.made(name, () -> new StartingPoints(sha256, list));
    if (!fields.text(POINTS_HASH).equals(hash(points))) {
      throw fields.wrong(
          POINTS_HASH, "the hash of its points, which are not those that were recorded");
    }
    return points;
  }

  private static List<Double> numbers(JsonFields fields, String name, int count) {
    return Doubles.asList(fields.numbers(name, count));
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
  static RunSettings settings(String name, JsonFields fields, Provenance provenance) {
    SearchSpace space = space(fields);
    List<String> names = fields.texts("objectives");
    List<Objective> objectives = fields.made(
        "objectives", () -> names.stream().map(Objective::parseAnyDevice).toList());
    List<Constraint> constraints =
        fields.objects("constraints").stream().map(SettingsJson::constraint).toList();
    return new RunSettings(
        name,
        new ProblemSpec(
            fields.text("problem"),
            space,
            objectives,
            constraints,
            fields.truth("noisy"),
            fidelities(fields)),
        new HypervolumeProtocol(
            fields.text("protocol"),
            bounds(space.name(), fields.object("bounds"), objectives),
            numbers(fields, "reference_point", objectives.size())),
        fields.integer("budget"),
        points(fields, INITIAL, objectives.size(), constraints.size()),
        points(fields, KNOWN, objectives.size(), constraints.size()),
        conditions(fields),
        new Provenance(
            fields.text("version"),
            provenance.commit(),
            fields.text("surrogates"),
            provenance.java(),
            provenance.platform()));
  }

  private static Constraint constraint(JsonFields fields) {
    String symbol = fields.text("comparison");
    for (Constraint.Comparison comparison : Constraint.Comparison.values()) {
      if (comparison.symbol().equals(symbol)) {
        String objective = fields.text("objective");
        return new Constraint(
            fields.made("objective", () -> Objective.parseAnyDevice(objective)),
            comparison,
            fields.number("bound"));
      }
    }
    throw fields.wrong("comparison", "<= or >=");
  }

  private static SearchSpace space(JsonFields problem) {
    JsonFields fields = problem.object("space");
    String name = fields.text("name");
    SearchSpace space = SearchSpace.all().stream()
        .filter(builtIn -> builtIn.name().equals(name))
        .findFirst()
        .orElseGet(() -> ownSpace(name, fields));
    Optional<String> difference = difference("space", space(space), problem.value("space"));
    if (difference.isPresent()) {
      throw new IllegalArgumentException(
          Text.format("of another search space '%s': %s", name, difference.get()));
    }
    return space;
  }

  private static SearchSpace ownSpace(String name, JsonFields fields) {
    SearchSpace.Builder builder = SearchSpace.builder(name)
        .embedDims(fields.integers("embed_dim"))
        .layerCounts(fields.integers("n_layer"))
        .headCounts(fields.integers("n_head"))
        .mlpRatios(fields.integers("mlp_ratio"))
        .batch(fields.integer("batch"));
    JsonNode biases = fields.value("bias");
    if (biases.size() == 1) {
      builder.bias(biases.get(0).booleanValue());
    }
    if (fields.has("design")) {
      builder.design(design(fields.object("design")));
    }
    return builder.build();
  }

  private static NetworkDesign design(JsonFields fields) {
    return new NetworkDesign(
        fields.integer("vocabulary"),
        fields.integer("sequence_length"),
        fields.integer("head_size"),
        fields.integer("mlp_matrices"),
        fields.truth("tied_head"));
  }

  private static Bounds bounds(String scale, JsonFields fields, List<Objective> objectives) {
    JsonFields given = fields.object("ranges");
    Map<Objective, Bounds.Range> ranges = new LinkedHashMap<>();
    for (Objective objective : objectives) {
      double[] range = given.numbers(objective.key(), 2);
      ranges.put(
          objective, given.made(objective.key(), () -> new Bounds.Range(range[0], range[1])));
    }
    return new Bounds(fields.text("version"), scale, "as recorded", ranges);
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

  /** Returns what stands at the beginning of the files of runs, without their seed. */
  static String header(
      RunSettings settings, String algorithm, Map<String, String> algorithmSettings) {
    ObjectNode node = JSON.createObjectNode();
    node.put("suite", settings.suite());
    add(node, settings);
    node.put("algorithm", algorithm);
    ObjectNode own = node.putObject("settings");
    algorithmSettings.forEach(own::put);
    return text(node);
  }

  /**
   * Returns what stands at the beginning of the file of a run.
   *
   * @param withoutSeed the same of all runs that differ in the seed alone
   */
  static String header(String withoutSeed, long seed) {
    return withoutSeed.substring(0, withoutSeed.length() - 1) + ",\"seed\":" + seed + "}";
  }
}
