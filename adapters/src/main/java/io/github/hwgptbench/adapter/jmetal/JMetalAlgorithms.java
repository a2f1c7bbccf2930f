package io.github.hwgptbench.adapter.jmetal;

import static io.github.hwgptbench.adapter.CommonSettings.ARCHIVE;
import static io.github.hwgptbench.adapter.CommonSettings.CROSSOVER;
import static io.github.hwgptbench.adapter.CommonSettings.DIVISIONS;
import static io.github.hwgptbench.adapter.CommonSettings.POPULATION;
import static io.github.hwgptbench.adapter.jmetal.JMetalRun.NO_LIMIT;

import io.github.hwgptbench.adapter.CommonSettings;
import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmProvider;
import io.github.hwgptbench.algorithm.Setting;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.uma.jmetal.algorithm.Algorithm;
import org.uma.jmetal.algorithm.multiobjective.agemoea.AGEMOEABuilder;
import org.uma.jmetal.algorithm.multiobjective.agemoea.util.AGEMOEAEnvironmentalSelection;
import org.uma.jmetal.algorithm.multiobjective.agemoea.util.SurvivalScoreComparator;
import org.uma.jmetal.algorithm.multiobjective.agemoeaii.AGEMOEAIIBuilder;
import org.uma.jmetal.algorithm.multiobjective.espea.ESPEABuilder;
import org.uma.jmetal.algorithm.multiobjective.ibea.IBEA;
import org.uma.jmetal.algorithm.multiobjective.ibea.mIBEA;
import org.uma.jmetal.algorithm.multiobjective.mocell.MOCellBuilder;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAIIBuilder;
import org.uma.jmetal.algorithm.multiobjective.nsgaiii.NSGAIIIBuilder;
import org.uma.jmetal.algorithm.multiobjective.paes.PAES;
import org.uma.jmetal.algorithm.multiobjective.pesa2.PESA2Builder;
import org.uma.jmetal.algorithm.multiobjective.randomsearch.RandomSearchBuilder;
import org.uma.jmetal.algorithm.multiobjective.smsemoa.SMSEMOABuilder;
import org.uma.jmetal.algorithm.multiobjective.spea2.SPEA2Builder;
import org.uma.jmetal.component.algorithm.multiobjective.MOEADBuilder;
import org.uma.jmetal.operator.selection.SelectionOperator;
import org.uma.jmetal.operator.selection.impl.BinaryTournamentSelection;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.comparator.RankingAndCrowdingDistanceComparator;
import org.uma.jmetal.util.legacy.qualityindicator.impl.hypervolume.impl.PISAHypervolume;
import org.uma.jmetal.util.sequencegenerator.impl.IntegerPermutationGenerator;

