package io.github.hwgptbench.algorithm.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {

  private static final GenotypeSpace SPACE = Driver.ternary(10);

  /** Latencies of devices differ by a factor and, a little, in which genes they depend on. */
  private record Device(int number) implements Problem {

    @Override
    public String name() {
      return "device " + number;
    }

    @Override
    public GenotypeSpace genotypes() {
      return SPACE;
    }

    @Override
    public List<Criterion> objectives() {
      return List.of(
          Criterion.of("error", "", false), Criterion.of("latency@" + number, "", false));
    }

    @Override
    public void evaluate(int[] genes, double[] objectives, double[] violations) {
      double gain = 0;
      double latency = 20;
      for (int gene = 0; gene < genes.length; gene++) {
        gain += genes[gene] * (1 + gene % 4);
        latency += genes[gene] * (1 + gene % 5 + 0.2 * number * (gene % 2));
      }
      objectives[0] = StrictMath.exp(-gain / 40);
      objectives[1] = (1 + 3 * number) * latency * (1 + 0.1 * genes[0]);
    }
  }

  private static List<Evaluation> run(
      String name, int budget, long seed, Problem problem, List<Prior> priors) {
    List<Evaluation> evaluations = new ArrayList<>();
    AlgorithmRegistry.load()
        .algorithm(name)
        .run(
            problem,
            SearchConditions.of(budget, new SearchStart(List.of(), List.of(), priors)),
            seed,
            evaluations::add);
    return evaluations;
  }

  private static Prior prior(int device, int evaluations, long seed) {
    Problem other = new Device(device);
    return Prior.of(other, run("random", evaluations, seed, other, List.of()), new Device(0));
  }

  private static double volume(List<Evaluation> evaluations) {
    return Hypervolume.of(
        evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new),
        new double[] {1.1, 150});
  }

  private static double median(String name, List<Prior> priors) {
    return LongStream.rangeClosed(1, 5)
        .mapToDouble(seed -> volume(run(name, 15, seed, new Device(0), priors)))
        .sorted()
        .toArray()[2];
  }

  @ParameterizedTest
  @ValueSource(strings = {"transfer-ehvi", "prior-front"})
  void withoutPriorsItIsEhvi(String name) {
    List<Evaluation> expected = run("ehvi", 20, 1, new Device(0), List.of());
    assertEquals(expected, run(name, 20, 1, new Device(0), List.of()));
    List<Prior> empty = List.of(new Prior("nothing known", Set.of(0), List.of()));
    assertEquals(expected, run(name, 20, 1, new Device(0), empty));
    List<Prior> some = List.of(prior(1, 10, 3));
    assertNotEquals(expected, run(name, 20, 1, new Device(0), some));
  }

  @Test
  void priorsHelpWithFewEvaluations() {
    List<Prior> priors = List.of(prior(1, 20, 7), prior(2, 20, 8));
    double ehvi = median("ehvi", List.of());
    double transfer = median("transfer-ehvi", priors);
    double front = median("prior-front", priors);
    assertTrue(transfer > 1.03 * ehvi, transfer + " against " + ehvi);
    assertTrue(transfer > front, transfer + " against " + front);
  }

  /** Related values with the wrong sign, and shared ones on another scale. */
  @Test
  void wrongPriorsAreOvercome() {
    List<Evaluation> wrong = prior(1, 30, 7).evaluations().stream()
        .map(it -> new Evaluation(
            it.candidate(),
            new double[] {it.objectives()[0], 500 - it.objectives()[1]},
            it.margins()))
        .toList();
    List<Prior> priors = List.of(new Prior("wrong", Set.of(), wrong));
    double volume = volume(run("transfer-ehvi", 40, 1, new Device(0), priors));
    double expected = volume(run("ehvi", 40, 1, new Device(0), List.of()));
    assertTrue(volume > 0.95 * expected, volume + " against " + expected);
  }

  @Test
  void theFrontComesFirst() {
    double[][] values = {{3, 1}, {1, 3}, {2, 2}, {2.5, 2.5}, {1.1, 2.9}};
    List<Evaluation> evaluations = new ArrayList<>();
    List<Evaluation> drawn = prior(1, values.length, 5).evaluations();
    for (int i = 0; i < values.length; i++) {
      evaluations.add(new Evaluation(drawn.get(i).candidate(), values[i], new double[0]));
    }
    List<Prior> priors = List.of(new Prior("p", Set.of(0), evaluations));
    List<Evaluation> run = run("prior-front(front=3)", 12, 1, new Device(0), priors);
    // Normalised areas that they add: 0.36, 0.0675 and 0.05; 3 is dominated.
    int[] expected = {2, 4, 0};
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(
          drawn.get(expected[i]).candidate().genes(), run.get(i).candidate().genes(), "" + i);
    }
    assertArrayEquals(new int[SPACE.size()], run.get(3).candidate().genes());
  }

  /** Of twelve devices with fifty evaluations each, the models see 192: sixteen of each. */
  @Test
  void manyPriorsAreThinnedOut() {
    List<Prior> all = LongStream.rangeClosed(1, 12)
        .mapToObj(device -> prior((int) device, 50, device))
        .toList();
    List<Evaluation> expected = run("transfer-ehvi", 10, 1, new Device(0), all);
    assertEquals(
        expected, run("transfer-ehvi", 10, 1, new Device(0), nearestToTheirFronts(all, 16)));
    assertNotEquals(
        expected, run("transfer-ehvi", 10, 1, new Device(0), nearestToTheirFronts(all, 15)));
  }

  private static List<Prior> nearestToTheirFronts(List<Prior> priors, int room) {
    return priors.stream()
        .map(prior -> {
          List<Evaluation> all = prior.evaluations();
          List<Observation> observations = all.stream()
              .map(it -> new Observation(
                  it.candidate().genes(), it.objectives(), it.margins(), it.feasible()))
              .toList();
          List<Evaluation> nearest = Observation.nearestToTheFront(observations, room).stream()
              .map(it -> all.get(observations.indexOf(it)))
              .toList();
          assertEquals(room, nearest.size());
          return new Prior(prior.problem(), prior.shared(), nearest);
        })
        .toList();
  }
}
