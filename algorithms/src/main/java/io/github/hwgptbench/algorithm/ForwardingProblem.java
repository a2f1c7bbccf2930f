package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;

/**
 * A problem that is described as another one is, but evaluated in its own way, and at one fidelity
 * unless it says otherwise.
 *
 * @since 0.2.0
 */
public abstract class ForwardingProblem implements Problem {

  /** The other problem. */
  protected final Problem problem;

  /** Makes a problem that is described as another one. */
  protected ForwardingProblem(Problem problem) {
    this.problem = problem;
  }

  @Override
  public final String name() {
    return problem.name();
  }

  @Override
  public final GenotypeSpace genotypes() {
    return problem.genotypes();
  }

  @Override
  public final List<? extends Criterion> objectives() {
    return problem.objectives();
  }

  @Override
  public final List<? extends Criterion> constraints() {
    return problem.constraints();
  }
}
