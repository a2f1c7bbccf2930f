package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Optimizer} has proposed: numbers its candidates, knows which phenotypes are new,
 * and of which candidates it has not been told yet.
 *
 * <p>Once every phenotype of the space has been proposed, all count as new again, so that a search
 * of a tiny space goes on with a second round instead of looking for what there is not.
 *
 * <p>Not safe for use by several threads at a time.
 */
public final class Proposals {

  private static final Comparator<Evaluation> BY_NUMBER =
      Comparator.comparingLong(evaluation -> evaluation.candidate().number());

  private final GenotypeSpace space;
  private final long distinct;
  private final Set<Phenotype> phenotypes = new HashSet<>();

  private final Map<Long, Candidate> untold = new LinkedHashMap<>();
  private long count;

  /** A canonical genotype, compared by content. */
  private static final class Phenotype {

    private final int[] genes;
    private final int hash;

    Phenotype(int[] genes) {
      this.genes = genes;
      this.hash = Arrays.hashCode(genes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Phenotype that && Arrays.equals(genes, that.genes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Begins with nothing proposed. */
  public Proposals(GenotypeSpace space) {
    this.space = space;
    this.distinct = space.distinct().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /**
   * Tells whether the phenotype of a genotype has not been proposed, or all have been.
   *
   * @param genes a genotype of the space, canonical or not
   */
  public boolean isNew(int[] genes) {
    return isNew(phenotype(genes));
  }

  private boolean isNew(Phenotype phenotype) {
    return phenotypes.size() == distinct || !phenotypes.contains(phenotype);
  }

  private Phenotype phenotype(int[] genes) {
    int[] canonical = genes.clone();
    space.canonicalize(canonical);
    return new Phenotype(canonical);
  }

  /**
   * Draws from the space until a phenotype is new.
   *
   * @return a canonical genotype
   */
  public int[] sampleNew(RandomGenerator random) {
    int[] genes;
    do {
      genes = space.sample(random);
    } while (!isNew(new Phenotype(genes)));
    return genes;
  }

  /**
   * Returns the ends of the space that are new: the lowest level of every gene, then the highest.
   * Where levels are ordered by size, as they are for architectures, they are the cheapest and the
   * most expensive one, close to the ends of a front.
   *
   * @return up to two canonical genotypes, without repetition
   */
  public List<int[]> newEnds() {
    int[] lowest = new int[space.size()];
    int[] highest = new int[space.size()];
    Arrays.setAll(highest, gene -> space.levels(gene) - 1);
    space.canonicalize(lowest);
    space.canonicalize(highest);
    return Stream.of(lowest, highest)
        .filter(this::isNew)
        .limit(Arrays.equals(lowest, highest) ? 1 : 2)
        .toList();
  }

  /**
   * Makes a candidate, which from here on has been proposed and is untold.
   *
   * @param genes a genotype of the space, canonical or not, new or not
   */
  public Candidate add(int[] genes) {
    return add(genes, Candidate.HIGHEST);
  }

  /**
   * Makes a candidate for a fidelity, which from here on has been proposed and is untold.
   *
   * @param genes a genotype of the space, canonical or not, new or not
   * @param fidelity the index of a level, or {@link Candidate#HIGHEST}
   * @since 0.2.0
   */
  public Candidate add(int[] genes, int fidelity) {
    if (phenotypes.size() == distinct) {
      phenotypes.clear();
    }
    phenotypes.add(phenotype(genes));
    Candidate candidate = new Candidate(count++, genes, fidelity);
    untold.put(candidate.number(), candidate);
    return candidate;
  }

  /**
   * Makes as many candidates as an optimizer is asked for. Each genotype is requested after the
   * previous one has been added.
   *
   * @param genes returns the next genotype of the space, canonical or not, new or not
   * @throws IllegalArgumentException if {@code count} is not positive
   */
  public List<Candidate> addAll(int count, Supplier<int[]> genes) {
    return IntStream.range(0, checkAsked(count)).mapToObj(i -> add(genes.get())).toList();
  }

  /**
   * Makes a candidate of a genotype that somebody else proposed, and its evaluation, which is still
   * to be told.
   *
   * @param genes a genotype of the space, canonical or not, new or not
   */
  public Evaluation adopt(int[] genes, double[] objectives, double[] margins) {
    return new Evaluation(add(genes), objectives, margins);
  }

  /** Returns how many candidates were proposed. */
  public long count() {
    return count;
  }

  /** Returns the genotypes of the candidates that are untold, in the order of proposing. */
  public List<int[]> pending() {
    return untold.values().stream().map(Candidate::genes).toList();
  }

  /** Returns how many candidates are untold. */
  public int untold() {
    return untold.size();
  }

  /**
   * Notes that candidates were told.
   *
   * @return the evaluations in the order in which their candidates were proposed
   * @throws IllegalArgumentException if one is of a candidate that was not proposed, or was told
   *     before; nothing is noted then
   */
  public List<Evaluation> tell(List<Evaluation> evaluations) {
    List<Evaluation> ordered = new ArrayList<>(evaluations);
    ordered.sort(BY_NUMBER);
    long previous = -1;
    for (Evaluation evaluation : ordered) {
      Candidate candidate = evaluation.candidate();
      if (candidate.number() == previous
          || !Objects.equals(candidate, untold.get(candidate.number()))) {
        throw new IllegalArgumentException(Text.format(
            "Told of %s; allowed: candidates that were asked for, each once", candidate));
      }
      previous = candidate.number();
    }
    ordered.forEach(evaluation -> untold.remove(evaluation.candidate().number()));
    return ordered;
  }

  /**
   * Checks how many candidates an optimizer is asked for.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public static int checkAsked(int atMost) {
    if (atMost < 1) {
      throw new IllegalArgumentException(
          Text.format("Asked for %d candidates; allowed: 1 or more", atMost));
    }
    return atMost;
  }
}
