/**
 * What an optimizer promises, as tests: extend
 * {@link io.github.hwgptbench.conformance.OptimizerConformance} with a factory, and JUnit says
 * which promises it keeps.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.conformance;

import org.jspecify.annotations.NullMarked;
