package io.github.hwgptbench.analysis;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The choices of the architectures of a front: for each gene and layer, the share of the
 * architectures that have each choice.
 *
 * @param architectures number of architectures
 * @param choices by gene, and by layer from the first one
 * @since 0.2.0
 */
public record FrontChoices(int architectures, List<Choice> choices) {

  /**
   * A choice of a gene.
   *
   * @param gene {@code embed_dim}, {@code n_layer}, {@code bias}, {@code mlp_ratio} or
   *     {@code n_head}
   * @param layer from 1; 0 for a choice of the whole architecture, and for {@code mlp_ratio} and
   *     {@code n_head} of all active layers together
   * @param choice the value, such as {@code 768}
   * @param active number of architectures in which the layer is active; all of them for layer 0
   * @param share share of these architectures that have the choice in the layer; for all layers
   *     together the mean over architectures of the share of their layers. NaN if the layer is
   *     active in no architecture
   */
  public record Choice(String gene, int layer, String choice, int active, double share) {}

  private interface LayerGene {
    int of(Architecture architecture, int layer);
  }

  /** Copies the choices. */
  public FrontChoices {
    choices = List.copyOf(choices);
  }

  /**
   * Counts the choices.
   *
   * @param architectures architectures of the space, one or more
   * @throws IllegalArgumentException if there are none
   */
  public static FrontChoices of(SearchSpace space, List<Architecture> architectures) {
    if (architectures.isEmpty()) {
      throw new IllegalArgumentException(
          Text.format("Choices of %d architectures; allowed: 1 or more", 0));
    }
    List<Choice> choices = new ArrayList<>();
    space
        .embedDims()
        .forEach(
            it -> choices.add(whole("embed_dim", it, architectures, net -> net.embedDim() == it)));
    space
        .layerCounts()
        .forEach(it -> choices.add(whole("n_layer", it, architectures, net -> net.layers() == it)));
    space
        .biases()
        .forEach(it -> choices.add(whole("bias", it, architectures, net -> net.bias() == it)));
    layers(choices, "mlp_ratio", space, space.mlpRatios(), architectures, Architecture::mlpRatio);
    layers(choices, "n_head", space, space.headCounts(), architectures, Architecture::heads);
    return new FrontChoices(architectures.size(), choices);
  }

  private static Choice whole(
      String gene, Object choice, List<Architecture> all, Predicate<Architecture> has) {
    double share = all.stream().filter(has).count() / (double) all.size();
    return new Choice(gene, 0, choice.toString(), all.size(), share);
  }

  private static void layers(
      List<Choice> choices,
      String name,
      SearchSpace space,
      List<Integer> levels,
      List<Architecture> all,
      LayerGene gene) {
    for (int level : levels) {
      double mean = all.stream()
          .mapToDouble(net -> IntStream.range(0, net.layers())
                  .filter(layer -> gene.of(net, layer) == level)
                  .count()
              / (double) net.layers())
          .sum();
      choices.add(new Choice(name, 0, String.valueOf(level), all.size(), mean / all.size()));
    }
    for (int layer = 0; layer < space.maxLayers(); layer++) {
      int at = layer;
      List<Architecture> active = all.stream().filter(net -> net.layers() > at).toList();
      for (int level : levels) {
        double share = active.stream().filter(net -> gene.of(net, at) == level).count()
            / (double) active.size();
        choices.add(new Choice(name, layer + 1, String.valueOf(level), active.size(), share));
      }
    }
  }

  /** Returns the choices of the whole architecture, and of all active layers together. */
  public List<Choice> whole() {
    return choices.stream().filter(choice -> choice.layer() == 0).toList();
  }

  /**
   * Returns the choices of a gene by layer, the first one first.
   *
   * @param gene {@code mlp_ratio} or {@code n_head}
   * @param choice the value
   */
  public List<Choice> byLayer(String gene, String choice) {
    return choices.stream()
        .filter(it -> it.layer() > 0 && it.gene().equals(gene) && it.choice().equals(choice))
        .toList();
  }
}
