package io.github.hwgptbench.landscape;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A factor of an importance analysis: a gene, or the same gene of all layers together.
 *
 * @param name such as {@code embed_dim} or {@code mlp_ratio}
 * @param genes its genes, one or more
 */
public record Factor(String name, List<Integer> genes) {

  /** The name of the factor; that of a single layer has a number from 1 appended. */
  public static final String MLP_RATIO = "mlp_ratio";

  /** The name of the factor; that of a single layer has a number from 1 appended. */
  public static final String HEADS = "n_head";

  /** Copies the genes. */
  public Factor {
    genes = List.copyOf(genes);
  }

  /** Returns embed_dim, n_layer, bias, and mlp_ratio and n_head of all layers together. */
  public static List<Factor> choices(SearchSpace space) {
    return Stream.of(Choice.values())
        .map(choice -> new Factor(choice.id(), choice.genes(space)))
        .toList();
  }

  /**
   * Returns mlp_ratio of each layer from the first to the last, then n_head of each; named as their
   * genes, such as {@code mlp_ratio_1}.
   */
  public static List<Factor> byLayer(SearchSpace space) {
    GenotypeSpace genotypes = space.genotypes();
    return IntStream.range(ArchitectureLayout.BODY, genotypes.size())
        .mapToObj(gene -> new Factor(genotypes.name(gene), List.of(gene)))
        .toList();
  }
}
