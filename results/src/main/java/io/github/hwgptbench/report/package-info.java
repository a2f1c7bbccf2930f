/**
 * Reports: one page of HTML that needs nothing else, with its figures and tables as files beside
 * it.
 *
 * <p>A {@link io.github.hwgptbench.report.Page} says what a report shows, and
 * {@link io.github.hwgptbench.report.SuitePage} makes one of the analysis of suites;
 * {@link io.github.hwgptbench.report.ReportFolder} writes it. All names in it may come from files
 * of other people: the page is filled in by a template that escapes them.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.report;

import org.jspecify.annotations.NullMarked;
