/**
 * How new genotypes come of others: mutation and crossover of the phenotypes of any
 * {@link io.github.hwgptbench.space.GenotypeSpace}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.algorithm.variation;

import org.jspecify.annotations.NullMarked;
