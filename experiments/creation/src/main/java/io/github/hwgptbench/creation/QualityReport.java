package io.github.hwgptbench.creation;

import org.jspecify.annotations.Nullable;

/**
 * What a fit of a quality metric came to, on a tenth of the rows that the fit did not see.
 *
 * @param space name of the search space
 * @param objective text form of the objective
 * @param target what it was fitted to, in words
 * @param rows how many architectures were fitted and tested
 * @param additiveError mean absolute error of the effects of each choice in each layer alone
 * @param error mean absolute error of the model
 * @param taus Kendall's tau within each embed_dim
 * @param ramps number of ramps
 * @param truth the comparison with measurements, if it was learnt from something else; else null
 */
record QualityReport(
    String space,
    String objective,
    String target,
    int rows,
    double additiveError,
    double error,
    double[] taus,
    int ramps,
    @Nullable TruthReport truth) {}
