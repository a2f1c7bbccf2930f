package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntrainedNetworksTest {

  private static final int LENGTH = 9;
  private static final int VOCABULARY = 13;
  private static final SearchSpace SPACE = SearchSpace.builder("tiny")
      .embedDims(8, 12)
      .layerCounts(1, 2)
      .headCounts(1, 2)
      .mlpRatios(2, 3)
      .build();
  private static final SupernetShape SHAPE = new SupernetShape(SPACE, VOCABULARY, 8, 0.25, LENGTH);

  /** Tokens are the first that the generator draws. */
  private static int[] tokens(RandomGenerator random) {
    return random.ints(LENGTH, 0, VOCABULARY).toArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void runTheNetworkThatTheyStandFor(boolean profiled) {
    int[] tokens = tokens(new SplittableRandom(3));
    RandomGenerator random = new SplittableRandom(4);
    try (UntrainedNetworks networks = new UntrainedNetworks(
        SHAPE, null, profiled, !profiled, 1, LENGTH, 2, new SplittableRandom(3))) {
      for (int i = 0; i < 40; i++) {
        Architecture architecture = SPACE.sampleUniformGenes(random);
        PlainNetwork plain = new PlainNetwork(
            SHAPE,
            architecture,
            (name, row, column) -> weight(networks, architecture, name, row, column));
        double[][] expected = (profiled ? plain.asProfiled() : plain).logits(tokens);
        try (UntrainedNetworks.Network network = networks.load(architecture)) {
          network.run();
          FloatBuffer logits = networks.logits();
          for (double[] row : expected) {
            for (double logit : row) {
              assertEquals(logit, logits.get(), 1e-6, architecture::toString);
            }
          }
        }
      }
    }
  }

  @Test
  void oneNetworkHasItsOwnWeightsOnly() {
    Architecture smallest = SPACE.smallest();
    try (UntrainedNetworks networks =
            UntrainedNetworks.ofOne(SPACE, smallest, 1, LENGTH, 1, new SplittableRandom(1));
        UntrainedNetworks.Network network = networks.load(smallest)) {
      network.run();
      assertTrue(Float.isFinite(networks.logits().get(0)));
      // The table of the embedding is that of embed_dim 8, not 12.
      assertEquals(
          SPACE.design().vocabulary() * 8,
          networks.weights(SupernetGraph.EMBEDDING).capacity());
      assertThrows(IllegalArgumentException.class, () -> networks.load(SPACE.largest()));
    }
  }

  private static double weight(
      UntrainedNetworks networks, Architecture architecture, String name, int row, int column) {
    long[] size = Slices.size(name, architecture, SHAPE);
    return networks.weights(name).get(row * (int) (size.length > 1 ? size[1] : 0) + column);
  }

  @Test
  void theProfiledOneHasTheParametersOfTheClosedForm() {
    // The largest of S, counted by the closed form of the published parameters.
    Architecture largest = SearchSpace.s().largest();
    long count = 0;
    SupernetShape shape = new SupernetShape(SearchSpace.s(), 50_254, 64, 0.25, 1024);
    for (String name : SupernetGraph.forwardWeights(true, true, false, 12)) {
      long[] size = Slices.size(name, largest, shape);
      count += size[0] * (size.length > 1 ? size[1] : 1);
    }
    assertEquals(ComputeCost.of(SearchSpace.s(), largest).params(), count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 8    | 1 | 0 sequences at once, of 8 tokens; allowed: 1 to 1335",
        "1 | 1025 | 1 | Sequences of 1025 tokens; allowed: 1 to 1024",
        "1 | 0    | 1 | Sequences of 0 tokens; allowed: 1 to 1024",
        "1 | 8    | 0 | 0 threads; allowed: 1 or more",
      })
  void numbersOutOfRangeAreRefused(int batch, int length, int threads, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> UntrainedNetworks.of(SPACE, batch, length, threads, new SplittableRandom(1)))
            .getMessage());
  }
}
