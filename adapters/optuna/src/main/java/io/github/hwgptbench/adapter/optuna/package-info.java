/**
 * Studies and trials with the names and the behaviour of Optuna
 * ({@link io.github.hwgptbench.adapter.optuna.Study}), optimizers as their samplers
 * ({@link io.github.hwgptbench.adapter.optuna.Samplers}), the benchmark as their objective
 * ({@link io.github.hwgptbench.adapter.optuna.BenchmarkObjective}), and Optuna's journal files,
 * which processes of this library and of Optuna can write at the same time
 * ({@link io.github.hwgptbench.adapter.optuna.JournalStorage}).
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.adapter.optuna;

import org.jspecify.annotations.NullMarked;
