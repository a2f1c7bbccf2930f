/**
 * Exports of suites in the formats of other tools.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.export;

import org.jspecify.annotations.NullMarked;
