package io.github.hwgptbench.adapter.moea;

import static io.github.hwgptbench.algorithm.ConstraintHandling.HEEDED;
import static io.github.hwgptbench.algorithm.ConstraintHandling.REFUSED;
import static io.github.hwgptbench.algorithm.ConstraintHandling.UNGUIDED;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.ARCHIVE;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.CROSSOVER;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.DIVISIONS;
import static io.github.hwgptbench.algorithm.internal.framework.CommonSettings.POPULATION;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmProvider;
import io.github.hwgptbench.algorithm.ConstraintHandling;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.internal.framework.CommonSettings;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.moea.CategoricalMutation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.moeaframework.algorithm.Algorithm;
import org.moeaframework.algorithm.RVEA;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.core.initialization.RandomInitialization;
import org.moeaframework.core.spi.OperatorFactory;
import org.moeaframework.core.spi.ProviderException;
import org.moeaframework.problem.Problem;
import org.moeaframework.util.weights.NormalBoundaryDivisions;

/**
 * Provides the algorithms of MOEA Framework for categories and more than one objective, by the
 * names that the framework has for them, each with its uniform crossover and
 * {@link CategoricalMutation} of one gene on average, and otherwise with the defaults of the
 * framework. They may evaluate an architecture repeatedly, which counts towards the budget.
 *
 * <p>All but random search and IBEA, which refuses them, respect constraints: as the framework
 * implements them, and for VEGA and RVEA as in {@link ConstrainedVega} and
 * {@link FeasibleFirstPopulation}.
 *
 * <p>Excluded are those for real numbers only (CMA-ES, GDE3, MSOPS, OMOPSO, SMPSO), those for a
 * single objective, and RSO, which repeats the latter.
 *
 * <p>SMS-EMOA and IBEA normalise objectives, and fail on a population whose solutions are all equal
 * in one, which may happen in a tiny space.
 *
 * <p>A run seeds the framework's generator of the calling thread, and does not restore it.
 */
public final class MoeaAlgorithms implements AlgorithmProvider {

  private static final Setting<OptionalInt> BISECTIONS = Setting.wholeOrAuto(
      "bisections",
      1,
      14,
      "number of bisections of each axis of the archive's grid; auto: 8, fewer for many"
          + " objectives");

  private static final Setting<Integer> NEIGHBORHOOD = Setting.whole(
      "neighborhood",
      20,
      2,
      100_000,
      "number of solutions that a parent may mate with, at most the population");

  private static final Setting<Double> EPSILON = Setting.real(
      "epsilon",
      0.01,
      1e-12,
      1e12,
      "side of the boxes of the archive, in the unit of each objective");

  private static final Setting<OptionalInt> SOFT_LIMIT = Setting.wholeOrAuto(
      "soft-limit",
      2,
      100_000,
      "size at which the archive is pruned; auto: 100, or 40 for budgets up to 500");

  private static final Setting<OptionalInt> CLIMBS = Setting.wholeOrAuto(
      "climbs",
      0,
      100_000,
      "hill-climbing steps of each solution before the annealing; auto: 20, or fewer so that"
          + " they take a quarter of the budget");

  private static final String FRAMEWORK = "MOEA Framework's ";

  /** As the framework has it. */
  private static final int ITERATIONS_BETWEEN_ADAPTATIONS = 10;

  /** The cells of a grid are an array: this many at most, as 2 to the power of this. */
  private static final int GRID_BITS = 16;

