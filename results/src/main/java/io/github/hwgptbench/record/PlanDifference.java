package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in what the plans of two suites differ, as far as it may matter to values. */
final class PlanDifference {

  private PlanDifference() {}

  /** Returns the first difference of two plans; empty if there is none. */
  static Optional<String> between(SuitePlan here, SuitePlan there) {
    return beyond(here, there)
        .or(() -> missing("problem", names(there), names(here), "is here, and not there"))
        .or(() -> missing(
            "algorithm",
            List.copyOf(there.algorithms().keySet()),
            List.copyOf(here.algorithms().keySet()),
            "is here, and not there"))
        .or(() -> missing("seed", there.seeds(), here.seeds(), "is here, and not there"));
  }

  /** Returns what of the plan there is not here, or is otherwise; empty if there is nothing. */
  static Optional<String> beyond(SuitePlan here, SuitePlan there) {
    if (!there.name().equals(here.name())) {
      return Optional.of(Text.format("name: '%s' there, '%s' here", there.name(), here.name()));
    }
    for (RunSettings problem : here.problems()) {
      for (RunSettings other : there.problems()) {
        if (other.folderName().equals(problem.folderName())) {
          Optional<String> difference = SettingsJson.difference("", json(problem), json(other));
          if (difference.isPresent()) {
            return difference;
          }
        }
      }
    }
    for (Map.Entry<String, Map<String, String>> algorithm : here.algorithms().entrySet()) {
      Map<String, String> other = there.algorithms().get(algorithm.getKey());
      if (other != null) {
        Optional<String> difference =
            SettingsJson.difference(algorithm.getKey(), json(algorithm.getValue()), json(other));
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return missing("problem", names(here), names(there), "is there, and not here")
        .or(() -> missing(
            "algorithm",
            List.copyOf(here.algorithms().keySet()),
            List.copyOf(there.algorithms().keySet()),
            "is there, and not here"))
        .or(() -> missing("seed", here.seeds(), there.seeds(), "is there, and not here"));
  }

  private static <T> Optional<String> missing(
      String what, List<T> allowed, List<T> asked, String where) {
    return asked.stream()
        .filter(it -> !allowed.contains(it))
        .findFirst()
        .map(it -> Text.format("%s %s %s", what, it, where));
  }

  private static List<String> names(SuitePlan plan) {
    return plan.problems().stream().map(RunSettings::folderName).toList();
  }

  private static ObjectNode json(RunSettings settings) {
    ObjectNode node = SettingsJson.object();
    SettingsJson.add(node, settings);
    return node;
  }

  private static ObjectNode json(Map<String, String> settings) {
    ObjectNode node = SettingsJson.object();
    settings.forEach(node::put);
    return node;
  }
}
