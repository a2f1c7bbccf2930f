package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.space.GenotypeSpace;
import java.util.stream.IntStream;

/** Which kernel a model of an objective has. */
public enum SurrogateKernel {
  /** Matern-5/2 over levels of genes and their sums. */
  ORDINAL,
  /** Sums over slots, such as layers; the ordinal one in spaces without slots or of categories. */
  ADDITIVE;

  Encoding encoding(GenotypeSpace space) {
    boolean ordered = IntStream.range(0, space.size()).allMatch(space::ordinal);
    return this == ADDITIVE && ordered && Slots.of(space).count() > 0
        ? new AdditiveEncoding(space)
        : new OrdinalEncoding(space);
  }
}
