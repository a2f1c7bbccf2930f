package io.github.hwgptbench.adapter.jmetal;

import static io.github.hwgptbench.adapter.jmetal.JMetalRun.NO_LIMIT;
import static io.github.hwgptbench.algorithm.ConstraintHandling.HEEDED;
import static io.github.hwgptbench.algorithm.ConstraintHandling.UNGUIDED;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.ARCHIVE;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.CROSSOVER;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.DIVISIONS;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.POPULATION;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmProvider;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.internal.framework.CommonSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.uma.jmetal.algorithm.Algorithm;
import org.uma.jmetal.algorithm.multiobjective.agemoea.AGEMOEA;
import org.uma.jmetal.algorithm.multiobjective.agemoea.AGEMOEABuilder;
import org.uma.jmetal.algorithm.multiobjective.agemoea.util.AGEMOEAEnvironmentalSelection;
import org.uma.jmetal.algorithm.multiobjective.agemoea.util.SurvivalScoreComparator;
import org.uma.jmetal.algorithm.multiobjective.ibea.IBEA;
import org.uma.jmetal.algorithm.multiobjective.ibea.mIBEA;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAIIBuilder;
import org.uma.jmetal.algorithm.multiobjective.nsgaiii.NSGAIII;
import org.uma.jmetal.algorithm.multiobjective.nsgaiii.NSGAIIIBuilder;
import org.uma.jmetal.algorithm.multiobjective.paes.PAES;
import org.uma.jmetal.algorithm.multiobjective.pesa2.PESA2Builder;
import org.uma.jmetal.algorithm.multiobjective.randomsearch.RandomSearchBuilder;
import org.uma.jmetal.algorithm.multiobjective.spea2.SPEA2Builder;
import org.uma.jmetal.operator.selection.SelectionOperator;
import org.uma.jmetal.operator.selection.impl.BinaryTournamentSelection;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.archive.impl.GenericBoundedArchive;
import org.uma.jmetal.util.comparator.RankingAndCrowdingDistanceComparator;
import org.uma.jmetal.util.comparator.dominanceComparator.impl.DominanceWithConstraintsComparator;
import org.uma.jmetal.util.densityestimator.impl.GridDensityEstimator;
import org.uma.jmetal.util.ranking.Ranking;

/**
 * Provides the algorithms of jMetal for integers and more than one objective, each with
 * {@link CategoricalUniformCrossover} and {@link CategoricalMutation} of one gene on average, and
 * otherwise with the defaults of its builder. They may evaluate an architecture repeatedly, which
 * counts towards the budget.
 *
 * <p>All but random search respect constraints, by constrained dominance (Deb et al. 2002). Many
 * builders of jMetal compare objectives only, and some have no option for this; these algorithms
 * are built or extended here. Without constraints they search as those of the builders do, except
 * AGE-MOEA and AGE-MOEA-II ({@link TranslatedSelection}).
 *
 * <p>Excluded are
 *
 * <ul>
 *   <li>those that search real numbers, bits or permutations only: AbYSS, CDG, DMOPSO, GDE3, MOCHC,
 *       the MOEA/D of the templates and its variants, OMOPSO, SMPSO
 *   <li>FAME and MicroFAME, which draw from {@code Math.random} and have buffers in static fields,
 *       so that runs are not repeatable
 *   <li>RNSGAII, WASFGA and SMPSORP, which need a reference point of the user
 *   <li>GWASFGA, MOMBI and MOMBI2, which read weights from files, the first for more than two
 *       objectives
 *   <li>MOSA, whose acceptance depends on the units of the objectives, and which fails where a
 *       broken constraint goes with better objectives
 *   <li>the dynamic, interactive, measured and older variants of the above
 * </ul>
 */
public final class JMetalAlgorithms implements AlgorithmProvider {

  private static final Setting<OptionalInt> SIDE = Setting.wholeOrAuto(
      "side",
      3,
      300,
      "side of the square grid of cells, one solution each; auto: 10, or 6 for budgets up to 500");

