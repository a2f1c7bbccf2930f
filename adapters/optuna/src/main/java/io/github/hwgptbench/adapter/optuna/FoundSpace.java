package io.github.hwgptbench.adapter.optuna;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The space of a study that nobody declared: all parameters of its complete and pruned trials, in
 * the order in which they came up, without those that had other distributions in other trials. As
 * long as there are no such trials, failed ones take their place. Serves one study, and one thread
 * at a time.
 */
final class FoundSpace {

  private final FinishedTrials finished = new FinishedTrials();
  private final Parameters evaluated = new Parameters();
  private final Parameters failed = new Parameters();

  /** Returns the space; the same one as long as nothing new comes up. */
  ParameterSpace of(List<FrozenTrial> trials) {
    for (FrozenTrial trial : finished.news(trials)) {
      (trial.state() == TrialState.FAIL ? failed : evaluated).add(trial.distributions());
    }
    return evaluated.space.distributions().isEmpty() ? failed.space : evaluated.space;
  }

  /** The parameters that some trials have in common, or that only some of them have. */
  private static final class Parameters {

    private final Map<String, Distribution> distributions = new LinkedHashMap<>();
    private final Set<String> changing = new HashSet<>();
    private ParameterSpace space = ParameterSpace.found(Map.of());

    private void add(Map<String, Distribution> added) {
      boolean changed = false;
      for (Map.Entry<String, Distribution> param : added.entrySet()) {
        changed |= add(param.getKey(), param.getValue());
      }
      if (changed) {
        space = ParameterSpace.found(distributions);
      }
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
}
