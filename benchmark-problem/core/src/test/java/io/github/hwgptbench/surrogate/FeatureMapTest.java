package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeatureMapTest {

  private static final SearchSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64, 128)
      .layerCounts(1, 2)
      .headCounts(1, 2)
      .mlpRatios(2, 3, 4)
      .build();

  @Test
  void featuresOfANetworkWorkedByHand() {
    FeatureMap features = new FeatureMap(TINY);
    // embed_dim 128, two layers, with bias; mlp_ratio 4 and 2, n_head 1 and 2.
    int[] genes = TINY.encode(Architecture.of(128, true, new int[] {4, 2}, new int[] {1, 2}));
    double[] row = new double[features.size()];
    features.fill(genes, row, 0, row.length);

    assertArrayEquals(
        new double[] {
          0, 1, // embed_dim
          1, // bias
          0, 1, 0, 0, 1, 0, // layers of (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 2)
          1, 0, 1, // with bias, layers of mlp_ratio 2, 3, 4
          1, // with bias, layers of n_head 2
          0, 1, 0, // first layer: mlp_ratio 3, 4; n_head 2
          0, 0, 1, // last layer
          0, 1, // n_layer
          0, 1, 0, // layer 1
          0, 0, 1, // layer 2
        },
        row);
    assertEquals(features.size(), features.names().size());
    assertEquals(
        List.of("n_layer=1", "n_layer=2"),
        features.names().subList(features.loadSize(), features.loadSize() + 2));
  }

  @Test
  void inertGenesChangeNothing() {
    SearchSpace space = SearchSpace.m();
    FeatureMap features = new FeatureMap(space);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      int[] genes = space.genotypes().sample(random);
      int[] other = genes.clone();
      for (int gene = 0; gene < genes.length; gene++) {
        if (!space.genotypes().active(genes, gene)) {
          other[gene] = random.nextInt(space.genotypes().levels(gene));
        }
      }
      double[] expected = new double[features.size()];
      double[] actual = new double[features.size()];
      features.fill(genes, expected, 0, expected.length);
      features.fill(other, actual, 0, actual.length);
      assertArrayEquals(expected, actual);
    }
  }

  @Property(tries = 200)
  void noSumOverANetworkPassesTheBound(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SearchSpace space = SearchSpace.all().get(random.nextInt(SearchSpace.all().size()));
    FeatureMap features = new FeatureMap(space);
    double[] slopes = random.doubles(features.size(), -1, 1).toArray();
    double[] row = new double[features.size()];
    features.fill(space.genotypes().sample(random), row, 0, row.length);
    double positive = 0;
    double negative = 0;
    for (int j = 0; j < row.length; j++) {
      positive += Math.max(0, slopes[j] * row[j]);
      negative += Math.max(0, -slopes[j] * row[j]);
    }
    // The worst order of summation takes all terms of one sign first.
    assertTrue(Math.max(positive, negative) <= features.bound(slopes) * (1 + 1e-12));
  }
}
