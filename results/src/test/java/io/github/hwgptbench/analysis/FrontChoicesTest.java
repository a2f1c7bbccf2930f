package io.github.hwgptbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.analysis.FrontChoices.Choice;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrontChoicesTest {

  private static final SearchSpace S = SearchSpace.s();

  /** With the same mlp_ratio and n_head in all layers but the first. */
  private static Architecture of(int embedDim, int layers, int firstRatio, int ratio, int heads) {
    int[] ratios = new int[layers];
    Arrays.fill(ratios, ratio);
    ratios[0] = firstRatio;
    int[] allHeads = new int[layers];
    Arrays.fill(allHeads, heads);
    return Architecture.of(embedDim, true, ratios, allHeads);
  }

  private static final FrontChoices THREE =
      FrontChoices.of(S, List.of(of(192, 10, 4, 2, 4), of(192, 12, 2, 2, 4), of(768, 12, 4, 4, 8)));

  private static Choice whole(String gene, String choice) {
    return THREE.whole().stream()
        .filter(it -> it.gene().equals(gene) && it.choice().equals(choice))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsChoicesOfWholeArchitectures() {
    assertEquals(3, THREE.architectures());
    assertEquals(new Choice("embed_dim", 0, "192", 3, 2 / 3.0), whole("embed_dim", "192"));
    assertEquals(0, whole("embed_dim", "384").share());
    assertEquals(1 / 3.0, whole("n_layer", "10").share());
    assertEquals(1, whole("bias", "true").share());
  }

  @Test
  void averagesTheSharesOfActiveLayers() {
    // One of ten layers, none of twelve, and all.
    assertEquals((0.1 + 0 + 1) / 3, whole("mlp_ratio", "4").share(), 1e-15);
    assertEquals((0.9 + 1 + 0) / 3, whole("mlp_ratio", "2").share(), 1e-15);
    assertEquals(2 / 3.0, whole("n_head", "4").share(), 1e-15);
  }

  @Test
  void countsChoicesOfALayerAmongThoseThatHaveIt() {
    List<Choice> ratio4 = THREE.byLayer("mlp_ratio", "4");
    assertEquals(12, ratio4.size());
    assertEquals(new Choice("mlp_ratio", 1, "4", 3, 2 / 3.0), ratio4.get(0));
    assertEquals(new Choice("mlp_ratio", 10, "4", 3, 1 / 3.0), ratio4.get(9));
    assertEquals(new Choice("mlp_ratio", 11, "4", 2, 0.5), ratio4.get(10));
    FrontChoices shallow = FrontChoices.of(S, List.of(of(192, 10, 2, 2, 4)));
    assertTrue(Double.isNaN(shallow.byLayer("n_head", "4").get(11).share()));
  }

  @Test
  void sharesOfAGeneAddUp() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    FrontChoices drawn = FrontChoices.of(
        S, Stream.generate(() -> S.sampleUniformGenes(random)).limit(20).toList());
    for (Choice choice : drawn.choices()) {
      double sum = drawn.choices().stream()
          .filter(it -> it.gene().equals(choice.gene()) && it.layer() == choice.layer())
          .mapToDouble(Choice::share)
          .sum();
      assertEquals(1, sum, 1e-12, choice.toString());
    }
  }

  @Test
  void refusesAnEmptyFront() {
    assertThrows(IllegalArgumentException.class, () -> FrontChoices.of(S, List.of()));
  }
}
