package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.space.GenotypeSpace;

/** Which kernel a model of an objective has. */
public enum SurrogateKernel {
  /** Matern-5/2 over levels of genes and what they sum up to. */
  ORDINAL,
  /** Sums over slots, such as layers; the ordinal one where no genes differ in the slot alone. */
  ADDITIVE;

  Encoding encoding(GenotypeSpace space) {
    return this == ADDITIVE && Slots.of(space).count() > 0
        ? new AdditiveEncoding(space)
        : new OrdinalEncoding(space);
  }
}
