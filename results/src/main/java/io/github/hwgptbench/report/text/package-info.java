/**
 * What a report says in words: the methods of an analysis as a paragraph for a paper, with the
 * references that fit it, and texts for LaTeX.
 */
@NullMarked
package io.github.hwgptbench.report.text;

import org.jspecify.annotations.NullMarked;
