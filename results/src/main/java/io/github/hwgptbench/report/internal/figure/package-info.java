/**
 * Figures of papers and reports. A {@link io.github.hwgptbench.report.internal.figure.Figure} says
 * what is shown, and nothing of how;
 * {@link io.github.hwgptbench.report.internal.figure.SvgRenderer} draws it as a file, and as a part
 * of a page whose script answers to a pointer.
 *
 * <p>Every series has an {@link io.github.hwgptbench.report.internal.figure.Style}, which differs
 * from those of others in colour, dashes and marker, so that it is distinguished without colours
 * too. A {@link io.github.hwgptbench.report.internal.figure.Palette} gives an algorithm the same
 * one in all figures.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.report.internal.figure;

import org.jspecify.annotations.NullMarked;
