/**
 * Programs in any language as algorithms, which exchange one JSON object per line with the
 * benchmark over standard input and output; {@code docs/ask-tell.md} describes these.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.adapter.process;

import org.jspecify.annotations.NullMarked;
