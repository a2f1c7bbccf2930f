/**
 * The networks that the authors of HW-GPT-Bench fitted to perplexity and memory, imported from
 * their files, as sources of objectives besides the surrogates that ship with the benchmark.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.published;

import org.jspecify.annotations.NullMarked;