  private static final Setting<OptionalInt> MOEAD_POPULATION = Setting.wholeOrAuto(
      "population",
      20,
      100_000,
      "population size, one solution per weight; auto: 100, or 40 for budgets up to 500");

  private static final List<AlgorithmFactory> ALGORITHMS = List.of(
      paired(
          "NSGAII", "NSGA-II (Deb et al. 2002)", JMetalAlgorithms::nsgaII, POPULATION, CROSSOVER),
      any(
          "NSGAIII",
          "NSGA-III: reference points (Deb and Jain 2014)",
          JMetalAlgorithms::nsgaIII,
          DIVISIONS,
          CROSSOVER),
      any(
          "SPEA2",
          "SPEA2: strength and density (Zitzler et al. 2001)",
          JMetalAlgorithms::spea2,
          POPULATION,
          CROSSOVER),
      paired(
          "PESA2",
          "PESA-II: region-based selection on a grid (Corne et al. 2001)",
          JMetalAlgorithms::pesa2,
          POPULATION,
          ARCHIVE,
          CROSSOVER),
      any(
          "SMSEMOA",
          "SMS-EMOA: hypervolume contributions (Beume et al. 2007)",
          JMetalAlgorithms::smsEmoa,
          POPULATION,
          CROSSOVER),
      any(
          "MOCell",
          "MOCell: a cellular genetic algorithm (Nebro et al. 2009)",
          JMetalAlgorithms::moCell,
          SIDE,
          CROSSOVER),
      new JMetalAlgorithm(
          "jmetal:MOEAD",
          "jMetal's MOEA/D: decomposition (Zhang and Li 2007); two objectives",
          List.of(MOEAD_POPULATION, CROSSOVER),
          HEEDED,
          true,
          false,
          JMetalAlgorithms::moead),
      any(
          "IBEA",
          "IBEA: indicator-based selection (Zitzler and Kuenzli 2004)",
          JMetalAlgorithms::ibea,
          POPULATION,
          CROSSOVER),
      any(
          "mIBEA",
          "IBEA restricted to non-dominated solutions (Li et al. 2017)",
          JMetalAlgorithms::modifiedIbea,
          POPULATION,
          CROSSOVER),
      any(
          "ESPEA",
          "ESPEA: minimises electrostatic energy (Braun et al. 2015)",
          JMetalAlgorithms::espea,
          POPULATION,
          CROSSOVER),
      paired(
          "AGEMOEA",
          "AGE-MOEA: estimates the front's geometry (Panichella 2019)",
          JMetalAlgorithms::ageMoea,
          POPULATION,
          CROSSOVER),
      paired(
          "AGEMOEAII",
          "AGE-MOEA-II: AGE-MOEA with geodesic distances (Panichella 2022)",
          JMetalAlgorithms::ageMoeaII,
          POPULATION,
          CROSSOVER),
      any(
          "PAES",
          "PAES: one solution and an archive (Knowles and Corne 2000)",
          JMetalAlgorithms::paes,
          ARCHIVE),
      new JMetalAlgorithm(
          "jmetal:RandomSearch",
          "jMetal's random search: every gene drawn uniformly",
          List.of(),
          UNGUIDED,
          false,
          false,
          JMetalAlgorithms::randomSearch));

  private static AlgorithmFactory any(
      String name, String what, JMetalAlgorithm.Construction construction, Setting<?>... settings) {
    return algorithm(name, what, false, construction, settings);
  }

  private static AlgorithmFactory paired(
      String name, String what, JMetalAlgorithm.Construction construction, Setting<?>... settings) {
    return algorithm(name, what, true, construction, settings);
  }

