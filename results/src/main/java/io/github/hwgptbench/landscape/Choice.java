package io.github.hwgptbench.landscape;

import io.github.hwgptbench.space.SearchSpace;
import java.util.List;
import java.util.Locale;

/** A choice that is made once for a whole network; its gene is its place in this order. */
public enum Choice {
  /** The width. */
  EMBED_DIM,
  /** The depth. */
  N_LAYER,
  /** Whether there are biases. */
  BIAS;

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
