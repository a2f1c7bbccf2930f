package io.github.hwgptbench.adapter.optuna;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Distinguishes trials that a sampler has observed from new ones. Serves one study. */
final class FinishedTrials {

  private final BitSet heard = new BitSet();

  /** Returns the trials that are finished and were not returned before, by number. */
  List<FrozenTrial> news(List<FrozenTrial> trials) {
    List<FrozenTrial> news = new ArrayList<>();
    for (int i = heard.nextClearBit(0); i < trials.size(); i = heard.nextClearBit(i + 1)) {
      if (trials.get(i).state().isFinished()) {
        heard.set(i);
        news.add(trials.get(i));
      }
    }
    return news;
  }

  /** Begins anew: all is news again. */
  void forget() {
    heard.clear();
  }
}