  private static final List<AlgorithmFactory> ALGORITHMS = List.of(
      crossing("NSGAII", "NSGA-II (Deb et al. 2002)", MoeaAlgorithms::population, POPULATION),
      crossing(
          "NSGAIII",
          "NSGA-III: reference points (Deb and Jain 2014)",
          MoeaAlgorithms::points,
          DIVISIONS),
      crossing(
          "UNSGAIII",
          "U-NSGA-III: NSGA-III with niching tournaments (Seada and Deb 2015)",
          MoeaAlgorithms::points,
          DIVISIONS),
      crossing(
          "eNSGAII",
          "epsilon-NSGA-II: restarts from an epsilon-box archive (Kollat and Reed 2006)",
          MoeaAlgorithms::boxes,
          POPULATION,
          EPSILON),
      crossing(
          "eMOEA",
          "epsilon-MOEA: steady state, epsilon-box archive (Deb et al. 2003)",
          MoeaAlgorithms::boxes,
          POPULATION,
          EPSILON),
      crossing(
          "MOEAD",
          "MOEA/D: decomposition (Li and Zhang 2009); objectives are not normalised",
          MoeaAlgorithms::decomposition,
          POPULATION,
          NEIGHBORHOOD),
      crossing(
          "SMSEMOA",
          "SMS-EMOA: hypervolume contributions (Beume et al. 2007)",
          MoeaAlgorithms::population,
          POPULATION),
      crossing(
          "SPEA2",
          "SPEA2: strength and density (Zitzler et al. 2001)",
          MoeaAlgorithms::offspring,
          POPULATION),
      crossing(
          "IBEA",
          "IBEA: indicator-based selection (Zitzler and Kuenzli 2004)",
          REFUSED,
          MoeaAlgorithms::population,
          registered("IBEA"),
          POPULATION),
      crossing(
          "PESA2",
          "PESA-II: region-based selection on a grid (Corne et al. 2001)",
          MoeaAlgorithms::populationAndGrid,
          POPULATION,
          ARCHIVE,
          BISECTIONS),
      crossing(
          "VEGA",
          "VEGA: selects by one objective at a time (Schaffer 1985)",
          HEEDED,
          MoeaAlgorithms::population,
          MoeaAlgorithms::vega,
          POPULATION),
      crossing(
          "RVEA",
          "RVEA: reference vectors (Cheng et al. 2016)",
          HEEDED,
          MoeaAlgorithms::vectors,
          MoeaAlgorithms::rvea,
          DIVISIONS),
      crossing(
          "AGEMOEAII",
          "AGE-MOEA-II: AGE-MOEA with geodesic distances (Panichella 2022)",
          MoeaAlgorithms::population,
          POPULATION),
      crossing(
          "DBEA",
          "I-DBEA: decomposition by distances (Asafuddoula et al. 2015)",
          MoeaAlgorithms::divisions,
          DIVISIONS),
      mutating(
          "PAES",
          "PAES: one solution and an archive (Knowles and Corne 2000)",
          MoeaAlgorithms::grid,
          ARCHIVE,
          BISECTIONS),
      mutating(
          "AMOSA",
          "AMOSA: simulated annealing with an archive (Bandyopadhyay et al. 2008)",
          MoeaAlgorithms::annealing,
          SOFT_LIMIT,
          CLIMBS),
      new MoeaAlgorithm(
          "Random",
          "MOEA Framework's random search: every gene drawn uniformly",
          List.of(),
          UNGUIDED,
          1,
          (run, properties) -> {},
          registered("Random")));

  private static AlgorithmFactory crossing(
      String name, String what, MoeaAlgorithm.Configuration configuration, Setting<?>... settings) {
    return crossing(name, what, HEEDED, configuration, registered(name), settings);
  }

  private static AlgorithmFactory crossing(
      String name,
      String what,
      ConstraintHandling constraintHandling,
      MoeaAlgorithm.Configuration configuration,
      MoeaAlgorithm.Construction construction,
      Setting<?>... settings) {
    List<Setting<?>> all = new ArrayList<>(List.of(settings));
    all.add(CROSSOVER);
    return new MoeaAlgorithm(
        name,
        FRAMEWORK + what,
        List.copyOf(all),
        constraintHandling,
        // Its reference vectors have angles between them.
        name.equals("RVEA") ? 2 : 1,
        (run, properties) -> {
          properties.setString("operator", "ux+" + CategoricalMutation.NAME);
          properties.setDouble("ux.rate", run.settings().get(CROSSOVER));
          configuration.apply(run, properties);
        },
        construction);
  }

  private static AlgorithmFactory mutating(
      String name, String what, MoeaAlgorithm.Configuration configuration, Setting<?>... settings) {
    return new MoeaAlgorithm(
        name, FRAMEWORK + what, List.of(settings), HEEDED, 1, configuration, registered(name));
  }

