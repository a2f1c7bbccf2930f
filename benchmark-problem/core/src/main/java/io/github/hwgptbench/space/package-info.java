/**
 * Discrete search spaces: their genes, the architectures that genes stand for, sampling and
 * neighbours.
 *
 * <p>{@link io.github.hwgptbench.space.GenotypeSpace} is all that an optimizer needs to know about
 * any discrete space; {@link io.github.hwgptbench.space.SearchSpace} is a family of GPT
 * architectures with such a genotype, and {@link io.github.hwgptbench.space.Architecture} is one
 * architecture of it.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.space;

import org.jspecify.annotations.NullMarked;
