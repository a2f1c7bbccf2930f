package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.front.BestFronts;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.landscape.TransferMatrix.Transfer;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransfersTest {

  private static final Objective PERPLEXITY = Objective.parse("perplexity");
  private static final Objective ENERGY = Objective.parse("energy@v100");
  private static final Objective LATENCY = Objective.parse("latency@a100");

  private static TransferMatrix matrix;

  @BeforeAll
  static void compare() throws IOException {
    matrix = transfers(1).matrices().get(0);
  }

  private static Transfers transfers(long seed) throws IOException {
    try (HwGptBench bench = HwGptBench.open(SearchSpace.m())) {
      AtomicInteger steps = new AtomicInteger();
      Transfers transfers = Transfers.of(List.of(bench), seed, steps::incrementAndGet);
      assertEquals(Transfers.steps(List.of(bench)), steps.get());
      return transfers;
    }
  }

  @Test
  void sharesAreHypervolumesOfTheFrontOnTheOtherObjective() throws IOException {
    ReferenceFront there = front(LATENCY);
    double[][] points;
    try (HwGptBench bench = HwGptBench.open(SearchSpace.m())) {
      points = front(ENERGY).points().stream()
          .map(point -> bench.space().parse(point.architecture()))
          .map(net -> there
              .normalization()
              .apply(new double[] {bench.query(net, PERPLEXITY), bench.query(net, LATENCY)}))
          .toArray(double[][]::new);
    }
    assertEquals(
        Hypervolume.of(points, new double[] {1.1, 1.1}) / there.hypervolume(),
        matrix.of(ENERGY, LATENCY).share(),
        1e-12);
    assertThrows(IllegalArgumentException.class, () -> matrix.of(PERPLEXITY, LATENCY));
  }

  private static ReferenceFront front(Objective objective) throws IOException {
    return BestFronts.find("m", List.of(PERPLEXITY, objective), List.of()).orElseThrow();
  }

  @Test
  void noFrontIsBetterThanThatOfTheObjectiveAndBandsAreAboutTheShare() {
    for (Transfer transfer : matrix.worst()) {
      assertTrue(transfer.share() < 1, transfer::toString);
      assertTrue(transfer.lower() < transfer.upper(), transfer::toString);
      // Of many architectures that are nearly alike, errors make some better: bands may lie above.
      assertTrue(transfer.upper() - transfer.lower() < 0.15, transfer::toString);
      assertTrue(transfer.lower() < transfer.share() + 0.03, transfer::toString);
      assertTrue(transfer.upper() > transfer.share() - 0.02, transfer::toString);
    }
    assertEquals(26 * 25, matrix.worst().size());
    Transfer same = matrix.of(LATENCY, LATENCY);
    assertEquals(1, same.share(), 1e-12);
    assertEquals(0, same.differences().get(0).amount());
  }

  @Test
  void theFrontOfAPlateauFailsForWantOfSmallNetworks() {
    Transfer worst = matrix.worst().get(0);
    assertEquals(ENERGY, worst.front());
    assertTrue(worst.fails());
    assertFalse(matrix.of(LATENCY, Objective.parse("latency@a40")).fails());
    FrontGenes.Difference largest = worst.differences().get(0);
    assertTrue(largest.amount() > 0.2, largest::toString);
    assertEquals(Math.abs(largest.first() - largest.second()), largest.amount(), 1e-12);
  }

  @Test
  void theSeedDecidesTheBandsAndTheThreadsNothing() throws Exception {
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      assertEquals(matrix, alone.submit(() -> transfers(1)).get().matrices().get(0));
    } finally {
      alone.shutdown();
    }
    Transfer other = transfers(2).matrices().get(0).of(ENERGY, LATENCY);
    assertEquals(matrix.of(ENERGY, LATENCY).share(), other.share());
    assertNotEquals(matrix.of(ENERGY, LATENCY).lower(), other.lower());
  }

  @Test
  void genesKeepTheirLevelsAndLayersTheirShareOfTheDepth() {
    SearchSpace s = SearchSpace.s();
    SearchSpace m = SearchSpace.m();
    int[] largest = ScaleTransfer.carry(s.encode(s.largest()), s, m);
    assertEquals(m.largest(), m.decode(largest));
    Architecture deep =
        Architecture.of(384, true, new int[] {2, 2, 2, 2, 2, 3, 3, 4, 4, 4}, new int[] {
          4, 4, 4, 4, 4, 4, 4, 4, 4, 12
        });
    Architecture carried = m.decode(ScaleTransfer.carry(s.encode(deep), s, m));
    assertEquals(512, carried.embedDim());
    assertEquals(22, carried.layers());
    assertArrayEquals(
        new int[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4},
        carried.mlpRatios());
    assertEquals(16, carried.heads(21));
    assertEquals(8, carried.heads(18));
    assertArrayEquals(
        new int[] {2, 2, 2, 2, 2, 3, 3, 3, 4, 4},
        s.decode(ScaleTransfer.carry(m.encode(carried), m, s)).mlpRatios());
  }
}
