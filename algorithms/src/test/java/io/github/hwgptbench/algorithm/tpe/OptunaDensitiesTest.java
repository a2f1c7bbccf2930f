package io.github.hwgptbench.algorithm.tpe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the split and the densities of {@link TreeParzenSearch} with those of the real Optuna.
 * The environment variable {@value #PYTHON} names a Python that has it; {@code .ci/run} makes one.
 */
class OptunaDensitiesTest {

  private static final String PYTHON = "HWGPTBENCH_OPTUNA_PYTHON";
  private static final Path SCRIPT = Path.of("src/test/python/tpe_densities.py");
  private static final int CANDIDATES = 40;

  /** Rounding of logarithms, and of sums over 200 components. */
  private static final double PRECISION = 1e-12;

  @TempDir
  private Path temp;

  private static String text(double[] numbers) {
    return numbers.length == 0
        ? "-"
        : DoubleStream.of(numbers).mapToObj(Double::toString).collect(Collectors.joining(","));
  }

  private static String text(GenotypeSpace space, int[] genes, IntPredicate active) {
    return IntStream.range(0, genes.length)
        .filter(active)
        .mapToObj(gene -> space.name(gene) + "=" + genes[gene])
        .collect(Collectors.joining(","));
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  private List<String> optuna(int objectives, List<String> input) throws Exception {
    Path read = Files.write(temp.resolve("input"), input);
    Path printed = temp.resolve("output");
    Process python = new ProcessBuilder(
            System.getenv(PYTHON), SCRIPT.toString(), Integer.toString(objectives))
        .redirectInput(read.toFile())
        .redirectOutput(printed.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    assertEquals(0, python.waitFor());
    return Files.readAllLines(printed);
  }

  /**
   * Of the evaluations, the last {@code repeated} are of the same architectures as the first. The
   * constraint holds for five, so that infeasible ones are among the better tenth too. Nothing is
   * pending: that counts among the rest in ours only.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "perplexity,energy@rtx2080 |                  |  30 |  0",
        "perplexity,energy@rtx2080 |                  | 100 |  0",
        "perplexity,energy@rtx2080 |                  | 200 |  0",
        "perplexity,energy@rtx2080 |                  | 100 | 50",
        "perplexity,energy@rtx2080 | perplexity<=23.3 | 100 |  0",
        "perplexity                |                  |  30 |  0",
        "perplexity                |                  | 300 |  0"
      })
  void splitsAndDensitiesAreThoseOfOptuna(
      String named, String constraint, int evaluations, int repeated) throws Exception {
    assumeTrue(System.getenv(PYTHON) != null, PYTHON + " names no Python that has Optuna");
    List<Objective> objectives =
        Stream.of(named.split(",")).map(Objective::parse).toList();
    List<Constraint> constraints =
        constraint == null ? List.of() : List.of(Constraint.parse(constraint));
    GenotypeSpace space = SearchSpace.s().genotypes();
    // Repeats are allowed, as by Optuna, though only draws from the densities depend on it.
    TreeParzenSearch search = new TreeParzenSearch(
        new SearchTask(space, objectives.size(), constraints.size(), evaluations),
        10,
        24,
        true,
        new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(evaluations);
    List<String> input = new ArrayList<>();
    for (int gene = 0; gene < space.size(); gene++) {
      input.add("gene " + space.name(gene) + " " + space.levels(gene));
    }
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      ArchitectureProblem problem = ArchitectureProblem.builder(evaluator)
          .objectives(objectives)
          .constraints(constraints)
          .build();
      List<int[]> history = new ArrayList<>();
      for (int i = 0; i < evaluations; i++) {
        history.add(
            i < evaluations - repeated
                ? space.sample(random)
                : history.get(i - evaluations + repeated));
        int[] genes = history.get(i);
        double[] values = new double[objectives.size()];
        double[] violations = new double[constraints.size()];
        problem.evaluate(genes, values, violations);
        search.learn(genes, values, violations);
        String active = text(space, genes, gene -> space.active(genes, gene));
        input.add("trial " + active + " " + text(values) + " " + text(violations));
      }
    }
    List<int[]> candidates = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      int[] genes = new int[space.size()];
      Arrays.setAll(genes, gene -> random.nextInt(space.levels(gene)));
      candidates.add(genes);
      input.add("candidate " + text(space, genes, gene -> true));
    }

    List<String> printed = optuna(objectives.size(), input);
    String version = printed.get(0).split(" ")[1];
    assumeTrue(
        version.startsWith("5.0."),
        "Optuna " + version + ": densities are read from private classes of Optuna 5.0");
    compare(space, search, candidates, printed);
  }

  private static void compare(
      GenotypeSpace space, TreeParzenSearch search, List<int[]> candidates, List<String> printed) {
    assertArrayEquals(
        Stream.of(printed.get(1).split(" ")[1].split(","))
            .mapToInt(Integer::parseInt)
            .toArray(),
        search.better());
    Map<Set<String>, String[]> logs = new HashMap<>();
    for (int line = 2; line < printed.size(); line += 2) {
      logs.put(
          Set.of(printed.get(line).split(" ")[1].split(",")),
          printed.get(line + 1).split(" "));
    }
    List<TreeParzenSearch.Densities> groups = search.densities();
    assertEquals(logs.size(), groups.size());
    for (TreeParzenSearch.Densities densities : groups) {
      Set<String> names =
          Arrays.stream(densities.genes()).mapToObj(space::name).collect(Collectors.toSet());
      String[] expected = logs.get(names);
      assertArrayEquals(
          numbers(expected[1]), logs(densities, densities.better(), candidates), PRECISION);
      assertArrayEquals(
          numbers(expected[2]), logs(densities, densities.others(), candidates), PRECISION);
    }
  }

  private static double[] logs(
      TreeParzenSearch.Densities group, ParzenEstimator estimator, List<int[]> candidates) {
    return candidates.stream()
        .map(genes -> Arrays.stream(group.genes()).map(gene -> genes[gene]).toArray())
        .mapToDouble(estimator::logDensity)
        .toArray();
  }
}
