package io.github.hwgptbench.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.objective.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The JSON files of a folder of runs. */
final class RecordJson {

  /** Version of the layout of these files. */
  private static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();
  /** They change no value, so a suite can be gone on with elsewhere. */
  private static final Set<String> INDIFFERENT = Set.of("java", "platform");

  private static final int LONGEST_VALUE = 80;

  private RecordJson() {}

  static String run(RunSettings settings, RunOutcome outcome) {
    ObjectNode root = settings(settings);
    root.setAll(outcome(settings, outcome));
    return text(root);
  }

  static String suite(SuitePlan plan, List<RunOutcome> outcomes, boolean complete) {
    ObjectNode root = plan(plan);
    root.put("complete", complete);
    ArrayNode runs = root.putArray("runs");
    outcomes.forEach(outcome -> runs.add(outcome(plan.problems().get(0), outcome)));
    return text(root);
  }

  static ObjectNode plan(SuitePlan plan) {
    ObjectNode root = settings(plan.problems().get(0));
    ObjectNode algorithms = root.putObject("algorithms");
    plan.algorithms().forEach((algorithm, settings) -> {
      ObjectNode node = algorithms.putObject(algorithm);
      settings.forEach(node::put);
    });
    ArrayNode seeds = root.putArray("seeds");
    plan.seeds().forEach(seeds::add);
    return root;
  }

  static ObjectNode settings(RunSettings settings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("name", settings.name());
    root.put("problem", settings.problem());
    root.put("scale", settings.space().name());
    addTexts(root, "objectives", settings.objectives());
    addTexts(root, "constraints", settings.constraints());
    root.put("budget", settings.evaluations());
    root.put("noisy", settings.noisy());
    root.set("normalization", normalization(settings));
    Provenance provenance = settings.provenance();
    root.put("version", provenance.version());
    root.put("surrogates", provenance.surrogates());
    root.put("java", provenance.java());
    root.put("platform", provenance.platform());
    return root;
  }

  private static void addTexts(ObjectNode root, String name, List<?> values) {
    ArrayNode array = root.putArray(name);
    values.forEach(value -> array.add(value.toString()));
  }

  private static ObjectNode normalization(RunSettings settings) {
    ObjectNode node = JSON.createObjectNode();
    node.put("bounds", settings.bounds().version());
    ObjectNode ranges = node.putObject("ranges");
    settings.objectives().forEach(objective -> {
      Bounds.Range range = settings.bounds().range(objective);
      ranges.putArray(objective.toString()).add(range.min()).add(range.max());
    });
    ArrayNode reference = node.putArray("reference_point");
    settings.objectives().forEach(objective -> reference.add(settings.reference()));
    return node;
  }

  private static ObjectNode outcome(RunSettings settings, RunOutcome outcome) {
    ObjectNode node = JSON.createObjectNode();
    node.put("algorithm", outcome.algorithm());
    node.put("seed", outcome.seed());
    node.put("evaluations", outcome.evaluations());
    node.put("feasible", outcome.feasible());
    node.put("hypervolume", outcome.hypervolume());
    node.put("started", outcome.started().toString());
    node.put("ended", outcome.ended().toString());
    node.put("complete", outcome.complete(settings.evaluations()));
    node.put("sha256", outcome.sha256());
    String run = RunFolder.fileName(outcome.algorithm(), outcome.seed());
    String suffix = outcome.failure().isPresent() ? ".part" : "";
    node.put("file", run + ".csv" + suffix);
    node.put("times", run + ".times" + suffix);
    outcome.failure().ifPresent(why -> node.put("failure", why));
    return node;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is missing or not one object of JSON; names it
   */
  static JsonNode read(Path file) throws IOException {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw new IOException("%s: no record of runs".formatted(file));
      }
      return root;
    } catch (NoSuchFileException e) {
      throw new IOException("%s: no such file".formatted(file), e);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s: not JSON: %s in line %d"
              .formatted(file, e.getOriginalMessage(), e.getLocation().getLineNr()),
          e);
    }
  }

  /**
   * Reads how a run went, as {@link #run} has written it.
   *
   * @param file which file it is, for messages
   * @throws IOException if something is missing; names the file
   */
  static RunOutcome outcome(Path file, JsonNode root) throws IOException {
    try {
      return new RunOutcome(
          root.required("algorithm").textValue(),
          root.required("seed").longValue(),
          root.required("evaluations").intValue(),
          root.required("feasible").intValue(),
          root.required("hypervolume").doubleValue(),
          Instant.parse(root.required("started").asText()),
          Instant.parse(root.required("ended").asText()),
          root.required("sha256").textValue(),
          Optional.ofNullable(root.get("failure")).map(JsonNode::asText));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("%s: no record of a run: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Says in what a record differs from what is wanted, as far as it may matter to values.
   *
   * @return the first difference, such as {@code budget: 500 there, 1000 here}; empty if there is
   *     none
   */
  static Optional<String> difference(ObjectNode here, JsonNode there) throws IOException {
    // Numbers that were read have other types than those that are to be written.
    JsonNode written = JSON.readTree(text(here));
    Iterable<String> names = written::fieldNames;
    for (String name : names) {
      if (!INDIFFERENT.contains(name)) {
        Optional<String> found = difference(name, written.get(name), there.get(name));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(String path, JsonNode here, JsonNode there) {
    if (here != null && here.isObject() && there != null && there.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      here.fieldNames().forEachRemaining(names::add);
      there.fieldNames().forEachRemaining(names::add);
      return names.stream()
          .flatMap(name -> difference(path + "." + name, here.get(name), there.get(name)).stream())
          .findFirst();
    }
    return here != null && here.equals(there)
        ? Optional.empty()
        : Optional.of("%s: %s there, %s here".formatted(path, shown(there), shown(here)));
  }

  private static String shown(JsonNode value) {
    String text = value == null ? "nothing" : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }

  static String text(ObjectNode root) {
    return root.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }
}
