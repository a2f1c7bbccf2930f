/**
 * What a database of studies has to do for
 * {@link io.github.hwgptbench.adapter.optuna.DatabaseStorage}. Not for users: it changes without
 * notice.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.adapter.optuna.internal;

import org.jspecify.annotations.NullMarked;
