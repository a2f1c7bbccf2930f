/**
 * Programs in any language as algorithms: the problem, architectures and values as JSON, and a
 * conversation of one object a line over standard input and output, which {@code docs/ask-tell.md}
 * describes.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.adapter.process;

import org.jspecify.annotations.NullMarked;
