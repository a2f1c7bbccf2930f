package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.Hyperparameter;
import io.github.hwgptbench.space.GenotypeSpace;

/**
 * What Syne Tune's own Gaussian process believes before any data, as log-normal priors: the flat
 * one of inverse lengthscales between 1e-4 and 100 and the wide one of the noise become wide ones.
 */
final class PaperPriors {

  static final Hyperparameter NOISE = new Hyperparameter("noise variance", StrictMath.log(1e-3), 3);

  private static final Hyperparameter LENGTHSCALE = new Hyperparameter("lengthscale", 0, 4);
  private static final Hyperparameter VARIANCE = new Hyperparameter("variance", 0, 1);

  private PaperPriors() {}

  static OneHotEncoding encoding(GenotypeSpace space) {
    return new OneHotEncoding(space, LENGTHSCALE, VARIANCE);
  }
}
