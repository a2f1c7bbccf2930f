package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.usage.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Records of suites whose runs take place elsewhere, of which only bytes come and go. */
class ClusterRunnerTest {

  @TempDir
  private Path temp;

  private final Benches benches = Benches.shipped();

  @AfterEach
  void close() {
    benches.close();
  }

  /** Runs everything in another order, each run from its bytes to its bytes. */
  private final class Elsewhere implements Cluster {

    private final Benches there;

    Elsewhere(Benches there) {
      this.there = there;
    }

    @Override
    public void run(WorkOrder order, List<Assignment> assignments, Results results)
        throws IOException, InterruptedException {
      AssignedRuns runs = new AssignedRuns(order.plan(), order.limit(), there);
      List<Assignment> reversed = new ArrayList<>(assignments);
      Collections.reverse(reversed);
      for (Assignment assignment : reversed) {
        Path scratch = Files.createTempDirectory(temp, "scratch");
        results.accept(copy(runs.run(copy(assignment), scratch)));
      }
    }

    @Override
    public void close() {}
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Counts what progress shows. */
  private static final class Count implements SuiteListener {

    private double spent;
    private int evaluations;
    private int runs;
    private final List<Integer> begunAnew = new ArrayList<>();

    @Override
    public void evaluated() {
      evaluations++;
    }

    @Override
    public void evaluated(double part) {
      spent += part;
      evaluated();
    }

    @Override
    public void begunAnew(RunSettings problem, String algorithm, long seed, int evaluation) {
      begunAnew.add(evaluation);
    }

    @Override
    public void ended(RunSettings problem, RunOutcome outcome) {
      runs++;
    }
  }

  private Experiment experiment(String yaml) throws IOException {
    return Experiment.read(
        Files.writeString(temp.resolve("suite.yaml"), yaml + "\nname: same").toString());
  }

  private Path here(String folder, String yaml) throws Exception {
    Path path = temp.resolve(folder);
    experiment(yaml).resume(path, SuiteListener.NONE);
    return path;
  }

  private Path elsewhere(String folder, String yaml, Count count) throws Exception {
    return elsewhere(folder, yaml, count, benches);
  }

  private Path elsewhere(String folder, String yaml, Count count, Benches there) throws Exception {
    Path path = temp.resolve(folder);
    Suite suite = experiment(yaml).suite(benches);
    try (SuiteFolder record = SuiteFolder.resume(path, suite.plan());
        Cluster cluster = new Elsewhere(there)) {
      WorkOrder order = new WorkOrder(suite.plan().text(), null, List.of());
      new ClusterRunner(cluster, order, record).run(suite, Shard.ALL, count);
    }
    return path;
  }

  private static void assertSame(Path expected, Path actual) throws IOException {
    List<ArchivedProblem> problems = SuiteArchive.open(expected).problems();
    List<ArchivedProblem> others = SuiteArchive.open(actual).problems();
    assertEquals(problems.size(), others.size());
    for (int i = 0; i < problems.size(); i++) {
      List<ArchivedRun> runs = problems.get(i).runs();
      assertEquals(runs.size(), others.get(i).runs().size());
      for (int j = 0; j < runs.size(); j++) {
        assertArrayEquals(runs.get(j).bytes(), others.get(i).runs().get(j).bytes());
        runs.get(j).open();
      }
    }
  }

  @Test
  void hasTheBytesOfRunsThatTakePlaceHere() throws Exception {
    String yaml = """
        objectives: [[perplexity, energy@a100], [accuracy, latency@rtx2080]]
        noise: [false, true]
        algorithms: [random, nsga2(population=10), moea:NSGAII]
        seeds: 2
        evaluations: 30
        """;
    Count count = new Count();
    assertSame(here("here", yaml), elsewhere("elsewhere", yaml, count));
    assertEquals(24, count.runs);
    assertEquals(24 * 30, count.evaluations);
    assertEquals(24 * 30, count.spent);
  }

