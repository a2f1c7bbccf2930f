package io.github.hwgptbench.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IohExporterTest {

  @TempDir
  private Path temp;

  private Path export() throws IOException {
    Path out = temp.resolve("out");
    new IohExporter().export(ExportedSuite.write(temp), ExportFolder.empty(out), () -> {});
    return out;
  }

  @Test
  void hasAllSeedsOneAfterAnother() throws IOException {
    Path folder = export().resolve("moea_NSGAIII_divisions=49_");
    JsonNode json = new ObjectMapper()
        .readTree(
            folder.resolve("IOHprofiler_f1_s-perplexity-energy_rtx2080.json").toFile());
    assertEquals("HWGPT-S(perplexity,energy@rtx2080)", json.at("/function_name").textValue());
    assertEquals("moea:NSGAIII(divisions=49)", json.at("/algorithm/name").textValue());
    assertEquals("divisions=49", json.at("/algorithm/info").textValue());
    JsonNode scenario = json.at("/scenarios/0");
    assertEquals(27, scenario.at("/dimension").intValue());
    assertTrue(
        scenario
            .at("/runs/1")
            .toString()
            .startsWith("{\"instance\":1,\"seed\":9,\"evals\":1,"
                + "\"best\":{\"evals\":1,\"y\":0.25,\"x\":["),
        scenario::toString);
    assertEquals(4, scenario.at("/runs/0/best/evals").intValue());
    assertEquals(27, scenario.at("/runs/0/best/x").size());
    assertEquals(
        List.of(
            "evaluations raw_y F2",
            "1 0.5 0.5",
            "2 0.75 0.75",
            "3 0.25 0.8125",
            "4 1.0E-9 1",
            "1 0.25 0.25"),
        Files.readAllLines(folder.resolve(scenario.at("/path").textValue())));
  }

  @Test
  void isNoiseFreeAndMinimisedWithTheViolations() throws IOException {
    assertEquals(
        List.of(
            "evaluations raw_y F2 G1",
            "1 0.53125 -0.375 0",
            "2 0.4375 -0.5 2000000",
            "3 0.875 -0.875 0",
            "1 0.5 -0.4 1"),
        Files.readAllLines(export()
            .resolve("random/data_f2_s-perplexity-accuracy-noisy/IOHprofiler_f2_DIM27.dat")));
  }
}
