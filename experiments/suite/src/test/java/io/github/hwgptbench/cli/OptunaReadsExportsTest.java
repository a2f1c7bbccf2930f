package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has the real Optuna open what is exported for it. The environment variable {@value #PYTHON} names
 * a Python that has it; {@code .ci/run} makes one.
 */
class OptunaReadsExportsTest {

  private static final String PYTHON = "HWGPTBENCH_OPTUNA_PYTHON";

  private static final Path SCRIPT = Path.of("src/test/python/read_studies.py");

  @TempDir
  private Path temp;

  /** Returns what Optuna says of a study in each of the files. */
  private List<JsonNode> opened(List<Path> journals) throws Exception {
    Path said = temp.resolve("said");
    List<String> command = new ArrayList<>(List.of(System.getenv(PYTHON), SCRIPT.toString()));
    journals.forEach(journal -> command.add(journal.toString()));
    Process python = new ProcessBuilder(command)
        .redirectOutput(said.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    assertEquals(0, python.waitFor());
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> studies = new ArrayList<>();
    for (String line : Files.readAllLines(said)) {
      studies.add(json.readTree(line));
    }
    return studies;
  }

  @Test
  void everyRunIsAStudyWithTheSameTrialsAndTheSameFront() throws Exception {
    assumeTrue(System.getenv(PYTHON) != null, PYTHON + " names no Python that has Optuna");
    Path folder = temp.resolve("suite");
    hwgpt(
        0,
        "run",
        "--objectives",
        "perplexity,accuracy,latency@a100",
        "--constraints",
        "params<=8e7",
        "--noise",
        "--algorithms",
        "random,nsga2(population=20)",
        "--seeds",
        "3,5",
        "--evaluations",
        60,
        "--out",
        folder);
    Path out = temp.resolve("out");
    hwgpt(0, "export", folder, "--format", "optuna", "--out", out);

    ArchivedProblem problem = SuiteArchive.open(folder).problems().get(0);
    Path journals = out.resolve(problem.settings().folderName());
    List<String> names = List.of(
        "random-seed-3",
        "random-seed-5",
        "nsga2_population=20_-seed-3",
        "nsga2_population=20_-seed-5");
    List<JsonNode> studies =
        opened(names.stream().map(name -> journals.resolve(name + ".log")).toList());

    assertEquals(4, studies.size());
    for (int i = 0; i < 4; i++) {
      check(problem, problem.runs().get(i), studies.get(i));
    }
  }

  private static void check(ArchivedProblem problem, ArchivedRun run, JsonNode study)
      throws IOException {
    assertEquals(
        "[\"MINIMIZE\",\"MAXIMIZE\",\"MINIMIZE\"]", study.get("directions").toString());
    assertEquals(
        problem.settings().objectives().stream().map(Objective::toString).toList(),
        texts(study.get("metrics")));
    assertEquals(run.outcome().algorithm(), study.at("/attributes/algorithm").textValue());
    assertEquals(run.outcome().seed(), study.at("/attributes/seed").longValue());

    RunTrace trace = run.open();
    assertEquals(60, trace.evaluations());
    assertEquals(60, study.get("trials").size());
    ParetoArchive<Integer> front = ParetoArchive.of(3);
    for (int i = 0; i < 60; i++) {
      JsonNode trial = study.get("trials").get(i);
      assertEquals("COMPLETE", trial.get("state").textValue());
      assertArrayEquals(trace.objectives(i), numbers(trial.get("values")));
      assertArrayEquals(trace.violations(i), numbers(trial.get("constraints")));
      assertArrayEquals(trace.noiseFree(i), numbers(trial.at("/attributes/noise_free")));
      assertEquals(trace.architecture(i), trial.at("/attributes/architecture").textValue());
      assertTrue(trial.get("seconds").doubleValue() >= 0);
      Architecture architecture = problem.settings().space().decode(trace.genes(i));
      assertEquals(architecture.embedDim(), trial.at("/params/embed_dim").intValue());
      assertEquals(architecture.bias(), trial.at("/params/bias").booleanValue());
      assertEquals(3 + 2 * architecture.layers(), trial.get("params").size());
      if (Arrays.stream(trace.violations(i)).allMatch(violation -> violation <= 0)) {
        double[] values = trace.objectives(i);
        front.add(new double[] {values[0], -values[1], values[2]}, i);
      }
    }
    assertEquals(
        front.members().stream().map(ParetoArchive.Member::value).sorted().toList(),
        StreamSupport.stream(study.get("best").spliterator(), false)
            .map(JsonNode::intValue)
            .sorted()
            .toList());
    assertEquals(60, study.get("next").intValue(), "the number of a trial that Optuna adds");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }
}
