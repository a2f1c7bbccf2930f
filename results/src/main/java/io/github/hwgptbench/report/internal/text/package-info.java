/**
 * What a report says in words: the methods of an analysis as a paragraph for a paper, with the
 * references that fit it, and texts for LaTeX.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.report.internal.text;

import org.jspecify.annotations.NullMarked;
