package io.github.hwgptbench.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BestFrontsTest {

  private static final Objective PERPLEXITY = Objective.parse("perplexity");
  private static final List<Objective> THREE =
      List.of(PERPLEXITY, Objective.parse("latency@rtx2080"), Objective.parse("energy@a6000"));
  private static final int SAMPLE = 40;

  static Stream<SearchSpace> spaces() {
    return Stream.of(SearchSpace.s(), SearchSpace.m(), SearchSpace.l());
  }

  private static List<List<Objective>> standardProblems() {
    List<List<Objective>> problems = new ArrayList<>();
    for (Device device : Device.known()) {
      for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
        problems.add(List.of(PERPLEXITY, Objective.of(metric, device)));
      }
    }
    problems.add(THREE);
    return problems;
  }

  /** Reading a front checks that nothing in it is dominated, and its hypervolume. */
  @ParameterizedTest
  @MethodSource("spaces")
  void thoseOfAllStandardProblemsAreWhatTheSurrogatesSay(SearchSpace space) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (HwGptBench bench = HwGptBench.open(space)) {
      for (List<Objective> objectives : standardProblems()) {
        ReferenceFront front =
            BestFronts.find(space.name(), objectives, List.of()).orElseThrow();
        assertEquals(objectives, front.objectives());
        assertEquals(bench.surrogateHash(), front.provenance().surrogates());
        assertTrue(front.points().size() >= 600, front.problem());
        try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
          random
              .ints(SAMPLE, 0, front.points().size())
              .mapToObj(front.points()::get)
              .forEach(point -> assertEquals(point.values(), answer(evaluator, space, point)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HWGPT-M(perplexity,energy@p100,latency@rtx3080-max-62)",
        "HWGPT-S(accuracy,energy@h100,params-max-90000000)"
      })
  void thoseOfConstrainedProblemsAreFeasible(String name) throws IOException {
    ProblemName problem = ProblemName.parse(name);
    SearchSpace space = SearchSpace.of(problem.space());
    ReferenceFront front = BestFronts.find(
            space.name(), problem.objectives(), problem.constraints())
        .orElseThrow();
    assertEquals(name, front.problem());
    Constraint constraint = problem.constraints().get(0);
    try (HwGptBench bench = HwGptBench.open(space);
        ObjectiveEvaluator evaluator = bench.evaluator(problem.metrics())) {
      assertEquals(bench.surrogateHash(), front.provenance().surrogates());
      for (ReferenceFront.Point point : front.points()) {
        double[] values = new double[3];
        evaluator.evaluate(space.encode(space.parse(point.architecture())), values);
        assertEquals(point.values(), List.of(values[0], values[1]));
        assertEquals(0, constraint.violation(values[2]), point.architecture());
      }
    }
  }

  private static List<Double> answer(
      ObjectiveEvaluator evaluator, SearchSpace space, ReferenceFront.Point point) {
    double[] values = new double[point.values().size()];
    evaluator.evaluate(space.encode(space.parse(point.architecture())), values);
    return Arrays.stream(values).boxed().toList();
  }

  @Test
  void objectivesMayStandInAnyOrder() throws IOException {
    List<Objective> reversed = new ArrayList<>(THREE);
    Collections.reverse(reversed);
    ReferenceFront usual = BestFronts.find("s", THREE, List.of()).orElseThrow();
    ReferenceFront front = BestFronts.find("s", reversed, List.of()).orElseThrow();
    assertEquals("HWGPT-S(energy@a6000,latency@rtx2080,perplexity)", front.problem());
    assertEquals(usual.hypervolume(), front.hypervolume(), 1e-12);
    List<Double> values = new ArrayList<>(usual.points().get(7).values());
    Collections.reverse(values);
    assertEquals(values, front.points().get(7).values());
  }

  @Test
  void otherProblemsHaveNone() throws IOException {
    List<Objective> objectives = List.of(PERPLEXITY, Objective.parse("memory@a100"));
    assertTrue(BestFronts.find("s", objectives, List.of()).isEmpty());
    assertTrue(BestFronts.find("s_wide", THREE, List.of()).isEmpty());
    assertTrue(
        BestFronts.find("s", THREE, List.of(Constraint.parse("params<=9e7"))).isEmpty());
  }

  /** Within a limit on a metric, the best value is on the front with that metric. */
  @Test
  void oneObjectiveHasTheBestValueOfAFront() throws IOException {
    Objective perplexity = Objective.parse("perplexity");
    Objective latency = Objective.parse("latency@a100");
    ReferenceFront front =
        BestFronts.find("s", List.of(perplexity, latency), List.of()).orElseThrow();
    double best = front.points().stream()
        .mapToDouble(point -> point.values().get(0))
        .min()
        .getAsDouble();
    ReferenceFront single = BestFronts.find("s", List.of(perplexity), List.of()).orElseThrow();
    assertEquals(List.of(best), single.points().get(0).values());
    assertEquals("HWGPT-S(perplexity)", single.problem());
    Constraint limit = Constraint.parse("latency@a100<=20");
    ReferenceFront limited =
        BestFronts.find("s", List.of(perplexity), List.of(limit)).orElseThrow();
    double within = front.points().stream()
        .filter(point -> point.values().get(1) <= 20)
        .mapToDouble(point -> point.values().get(0))
        .min()
        .getAsDouble();
    assertEquals(List.of(within), limited.points().get(0).values());
    assertEquals(List.of(limit), limited.constraints());
    assertTrue(within > best);
    assertTrue(BestFronts.find("s", List.of(latency), List.of()).isPresent());
    for (String none : List.of("latency@a100<=0.1", "accuracy>=0.4", "params<=90000000")) {
      assertTrue(
          BestFronts.find("s", List.of(perplexity), List.of(Constraint.parse(none)))
              .isEmpty(),
          none);
    }
  }
}
