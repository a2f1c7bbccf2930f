package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.ShippedSupernet;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites whose fidelities are tokens of the supernet that ships. */
class TokenFidelitiesTest {

  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("perplexity@supernet"), Objective.parse("params"));

  @TempDir
  private Path temp;

  private static Experiment.Builder experiment(Integer... tokens) {
    return Experiment.builder()
        .problem("HWGPT-XS(perplexity@supernet,params)")
        .algorithms("moasha")
        .seeds(1, 1)
        .fidelities(Fidelities.of(Fidelities.TOKENS, List.of(tokens)))
        .budget(Budget.cost(3));
  }

  private static List<ArchivedRun> runs(Path folder) throws Exception {
    return SuiteArchive.open(folder).problems().stream()
        .flatMap(problem -> problem.runs().stream())
        .toList();
  }

  /** More than the supernet predicts by default, and less. */
  @ParameterizedTest
  @CsvSource({"128, 512, 16384", "128, 512, 1536"})
  void aSupernetPredictsAsManyTokensAsTheHighestFidelity(int low, int middle, int high)
      throws Exception {
    Path folder = temp.resolve("runs");
    Experiment experiment = experiment(low, middle, high).build();
    experiment.run(folder, SuiteListener.NONE);
    assertTrue(experiment.verify(folder, 1).get(0).identical());

    RunTrace trace = runs(folder).get(0).open();
    int[] amounts = {low, middle, high};
    boolean[] seen = new boolean[3];
    for (int i = 0; i < trace.evaluations(); i++) {
      int level = trace.expense(i).fidelity();
      if (!seen[level]) {
        seen[level] = true;
        double[] values = values(amounts[level], trace.genes(i));
        assertEquals(values[0], trace.objectives(i)[0], amounts[level] + " tokens");
      }
    }
    assertTrue(seen[0] && seen[2]);
  }

  /** As 'hwgpt query --predict' returns them. */
  private static double[] values(long tokens, int[] genes) {
    double[] values = new double[2];
    try (HwGptBench bench = HwGptBench.open(
            SearchSpace.xs(),
            List.of(),
            List.of(ShippedSupernet.of(SearchSpace.xs())
                .orElseThrow()
                .tokens(tokens)
                .build()));
        ObjectiveEvaluator evaluator = bench.evaluator(OBJECTIVES)) {
      evaluator.evaluate(genes, values);
    }
    return values;
  }

  @Test
  void aSuiteFileGoesUpTo65536TokensToo() throws Exception {
    Path file = Files.writeString(temp.resolve("mine.yaml"), """
        problems: ['HWGPT-XS(perplexity@supernet,params)']
        fidelity: {tokens: [256, 4096, 65536]}
        budget: {cost: 0.02}
        algorithms: [moasha]
        seeds: 1
        """);
    Path folder = temp.resolve("runs");
    Experiment.read(file.toString()).run(folder, SuiteListener.NONE);
    assertEquals(3, runs(folder).get(0).open().evaluations());
    assertEquals(
        List.of(256, 4096, 65_536),
        SuiteArchive.open(folder).problems().get(0).settings().fidelities().levels().stream()
            .map(Fidelities.Level::amount)
            .toList());
  }

  @Test
  void aRunGoesOnWithMore() throws Exception {
    Experiment.Builder few = experiment(128, 16_384).evaluations(3);
    few.build().run(temp.resolve("few"), SuiteListener.NONE);
    few.evaluations(6).build().resume(temp.resolve("few"), SuiteListener.NONE);
    few.build().run(temp.resolve("more"), SuiteListener.NONE);
    assertArrayEquals(
        runs(temp.resolve("few")).get(0).bytes(),
        runs(temp.resolve("more")).get(0).bytes());
  }

  @Test
  void theHashIsOfTheHighestFidelity() throws Exception {
    try (Benches benches = Benches.shipped()) {
      String byDefault = benches.of("xs").surrogateHash();
      assertEquals(byDefault, surrogates(benches, 256, 1024, 8192));
      assertEquals(byDefault, surrogates(benches, 8192));
      assertNotEquals(byDefault, surrogates(benches, 256, 4096, 65_536));
    }
  }

  private static String surrogates(Benches benches, Integer... tokens) throws Exception {
    RunSettings settings = experiment(tokens).build().problems(benches).get(0);
    return settings.provenance().surrogates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HWGPT-XS(perplexity@supernet,params) | 100 | 100 tokens in sequences of 128",
        "HWGPT-XS(perplexity@supernet,params) | 1048576 | has 534553 tokens",
        "HWGPT-XS(params,flops) | 256 | none is predicted from tokens"
      })
  void whatCannotBePredictedIsRefusedBeforeTheFirstRun(String problem, int tokens, String message) {
    Experiment experiment = Experiment.builder()
        .problem(problem)
        .algorithms("random")
        .fidelities(Fidelities.of(Fidelities.TOKENS, List.of(tokens, 2_097_152)))
        .build();
    try (Benches benches = Benches.shipped()) {
      UsageException refused = assertThrows(UsageException.class, () -> experiment.suite(benches));
      assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }
  }
}
