package io.github.hwgptbench.algorithm.front;

import com.google.common.collect.Lists;
import io.github.hwgptbench.algorithm.front.Exploration.Found;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.ParetoArchive.Member;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Looks for the best front of a problem that evaluations in the millions can find, in stages:
 *
 * <ol>
 *   <li><b>known</b>: architectures that were found before, if any;
 *   <li><b>random</b>: some random architectures of every embed_dim, n_layer and bias;
 *   <li><b>sweep</b>: objectives are nearly sums over layers once embed_dim, n_layer and bias are
 *       given, so for many weights of the objectives (Lagrange multipliers) every layer is chosen
 *       by itself, again and again about what comes out (Everett 1963); this yields the supported
 *       front;
 *   <li><b>local search</b>: Pareto local search (Paquete, Chiarandini and Stuetzle 2004) from all
 *       that is non-dominated, over changes of one layer, of two layers if the sum of their effects
 *       is promising, and of embed_dim, n_layer and bias, until no such change finds anything;
 *   <li><b>mixing</b>: mixtures of near members, with a few layers changed, and local search from
 *       what they find, until {@value #PATIENCE} rounds on end of {@value #ROUND} mixtures have
 *       found nothing, or the budget is spent.
 * </ol>
 *
 * <p>There is no proof that nothing better exists. Whatever was evaluated and held all constraints
 * is in the front or dominated by it.
 */
public final class FrontSearch {

  /** Mixtures of a round. */
  static final int ROUND = 1 << 20;
  /** Rounds that may find nothing before the search is over. */
  static final int PATIENCE = 3;

  /** Maximum number of architectures of a space that is enumerated. */
  private static final int MOST_ENUMERATED = 100_000;

  /** Architectures per batch of an enumeration, few so that a supernet shows progress. */
  private static final int PART = 64;

  /** Parts of the whole weight that objectives share, by the number of objectives from 2 on. */
  private static final int[] STEPS = {64, 12, 6};

  private final Problem problem;
  private final SearchSpace space;
  private final long budget;
  private final RandomGenerator random;

  /**
   * What stood after a stage.
   *
   * @param name name of the stage
   * @param evaluations how many there were until then
   * @param front the points, minimised, in the order of the problem's objectives
   */
  public record Stage(String name, long evaluations, List<double[]> front) {}

  /** Receives the progress of a search. */
  public interface Listener {

    /** Hears of more evaluations. */
    default void evaluated(int count) {}

    /** Hears of the end of a stage. */
    default void finished(Stage stage) {}
  }

  /**
   * Makes a search.
   *
   * @param problem a noise-free problem of two objectives or more
   * @param space the space that it is over
   * @param budget how many evaluations at most, positive
   * @param random the source of all draws
   * @throws IllegalArgumentException if the budget is not positive, the problem has one objective
   *     only, or it is over another space
   */
  public FrontSearch(Problem problem, SearchSpace space, long budget, RandomGenerator random) {
    if (budget < 1) {
      throw UsageException.of("Search for a front with %d evaluations; allowed: 1 or more", budget);
    }
    if (problem.objectives().size() < 2) {
      throw UsageException.of(
          "Problem '%s': has %d objectives; allowed: 2 or more",
          problem.name(), problem.objectives().size());
    }
    if (problem.genotypes().size() != space.genotypes().size()) {
      throw UsageException.of(
          "Problem '%s': has %d genes; space '%s' has %d",
          problem.name(),
          problem.genotypes().size(),
          space.name(),
          space.genotypes().size());
    }
    this.problem = problem;
    this.space = space;
    this.budget = budget;
    this.random = random;
  }

  /**
   * Returns whether all architectures of the space can be evaluated: at most
   * {@value #MOST_ENUMERATED}, and no more than the budget allows.
   *
   * @since 0.2.0
   */
  public boolean enumerable() {
    return space
            .distinctArchitectures()
            .compareTo(BigInteger.valueOf(Math.min(budget, MOST_ENUMERATED)))
        <= 0;
  }

  /**
   * Evaluates all architectures of an {@linkplain #enumerable enumerable} space.
   *
   * @param listener receives the progress
   * @return the Pareto front, as {@link #run} does
   * @throws IllegalStateException if the space is not enumerable
   * @since 0.2.0
   */
  public List<Member<int[]>> enumerate(Listener listener) {
    if (!enumerable()) {
      throw new IllegalStateException(Text.format(
          "Enumeration of space '%s' of %d architectures",
          space.name(), space.distinctArchitectures()));
    }
    Exploration exploration = new Exploration(problem, budget, listener::evaluated);
    Lists.partition(new LayeredGenotypes(space).all(), PART).forEach(exploration::evaluate);
    finished("enumeration", exploration, listener);
    return members(exploration);
  }

  /**
   * Searches.
   *
   * @param known genotypes to begin with; may be none
   * @param listener receives the progress
   * @return the front in lexicographic order, minimised values with canonical genotypes; of equal
   *     points one. Empty if nothing that holds all constraints was found
   * @throws IllegalArgumentException if a genotype is not of the space
   */
  public List<Member<int[]>> run(List<int[]> known, Listener listener) {
    Exploration exploration = new Exploration(problem, budget, listener::evaluated);
    LayeredGenotypes layered = new LayeredGenotypes(space);
    if (!known.isEmpty()) {
      exploration.evaluate(known);
      finished("known", exploration, listener);
    }
    List<int[]> bodies = layered.bodies();
    MultiplierSweep sweep = new MultiplierSweep(exploration, layered, bodies, random);
    finished("random", exploration, listener);
    sweep.run(bodies, STEPS[Math.min(problem.objectives().size() - 2, STEPS.length - 1)]);
    finished("sweep", exploration, listener);
    FrontPolish polish = new FrontPolish(exploration, layered, random);
    polish.explore();
    finished("local search", exploration, listener);
    polish.mixUntilNothingIsFound(ROUND, PATIENCE);
    finished("mixing", exploration, listener);
    return members(exploration);
  }

  private List<Member<int[]>> members(Exploration exploration) {
    return exploration.archive().members().stream().map(this::canonical).toList();
  }

  private void finished(String name, Exploration exploration, Listener listener) {
    List<double[]> front = exploration.archive().members().stream()
        .map(member -> member.objectives().clone())
        .toList();
    listener.finished(new Stage(name, budget - exploration.budget(), front));
  }

  private Member<int[]> canonical(Member<Found> member) {
    int[] genes = member.value().genes().clone();
    space.genotypes().canonicalize(genes);
    return new Member<>(member.objectives(), genes);
  }
}
