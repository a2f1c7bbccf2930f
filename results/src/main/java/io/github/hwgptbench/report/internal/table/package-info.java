/**
 * The tables of a report: {@link io.github.hwgptbench.report.internal.table.Table} and what is
 * written of it, {@link io.github.hwgptbench.report.internal.table.SuiteTables} and
 * {@link io.github.hwgptbench.report.internal.table.ProblemTables} for what a report shows.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.hwgptbench.report.internal.table;

import org.jspecify.annotations.NullMarked;
