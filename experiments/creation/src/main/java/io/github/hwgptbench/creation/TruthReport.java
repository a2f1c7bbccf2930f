package io.github.hwgptbench.creation;

/**
 * How predictions of architectures that a fit did not see compare with what was measured of them,
 * for a metric that was learnt from other predictions; a difference that all of them share is taken
 * out.
 *
 * @param space name of the search space
 * @param objective text form of the objective
 * @param rows how many architectures were measured and not seen
 * @param sourceErrors mean absolute error of what was learnt from, in each embed_dim
 * @param sourceTaus Kendall's tau of what was learnt from, in each embed_dim
 * @param errors mean absolute error of the model, in each embed_dim
 * @param taus Kendall's tau of the model, in each embed_dim
 */
record TruthReport(
    String space,
    String objective,
    int rows,
    double[] sourceErrors,
    double[] sourceTaus,
    double[] errors,
    double[] taus) {}
