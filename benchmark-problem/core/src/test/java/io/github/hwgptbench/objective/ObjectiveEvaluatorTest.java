package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ObjectiveEvaluatorTest {

  private static final Objective PARAMS = Objective.of(Metric.PARAMS);
  private static final Objective MACS = Objective.of(Metric.MACS);
  private static final Objective FLOPS = Objective.of(Metric.FLOPS);
  private static final Objective LATENCY = Objective.parse("latency@a100");

  /** Takes the level of n_layer for a latency; remembers how often it was called. */
  private static final class Counting implements ObjectiveEvaluator {

    private final SearchSpace space;
    int singles;
    int batches;
    boolean closed;

    Counting(SearchSpace space) {
      this.space = space;
    }

    @Override
    public SearchSpace space() {
      return space;
    }

    @Override
    public List<Objective> objectives() {
      return List.of(PARAMS, LATENCY);
    }

    @Override
    public void evaluate(int[] genes, double[] values) {
      singles++;
      values[0] = -1;
      values[1] = genes[1];
    }

    @Override
    public void evaluate(int[][] genes, double[][] values) {
      batches++;
      for (int i = 0; i < genes.length; i++) {
        values[i][0] = -1;
        values[i][1] = genes[i][1];
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Property(tries = 200)
  void closedFormsAreThoseOfTheDecodedNetworkWhateverInertGenesAre(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (SearchSpace space : List.of(SearchSpace.s(), SearchSpace.l(), SearchSpace.mWide())) {
      int[] genes = new int[space.genotypes().size()];
      for (int gene = 0; gene < genes.length; gene++) {
        genes[gene] = random.nextInt(space.genotypes().levels(gene));
      }
      Architecture architecture = space.decode(genes);
      ComputeCost cost = ComputeCost.of(space, architecture);
      double[] values = new double[3];
      new ComputeEvaluator(space, List.of(FLOPS, PARAMS, MACS)).evaluate(genes, values);
      assertArrayEquals(new double[] {cost.flops(), cost.params(), cost.macs()}, values);
    }
  }

  @Test
  void closedFormRefusesWhatHasNone() {
    SearchSpace space = SearchSpace.s();
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> new ComputeEvaluator(space, List.of(PARAMS, LATENCY)))
        .getMessage();
    assertEquals(
        "Objective 'latency@a100': has no closed form; known: params, macs, flops, flops@estimate",
        message);
    assertThrows(
        IllegalArgumentException.class, () -> new ComputeEvaluator(space, List.of(PARAMS, PARAMS)));
    ComputeEvaluator evaluator = new ComputeEvaluator(space, List.of(PARAMS));
    int[] genes = new int[space.genotypes().size()];
    assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(genes, new double[2]));
    genes[4] = 3;
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(genes, new double[1]))
            .getMessage()
            .contains("mlp_ratio_2"));
  }

  @Test
  void combinedTakesEachObjectiveFromTheFirstPartThatHasIt() {
    SearchSpace space = SearchSpace.s();
    Counting counting = new Counting(space);
    Counting idle = new Counting(space);
    List<Objective> objectives = List.of(LATENCY, FLOPS, PARAMS);
    CombinedEvaluator combined = new CombinedEvaluator(
        objectives,
        List.of(new ComputeEvaluator(space, ComputeEvaluator.SUPPORTED), counting, idle));

    SplittableRandom random = new SplittableRandom(1);
    int[][] genes = new int[5][];
    List<double[]> expected = new ArrayList<>();
    for (int i = 0; i < genes.length; i++) {
      genes[i] = space.genotypes().sample(random);
      ComputeCost cost = ComputeCost.of(space, space.decode(genes[i]));
      expected.add(new double[] {genes[i][1], cost.flops(), cost.params()});
      double[] values = new double[3];
      combined.evaluate(genes[i], values);
      assertArrayEquals(expected.get(i), values);
    }
    double[][] batch = new double[genes.length][3];
    combined.evaluate(genes, batch);
    assertArrayEquals(expected.toArray(double[][]::new), batch);

    assertEquals(5, counting.singles);
    assertEquals(1, counting.batches);
    assertEquals(0, idle.singles + idle.batches);
    combined.close();
    assertTrue(counting.closed && idle.closed);
  }

  @Test
  void combinedRefusesWhatItCanNotRoute() {
    ComputeEvaluator small = new ComputeEvaluator(SearchSpace.s(), List.of(PARAMS, MACS));
    assertEquals(
        "Objective 'flops': can't be evaluated; known: params, macs",
        assertThrows(
                IllegalArgumentException.class,
                () -> new CombinedEvaluator(List.of(FLOPS), List.of(small)))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new CombinedEvaluator(List.of(MACS, MACS), List.of(small)));
    assertThrows(
        IllegalArgumentException.class, () -> new CombinedEvaluator(List.of(MACS), List.of()));
    ComputeEvaluator other = new ComputeEvaluator(SearchSpace.m(), List.of(PARAMS));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CombinedEvaluator(List.of(MACS), List.of(small, other)));
    CombinedEvaluator combined = new CombinedEvaluator(List.of(MACS), List.of(small));
    assertThrows(
        IllegalArgumentException.class,
        () -> combined.evaluate(new int[2][27], new double[][] {{0}}));
  }
}
