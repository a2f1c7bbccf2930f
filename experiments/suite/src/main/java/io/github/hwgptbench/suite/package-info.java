/**
 * Experiments: which algorithms search which problems with which seeds and budget, and running them
 * on all cores with the same results on any.
 *
 * <p>{@link io.github.hwgptbench.suite.Experiment} is where to begin: it is built in Java or read
 * from a file, runs into a folder, resumes and verifies. What it names is looked up in
 * {@link io.github.hwgptbench.suite.Benches}; {@link io.github.hwgptbench.suite.Suite} is the
 * result, which {@link io.github.hwgptbench.suite.SuiteRunner} runs.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.suite;

import org.jspecify.annotations.NullMarked;
