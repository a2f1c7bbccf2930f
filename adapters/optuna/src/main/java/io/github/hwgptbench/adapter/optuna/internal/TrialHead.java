package io.github.hwgptbench.adapter.optuna.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of trials.
 *
 * @param id where it is among the trials of all studies
 * @param number which trial of its study it is, from 0; -1 if that is not known yet
 * @param state its name, as Optuna writes it
 * @param start when it was begun with; null if it was not
 * @param complete when it was finished; null if it is not
 * @since 0.2.0
 */
public record TrialHead(
    int id,
    int number,
    String state,
    @Nullable Instant start,
    @Nullable Instant complete) {}
