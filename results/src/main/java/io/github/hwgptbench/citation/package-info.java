/** The works that reports cite, with their BibTeX entries. */
@NullMarked
package io.github.hwgptbench.citation;

import org.jspecify.annotations.NullMarked;
