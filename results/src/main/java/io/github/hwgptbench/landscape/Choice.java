package io.github.hwgptbench.landscape;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A choice of an architecture, made once for the whole of it or in each layer. */
public enum Choice {
  /** The width. */
  EMBED_DIM,
  /** The depth. */
  N_LAYER,
  /** Whether there are biases. */
  BIAS,
  /**
   * The width of the MLP of each layer over embed_dim.
   *
   * @since 0.2.0
   */
  MLP_RATIO,
  /**
   * The number of attention heads of each layer.
   *
   * @since 0.2.0
   */
  N_HEAD;

  /**
   * Returns the genes of this choice: one, or one per layer of the deepest architectures, from the
   * first layer on.
   *
   * @since 0.2.0
   */
  public List<Integer> genes(SearchSpace space) {
    return switch (this) {
      case EMBED_DIM -> List.of(ArchitectureLayout.EMBED_DIM);
      case N_LAYER -> List.of(ArchitectureLayout.N_LAYER);
      case BIAS -> List.of(ArchitectureLayout.BIAS);
      case MLP_RATIO -> ofLayers(space, space.layout()::mlpRatio);
      case N_HEAD -> ofLayers(space, space.layout()::heads);
    };
  }

  private static List<Integer> ofLayers(SearchSpace space, IntUnaryOperator gene) {
    return IntStream.range(0, space.maxLayers()).map(gene).boxed().toList();
  }

  /** Returns the name of the gene, without the number of a layer. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the choices, by the value of the gene. */
  public List<String> levels(SearchSpace space) {
    List<?> levels = switch (this) {
      case EMBED_DIM -> space.embedDims();
      case N_LAYER -> space.layerCounts();
      case BIAS -> space.biases();
      case MLP_RATIO -> space.mlpRatios();
      case N_HEAD -> space.headCounts();
    };
    return levels.stream().map(Object::toString).toList();
  }

  /**
   * Returns which of the {@link #levels} an architecture has; of a choice of each layer, the most
   * frequent one among its active layers.
   *
   * @param genes of the architecture, in this space
   * @return empty if several levels are equally the most frequent
   */
  OptionalInt level(SearchSpace space, int[] genes) {
    int[] counts = new int[levels(space).size()];
    genes(space).stream()
        .limit(space.layout().layers(genes))
        .forEach(gene -> counts[genes[gene]]++);
    int most = IntStream.of(counts).max().orElseThrow();
    int[] modes =
        IntStream.range(0, counts.length).filter(level -> counts[level] == most).toArray();
    return modes.length == 1 ? OptionalInt.of(modes[0]) : OptionalInt.empty();
  }
}
