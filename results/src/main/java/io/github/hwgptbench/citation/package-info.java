/** The works that reports cite, with their BibTeX entries. */
package io.github.hwgptbench.citation;
