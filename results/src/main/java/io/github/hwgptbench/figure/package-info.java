/**
 * Figures of papers and reports. A {@link io.github.hwgptbench.figure.Figure} says what is shown,
 * and nothing of how; {@link io.github.hwgptbench.figure.SvgRenderer} draws it as a file that
 * stands still, and {@link io.github.hwgptbench.figure.VegaLiteRenderer} as one that answers to a
 * pointer.
 *
 * <p>Every series has an {@link io.github.hwgptbench.figure.Style}, which differs from those of
 * others in colour, dashes and marker, so that it is told apart without colours too. A
 * {@link io.github.hwgptbench.figure.Palette} gives an algorithm the same one in all figures.
 */
@NullMarked
package io.github.hwgptbench.figure;

import org.jspecify.annotations.NullMarked;
