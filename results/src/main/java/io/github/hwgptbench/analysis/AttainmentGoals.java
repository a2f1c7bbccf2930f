package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.AttainmentField;
import io.github.hwgptbench.indicator.AttainmentField.Range;
import io.github.hwgptbench.objective.Objective;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/**
 * The goals of two objectives whose attainment is compared: those in the box around the final
 * fronts of all runs on a problem.
 */
record AttainmentGoals(Range first, Range second) {

  /** Returns the goals; empty for other than two objectives, and where the box has no area. */
  static Optional<AttainmentGoals> of(List<Objective> objectives, List<RunMeasure> runs) {
    if (objectives.size() != 2) {
      return Optional.empty();
    }
    Optional<Range> first = range(objectives.get(0), 0, runs);
    Optional<Range> second = range(objectives.get(1), 1, runs);
    return first.flatMap(x -> second.map(y -> new AttainmentGoals(x, y)));
  }

  private static Optional<Range> range(Objective objective, int index, List<RunMeasure> runs) {
    DoubleSummaryStatistics values = runs.stream()
        .flatMap(run -> run.front().stream())
        .mapToDouble(member -> member.value().values().get(index))
        .summaryStatistics();
    return !(values.getMin() < values.getMax())
        ? Optional.empty()
        : Optional.of(
            objective.metric().maximized()
                ? new Range(values.getMax(), values.getMin())
                : new Range(values.getMin(), values.getMax()));
  }

  AttainmentField field(List<RunMeasure> runs) {
    return AttainmentField.of(
        runs.stream()
            .map(run -> run.front().stream()
                .map(member -> member.value().values())
                .map(values -> new double[] {values.get(0), values.get(1)})
                .toArray(double[][]::new))
            .toList(),
        first,
        second);
  }
}
