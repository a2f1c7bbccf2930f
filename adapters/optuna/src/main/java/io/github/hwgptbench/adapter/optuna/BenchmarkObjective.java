package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The benchmark as an objective. Parameters are the genes by their names, with their real choices,
 * those of a layer only if the network has it; values are in their unit and with their sign, so
 * accuracy is maximised. The value of a constraint is the signed distance to its bound, positive
 * where it is violated. The attribute {@value #ARCHITECTURE} of a trial is its architecture.
 *
 * <pre>{@code
 * BenchmarkObjective objective = BenchmarkObjective.of(bench, objectives);
 * Study study = Study.builder().objectivesOf(objective).sampler(Samplers.ehvi(random)).create();
 * study.optimize(objective, 200);
 * }</pre>
 */
public final class BenchmarkObjective implements ObjectiveFunction {

  /** The attribute of a trial that is its architecture, as {@link SearchSpace#format} writes it. */
  public static final String ARCHITECTURE = "architecture";

  private final SearchSpace space;
  private final Problem problem;
  private final ParameterSpace parameters;

  private BenchmarkObjective(SearchSpace space, Problem problem) {
    this.space = space;
    this.problem = problem;
    this.parameters = ParameterSpace.of(space);
  }

  /**
   * Returns a problem over a search space as an objective, with its noise if it has any.
   *
   * @param space whose genotypes the problem is over
   * @param problem says the values
   * @throws IllegalArgumentException if the problem is over others
   */
  public static BenchmarkObjective of(SearchSpace space, Problem problem) {
    if (!problem.genotypes().equals(space.genotypes())) {
      throw new IllegalArgumentException(
          Text.format("Problem %s is not over search space '%s'", problem.name(), space.name()));
    }
    return new BenchmarkObjective(space, problem);
  }

  /**
   * Returns objectives of the benchmark, without noise.
   *
   * @param bench stays open as long as the objective is used
   * @param objectives one or more
   * @param constraints what else has to hold
   * @throws IllegalArgumentException if the benchmark lacks one of them, or one is given twice
   */
  public static BenchmarkObjective of(
      HwGptBench bench, List<Objective> objectives, Constraint... constraints) {
    Set<Objective> all = new LinkedHashSet<>(objectives);
    for (Constraint constraint : constraints) {
      all.add(constraint.objective());
    }
    return of(
        bench.space(),
        ArchitectureProblem.builder(bench.evaluator(new ArrayList<>(all)))
            .objectives(objectives)
            .constraints(constraints)
            .build());
  }

  @Override
  public Optional<Declaration> declaration() {
    return Optional.of(new Declaration(
        parameters,
        problem.objectives().stream().map(BenchmarkObjective::direction).toList(),
        problem.objectives().stream().map(Criterion::name).toList(),
        problem.constraints().stream().map(Criterion::name).toList()));
  }

  private static Direction direction(Criterion objective) {
    return objective.maximized() ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }

  @Override
  public double[] evaluate(Trial trial) {
    Map<String, Object> params = trial.suggest(parameters);
    int[] genes = parameters
        .encode(params)
        .orElseThrow(() -> new IllegalArgumentException(Text.format(
            "Trial %d with parameters %s; allowed: those of search space %s",
            trial.number(), params, space)));
    double[] values = new double[problem.objectives().size()];
    double[] margins = new double[problem.constraints().size()];
    problem.evaluateMargins(genes, values, margins);
    for (int i = 0; i < values.length; i++) {
      // Problems minimise; the reverse of what they do to what is maximised is the same again.
      values[i] = direction(problem.objectives().get(i)).minimized(values[i]);
    }
    trial.setUserAttr(ARCHITECTURE, space.format(space.decode(genes)));
    if (margins.length > 0) {
      Map<String, Double> constraints = new LinkedHashMap<>();
      for (int i = 0; i < margins.length; i++) {
        constraints.put(problem.constraints().get(i).name(), margins[i]);
      }
      trial.setConstraints(constraints);
    }
    return values;
  }
}