  private static AlgorithmFactory algorithm(
      String name,
      String what,
      boolean pairs,
      JMetalAlgorithm.Construction construction,
      Setting<?>... settings) {
    return new JMetalAlgorithm(
        "jmetal:" + name,
        "jMetal's " + what,
        List.of(settings),
        HEEDED,
        false,
        pairs,
        construction);
  }

  @Override
  public List<AlgorithmFactory> algorithms() {
    return ALGORITHMS;
  }

  private static Algorithm<?> nsgaII(JMetalRun run) {
    return new NSGAIIBuilder<>(run.problem(), run.crossover(), run.mutation(), run.population())
        .setMaxEvaluations(NO_LIMIT)
        .setSolutionListEvaluator(run.evaluator())
        .setDominanceComparator(new DominanceWithConstraintsComparator<>())
        .build();
  }

  private static Algorithm<?> nsgaIII(JMetalRun run) {
    NSGAIIIBuilder<IntegerSolution> builder = new NSGAIIIBuilder<IntegerSolution>(run.problem())
        .setNumberOfDivisions(
            CommonSettings.divisions(run.settings(), run.budget(), run.objectives()))
        .setCrossoverOperator(run.crossover())
        .setMutationOperator(run.mutation())
        .setSelectionOperator(
            new BinaryTournamentSelection<>(new RankingAndCrowdingDistanceComparator<>()))
        .setSolutionListEvaluator(run.evaluator())
        .setMaxIterations(NO_LIMIT);
    return new NSGAIII<>(builder) {
      @Override
      protected Ranking<IntegerSolution> computeRanking(List<IntegerSolution> solutions) {
        return ConstrainedDominance.ranking(solutions);
      }
    };
  }

  private static Algorithm<?> spea2(JMetalRun run) {
    return new SPEA2Builder<>(run.problem(), run.crossover(), run.mutation())
        .setPopulationSize(run.population())
        .setMaxIterations(NO_LIMIT)
        .setSolutionListEvaluator(run.evaluator())
        .build();
  }

  private static Algorithm<?> pesa2(JMetalRun run) {
    return new PESA2Builder<>(run.problem(), run.crossover(), run.mutation())
        .setPopulationSize(run.population())
        .setArchiveSize(run.settings().get(ARCHIVE))
        .setBisections(bisections(run))
        .setMaxEvaluations(NO_LIMIT)
        .setSolutionListEvaluator(run.evaluator())
        .build();
  }

  /** The builder's 5, or fewer: the grid has 2 to the power of this an objective, in an array. */
  private static int bisections(JMetalRun run) {
    return Math.max(1, Math.min(5, 20 / run.objectives()));
  }

  private static Algorithm<?> smsEmoa(JMetalRun run) {
    return new ConstrainedSmsEmoa(
        run.problem(), NO_LIMIT, run.population(), run.crossover(), run.mutation());
  }

  private static Algorithm<?> moCell(JMetalRun run) {
    int side = run.settings().get(SIDE).orElse((int)
        Math.sqrt(CommonSettings.usualPopulation(run.budget())));
    return new ConstrainedMoCell(
        run.problem(), NO_LIMIT, side, run.crossover(), run.mutation(), run.evaluator());
  }

  /** Normalises objectives, whose units may be far apart. */
  private static Algorithm<?> moead(JMetalRun run) {
    int population =
        run.settings().get(MOEAD_POPULATION).orElse(CommonSettings.usualPopulation(run.budget()));
    return ConstrainedMoead.of(
        run.problem(), population, run.crossover(), run.mutation(), attributes -> false);
  }

  private static Algorithm<?> ibea(JMetalRun run) {
    return new IBEA<>(
        run.problem(),
        run.population(),
        run.population(),
        NO_LIMIT,
        new BinaryTournamentSelection<>(),
        run.crossover(),
        run.mutation());
  }

  private static Algorithm<?> modifiedIbea(JMetalRun run) {
    return new mIBEA<>(
        run.problem(),
        run.population(),
        run.population(),
        NO_LIMIT,
        JMetalAlgorithms::tournament,
        run.crossover(),
        run.mutation());
  }