/**
 * Brings the algorithms of jMetal that search integers with more than one objective, each with
 * {@link CategoricalUniformCrossover} and {@link CategoricalMutation} of one gene on average, and
 * else as its builder sets it. They may evaluate the same network again, which costs budget.
 *
 * <p>Left out are
 *
 * <ul>
 *   <li>those that search real numbers, bits or permutations only: AbYSS, CDG, DMOPSO, GDE3, MOCHC,
 *       the MOEA/D of the templates and its variants, OMOPSO, SMPSO
 *   <li>FAME and MicroFAME, which draw from {@code Math.random} and keep scratch space in static
 *       fields, so that no seed repeats a run
 *   <li>RNSGAII, WASFGA and SMPSORP, which look for a point that a user would have to know
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
      "of the square of cells, one solution each; auto: 10, 6 for budgets up to 500");

  private static final Setting<OptionalInt> MOEAD_POPULATION = Setting.wholeOrAuto(
      "population", 20, 100_000, "solutions, one a weight; auto: 100, 40 for budgets up to 500");

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
          "PESA-II: selects regions of a grid (Corne et al. 2001)",
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
      any(
          "MOEAD",
          "MOEA/D: decomposition (Zhang and Li 2007); two objectives",
          JMetalAlgorithms::moead,
          MOEAD_POPULATION,
          CROSSOVER),
      any(
          "IBEA",
          "IBEA: selects by an indicator (Zitzler and Kuenzli 2004)",
          JMetalAlgorithms::ibea,
          POPULATION,
          CROSSOVER),
      any(
          "mIBEA",
          "IBEA among non-dominated solutions only (Li et al. 2017)",
          JMetalAlgorithms::modifiedIbea,
          POPULATION,
          CROSSOVER),
      any(
          "ESPEA",
          "ESPEA: the least electrostatic energy (Braun et al. 2015)",
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
          "AGE-MOEA-II: the same by geodesics (Panichella 2022)",
          JMetalAlgorithms::ageMoeaII,
          POPULATION,
          CROSSOVER),
      any(
          "PAES",
          "PAES: one solution and an archive (Knowles and Corne 2000)",
          JMetalAlgorithms::paes,
          ARCHIVE),
      any("RandomSearch", "random search: every gene uniform", JMetalAlgorithms::randomSearch));

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
        "jmetal:" + name, "jMetal's " + what, List.of(settings), pairs, construction);
  }

  @Override
  public List<AlgorithmFactory> algorithms() {
    return ALGORITHMS;
  }

  private static Algorithm<?> nsgaII(JMetalRun run) {
    return new NSGAIIBuilder<>(run.problem(), run.crossover(), run.mutation(), run.population())
        .setMaxEvaluations(NO_LIMIT)
        .setSolutionListEvaluator(run.evaluator())
        .build();
  }

  private static Algorithm<?> nsgaIII(JMetalRun run) {
    return new NSGAIIIBuilder<>(run.problem())
        .setNumberOfDivisions(
            CommonSettings.divisions(run.settings(), run.budget(), run.objectives()))
        .setCrossoverOperator(run.crossover())
        .setMutationOperator(run.mutation())
        .setSelectionOperator(
            new BinaryTournamentSelection<>(new RankingAndCrowdingDistanceComparator<>()))
        .setSolutionListEvaluator(run.evaluator())
        .setMaxIterations(NO_LIMIT)
        .build();
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
    return new SMSEMOABuilder<>(run.problem(), run.crossover(), run.mutation())
        .setPopulationSize(run.population())
        .setMaxEvaluations(NO_LIMIT)
        .setHypervolumeImplementation(new Contributions())
        .build();
  }

  /**
   * The builder's hypervolume, with the builder's offset of the reference point, which refuses
   * solutions that are all alike in an objective; those here contribute as much as each other. The
   * other hypervolume of jMetal, WFGHypervolume, has static scratch space, which runs at the same
   * time would share.
   */
  @SuppressWarnings("deprecation") // of the two packages of hypervolumes SMS-EMOA takes the old one
  private static final class Contributions extends PISAHypervolume<IntegerSolution> {

    private static final long serialVersionUID = 1;
    private static final double OFFSET = 100;

    Contributions() {
      setOffset(OFFSET);
    }

    @Override
    public List<IntegerSolution> computeHypervolumeContribution(
        List<IntegerSolution> front, List<IntegerSolution> all) {
      double[] first = all.get(0).objectives();
      for (int i = 0; i < first.length; i++) {
        int objective = i;
        if (all.stream().allMatch(it -> it.objectives()[objective] == first[objective])) {
          return front;
        }
      }
      return super.computeHypervolumeContribution(front, all);
    }
  }

  private static Algorithm<?> moCell(JMetalRun run) {
    int side = run.settings().get(SIDE).orElse((int)
        Math.sqrt(CommonSettings.usualPopulation(run.budget())));
    return new MOCellBuilder<>(run.problem(), run.crossover(), run.mutation())
        .setPopulationSize(side * side)
        .setMaxEvaluations(NO_LIMIT)
        .setSolutionListEvaluator(run.evaluator())
        .build();
  }

  /** Normalises objectives, whose units may be far apart. */
  private static Algorithm<?> moead(JMetalRun run) {
    if (run.objectives() != 2) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "jmetal:MOEAD: %s has %d objectives; allowed: 2, as its weights for more are in files",
          run.problem().name(),
          run.objectives()));
    }
    int population =
        run.settings().get(MOEAD_POPULATION).orElse(CommonSettings.usualPopulation(run.budget()));
    return new MOEADBuilder<>(
            run.problem(),
            population,
            run.crossover(),
            run.mutation(),
            "",
            new IntegerPermutationGenerator(population),
            true)
        .setTermination(attributes -> false)
        .build();
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
    ESPEABuilder<IntegerSolution> builder =
        new ESPEABuilder<>(run.problem(), run.crossover(), run.mutation());
    builder.setPopulationSize(run.population());
    builder.setMaxEvaluations(NO_LIMIT);
    return builder.build();
  }

  private static Algorithm<?> ageMoea(JMetalRun run) {
    handleDegenerateFronts();
    return new AGEMOEABuilder<IntegerSolution>(run.problem()) {
      @Override
      public SelectionOperator<List<IntegerSolution>, IntegerSolution> getSelectionOperator() {
        return new BinaryTournamentSelection<>(new SurvivalScores());
      }
    }.setPopulationSize(run.population())
        .setCrossoverOperator(run.crossover())
        .setMutationOperator(run.mutation())
        .setSolutionListEvaluator(run.evaluator())
        .setMaxIterations(NO_LIMIT)
        .build();
  }

  private static Algorithm<?> ageMoeaII(JMetalRun run) {
    handleDegenerateFronts();
    return new AGEMOEAIIBuilder<IntegerSolution>(run.problem()) {
      @Override
      public SelectionOperator<List<IntegerSolution>, IntegerSolution> getSelectionOperator() {
        return new BinaryTournamentSelection<>(new SurvivalScores());
      }
    }.setPopulationSize(run.population())
        .setCrossoverOperator(run.crossover())
        .setMutationOperator(run.mutation())
        .setSolutionListEvaluator(run.evaluator())
        .setMaxIterations(NO_LIMIT)
        .build();
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
        run.problem(), NO_LIMIT, run.settings().get(ARCHIVE), bisections(run), run.mutation());
  }

  private static Algorithm<?> randomSearch(JMetalRun run) {
    return new RandomSearchBuilder<>(run.problem()).setMaxEvaluations(NO_LIMIT).build();
  }
}
