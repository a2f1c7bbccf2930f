package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.Expense;

/**
 * An evaluation of a run, as in the record. Its arrays must not be changed.
 *
 * @param genes the canonical genotype that was evaluated
 * @param expense its fidelity, cost and time
 * @param observed one value per objective as the algorithm observed it, in its unit and with its
 *     sign (accuracy is not negated)
 * @param observedViolations one value per constraint as the algorithm observed it; 0 where it holds
 * @param values one value per objective without noise
 * @param violations one value per constraint without noise
 * @since 0.2.0
 */
public record RunEvaluation(
    int[] genes,
    Expense expense,
    double[] observed,
    double[] observedViolations,
    double[] values,
    double[] violations) {}
