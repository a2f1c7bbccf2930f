/**
 * Suites in the formats of other tools: what their records say, written once more for their
 * readers.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.export;

import org.jspecify.annotations.NullMarked;
