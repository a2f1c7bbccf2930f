package io.github.hwgptbench.adapter.optuna;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The space of a study that nobody declared: all parameters that its trials had, complete or pruned
 * ones, in the order in which they came up, without those that had other distributions in other
 * trials. Serves one study, and one thread at a time.
 */
final class FoundSpace {

  private final FinishedTrials finished = new FinishedTrials();
  private final Map<String, Distribution> distributions = new LinkedHashMap<>();
  private final Set<String> changing = new HashSet<>();
  private ParameterSpace space = ParameterSpace.found(Map.of());

  /** Returns the space; the same one as long as nothing new comes up. */
  ParameterSpace of(List<FrozenTrial> trials) {
    boolean changed = false;
    for (FrozenTrial trial : finished.news(trials)) {
      if (trial.state() != TrialState.FAIL) {
        for (Map.Entry<String, Distribution> param : trial.distributions().entrySet()) {
          changed |= add(param.getKey(), param.getValue());
        }
      }
    }
    if (changed) {
      space = ParameterSpace.found(distributions);
    }
    return space;
  }

  private boolean add(String name, Distribution distribution) {
    if (changing.contains(name)) {
      return false;
    }
    Distribution known = distributions.putIfAbsent(name, distribution);
    if (known == null) {
      return true;
    }
    if (known.equals(distribution)) {
      return false;
    }
    changing.add(name);
    distributions.remove(name);
    return true;
  }
}
