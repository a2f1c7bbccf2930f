package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that know evaluations on other devices. */
class DevicePriorsTest {

  private static final String PROBLEM = "HWGPT-S(perplexity,energy@a100)";

  @TempDir
  private Path temp;

  private static Experiment.Builder builder(String problem, Integer... priors) {
    return Experiment.builder()
        .problem(problem)
        .algorithms("random", "prior-front", "transfer-ehvi")
        .seeds(1, 2)
        .evaluations(15)
        .priors(priors);
  }

  private static List<Prior> priors(RunSettings settings, long seed, Benches benches) {
    try (ObjectiveEvaluator evaluator = benches.evaluator(settings)) {
      ArchitectureProblem searched = ArchitectureProblem.builder(evaluator)
          .objectives(settings.objectives())
          .constraints(settings.constraints())
          .build();
      return DevicePriors.evaluate(settings, seed, searched, benches);
    }
  }

  @Test
  void allOtherDevicesAreKnown() throws Exception {
    try (Benches benches = Benches.shipped()) {
      RunSettings settings = builder(PROBLEM, 3).build().problems(benches).get(0);
      List<Prior> priors = priors(settings, 1, benches);
      assertEquals(12, priors.size());
      for (Prior prior : priors) {
        assertEquals(Set.of(0), prior.shared());
        assertEquals(3, prior.evaluations().size());
        String device = prior.problem().replaceFirst(".*@", "").replace(")", "");
        assertNotEquals("a100", device);
        for (Evaluation evaluation : prior.evaluations()) {
          double[] values = values(evaluation.candidate().genes(), "energy@" + device);
          assertArrayEquals(values, evaluation.objectives());
        }
        assertArrayEquals(
            priors.get(0).evaluations().get(2).candidate().genes(),
            prior.evaluations().get(2).candidate().genes());
      }
      assertEquals(priors, priors(settings, 1, benches));
      assertNotEquals(priors, priors(settings, 2, benches));
    }
  }

  private static double[] values(int[] genes, String energy) throws Exception {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator evaluator =
            bench.evaluator(List.of(Objective.parse("perplexity"), Objective.parse(energy)))) {
      double[] values = new double[2];
      evaluator.evaluate(genes, values);
      return values;
    }
  }

  @Test
  void noisyProblemsHaveNoisyPriors() throws Exception {
    try (Benches benches = Benches.shipped()) {
      RunSettings settings =
          builder(PROBLEM, 3).noise(true).build().problems(benches).get(0);
      Prior prior = priors(settings, 1, benches).get(0);
      String energy = prior.problem().replaceFirst(".*,", "").replace(")", "");
      for (Evaluation evaluation : prior.evaluations()) {
        assertNotEquals(
            values(evaluation.candidate().genes(), energy)[1], evaluation.objectives()[1]);
      }
      assertEquals(priors(settings, 1, benches), priors(settings, 1, benches));
    }
  }

  @Test
  void everyNumberOfPriorsIsAProblemOfItsOwn() throws Exception {
    Path folder = temp.resolve("suite");
    Experiment experiment =
        builder(PROBLEM, 0, 4).priorDevices("h100", "rtx2080").build();
    assertEquals(List.of(), experiment.run(folder, SuiteListener.NONE).failed());
    List<ArchivedProblem> problems = SuiteArchive.open(folder).problems();
    assertEquals(
        List.of("s-perplexity-energy_a100", "s-perplexity-energy_a100-4-priors"),
        problems.stream().map(it -> it.settings().folderName()).toList());
    assertEquals(
        new RunConditions.Priors(List.of("h100", "rtx2080"), 4),
        problems.get(1).settings().simulation().orElseThrow().priors());
    for (int run = 0; run < 6; run++) {
      ArchivedRun without = problems.get(0).runs().get(run);
      boolean learns = !without.outcome().algorithm().equals("random");
      assertEquals(
          learns,
          differ(without.open(), problems.get(1).runs().get(run).open()),
          without.outcome().algorithm());
    }
    assertTrue(experiment.verify(folder, 12).stream().allMatch(Verification.Repetition::identical));
  }

  private static boolean differ(RunTrace one, RunTrace other) {
    for (int i = 0; i < one.evaluations(); i++) {
      if (!Arrays.equals(one.genes(i), other.genes(i))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void problemsWithoutADeviceHaveNoPriors() throws Exception {
    try (Benches benches = Benches.shipped()) {
      String message = assertThrows(
              UsageException.class,
              () -> builder("HWGPT-S(perplexity,params)", 3).build().problems(benches))
          .getMessage();
      assertTrue(message.contains("priors of other devices"), message);
      assertFalse(
          builder("HWGPT-S(perplexity,params)", 0).build().problems(benches).isEmpty());
      message = assertThrows(
              UsageException.class,
              () -> builder(PROBLEM, 3).priorDevices("a100").build().problems(benches))
          .getMessage();
      assertTrue(message.startsWith("Device 'a100' of priors of "), message);
      message = assertThrows(
              UsageException.class,
              () -> builder(PROBLEM, 3).priorDevices("h100", "h100").build().problems(benches))
          .getMessage();
      assertTrue(message.contains("one is given twice"), message);
      message = assertThrows(
              UsageException.class,
              () -> builder("HWGPT-S(perplexity,energy@h100,energy@rtx2080)", 3)
                  .build()
                  .problems(benches))
          .getMessage();
      assertTrue(message.endsWith("allowed: problems with each metric on one device"), message);
      Experiment file = SuiteFile.parse(
          "mine.yaml",
          "problems: ['" + PROBLEM + "']\nalgorithms: random\npriors: 3\nprior-devices: a200\n");
      message = assertThrows(UsageException.class, () -> file.problems(benches)).getMessage();
      assertTrue(message.startsWith("mine.yaml, line 4"), message);
    }
    assertThrows(UsageException.class, () -> builder(PROBLEM));
    assertThrows(UsageException.class, () -> builder(PROBLEM).workers());
  }
}
