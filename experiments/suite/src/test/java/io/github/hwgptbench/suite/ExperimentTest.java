package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

  private static final String PROBLEM = "HWGPT-S(params,flops)";

  @TempDir
  private Path temp;

  /** Named nowhere on the class path. */
  private static final class Mine implements OptimizerFactory {

    @Override
    public String name() {
      return "mine";
    }

    @Override
    public String description() {
      return "random genotypes";
    }

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      return new Optimizer() {
        private long asked;

        @Override
        public List<Candidate> ask(int count) {
          List<Candidate> candidates = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            candidates.add(new Candidate(asked++, task.space().sample(random)));
          }
          return candidates;
        }

        @Override
        public void tell(List<Evaluation> evaluations) {}
      };
    }
  }

  private static Experiment.Builder builder() {
    return Experiment.builder()
        .problem(PROBLEM)
        .algorithms("random", new Mine())
        .seeds(1, 3)
        .evaluations(20);
  }

  private static List<String> hashes(ExperimentResult result) {
    return result.all().stream().map(RunOutcome::sha256).toList();
  }

  @Test
  void aReferencePointIsCheckedAsOnTheCommandLine() {
    for (double coordinate : new double[] {0, -1, 1e-300, 101, Double.NaN}) {
      Experiment experiment = builder().referencePoint(List.of(1.1, coordinate)).build();
      try (Benches benches = Benches.shipped()) {
        String message = assertThrows(
                IllegalArgumentException.class, () -> experiment.suite(benches))
            .getMessage();
        assertTrue(message.contains("allowed: numbers from 0.1 to 100"), message);
      }
    }
  }

  /** As those whose smallest budget depends on the problem do. */
  private static final class Demanding implements OptimizerFactory {

    @Override
    public String name() {
      return "demanding";
    }

    @Override
    public String description() {
      return "refuses every budget";
    }

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      throw new UsageException("20 evaluations; allowed: 1000 or more");
    }
  }

  @Test
  void aBudgetThatIsTooSmallIsToldWithoutTheNameOfAClass() throws Exception {
    Experiment experiment =
        builder().noAlgorithms().algorithms(new Demanding()).seeds(1, 1).build();
    RunOutcome outcome =
        experiment.run(temp.resolve("runs"), SuiteListener.NONE).all().get(0);
    assertEquals("20 evaluations; allowed: 1000 or more", outcome.failure().orElseThrow());
  }

  @Test
  void runsAlgorithmsByNameAndByFactory() throws Exception {
    ExperimentResult result = builder().build().run(temp.resolve("runs"), SuiteListener.NONE);
    assertEquals(List.of(), result.failed());
    assertEquals(
        List.of("random 1", "random 2", "random 3", "mine 1", "mine 2", "mine 3"),
        result.all().stream().map(it -> it.algorithm() + " " + it.seed()).toList());
    RunSettings settings = result.outcomes().keySet().iterator().next();
    assertEquals(PROBLEM, settings.problem().name());
    assertEquals("s-params-flops", settings.suite());
    SuiteArchive archive = result.archive();
    assertTrue(archive.complete());
    assertEquals(20, archive.problems().get(0).runs().get(4).open().evaluations());
  }

  @Test
  void theNumberOfThreadsChangesNoValue() throws Exception {
    assertEquals(
        hashes(builder().threads(1).build().run(temp.resolve("1"), SuiteListener.NONE)),
        hashes(builder().threads(4).build().run(temp.resolve("4"), SuiteListener.NONE)));
  }

  @Test
  void resumesWithMoreSeedsAndOnlyThen() throws Exception {
    Path folder = temp.resolve("runs");
    builder().seeds(1, 2).build().run(folder, SuiteListener.NONE);
    Experiment more = builder().build();
    assertThrows(IOException.class, () -> more.run(folder, SuiteListener.NONE));
    List<Long> begun = new ArrayList<>();
    ExperimentResult resumed = more.resume(folder, new SuiteListener() {
      @Override
      public void evaluated() {}

      @Override
      public synchronized void ended(RunSettings problem, RunOutcome outcome) {
        begun.add(outcome.seed());
      }
    });
    assertEquals(List.of(3L, 3L), begun);
    assertEquals(hashes(more.run(temp.resolve("anew"), SuiteListener.NONE)), hashes(resumed));
  }

  @Test
  void runsAShard() throws Exception {
    List<String> all = hashes(builder().build().run(temp.resolve("all"), SuiteListener.NONE));
    List<String> second = hashes(
        builder().shard(new Shard(2, 2)).build().run(temp.resolve("second"), SuiteListener.NONE));
    assertEquals(List.of(all.get(1), all.get(3), all.get(5)), second);
  }

  @Test
  void verifiesWhatItHasRun() throws Exception {
    Path folder = temp.resolve("runs");
    Experiment experiment = builder().build();
    experiment.run(folder, SuiteListener.NONE);
    List<Verification.Repetition> repetitions = experiment.verify(folder, 100);
    assertEquals(6, repetitions.size());
    assertTrue(repetitions.stream().allMatch(Verification.Repetition::identical));
    // Without the factory nobody knows what ran.
    assertThrows(
        IllegalArgumentException.class,
        () -> Verification.open(folder).repeat(6, 1, 1, Benches.shipped(), () -> {}));
  }

  @Test
  void combinesScalesObjectivesAndConstraints() throws Exception {
    Experiment experiment = Experiment.builder()
        .scales("s", "m")
        .objectives("params", "flops")
        .objectives("perplexity", "energy@v100")
        .constraints()
        .constraints("params<=9e7")
        .noise(false, true)
        .algorithms("random")
        .build();
    try (Benches benches = Benches.shipped()) {
      List<RunSettings> problems = experiment.problems(benches);
      assertEquals(16, problems.size());
      assertEquals(
          "HWGPT-M(perplexity,energy@v100,params-max-90000000)",
          problems.get(15).problem().name());
      assertTrue(problems.get(15).noisy());
      assertEquals("experiment", problems.get(0).suite());
    }
  }

  @Test
  void isOneOfTheSuitesThatShip() throws Exception {
    Experiment quick =
        Experiment.read("quick").toBuilder().noAlgorithms().algorithms("random").build();
    assertTrue(quick.givesSeeds());
    ExperimentResult result = quick.run(temp.resolve("quick"), SuiteListener.NONE);
    assertEquals(5, result.all().size());
    assertEquals("quick", result.archive().name());
  }

  @Test
  void refusesWhatCannotBeRun() {
    assertRefused("No problem; give at least one", Experiment.builder().algorithms("random"));
    assertRefused("No algorithm; give at least one", Experiment.builder().problem(PROBLEM));
    assertRefused(
        "Algorithm 'nsga3': unknown; known:",
        Experiment.builder().problem(PROBLEM).algorithms("nsga3"));
    assertRefused("Problem 'HWGPT-S(params,flop)': ", builder().problem("HWGPT-S(params,flop)"));
    assertRefused("problem HWGPT-S(params,flops) is given twice", builder().problem(PROBLEM));
    assertRefused("Seeds '3..1': ", builder().seeds(3, 1));
    assertRefused("0 evaluations per run", builder().evaluations(0));
    assertRefused("Fidelities in epochs; ", Fidelities.of("epochs", List.of(5)));
    assertRefused("Fidelities in evaluations; ", Fidelities.of("evaluations", List.of(2)));
    assertRefused(
        "Fidelity of 51 measurements; allowed: 1 to 50",
        Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 51)));
    String message = assertThrows(
            IllegalArgumentException.class, () -> Experiment.builder().algorithms(7))
        .getMessage();
    assertEquals("Algorithm 7; allowed: a name, an AlgorithmFactory or a SearchAlgorithm", message);
  }

  private void assertRefused(String why, Fidelities levels) {
    Experiment.Builder builder = builder();
    String message =
        assertThrows(UsageException.class, () -> builder.fidelities(levels)).getMessage();
    assertTrue(message.startsWith(why), message);
  }

  private void assertRefused(String why, Experiment.Builder builder) {
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> builder.build().run(temp.resolve("refused"), SuiteListener.NONE))
        .getMessage();
    assertTrue(message.contains(why), message);
  }
}
