/**
 * The works that reports cite, with their BibTeX entries.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.citation;

import org.jspecify.annotations.NullMarked;
