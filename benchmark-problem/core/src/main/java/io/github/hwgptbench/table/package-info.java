/**
 * Measured tables: the architectures that were measured, the readings of each metric, and a
 * benchmark that answers from them alone. The layout is that of the published measurements, which a
 * user's own tables share.
 */
package io.github.hwgptbench.table;
