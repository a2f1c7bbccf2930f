/**
 * Measured tables: the architectures that were measured, the measurements of each metric, and a
 * benchmark that answers from them alone. The layout is that of the published measurements, which a
 * user's own tables share.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.table;

import org.jspecify.annotations.NullMarked;
