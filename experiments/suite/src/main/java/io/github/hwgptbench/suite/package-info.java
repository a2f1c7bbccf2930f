/**
 * Experiments: their definition by problems, algorithms, seeds and a budget, and their execution on
 * all cores with the same results for any number of them.
 *
 * <p>Begin with {@link io.github.hwgptbench.suite.Experiment}: it is built in Java or read from a
 * file, and can be run, resumed and verified in a folder. Its names are resolved with
 * {@link io.github.hwgptbench.suite.Benches} into a {@link io.github.hwgptbench.suite.Suite}, which
 * {@link io.github.hwgptbench.suite.SuiteRunner} runs.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.suite;

import org.jspecify.annotations.NullMarked;
