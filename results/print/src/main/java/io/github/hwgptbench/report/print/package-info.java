/**
 * Figures of reports in PDF and PNG files.
 *
 * @since 0.2.0
 */
@NullMarked
package io.github.hwgptbench.report.print;

import org.jspecify.annotations.NullMarked;
