package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/**
 * Our optimizers as samplers, for studies whose parameters are discrete: categories, integers, and
 * numbers with a step, of at most {@value ParameterSpace#MOST_LEVELS} values each. {@link #random}
 * and {@link #nsga2} also take other numbers.
 *
 * <p>Each draws from the generator that it is given and from nothing else, so a study that runs one
 * job at a time has the same trials each time. On the benchmark, they are those of a run of the
 * algorithm with the same generator.
 *
 * <p>What the parameters are is best declared: by the objective
 * ({@link ObjectiveFunction#declaration}), or when asking ({@link Study#ask(ParameterSpace)}).
 * Where nobody says, the space is found while running. The first trial is drawn at random, as is
 * every parameter that comes up for the first time; after that the space is that of all parameters
 * which complete trials had, and whenever it grows, the optimizer begins anew with all trials that
 * there are. In a space that was found nobody knows which parameters exist when: the optimizer
 * gives each of them a value in every trial, those that a trial does not ask for are left out, and
 * in trials of others they count as having their first value. A declared space says when a
 * parameter exists ({@link ParameterSpace.Builder#addWhen}), and nothing is wasted on it while it
 * does not.
 *
 * <p>Complete trials that a sampler did not propose, of earlier sessions, other processes, Optuna,
 * or a user, teach it as much as its own; optimizers in the preset of the paper take no notice of
 * them. Trials with parameters that a user has fixed are not asked about. Where a sampler has to
 * wait for trials that are still running, as between generations, further trials are drawn at
 * random. A trial that fails counts as the worst.
 *
 * <p>A sampler serves one study. Safe for use by many threads.
 */
public final class Samplers {

  private Samplers() {}

  /** Returns Bayesian optimisation by expected hypervolume improvement. */
  public static Sampler ehvi(RandomGenerator random) {
    return of("ehvi", random);
  }

  /** Returns Bayesian optimisation by random scalarizations. */
  public static Sampler rsbo(RandomGenerator random) {
    return of("rsbo", random);
  }

  /** Returns Bayesian optimisation by linear scalarizations. */
  public static Sampler lsbo(RandomGenerator random) {
    return of("lsbo", random);
  }

  /** Returns multi-objective regularized evolution. */
  public static Sampler moRe(RandomGenerator random) {
    return of("mo-re", random);
  }

  /** Returns Pareto local search. */
  public static Sampler localSearch(RandomGenerator random) {
    return of("local-search", random);
  }

  /**
   * Returns NSGA-II. Where parameters are not discrete, it goes one trial at a time, with the 50
   * best of all trials for parents.
   */
  public static Sampler nsga2(RandomGenerator random) {
    return of("nsga2", random);
  }

  /** Returns random search: without repeats where parameters are discrete, else each by itself. */
  public static Sampler random(RandomGenerator random) {
    return of("random", random);
  }

  /**
   * Returns any optimizer that there is, also with other settings or one of a user's own.
   *
   * @param algorithm its name, such as {@code nsga2(population=40)} or {@code ehvi@paper}
   * @param random the only source of randomness, which from here on belongs to the sampler
   * @throws IllegalArgumentException if there is none of this name, or a setting is wrong; says
   *     what is allowed
   */
  public static Sampler of(String algorithm, RandomGenerator random) {
    AlgorithmName name = AlgorithmName.parse(algorithm);
    OptimizerFactory factory = AlgorithmRegistry.load().optimizer(name);
    Settings settings = Settings.of(factory.settings(), name.settings());
    Sampler discrete = new OptimizerSampler(factory, settings, random);
    boolean preset = !name.preset().equals(AlgorithmName.DEFAULT);
    return switch (preset ? "" : factory.name()) {
      case "random" -> new MixedSampler(discrete, new IndependentSampler(random));
      case "nsga2" -> new MixedSampler(discrete, new EvolutionSampler(random));
      default -> discrete;
    };
  }
}
