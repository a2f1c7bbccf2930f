/**
 * Reports: one self-contained HTML page, with its figures and tables as files beside it.
 *
 * <p>A {@link io.github.hwgptbench.report.Page} is the content of a report,
 * {@link io.github.hwgptbench.report.SuitePage} makes it from the analysis of suites, and
 * {@link io.github.hwgptbench.report.ReportFolder} writes it. Names in it may come from untrusted
 * files; the template of the page escapes them.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.report;

import org.jspecify.annotations.NullMarked;