  @Test
  void countsWhatRunsSpendOfOtherBudgets() throws Exception {
    String yaml = """
        objectives: [perplexity, energy@a100]
        fidelity:
          measurements: [1, 5, 25]
        budget:
          cost: 6
        algorithms: [random, moasha]
        seeds: 2
        """;
    Count count = new Count();
    assertSame(here("here", yaml), elsewhere("elsewhere", yaml, count));
    assertEquals(4, count.runs);
    assertEquals(24, count.spent, 4);
    assertTrue(count.spent <= 24 + 1e-9, count.spent + " spent");
  }

  @Test
  void runsGoOnWithALargerBudget() throws Exception {
    String yaml = """
        objectives: [perplexity, energy@a100]
        algorithms: [random, local-search]
        seeds: 2
        evaluations: N
        """;
    Path whole = here("whole", yaml.replace("N", "60"));
    elsewhere("parts", yaml.replace("N", "20"), new Count());
    Count count = new Count();
    Path parts = elsewhere("parts", yaml.replace("N", "60"), count);
    assertSame(whole, parts);
    assertEquals(4, count.runs);
    assertEquals(List.of(), count.begunAnew);
    Count nothing = new Count();
    elsewhere("parts", yaml.replace("N", "60"), nothing);
    assertEquals(0, nothing.runs);
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void failuresAreRecordedAsThoseOfRunsThatTakePlaceHere() throws Exception {
    String yaml = """
        objectives: [perplexity, energy@a100]
        algorithms:
          - random
          - name: broken
            command: sh -c "echo odd >&2; exit 3"
        seeds: 2
        evaluations: 20
        """;
    Path here = here("here", yaml);
    Path elsewhere = elsewhere("elsewhere", yaml, new Count());
    assertSame(here, elsewhere);
    List<RunOutcome> failed = SuiteArchive.open(here).problems().get(0).failed();
    List<RunOutcome> there = SuiteArchive.open(elsewhere).problems().get(0).failed();
    assertEquals(2, failed.size());
    for (int i = 0; i < 2; i++) {
      assertEquals(failed.get(i).seed(), there.get(i).seed());
      assertEquals(failed.get(i).failure(), there.get(i).failure());
      assertTrue(failed.get(i).failure().orElseThrow().contains("3"), failed.toString());
    }
    TreeMap<String, String> errors = errors(here);
    assertEquals(2, errors.size());
    assertTrue(errors.firstEntry().getValue().contains("odd"), errors.toString());
    assertEquals(errors, errors(elsewhere));
  }

  private static TreeMap<String, String> errors(Path folder) throws IOException {
    TreeMap<String, String> errors = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".err")).toList()) {
        errors.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return errors;
  }

  @Test
  void processesWithOtherModelsAreRefused() throws Exception {
    Path tables = Files.createDirectories(temp.resolve("tables/s/latency_ms"));
    String heads = "-4".repeat(10).substring(1);
    Files.writeString(
        tables.resolveSibling("architectures.csv"),
        "arch_id,block,embed_dim,n_layer,bias,mlp_ratio,n_head\n0,0,192,10,True,"
            + heads.replace('4', '2') + "," + heads + "\n");
    Files.writeString(tables.resolve("a100.csv"), "arch_id,obs_1,obs_2\n0,5,4\n");
    Files.writeString(tables.resolveSibling("quality.csv"), "arch_id,perplexity\n0,40\n");
    String yaml = """
        objectives: [perplexity, latency@a100]
        algorithms: [random]
        seeds: 1
        evaluations: 5
        """;
    try (Benches there = Benches.shipped().measuredIn(temp.resolve("tables"))) {
      String said = assertThrows(
              UsageException.class, () -> elsewhere("elsewhere", yaml, new Count(), there))
          .getMessage();
      assertTrue(said.contains("models or tables have the hash tables:"), said);
    }
  }
}
