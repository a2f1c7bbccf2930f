package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.objective.Bounds;
import java.util.List;

/** The JSON files of a folder of runs. */
final class RecordJson {

  /** Version of the layout of these files. */
  private static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordJson() {}

  static String run(RunSettings settings, RunOutcome outcome) {
    ObjectNode root = settings(settings);
    root.setAll(outcome(settings, outcome));
    return text(root);
  }

  static String suite(RunSettings settings, List<RunOutcome> outcomes, boolean complete) {
    ObjectNode root = settings(settings);
    root.put("complete", complete);
    ArrayNode runs = root.putArray("runs");
    outcomes.forEach(outcome -> runs.add(outcome(settings, outcome)));
    return text(root);
  }

  private static ObjectNode settings(RunSettings settings) {
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
    String run = RunFolder.fileName(outcome.algorithm(), outcome.seed());
    String suffix = outcome.failure().isPresent() ? ".part" : "";
    node.put("file", run + ".csv" + suffix);
    node.put("times", run + ".times" + suffix);
    outcome.failure().ifPresent(why -> node.put("failure", why));
    return node;
  }

  private static String text(ObjectNode root) {
    return root.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }
}