  /** jMetal's refuses a list of one, which the only non-dominated solution is. */
  private static IntegerSolution tournament(List<IntegerSolution> solutions) {
    return solutions.size() == 1
        ? solutions.get(0)
        : new BinaryTournamentSelection<IntegerSolution>().execute(solutions);
  }

  private static Algorithm<?> espea(JMetalRun run) {
    return new ConstrainedEspea(
        run.problem(),
        NO_LIMIT,
        run.population(),
        run.crossover(),
        run.mutation(),
        run.evaluator());
  }

  private static Algorithm<?> ageMoea(JMetalRun run) {
    return ageMoea(run, () -> TranslatedSelection.ageMoea(run.objectives()));
  }

  private static Algorithm<?> ageMoeaII(JMetalRun run) {
    return ageMoea(run, () -> TranslatedSelection.ageMoeaII(run.objectives()));
  }

  /** The two differ in nothing but the selection, of which each generation has a new one. */
  private static Algorithm<?> ageMoea(
      JMetalRun run, Supplier<AGEMOEAEnvironmentalSelection<IntegerSolution>> selection) {
    handleDegenerateFronts();
    AGEMOEABuilder<IntegerSolution> builder = new AGEMOEABuilder<IntegerSolution>(run.problem()) {
      @Override
      public SelectionOperator<List<IntegerSolution>, IntegerSolution> getSelectionOperator() {
        return new BinaryTournamentSelection<>(new SurvivalScores());
      }
    }.setPopulationSize(run.population())
        .setCrossoverOperator(run.crossover())
        .setMutationOperator(run.mutation())
        .setSolutionListEvaluator(run.evaluator())
        .setMaxIterations(NO_LIMIT);
    return new AGEMOEA<>(builder) {
      @Override
      @SuppressWarnings("unchecked") // jMetal leaves out the type of the solutions that it returns
      protected List<IntegerSolution> replacement(
          List<IntegerSolution> population, List<IntegerSolution> offspring) {
        List<IntegerSolution> all = new ArrayList<>(population);
        all.addAll(offspring);
        return selection.get().execute(all, maxPopulationSize);
      }
    };
  }

  /** jMetal gives no score to some solutions of small fronts, and then fails; it is the lowest. */
  private static final class SurvivalScores extends SurvivalScoreComparator<IntegerSolution> {

    @Override
    public int compare(IntegerSolution first, IntegerSolution second) {
      first.attributes().putIfAbsent(AGEMOEAEnvironmentalSelection.getAttributeId(), 0.0);
      second.attributes().putIfAbsent(AGEMOEAEnvironmentalSelection.getAttributeId(), 0.0);
      return super.compare(first, second);
    }
  }

  /**
   * A front without a central point is flat to jMetal, but where assertions are on, as in most
   * tests, it fails before it comes to that.
   */
  private static void handleDegenerateFronts() {
    Class<?> selection = AGEMOEAEnvironmentalSelection.class;
    selection.getClassLoader().setClassAssertionStatus(selection.getName(), false);
  }

  private static Algorithm<?> paes(JMetalRun run) {
    return new PAES<>(
        run.problem(),
        NO_LIMIT,
        new GridArchive(
            run.settings().get(ARCHIVE),
            new GridDensityEstimator<>(bisections(run), run.objectives())),
        run.mutation());
  }

  /** That of jMetal's PAES, with constrained dominance. */
  private static final class GridArchive extends GenericBoundedArchive<IntegerSolution> {

    private static final long serialVersionUID = 1;

    GridArchive(int size, GridDensityEstimator<IntegerSolution> density) {
      super(size, density);
      archive = ConstrainedDominance.archive();
    }
  }

  private static Algorithm<?> randomSearch(JMetalRun run) {
    return new RandomSearchBuilder<>(run.problem()).setMaxEvaluations(NO_LIMIT).build();
  }
}
