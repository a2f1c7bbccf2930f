package io.github.hwgptbench.training;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Which networks learn in a step. */
public final class TrainedNetworks {

  private final List<String> names;
  private final IntFunction<List<Architecture>> networks;

  private TrainedNetworks(List<String> names, IntFunction<List<Architecture>> networks) {
    this.names = names;
    this.networks = networks;
  }

  /**
   * Returns the sandwich: the largest network, the smallest, and random ones, whose genes are drawn
   * uniformly (Yu and Huang, arXiv 1903.05134, section 3.2).
   *
   * @param random how many random ones
   * @param seed of the random ones: those of one step have the seed {@code 31 seed + step}, so for
   *     repetitions that have nothing in common take seeds that are far apart
   */
  public static TrainedNetworks sandwich(SearchSpace space, int random, long seed) {
    List<String> names = new ArrayList<>(List.of("largest", "smallest"));
    for (int i = 1; i <= random; i++) {
      names.add("random_" + i);
    }
    return new TrainedNetworks(List.copyOf(names), step -> {
      List<Architecture> networks = new ArrayList<>(List.of(space.largest(), space.smallest()));
      SplittableRandom generator = new SplittableRandom(31 * seed + step);
      for (int i = 0; i < random; i++) {
        networks.add(space.sampleUniformGenes(generator));
      }
      return List.copyOf(networks);
    });
  }

  /**
   * Returns one network alone.
   *
   * @throws IllegalArgumentException if it is not of the space
   */
  public static TrainedNetworks alone(SearchSpace space, Architecture architecture) {
    return new TrainedNetworks(List.of(space.format(architecture)), step -> List.of(architecture));
  }

  /** Returns what the networks of each step are called, in their order. */
  public List<String> names() {
    return names;
  }

  /** Returns the networks of a step, counted from 0; each step the same ones when asked again. */
  public List<Architecture> of(int step) {
    return networks.apply(step);
  }
}
