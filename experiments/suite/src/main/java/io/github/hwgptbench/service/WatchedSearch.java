package io.github.hwgptbench.service;

import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.ForwardingSearch;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A search whose evaluations can be looked at while it goes on, from any thread. */
final class WatchedSearch extends ForwardingSearch {

  private final SearchAlgorithm search;
  private final List<Evaluation> evaluations = new ArrayList<>();

  WatchedSearch(SearchAlgorithm search) {
    super(search);
    this.search = search;
  }

  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    search.run(problem, budget, seed, watched(listener));
  }

  @Override
  public void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    search.run(problem, conditions, seed, watched(listener));
  }

  private EvaluationListener watched(EvaluationListener listener) {
    return evaluation -> {
      listener.evaluated(evaluation);
      synchronized (evaluations) {
        evaluations.add(evaluation);
      }
    };
  }

  /** Lets go of the evaluations, which the record has too. */
  void forget() {
    synchronized (evaluations) {
      evaluations.clear();
    }
  }

  int count() {
    synchronized (evaluations) {
      return evaluations.size();
    }
  }

  List<Evaluation> evaluations(int from, int most) {
    synchronized (evaluations) {
      int begin = Math.min(from, evaluations.size());
      return List.copyOf(evaluations.subList(begin, Math.min(evaluations.size(), begin + most)));
    }
  }
}
