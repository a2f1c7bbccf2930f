/**
 * Storage of studies in databases of Optuna, by
 * {@link io.github.hwgptbench.adapter.optuna.sql.RdbStorage}.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.adapter.optuna.sql;

import org.jspecify.annotations.NullMarked;