  /** Makes what the framework knows by a name. */
  private static MoeaAlgorithm.Construction registered(String name) {
    return (properties, problem) -> {
      try {
        return org.moeaframework.core.spi.AlgorithmFactory.getInstance()
            .getAlgorithm(name, properties, problem);
      } catch (ProviderException e) {
        throw new IllegalArgumentException(
            Text.format("moea:%s can't search %s: %s", name, problem.getName(), reason(e)), e);
      }
    };
  }

  /** The framework's factory says no more than that there was a cause. */
  private static String reason(ProviderException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static Algorithm vega(TypedProperties properties, Problem problem) {
    ConstrainedVega algorithm = new ConstrainedVega(problem);
    algorithm.applyConfiguration(properties);
    return algorithm;
  }

  /** Reads its properties here: on its own, RVEA makes a new population of their divisions. */
  private static Algorithm rvea(TypedProperties properties, Problem problem) {
    NormalBoundaryDivisions divisions = NormalBoundaryDivisions.fromProperties(properties, problem);
    return new RVEA(
        problem,
        properties.getInt("populationSize"),
        new FeasibleFirstPopulation(problem.getNumberOfObjectives(), divisions),
        OperatorFactory.getInstance()
            .getVariation(properties.getString("operator"), properties, problem),
        new RandomInitialization(problem),
        properties.getInt("maxIterations"),
        ITERATIONS_BETWEEN_ADAPTATIONS);
  }

  @Override
  public List<AlgorithmFactory> algorithms() {
    return ALGORITHMS;
  }

  private static void population(MoeaRun run, TypedProperties properties) {
    properties.setInt("populationSize", run.population());
  }

  private static void offspring(MoeaRun run, TypedProperties properties) {
    population(run, properties);
    properties.setInt("offspringSize", run.population());
  }

  private static void boxes(MoeaRun run, TypedProperties properties) {
    population(run, properties);
    properties.setDoubleArray("epsilon", new double[] {run.settings().get(EPSILON)});
  }

  private static void decomposition(MoeaRun run, TypedProperties properties) {
    population(run, properties);
    properties.setInt(
        "neighborhoodSize", Math.min(run.settings().get(NEIGHBORHOOD), run.population()));
  }

  private static void divisions(MoeaRun run, TypedProperties properties) {
    properties.setInt("divisions", run.divisions());
    properties.setInt("populationSize", run.referencePoints());
  }

  /** NSGA-III has a multiple of four solutions, so that there are pairs of tournaments of two. */
  private static void points(MoeaRun run, TypedProperties properties) {
    properties.setInt("divisions", run.divisions());
    properties.setInt("populationSize", (run.referencePoints() + 3) / 4 * 4);
  }

  /** The angles that it allows shrink as the budget is spent. */
  private static void vectors(MoeaRun run, TypedProperties properties) {
    divisions(run, properties);
    properties.setInt("maxIterations", Math.max(1, run.budget() / run.referencePoints()));
  }

  private static void populationAndGrid(MoeaRun run, TypedProperties properties) {
    population(run, properties);
    grid(run, properties);
  }

  private static void grid(MoeaRun run, TypedProperties properties) {
    int fitting = Math.max(1, GRID_BITS / run.problem().getNumberOfObjectives());
    properties.setInt("archiveSize", run.settings().get(ARCHIVE));
    properties.setInt("bisections", run.settings().get(BISECTIONS).orElse(fitting));
  }

  private static void annealing(MoeaRun run, TypedProperties properties) {
    int softLimit =
        run.settings().get(SOFT_LIMIT).orElse(CommonSettings.usualPopulation(run.budget()));
    properties.setInt("softLimit", softLimit);
    // Twice the limit are improved.
    int climbs =
        run.settings().get(CLIMBS).orElse(Math.min(20, run.budget() / 4 / (2 * softLimit)));
    properties.setInt("numberOfHillClimbingIterationsForRefinement", climbs);
  }
}
