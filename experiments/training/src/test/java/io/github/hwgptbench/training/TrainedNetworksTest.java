package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainedNetworksTest {

  private static final SearchSpace SPACE = TinyTraining.SPACE;

  @Test
  void sandwichHasTheLargestTheSmallestAndRandomOnes() {
    TrainedNetworks sandwich = TrainedNetworks.sandwich(SPACE, 2, 7);
    Set<Architecture> random = new HashSet<>();
    for (int step = 0; step < 100; step++) {
      List<Architecture> networks = sandwich.of(step);
      assertEquals(4, networks.size());
      assertEquals(List.of(SPACE.largest(), SPACE.smallest()), networks.subList(0, 2));
      random.addAll(networks.subList(2, 4));
    }
    assertTrue(random.size() > 150, random.size() + " different ones");
    assertEquals(Set.copyOf(SPACE.layerCounts()), layers(random));
  }

  private static Set<Integer> layers(Set<Architecture> architectures) {
    Set<Integer> layers = new HashSet<>();
    architectures.forEach(architecture -> layers.add(architecture.layers()));
    return layers;
  }

  @Test
  void aStepHasTheSameNetworksWheneverItIsAsked() {
    List<Architecture> before = TrainedNetworks.sandwich(SPACE, 2, 7).of(41);
    TrainedNetworks later = TrainedNetworks.sandwich(SPACE, 2, 7);
    later.of(40);
    assertEquals(before, later.of(41));
  }

  @Test
  void validatesTheLargestTheSmallestAndTheMiddleOrOneAlone() {
    assertEquals(
        Map.of(
            "largest", SPACE.largest(),
            "smallest", SPACE.smallest(),
            "middle", SPACE.parse("gpt-tiny-2-12-2-2-2-2-True")),
        TrainedNetworks.sandwich(SPACE, 2, 7).validated());
    assertEquals(
        Map.of("gpt-tiny-1-8-1-1-False", SPACE.smallest()),
        TrainedNetworks.alone(SPACE, SPACE.smallest()).validated());
  }
}
