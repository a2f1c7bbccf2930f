package io.github.hwgptbench.algorithm.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.pareto.ParetoArchive.Member;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrontSearchTest {

  /** 2 * 2 * (4^2 + 4^3 + 4^4) = 1344 networks. */
  private static final SearchSpace SMALL = SearchSpace.builder("small")
      .embedDims(64, 128)
      .layerCounts(2, 3, 4)
      .headCounts(2, 4)
      .mlpRatios(2, 4)
      .build();

  private static final List<Criterion> OBJECTIVES =
      Stream.of("f1", "f2", "f3").map(name -> Criterion.of(name, "", false)).toList();

  /** Values of random weights for each gene and each pair of genes, so that nothing is a sum. */
  private record Interacting(List<Criterion> objectives, List<Constraint> constraints, long seed)
      implements Problem {

    @Override
    public String name() {
      return "interacting";
    }

    @Override
    public GenotypeSpace genotypes() {
      return SMALL.genotypes();
    }

    @Override
    public void evaluate(int[] genes, double[] values, double[] violations) {
      int[] canonical = genes.clone();
      genotypes().canonicalize(canonical);
      Arrays.fill(values, 0);
      for (int objective = 0; objective < values.length; objective++) {
        for (int one = 0; one < canonical.length; one++) {
          for (int other = one; other < canonical.length; other++) {
            double scale = one == other ? 1 : 0.2;
            values[objective] += scale
                * weight(objective, one * 100 + other, canonical[one] * 10 + canonical[other]);
          }
        }
      }
      for (int i = 0; i < violations.length; i++) {
        violations[i] = constraints.get(i).violation(values[0]);
      }
    }

    private double weight(int objective, int genes, int levels) {
      return new SplittableRandom(seed + objective * 1_000_000_007L + genes * 1009L + levels)
          .nextDouble();
    }
  }

  private static List<double[]> front(List<Member<int[]>> members) {
    return members.stream().map(Member::objectives).toList();
  }

  private static void everyGenotype(int[] genes, int gene, Consumer<int[]> visitor) {
    if (gene == genes.length) {
      visitor.accept(genes);
      return;
    }
    for (int level = 0; level < SMALL.genotypes().levels(gene); level++) {
      genes[gene] = level;
      everyGenotype(genes, gene + 1, visitor);
    }
  }

  private static List<double[]> bruteForce(Problem problem) {
    ParetoArchive<Void> archive = ParetoArchive.of(problem.objectives().size());
    double[] values = new double[problem.objectives().size()];
    double[] violations = new double[problem.constraints().size()];
    everyGenotype(new int[SMALL.genotypes().size()], 0, genes -> {
      problem.evaluate(genes, values, violations);
      if (Arrays.stream(violations).sum() == 0) {
        archive.add(values, null);
      }
    });
    return archive.members().stream().map(Member::objectives).toList();
  }

  private static void assertSame(List<double[]> expected, List<double[]> actual) {
    assertArrayEquals(expected.toArray(), actual.toArray());
  }

  @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
  void findsAllOfASmallFront(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int objectives) {
    Problem problem = new Interacting(OBJECTIVES.subList(0, objectives), List.of(), seed);
    assertSame(
        bruteForce(problem),
        front(new FrontSearch(problem, SMALL, 40_000, new SplittableRandom(1))
            .run(List.of(), new FrontSearch.Listener() {})));
  }

  @Test
  void aSmallSpaceIsEnumerated() {
    Problem problem = new Interacting(OBJECTIVES, List.of(), 5);
    List<FrontSearch.Stage> stages = new ArrayList<>();
    AtomicLong made = new AtomicLong();
    FrontSearch search = new FrontSearch(problem, SMALL, 1344, new SplittableRandom(1));
    assertTrue(search.enumerable());
    List<Member<int[]>> front = search.enumerate(new FrontSearch.Listener() {
      @Override
      public void evaluated(int count) {
        made.addAndGet(count);
      }

      @Override
      public void finished(FrontSearch.Stage stage) {
        stages.add(stage);
      }
    });
    assertSame(bruteForce(problem), front(front));
    assertEquals(1344, made.get());
    assertEquals(1, stages.size());
    assertEquals(1344, stages.get(0).evaluations());
    FrontSearch poor = new FrontSearch(problem, SMALL, 1343, new SplittableRandom(1));
    assertFalse(poor.enumerable());
    assertThrows(IllegalStateException.class, () -> poor.enumerate(new FrontSearch.Listener() {}));
  }

  @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
  void keepsOnlyWhatHoldsAllConstraints(@ForAll long seed) {
    List<double[]> free = bruteForce(new Interacting(OBJECTIVES.subList(0, 2), List.of(), seed));
    double bound = free.get(free.size() / 2)[0];
    Problem problem = new Interacting(
        OBJECTIVES.subList(0, 2),
        List.of(
            new Constraint(Objective.parse("perplexity"), Constraint.Comparison.AT_LEAST, bound)),
        seed);
    assertSame(
        bruteForce(problem),
        front(new FrontSearch(problem, SMALL, 40_000, new SplittableRandom(1))
            .run(List.of(), new FrontSearch.Listener() {})));
  }

  @Test
  void spendsTheBudgetAndNoMoreWhateverStageItEndsIn() {
    Problem problem = new Interacting(OBJECTIVES.subList(0, 2), List.of(), 1);
    for (long budget : new long[] {1, 4095, 4097, 4500, 9001}) {
      AtomicLong made = new AtomicLong();
      List<FrontSearch.Stage> stages = new ArrayList<>();
      FrontSearch.Listener listener = new FrontSearch.Listener() {
        @Override
        public void evaluated(int count) {
          made.addAndGet(count);
        }

        @Override
        public void finished(FrontSearch.Stage stage) {
          stages.add(stage);
        }
      };
      new FrontSearch(problem, SMALL, budget, new SplittableRandom(1)).run(List.of(), listener);
      assertEquals(budget, made.get());
      assertEquals(budget, stages.get(stages.size() - 1).evaluations());
    }
  }

  @Test
  void beginsWithWhatIsKnownAndReturnsItCanonical() {
    Problem problem = new Interacting(OBJECTIVES.subList(0, 2), List.of(), 1);
    int[] best = new FrontSearch(problem, SMALL, 20_000, new SplittableRandom(1))
        .run(List.of(), new FrontSearch.Listener() {})
        .get(0)
        .value();
    List<Member<int[]>> front = new FrontSearch(problem, SMALL, 1, new SplittableRandom(1))
        .run(List.of(best), new FrontSearch.Listener() {});
    assertArrayEquals(best, front.get(0).value());
    int[] canonical = best.clone();
    SMALL.genotypes().canonicalize(canonical);
    assertArrayEquals(canonical, best);
  }

  @Test
  void findsTheSupportedFrontAndMoreOfTheBenchmark() {
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("energy@v100"));
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s());
        ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      Problem problem =
          ArchitectureProblem.builder(evaluator).objectives(objectives).build();
      List<double[]> first = front(search(problem, bench, 3));
      assertSame(first, front(search(problem, bench, 3)));
      // Of 1168 points, found by millions of evaluations from several starts, 0.87954849.
      assertEquals(0.87954849, hypervolume(bench.bounds("default"), objectives, first), 1e-6);
      assertTrue(first.size() > 1150, () -> first.size() + " points");
    }
  }

  private static List<Member<int[]>> search(Problem problem, HwGptBench bench, long seed) {
    return new FrontSearch(problem, bench.space(), 450_000, new SplittableRandom(seed))
        .run(List.of(), new FrontSearch.Listener() {});
  }

  private static double hypervolume(
      Bounds bounds, List<Objective> objectives, List<double[]> front) {
    double[][] points = front.stream()
        .map(point -> new double[] {
          bounds.normalize(objectives.get(0), point[0]),
          bounds.normalize(objectives.get(1), point[1])
        })
        .toArray(double[][]::new);
    return Hypervolume.of(points, new double[] {1.1, 1.1});
  }

  @Test
  void layersMayHaveNoChoice() {
    SearchSpace space = SearchSpace.builder("fixed")
        .embedDims(64, 128)
        .layerCounts(2, 3)
        .headCounts(2)
        .mlpRatios(4)
        .build();
    Objective params = Objective.parse("params");
    Objective macs = Objective.parse("macs");
    try (HwGptBench bench = HwGptBench.open(space);
        ObjectiveEvaluator evaluator = bench.evaluator(List.of(params, macs))) {
      Problem problem =
          ArchitectureProblem.builder(evaluator).objectives(params, macs).build();
      int[] smallest = space.encode(space.smallest());
      List<Member<int[]>> front = search(problem, bench, 1);
      assertEquals(1, front.size());
      assertArrayEquals(smallest, front.get(0).value());
    }
  }

  @Test
  void weightsAreAllWaysToShareAWhole() {
    List<double[]> weights = MultiplierSweep.weights(3, 4);
    assertEquals(15, weights.size());
    assertEquals(15, weights.stream().map(Arrays::toString).distinct().count());
    weights.forEach(weight -> assertEquals(1, Arrays.stream(weight).sum(), 1e-12));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Problem problem = new Interacting(OBJECTIVES, List.of(), 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrontSearch(problem, SMALL, 0, new SplittableRandom(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrontSearch(problem, SearchSpace.s(), 1, new SplittableRandom(1)));
    Problem single = new Interacting(OBJECTIVES.subList(0, 1), List.of(), 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrontSearch(single, SMALL, 1, new SplittableRandom(1)));
  }
}
