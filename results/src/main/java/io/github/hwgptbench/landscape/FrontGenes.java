package io.github.hwgptbench.landscape;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The genes of the architectures of a front: the shares of architectures with each embed_dim and
 * n_layer, and with bias; and the mean over them of the mean mlp_ratio and n_head of their layers.
 *
 * @param features in this order, by names such as {@code embed_dim 192}, {@code bias} and
 *     {@code mlp_ratio}
 * @since 0.2.0
 */
public record FrontGenes(List<Feature> features) {

  /**
   * A feature of the architectures of a front.
   *
   * @param name its name
   * @param value a share, or a mean in the unit of the gene
   * @param range maximum difference of values: 1, or the range of the choices
   */
  public record Feature(String name, double value, double range) {}

  /**
   * The difference of a feature between two fronts.
   *
   * @param name its name
   * @param first value for the first front
   * @param second value for the second front
   * @param amount the absolute difference as a share of the range, 0 to 1
   */
  public record Difference(String name, double first, double second, double amount) {}

  /** Copies the features. */
  public FrontGenes {
    features = List.copyOf(features);
  }

  /**
   * Describes a front.
   *
   * @param architectures of the space, at least one
   */
  static FrontGenes of(SearchSpace space, List<Architecture> architectures) {
    Map<String, Predicate<Architecture>> shares = new LinkedHashMap<>();
    space.embedDims().forEach(it -> shares.put("embed_dim " + it, net -> net.embedDim() == it));
    space.layerCounts().forEach(it -> shares.put("n_layer " + it, net -> net.layers() == it));
    shares.put("bias", Architecture::bias);
    List<Feature> features = new ArrayList<>();
    shares.forEach((name, has) ->
        features.add(new Feature(name, mean(architectures, net -> has.test(net) ? 1 : 0), 1)));
    features.add(layers("mlp_ratio", space.mlpRatios(), architectures, Architecture::mlpRatio));
    features.add(layers("n_head", space.headCounts(), architectures, Architecture::heads));
    return new FrontGenes(features);
  }

  private interface LayerGene {
    int of(Architecture architecture, int layer);
  }

  private static Feature layers(
      String name, List<Integer> choices, List<Architecture> architectures, LayerGene gene) {
    double mean = mean(
        architectures,
        net -> IntStream.range(0, net.layers())
            .map(layer -> gene.of(net, layer))
            .average()
            .orElseThrow());
    return new Feature(name, mean, choices.get(choices.size() - 1) - choices.get(0));
  }

  private static double mean(List<Architecture> all, ToDoubleFunction<Architecture> feature) {
    return all.stream().mapToDouble(feature).average().orElseThrow();
  }

  /**
   * Returns the differences between two fronts of a space, the largest first.
   *
   * @param other of the same space
   */
  public List<Difference> differences(FrontGenes other) {
    return IntStream.range(0, features.size())
        .mapToObj(i -> {
          Feature one = features.get(i);
          double second = other.features.get(i).value;
          double amount = one.range == 0 ? 0 : Math.abs(one.value - second) / one.range;
          return new Difference(one.name, one.value, second, amount);
        })
        .sorted(Comparator.comparingDouble(Difference::amount).reversed())
        .toList();
  }
}
