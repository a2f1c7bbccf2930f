package io.github.hwgptbench.training;

import com.google.common.collect.ImmutableMap;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Which networks learn in a step. */
public final class TrainedNetworks {

  private final List<String> names;
  private final IntFunction<List<Architecture>> networks;
  private final ImmutableMap<String, Architecture> validated;

  private TrainedNetworks(
      List<String> names,
      IntFunction<List<Architecture>> networks,
      ImmutableMap<String, Architecture> validated) {
    this.names = names;
    this.networks = networks;
    this.validated = validated;
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
    return sandwich(space, random, seed, TrainingScheme.HWGPTBENCH);
  }

  /**
   * Returns the sandwich of a scheme, which decides the smallest network.
   *
   * @param random how many random ones
   * @param seed of the random ones
   * @since 0.2.0
   */
  public static TrainedNetworks sandwich(
      SearchSpace space, int random, long seed, TrainingScheme scheme) {
    List<String> names = new ArrayList<>(List.of("largest", "smallest"));
    for (int i = 1; i <= random; i++) {
      names.add("random_" + i);
    }
    Architecture largest = space.largest();
    Architecture smallest = scheme.smallest(space);
    IntFunction<List<Architecture>> ofStep = step -> {
      List<Architecture> networks = new ArrayList<>(List.of(largest, smallest));
      SplittableRandom generator = new SplittableRandom(31 * seed + step);
      for (int i = 0; i < random; i++) {
        networks.add(space.sampleUniformGenes(generator));
      }
      return List.copyOf(networks);
    };
    return new TrainedNetworks(
        List.copyOf(names),
        ofStep,
        ImmutableMap.of("largest", largest, "smallest", smallest, "middle", middle(space)));
  }

  /** Returns the network of middle choices in all layers, with biases where there is the choice. */
  private static Architecture middle(SearchSpace space) {
    int[] ratios = new int[middle(space.layerCounts())];
    int[] heads = new int[ratios.length];
    Arrays.fill(ratios, middle(space.mlpRatios()));
    Arrays.fill(heads, middle(space.headCounts()));
    return Architecture.of(middle(space.embedDims()), space.largest().bias(), ratios, heads);
  }

  private static int middle(List<Integer> choices) {
    return choices.get(choices.size() / 2);
  }

  /**
   * Returns one network alone.
   *
   * @throws IllegalArgumentException if it is not of the space
   */
  public static TrainedNetworks alone(SearchSpace space, Architecture architecture) {
    String name = space.format(architecture);
    return new TrainedNetworks(
        List.of(name), step -> List.of(architecture), ImmutableMap.of(name, architecture));
  }

  /** Returns the names of the networks of each step, in their order. */
  public List<String> names() {
    return names;
  }

  /** Returns the networks that are validated, by name: largest, smallest, middle; or one alone. */
  ImmutableMap<String, Architecture> validated() {
    return validated;
  }

  /** Returns the sub-networks of a step, counted from 0. The result depends only on the step. */
  public List<Architecture> of(int step) {
    return networks.apply(step);
  }
}
