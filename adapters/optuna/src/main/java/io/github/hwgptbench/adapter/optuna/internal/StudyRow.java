package io.github.hwgptbench.adapter.optuna.internal;

import java.util.List;

/**
 * What the tables have of a study, besides its attributes.
 *
 * @param directions their names, by objective
 * @since 0.2.0
 */
public record StudyRow(int id, String name, List<String> directions) {}
