package io.github.hwgptbench.conformance;

import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A small problem of closed form. Immutable, apart from the generator of a {@link #noisy} one. */
record TrialProblem(
    String name,
    GenotypeSpace genotypes,
    List<Criterion> objectives,
    List<Criterion> constraints,
    Fidelities fidelities,
    Values values)
    implements Problem {

  /** Says the values of a phenotype. */
  @FunctionalInterface
  interface Values {

    /**
     * Says the values of a phenotype.
     *
     * @param genes in canonical form
     * @param objectives receives one value per objective; holds those of the problem that was
     *     changed, where one was
     * @param violations receives one value per constraint
     */
    void of(int[] genes, double[] objectives, double[] violations);
  }

  /** About 30,000 phenotypes: one gene has a single level, and five can be inactive. */
  static final GenotypeSpace SPACE =
      SlotSpace.of(new int[] {4, 5, 3, 1, 2}, new int[] {3, 3, 2, 3, 3});

  /**
   * All objectives are smallest where the {@link #height} is, and differ in a tilt, of which what
   * is gained in one is lost in another.
   */
  static TrialProblem slope(String name, GenotypeSpace space, int objectives) {
    return new TrialProblem(
        name,
        space,
        criteria("f", objectives),
        List.of(),
        Fidelities.SINGLE,
        (genes, values, violations) -> {
          for (int objective = 0; objective < values.length; objective++) {
            double tilt = share(space, genes, 1 + objective / 2) - 0.5;
            values[objective] = height(space, genes) + (objective % 2 == 0 ? tilt : -tilt);
          }
        });
  }

  private static List<Criterion> criteria(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Criterion.of(name + i, "", false))
        .toList();
  }

  /**
   * Returns how high the genes are on average, 0 to 1; the number of slots counts as many times as
   * there are slots, and inactive genes are lowest.
   */
  static double height(GenotypeSpace space, int[] genes) {
    double sum = 0;
    int weights = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      int weight = gene == 0 ? space.levels(0) - 1 : 1;
      sum += weight * share(space, genes, gene);
      weights += weight;
    }
    return sum / weights;
  }

  /** How high a gene is in its range, 0 to 1. */
  private static double share(GenotypeSpace space, int[] genes, int gene) {
    return gene < genes.length && space.levels(gene) > 1
        ? genes[gene] / (space.levels(gene) - 1.0)
        : 0;
  }

  /** Returns this problem with other values. */
  TrialProblem changed(String otherName, Values change) {
    return new TrialProblem(
        otherName, genotypes, objectives, constraints, fidelities, after(values, change));
  }

  /** Returns this problem with constraints, and with other values. */
  TrialProblem constrained(String otherName, int constraintCount, Values change) {
    return new TrialProblem(
        otherName,
        genotypes,
        objectives,
        criteria("g", constraintCount),
        fidelities,
        after(values, change));
  }

  /**
   * Returns this problem with levels below the one that it has. Each adds an error to the first
   * objective, which is smaller the higher the level is.
   */
  TrialProblem rough(Fidelities levels) {
    return new TrialProblem(
        name + " at " + levels, genotypes, objectives, constraints, levels, values);
  }

  /**
   * Returns this problem with normal noise on all objectives, drawn anew at each evaluation. For a
   * single run.
   *
   * @param deviation standard deviation of the noise
   */
  TrialProblem noisy(double deviation, RandomGenerator noise) {
    return changed("noisy: " + name, (genes, f, g) -> {
      for (int i = 0; i < f.length; i++) {
        f[i] += deviation * noise.nextGaussian();
      }
    });
  }

  private static Values after(Values values, Values change) {
    return (genes, objectives, violations) -> {
      values.of(genes, objectives, violations);
      change.of(genes, objectives, violations);
    };
  }

  @Override
  public void evaluateMargins(int[] genes, int fidelity, double[] objectives, double[] margins) {
    Objects.checkIndex(fidelity, fidelities.size());
    evaluate(genes, objectives, margins);
    int[] canonical = genes.clone();
    genotypes.canonicalize(canonical);
    int below = fidelities.highest() - fidelity;
    objectives[0] += below * (0.1 + 0.02 * lot(canonical, 3 + fidelity));
  }

  @Override
  public void evaluate(int[] genes, double[] objectives, double[] violations) {
    genotypes.check(genes);
    int[] canonical = genes.clone();
    genotypes.canonicalize(canonical);
    values.of(canonical, objectives, violations);
  }

  /** Some number of a phenotype that has nothing to do with its values, from 0 to below a bound. */
  static int lot(int[] genes, int bound) {
    return Math.floorMod(Arrays.hashCode(genes) * 0x9E3779B9 >>> 8, bound);
  }
}
