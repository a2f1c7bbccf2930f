package io.github.hwgptbench.adapter.jmetal;

import java.util.logging.Level;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.uma.jmetal.util.JMetalLogger;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;
import org.uma.jmetal.util.pseudorandom.PseudoRandomGenerator;

/**
 * Runs jMetal code with a separate random generator. jMetal has one generator for all threads, so
 * that simultaneous seeded runs are not repeatable. Within a scope, and in its thread,
 * {@link JMetalRandom} draws from a generator that is seeded for this scope only; everywhere else
 * it draws from the previous one.
 *
 * <p>The first scope also raises the level of jMetal's logger from its default of INFO, at which
 * many short runs fill the console, to WARNING, unless a level was set.
 */
public final class JMetalScope {

  private static final ThreadLocal<Seeded> CURRENT = new ThreadLocal<>();

  private JMetalScope() {}

  private record Seeded(long seed, RandomGenerator random) {

    static Seeded of(long seed) {
      return new Seeded(seed, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }
  }

  /**
   * Runs a task in the calling thread. Threads that the task starts are outside of the scope, so it
   * must not run operators that draw random numbers in parallel.
   *
   * @param seed seed of the {@code L64X128MixRandom} from which jMetal draws
   * @param task the task, whose exceptions reach the caller
   */
  public static void run(long seed, Runnable task) {
    install();
    Seeded outer = CURRENT.get();
    CURRENT.set(Seeded.of(seed));
    try {
      task.run();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** Looks every time, for a user may have set another generator since. */
  private static synchronized void install() {
    JMetalRandom global = JMetalRandom.getInstance();
    if (!(global.getRandomGenerator() instanceof PerThread)) {
      global.setRandomGenerator(new PerThread(global.getRandomGenerator()));
    }
    if (JMetalLogger.logger.getLevel() == null) {
      JMetalLogger.logger.setLevel(Level.WARNING);
    }
  }

  /** Draws from the generator of the scope in whose thread it is called, if any. */
  private static final class PerThread implements PseudoRandomGenerator {

    private static final long serialVersionUID = 1;

    private final PseudoRandomGenerator outside;

    PerThread(PseudoRandomGenerator outside) {
      this.outside = outside;
    }

    @Override
    public int nextInt(int lowerBound, int upperBound) {
      Seeded current = CURRENT.get();
      return current == null
          ? outside.nextInt(lowerBound, upperBound)
          : lowerBound + current.random.nextInt(upperBound - lowerBound + 1);
    }

    @Override
    public double nextDouble(double lowerBound, double upperBound) {
      Seeded current = CURRENT.get();
      return current == null
          ? outside.nextDouble(lowerBound, upperBound)
          : lowerBound + current.random.nextDouble() * (upperBound - lowerBound);
    }

    @Override
    public double nextDouble() {
      Seeded current = CURRENT.get();
      return current == null ? outside.nextDouble() : current.random.nextDouble();
    }

    @Override
    public void setSeed(long seed) {
      if (CURRENT.get() == null) {
        outside.setSeed(seed);
      } else {
        CURRENT.set(Seeded.of(seed));
      }
    }

    @Override
    public long getSeed() {
      Seeded current = CURRENT.get();
      return current == null ? outside.getSeed() : current.seed;
    }

    @Override
    public String getName() {
      return CURRENT.get() == null ? outside.getName() : "L64X128MixRandom";
    }
  }
}
