package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Settings;
import java.util.random.RandomGenerator;

/**
 * The optimizers of this library as samplers, for studies whose parameters are discrete:
 * categories, integers, and numbers with a step, of at most {@value ParameterSpace#MOST_LEVELS}
 * values each. {@link #random} and {@link #nsga2} also take other numbers.
 *
 * <p>The given generator is the only source of randomness of a sampler, so a study with one job has
 * the same trials every time. On the benchmark, these are the evaluations of a run of the algorithm
 * with the same generator.
 *
 * <p>The parameters are best declared: by the objective ({@link ObjectiveFunction#declaration}), or
 * with {@link Study#ask(ParameterSpace)}. Otherwise the space is found during the optimisation. The
 * first trial is drawn at random, as is every parameter that a trial asks for first; after that the
 * space consists of all parameters of complete trials, and whenever it grows, the optimizer begins
 * anew with all existing trials. In a space that was found it is unknown when a parameter is
 * active: the optimizer chooses a value for each of them in every trial, values that a trial does
 * not ask for are discarded, and in trials of other samplers missing parameters count as having
 * their first value. A declared space defines when a parameter is active
 * ({@link ParameterSpace.Builder#addWhen}), and spends nothing on inactive ones.
 *
 * <p>A sampler learns as much from complete trials that it did not propose (of earlier sessions,
 * other processes, Optuna, or a user) as from its own; optimizers in the preset of the paper ignore
 * them. Samplers are not asked about trials with parameters that a user has fixed. While a sampler
 * has to wait for running trials, as between generations, further trials are drawn at random. A
 * failed trial counts as the worst.
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
   * Returns NSGA-II. If parameters are not discrete, it proposes one trial at a time, with the 50
   * best of all trials as parents.
   */
  public static Sampler nsga2(RandomGenerator random) {
    return of("nsga2", random);
  }

  /**
   * Returns random search: without repetition if parameters are discrete, else with each parameter
   * drawn independently.
   */
  public static Sampler random(RandomGenerator random) {
    return of("random", random);
  }

  /**
   * Returns any optimizer, with custom settings, or a custom one.
   *
   * @param algorithm its name, such as {@code nsga2(population=40)} or {@code ehvi@paper}
   * @param random the only source of randomness, which the sampler owns from then on
   * @throws IllegalArgumentException if there is none of this name, or a setting is wrong; the
   *     message lists the allowed ones
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
