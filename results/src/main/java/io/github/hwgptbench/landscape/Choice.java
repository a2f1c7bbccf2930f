package io.github.hwgptbench.landscape;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Locale;

/** A choice that is made once for a whole architecture. */
public enum Choice {
  /** The width. */
  EMBED_DIM(ArchitectureLayout.EMBED_DIM),
  /** The depth. */
  N_LAYER(ArchitectureLayout.N_LAYER),
  /** Whether there are biases. */
  BIAS(ArchitectureLayout.BIAS);

  private final int gene;

  Choice(int gene) {
    this.gene = gene;
  }

  /** Returns the gene of this choice. */
  public int gene() {
    return gene;
  }

  /** Returns the name of the gene. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what there is to choose from, by the value of the gene. */
  public List<String> levels(SearchSpace space) {
    List<?> levels = switch (this) {
      case EMBED_DIM -> space.embedDims();
      case N_LAYER -> space.layerCounts();
      case BIAS -> space.biases();
    };
    return levels.stream().map(Object::toString).toList();
  }
}
