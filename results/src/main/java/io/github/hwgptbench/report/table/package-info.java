/**
 * The tables of a report: {@link io.github.hwgptbench.report.table.Table} and what is written of
 * it, {@link io.github.hwgptbench.report.table.SuiteTables} and
 * {@link io.github.hwgptbench.report.table.ProblemTables} for what a report shows.
 */
@NullMarked
package io.github.hwgptbench.report.table;

import org.jspecify.annotations.NullMarked;
