package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Optimizer} has proposed: numbers its candidates, knows which phenotypes are new,
 * and of which candidates it has no values yet.
 *
 * <p>Once every phenotype of the space has been proposed, all count as new again, so that a search
 * of a tiny space continues with a second round instead of looking for new ones that don't exist.
 *
 * <p>Not safe for use by several threads at a time.
 */
public final class Proposals {

  private static final Comparator<Evaluation> BY_NUMBER =
      Comparator.comparingLong(evaluation -> evaluation.candidate().number());

  private static final int FIRST_ROOM = 64;

  private final GenotypeSpace space;
  private final long distinct;
  private final GenotypeSet phenotypes = new GenotypeSet();
  private final int[] scratch;

  /**
   * The candidates that are untold, each at its number modulo the length, a power of two; no two of
   * those from the oldest on share a place.
   */
  private @Nullable Candidate[] untold = new Candidate[FIRST_ROOM];

  private long oldest;
  private int untoldCount;
  private long count;

  /** Begins with nothing proposed. */
  public Proposals(GenotypeSpace space) {
    this.space = space;
    this.scratch = new int[space.size()];
    this.distinct = space.distinct().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /**
   * Returns whether the phenotype of a genotype has not been proposed, or all have been.
   *
   * @param genes a genotype of the space, canonical or not
   */
  public boolean isNew(int[] genes) {
    System.arraycopy(genes, 0, scratch, 0, scratch.length);
    space.canonicalize(scratch);
    return isNewCanonical(scratch);
  }

  private boolean isNewCanonical(int[] genes) {
    return phenotypes.size() == distinct || !phenotypes.contains(genes);
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
    } while (!isNewCanonical(genes));
    return genes;
  }

  /**
   * Makes a candidate of the next new phenotype that is drawn from the space.
   *
   * @since 0.2.0
   */
  public Candidate addNew(RandomGenerator random) {
    makeRoom();
    int[] genes;
    do {
      genes = space.sample(random);
    } while (!phenotypes.add(genes));
    return candidate(genes, Candidate.HIGHEST);
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
        .filter(this::isNewCanonical)
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
    int[] canonical = genes.clone();
    space.canonicalize(canonical);
    makeRoom();
    phenotypes.add(canonical);
    return candidate(Arrays.equals(canonical, genes) ? canonical : genes.clone(), fidelity);
  }

  /** Once all phenotypes have been proposed, all are new again. */
  private void makeRoom() {
    if (phenotypes.size() == distinct) {
      phenotypes.clear();
    }
  }

  private Candidate candidate(int[] genes, int fidelity) {
    Candidate candidate = Candidate.owning(count, genes, fidelity);
    if (count - oldest == untold.length) {
      @Nullable Candidate[] wider = new Candidate[2 * untold.length];
      for (long number = oldest; number < count; number++) {
        wider[place(number, wider)] = untold[place(number, untold)];
      }
      untold = wider;
    }
    untold[place(count, untold)] = candidate;
    untoldCount++;
    count++;
    return candidate;
  }

  private static int place(long number, @Nullable Candidate[] room) {
    return (int) number & room.length - 1;
  }

  /**
   * Makes the requested number of candidates. Each genotype is requested after the previous one has
   * been added.
   *
   * @param genes returns the next genotype of the space, canonical or not, new or not
   * @throws IllegalArgumentException if {@code count} is not positive
   */
  public List<Candidate> addAll(int count, Supplier<int[]> genes) {
    List<Candidate> candidates = new ArrayList<>(checkAsked(count));
    for (int i = 0; i < count; i++) {
      candidates.add(add(genes.get()));
    }
    return candidates;
  }

  /**
   * Makes a candidate of a genotype from elsewhere, and its evaluation, which is still to be told.
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
    List<int[]> genes = new ArrayList<>(untoldCount);
    for (long number = oldest; number < count; number++) {
      Candidate candidate = untold[place(number, untold)];
      if (candidate != null) {
        genes.add(candidate.genes());
      }
    }
    return genes;
  }

  /** Returns how many candidates are untold. */
  public int untold() {
    return untoldCount;
  }

  /**
   * Notes that candidates were evaluated.
   *
   * @return the evaluations in the order in which their candidates were proposed
   * @throws IllegalArgumentException if one is of a candidate that was not proposed, or was
   *     evaluated before; nothing is noted then
   */
  public List<Evaluation> tell(List<Evaluation> evaluations) {
    List<Evaluation> ordered = new ArrayList<>(evaluations);
    if (!ascending(ordered)) {
      ordered.sort(BY_NUMBER);
    }
    long previous = -1;
    for (Evaluation evaluation : ordered) {
      Candidate candidate = evaluation.candidate();
      long number = candidate.number();
      if (number == previous
          || number < oldest
          || number >= count
          || !candidate.equals(untold[place(number, untold)])) {
        throw new IllegalArgumentException(Text.format(
            "Values of %s; allowed: of candidates that were asked for, once each", candidate));
      }
      previous = number;
    }
    for (Evaluation evaluation : ordered) {
      untold[place(evaluation.candidate().number(), untold)] = null;
    }
    untoldCount -= ordered.size();
    while (oldest < count && untold[place(oldest, untold)] == null) {
      oldest++;
    }
    return ordered;
  }

  private static boolean ascending(List<Evaluation> evaluations) {
    long previous = -1;
    for (Evaluation evaluation : evaluations) {
      long number = evaluation.candidate().number();
      if (number <= previous) {
        return false;
      }
      previous = number;
    }
    return true;
  }

  /**
   * Checks the requested number of candidates.
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
