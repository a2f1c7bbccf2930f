package io.github.hwgptbench.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Optuna itself makes of these files is tested by {@code .ci/run}. */
class OptunaExporterTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path temp;

  private List<JsonNode> journal(SuiteArchive suite, String file) throws IOException {
    Path out = temp.resolve("out");
    new OptunaExporter().export(suite, ExportFolder.empty(out), () -> {});
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(file))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void isAStudyWithATrialAnEvaluation() throws IOException {
    SuiteArchive suite = ExportedSuite.write(temp);
    List<JsonNode> lines = journal(suite, ExportedSuite.NOISY + "/random-seed-7.log");
    assertEquals(
        "{\"op_code\":0,\"worker_id\":\"hwgptbench\",\"study_name\":"
            + "\"mine s-perplexity-accuracy-noisy random seed 7\",\"directions\":[1,2]}",
        lines.get(0).toString());
    assertEquals(
        "{\"study:metric_names\":[\"perplexity\",\"accuracy\"]}",
        lines.get(1).get("system_attr").toString());
    List<JsonNode> trials =
        lines.stream().filter(line -> line.get("op_code").intValue() == 4).toList();
    assertEquals(3, trials.size());
    JsonNode third = trials.get(2);
    assertEquals("[0.9,0.9]", third.get("values").toString());
    assertEquals("[0.875,0.875]", third.at("/user_attrs/noise_free").toString());
    assertEquals("[5.0]", third.at("/system_attrs/constraints").toString());
    assertTrue(
        third.get("datetime_start").textValue().matches("2026-01-02T03:04:05\\.[0-9]{6}\\+00:00"),
        third::toString);
  }

  @Test
  void namesTheChoicesOfTheLayersThatThereAre() throws IOException {
    SuiteArchive suite = ExportedSuite.write(temp);
    RunTrace trace = suite.problems().get(0).runs().get(0).open();
    Architecture architecture = SearchSpace.s().decode(trace.genes(3));
    JsonNode trial =
        journal(suite, ExportedSuite.QUIET + "/moea_NSGAIII_divisions=49_-seed-7.log").stream()
            .filter(line -> line.get("op_code").intValue() == 4)
            .toList()
            .get(3);
    assertEquals(3 + 2 * architecture.layers(), trial.get("params").size());
    assertEquals(Integer.toString(architecture.embedDim()), value(trial, "embed_dim"));
    assertEquals(Integer.toString(architecture.layers()), value(trial, "n_layer"));
    assertEquals(Boolean.toString(architecture.bias()), value(trial, "bias"));
    for (int layer = 0; layer < architecture.layers(); layer++) {
      assertEquals(
          Integer.toString(architecture.mlpRatio(layer)), value(trial, "mlp_ratio_" + (layer + 1)));
      assertEquals(
          Integer.toString(architecture.heads(layer)), value(trial, "n_head_" + (layer + 1)));
    }
    assertFalse(trial.get("params").has("n_head_" + (architecture.layers() + 1)));
  }

  /** What Optuna would say, which keeps the index of a choice. */
  private static String value(JsonNode trial, String parameter) throws IOException {
    JsonNode distribution =
        JSON.readTree(trial.at("/distributions/" + parameter).textValue());
    assertEquals("CategoricalDistribution", distribution.get("name").textValue());
    return distribution
        .at("/attributes/choices")
        .get(trial.at("/params/" + parameter).intValue())
        .asText();
  }
}
