package io.github.hwgptbench.algorithm.front.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.NondominatedSorting;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.LayeredRamps;
import io.github.hwgptbench.surrogate.RampNetwork;
import io.github.hwgptbench.usage.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FrontProofTest {

  /** 2 * 2 * (4^3 + 4^4) = 1280 architectures. */
  private static final SearchSpace SMALL = space(3, 4);

  /** 2 * 2 * (4^7 + 4^8) = 327,680 architectures. */
  private static final SearchSpace LARGER = space(7, 8);

  /** 2 * 2 * (4^8 + 4^9) = 1,310,720 architectures. */
  private static final SearchSpace LARGEST = space(8, 9);

  private static final Duration LONG = Duration.ofMinutes(5);

  private static SearchSpace space(int... layers) {
    return SearchSpace.builder("small")
        .embedDims(64, 128)
        .layerCounts(layers)
        .headCounts(2, 4)
        .mlpRatios(2, 4)
        .build();
  }

  /** Metrics of random ramps over all features, which go up with some and down with others. */
  private static List<RampNetwork> networks(SearchSpace space, int count, RandomGenerator random) {
    FeatureMap features = new FeatureMap(space);
    List<RampNetwork> networks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[][] slopes = new double[6][features.size()];
      double[] weights = new double[slopes.length];
      for (int ramp = 0; ramp < slopes.length; ramp++) {
        for (int j = 0; j < slopes[ramp].length; j++) {
          slopes[ramp][j] = random.nextDouble(-1, 1);
        }
        weights[ramp] = random.nextDouble(-1, 1);
      }
      networks.add(RampNetwork.quantize(features, slopes, weights));
    }
    return networks;
  }

  private static LayeredProblem problem(
      SearchSpace space, List<RampNetwork> networks, int objectives, double... limits) {
    List<Slice> slices = new ArrayList<>();
    for (int embed = 0; embed < 2; embed++) {
      for (int depth = 0; depth < 2; depth++) {
        for (int bias = 0; bias < 2; bias++) {
          int e = embed;
          int d = depth;
          int b = bias;
          slices.add(new Slice(networks.stream()
              .map(network -> LayeredRamps.of(space, network, e, d, b))
              .toList()));
        }
      }
    }
    return new LayeredProblem(slices, IntStream.range(0, objectives).toArray(), limits);
  }

  /** Returns the metrics of all architectures, by the networks themselves. */
  private static double[][] all(SearchSpace space, List<RampNetwork> networks) {
    FeatureMap features = new FeatureMap(space);
    double[] input = new double[features.size()];
    List<double[]> all = new ArrayList<>();
    int[] genes = new int[space.genotypes().size()];
    for (long code = 0; code < 8L << 2 * space.maxLayers(); code++) {
      for (int gene = 0; gene < genes.length; gene++) {
        genes[gene] = (int) (code >> gene & 1);
      }
      int[] canonical = genes.clone();
      space.genotypes().canonicalize(canonical);
      if (Arrays.equals(genes, canonical)) {
        features.fill(genes, input, 0, input.length);
        all.add(networks.stream().mapToDouble(network -> network.value(input)).toArray());
      }
    }
    return all.toArray(double[][]::new);
  }

  private static double[][] feasible(double[][] all, int objectives, double... limits) {
    return Arrays.stream(all)
        .filter(row ->
            IntStream.range(0, limits.length).allMatch(i -> row[objectives + i] <= limits[i]))
        .map(row -> Arrays.copyOf(row, objectives))
        .toArray(double[][]::new);
  }

  private static double[] reference(double[][] points) {
    double[] reference = points[0].clone();
    for (double[] point : points) {
      for (int j = 0; j < reference.length; j++) {
        reference[j] = Math.max(reference[j], point[j]);
      }
    }
    return reference;
  }

  private static FrontProof proof(
      LayeredProblem problem, double[][] front, double[] reference, double gap) {
    double[] ones = new double[reference.length];
    Arrays.fill(ones, 1);
    return new FrontCertifier(problem, front, reference, ones)
        .run(new FrontCertificate.Search(gap, LONG, (nodes, remainder) -> {}));
  }

  private static double[][] front(double[][] points) {
    return IntStream.of(NondominatedSorting.firstFront(points))
        .mapToObj(i -> points[i])
        .toArray(double[][]::new);
  }

  @Test
  void nothingRemainsOfTheFrontOfAnEnumeratedSpace() {
    for (int seed = 0; seed < 2; seed++) {
      assertNothingRemains(LARGER, 327_680, seed);
    }
  }

  @Test
  @Tag("slow")
  void nothingRemainsOfTheFrontOfAMillionArchitectures() {
    assertNothingRemains(LARGEST, 1_310_720, 0);
  }

  private static void assertNothingRemains(SearchSpace space, int size, int seed) {
    List<RampNetwork> networks = networks(space, 2, new SplittableRandom(seed));
    double[][] all = all(space, networks);
    assertEquals(size, all.length);
    double[][] front = front(all);
    double[] reference = reference(all);
    LayeredProblem problem = problem(space, networks, 2);
    FrontProof proof = proof(problem, front, reference, 0);
    List<double[]> points = new ArrayList<>(List.of(front));
    points.addAll(proof.floor(problem, front, reference));
    double best = Hypervolume.of(all, reference);
    assertEquals(best, Hypervolume.of(points.toArray(double[][]::new), reference), 1e-12 * best);
  }

  @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
  void noArchitectureIsOutside(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int objectives) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RampNetwork> networks = networks(SMALL, objectives + 1, random);
    double[][] all = all(SMALL, networks);
    double limit = Arrays.stream(all)
        .mapToDouble(row -> row[objectives])
        .sorted()
        .skip(random.nextInt(all.length))
        .findFirst()
        .orElseThrow();
    double[][] feasible = feasible(all, objectives, limit);
    double[] reference = reference(feasible);
    // A few points of the front only, so that much is left above it.
    double[][] front = Arrays.stream(front(feasible)).limit(5).toArray(double[][]::new);
    LayeredProblem problem = problem(SMALL, networks, objectives, limit);
    FrontProof proof = proof(problem, front, reference, random.nextDouble());
    List<double[]> floor = new ArrayList<>(proof.floor(problem, front, reference));
    floor.addAll(List.of(front));
    for (double[] point : feasible) {
      assertTrue(
          !below(point, reference) || floor.stream().anyMatch(low -> weaklyDominates(low, point)),
          () -> Arrays.toString(point));
    }
  }

  private static boolean below(double[] point, double[] reference) {
    return IntStream.range(0, point.length).allMatch(j -> point[j] < reference[j]);
  }

  private static boolean weaklyDominates(double[] one, double[] other) {
    return IntStream.range(0, one.length).allMatch(j -> one[j] <= other[j]);
  }

  @Test
  void theProofIsTheSameEveryTime() {
    List<RampNetwork> networks = networks(SMALL, 2, new SplittableRandom(7));
    double[][] all = all(SMALL, networks);
    double[][] front = {front(all)[0]};
    LayeredProblem problem = problem(SMALL, networks, 2);
    double[] reference = reference(all);
    FrontProof one = proof(problem, front, reference, 0.01);
    FrontProof other = proof(problem, front, reference, 0.01);
    assertEquals(one.nodes(), other.nodes());
    assertArrayEquals(
        one.floor(problem, front, reference).toArray(),
        other.floor(problem, front, reference).toArray());
  }

  @Test
  void wrongSlopesAndSharesGiveWeakBoundsOnly() {
    List<RampNetwork> networks = networks(SMALL, 2, new SplittableRandom(3));
    double[][] all = all(SMALL, networks);
    double[][] front = {front(all)[0]};
    double[] reference = reference(all);
    LayeredProblem problem = problem(SMALL, networks, 2);
    SplittableRandom random = new SplittableRandom(4);
    FrontProof proof = proof(problem, front, reference, 0.01);
    FrontProof wrong = new FrontProof(
        proof.slices().stream().map(node -> spoiled(node, random)).toList());
    List<double[]> floor = new ArrayList<>(wrong.floor(problem, front, reference));
    floor.add(front[0]);
    for (double[] point : all) {
      assertTrue(
          !below(point, reference) || floor.stream().anyMatch(low -> weaklyDominates(low, point)));
    }
  }

  private static Node spoiled(Node node, RandomGenerator random) {
    List<Step> steps = node.steps().stream()
        .map(step -> new Step(
            step.weights(),
            Arrays.stream(step.slopes())
                .map(slope -> random.nextInt(10) == 0 ? random.nextDouble(-3, 3) : slope)
                .toArray(),
            Arrays.stream(step.shares())
                .map(share -> random.nextInt(10) == 0 ? random.nextInt(Bends.WHOLE + 1) : share)
                .toArray()))
        .toList();
    return new Node(
        steps,
        node.enumerated(),
        node.split(),
        node.parts().stream().map(part -> spoiled(part, random)).toList());
  }

  @Test
  void aProofOfAnotherProblemIsRefused() {
    List<RampNetwork> networks = networks(SMALL, 3, new SplittableRandom(1));
    double[][] all = all(SMALL, networks.subList(0, 2));
    double[][] front = front(all);
    double[] reference = reference(all);
    LayeredProblem problem = problem(SMALL, networks.subList(0, 2), 2);
    FrontProof proof = proof(problem, front, reference, 0.1);
    LayeredProblem other = problem(SMALL, networks, 2, 0);
    assertThrows(UsageException.class, () -> proof.floor(other, front, reference));
    FrontProof part = new FrontProof(proof.slices().subList(0, 7));
    assertThrows(UsageException.class, () -> part.floor(problem, front, reference));
  }

  @Test
  void sharesThatAreNoneAreRefused() {
    List<RampNetwork> networks = networks(SMALL, 2, new SplittableRandom(1));
    double[][] all = all(SMALL, networks);
    double[][] front = front(all);
    double[] reference = reference(all);
    LayeredProblem problem = problem(SMALL, networks, 2);
    FrontProof proof = proof(problem, front, reference, 0.1);
    Step step = proof.slices().get(0).steps().get(0);
    int[] tooFew = {1, 2, 3};
    int[] negative = new int[3 * 4];
    negative[2] = -1;
    int[] large = new int[3 * 4];
    large[3] = Bends.WHOLE + 1;
    for (int[] shares : List.of(tooFew, negative, large)) {
      List<Node> slices = new ArrayList<>(proof.slices());
      Step wrong = new Step(step.weights(), step.slopes(), shares);
      slices.set(0, new Node(List.of(wrong), false, null, List.of()));
      UsageException refusal = assertThrows(
          UsageException.class, () -> new FrontProof(slices).floor(problem, front, reference));
      assertTrue(refusal.getMessage().contains("share"), refusal.getMessage());
    }
  }

  @Test
  void closedFormsAndSurrogatesAreSumsOverLayers() {
    SearchSpace space = SearchSpace.s();
    SplittableRandom random = new SplittableRandom(1);
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("params"), Objective.parse("flops"));
    List<Constraint> constraints = List.of(Constraint.parse("accuracy>=0.4"));
    try (HwGptBench bench = HwGptBench.open(space)) {
      LayeredProblem problem = LayeredProblem.of(bench, objectives, constraints);
      for (int i = 0; i < 200; i++) {
        int[] genes = space.genotypes().sample(random);
        int slice = (genes[0] * 3 + genes[1]) * 2 + genes[2];
        int[] chosen = IntStream.range(0, space.layout().layers(genes))
            .map(layer ->
                genes[space.layout().mlpRatio(layer)] * 3 + genes[space.layout().heads(layer)])
            .toArray();
        double[] values = new double[4];
        problem.slices().get(slice).evaluate(chosen, values);
        double[] restored = problem.restored(Arrays.copyOf(values, 3));
        for (int j = 0; j < 3; j++) {
          assertEquals(bench.query(space.decode(genes), objectives.get(j)), restored[j]);
        }
        assertEquals(-bench.query(space.decode(genes), constraints.get(0).objective()), values[3]);
      }
    }
  }
}
