package io.github.hwgptbench.algorithm.halving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Driver;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.internal.halving.Spread;
import io.github.hwgptbench.algorithm.random.RandomSearch;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SuccessiveHalvingTest {

  private static final GenotypeSpace SPACE = Driver.ternary(12);
  private static final Fidelities TOKENS =
      Fidelities.of(Fidelities.TOKENS, List.of(256, 1024, 4096, 16_384, 65_536));

  private static Optimizer optimizer(
      Fidelities fidelities, int constraints, double reduction, Spread spread) {
    return new SuccessiveHalving(
        new SearchTask(SPACE, 2, constraints, 50, fidelities, 1, List.of()),
        reduction,
        spread,
        new SplittableRandom(1));
  }

  private static List<Evaluation> run(
      Optimizer optimizer, int budget, Function<int[], double[]> margins) {
    List<Evaluation> trace = new ArrayList<>();
    while (trace.size() < budget) {
      for (Candidate candidate : optimizer.ask(7)) {
        Evaluation evaluation = new Evaluation(
            candidate, Driver.conflict(candidate.genes()), margins.apply(candidate.genes()));
        trace.add(evaluation);
        optimizer.tell(List.of(evaluation));
      }
    }
    return trace;
  }

  private static List<Evaluation> at(int level, List<Evaluation> trace) {
    return trace.stream().filter(it -> it.candidate().fidelity() == level).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"3; 0, 1, 2, 3", "4; 0, 1, 2, 3", "4.1; 0, 2", "16; 0, 2", "300; ", "256; 0"})
  void rungsAreTheReductionFactorApart(double reduction, String lower) {
    List<Integer> expected = new ArrayList<>();
    if (lower != null) {
      Arrays.stream(lower.split(", ")).map(Integer::valueOf).forEach(expected::add);
    }
    expected.add(Candidate.HIGHEST);
    assertEquals(expected, SuccessiveHalving.levels(TOKENS, reduction));
  }

  @Test
  void aSingleFidelityIsRandomSearch() {
    assertEquals(
        Driver.run(new RandomSearch(SPACE, new SplittableRandom(1)), 50, 7, Driver::conflict),
        Driver.run(
            optimizer(Fidelities.SINGLE, 0, 3, Spread.EPSILON_NET), 50, 7, Driver::conflict));
  }

  @ParameterizedTest
  @EnumSource
  void aShareOfEachRungGoesOn(Spread spread) {
    List<Evaluation> trace = run(optimizer(TOKENS, 0, 4, spread), 1000, genes -> new double[0]);
    for (int level = 0; level < TOKENS.size() - 1; level++) {
      List<List<Integer>> rung = Driver.genes(at(level, trace));
      List<List<Integer>> next =
          Driver.genes(at(level + 1 == TOKENS.highest() ? Candidate.HIGHEST : level + 1, trace));
      assertTrue(rung.containsAll(next), "what goes on was at the level before");
      assertEquals(next.size(), Set.copyOf(next).size(), "nothing goes on twice");
      assertEquals(0.25, (double) next.size() / rung.size(), level < 2 ? 0.1 : 0.3);
    }
  }

  /** At each step, going on from the highest rung that has anything is what comes first. */
  @ParameterizedTest
  @EnumSource
  void whoeverIsAmongTheBestQuarterGoesOnAndNobodyElse(Spread spread) {
    List<Evaluation> trace = run(optimizer(TOKENS, 0, 4, spread), 400, genes -> new double[0]);
    List<List<Evaluation>> rungs = new ArrayList<>();
    TOKENS.levels().forEach(level -> rungs.add(new ArrayList<>()));
    for (Evaluation next : trace) {
      int level = Math.min(next.candidate().fidelity(), TOKENS.highest());
      for (int above = TOKENS.highest(); above > level; above--) {
        assertEquals(List.of(), waiting(rungs, above, spread));
      }
      if (level > 0) {
        assertEquals(
            Driver.genes(List.of(next)).get(0), waiting(rungs, level, spread).get(0));
      }
      rungs.get(level).add(next);
    }
  }

  /** The best quarter of a rung that has not gone on to the level above, the best first. */
  private static List<List<Integer>> waiting(
      List<List<Evaluation>> rungs, int above, Spread spread) {
    List<Evaluation> rung = rungs.get(above - 1);
    Set<List<Integer>> gone = Set.copyOf(Driver.genes(rungs.get(above)));
    double[][] objectives =
        rung.stream().map(Evaluation::comparableObjectives).toArray(double[][]::new);
    return Arrays.stream(spread.best(new double[rung.size()], objectives, rung.size() / 4))
        .mapToObj(index -> Driver.genes(List.of(rung.get(index))).get(0))
        .filter(genes -> !gone.contains(genes))
        .toList();
  }

  @Test
  void theBestGoOnAndAreSpreadOverTheFront() {
    List<Evaluation> trace = run(
        optimizer(Fidelities.of("tokens", List.of(1, 100)), 0, 20, Spread.EPSILON_NET),
        400,
        genes -> new double[0]);
    List<Evaluation> top = at(Candidate.HIGHEST, trace);
    double all =
        trace.stream().mapToDouble(it -> sum(it.objectives())).average().orElseThrow();
    double promoted =
        top.stream().mapToDouble(it -> sum(it.objectives())).average().orElseThrow();
    assertTrue(promoted < 0.85 * all, promoted + " " + all);
    double[] first = top.stream().mapToDouble(it -> it.objectives()[0]).sorted().toArray();
    double[] ofAll =
        trace.stream().mapToDouble(it -> it.objectives()[0]).sorted().toArray();
    double range = ofAll[ofAll.length - 1] - ofAll[0];
    assertTrue(first[first.length - 1] - first[0] > 0.7 * range, Arrays.toString(first));
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  @Test
  void whatHoldsTheConstraintsGoesOnBeforeWhatDoesNot() {
    Function<int[], double[]> margins =
        genes -> new double[] {IntStream.of(genes).sum() - 11};
    List<Evaluation> trace = run(optimizer(TOKENS, 1, 3, Spread.EPSILON_NET), 300, margins);
    List<Evaluation> first = at(0, trace);
    double all = (double) first.stream().filter(Evaluation::feasible).count() / first.size();
    List<Evaluation> second = at(1, trace);
    long feasible =
        second.subList(20, second.size()).stream().filter(Evaluation::feasible).count();
    assertTrue(all < 0.6, "feasible: " + all);
    assertEquals(second.size() - 20, feasible);
  }

  @Test
  void withManyWorkersNothingIsDoneTwice() {
    Optimizer optimizer = optimizer(TOKENS, 0, 3, Spread.EPSILON_NET);
    SplittableRandom order = new SplittableRandom(2);
    List<Candidate> pending = new ArrayList<>();
    Set<List<Integer>> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      while (pending.size() < 8) {
        for (Candidate candidate : optimizer.ask(1)) {
          List<Integer> key =
              new ArrayList<>(Arrays.stream(candidate.genes()).boxed().toList());
          key.add(candidate.fidelity());
          assertTrue(seen.add(key), candidate.toString());
          pending.add(candidate);
        }
      }
      Candidate done = pending.remove(order.nextInt(8));
      optimizer.tell(List.of(Driver.evaluation(done, Driver::conflict)));
    }
  }
}
