package io.github.hwgptbench.algorithm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of genotypes, which are compared by content and must not be changed once they are in. Not
 * safe for use by several threads at a time.
 */
final class GenotypeSet {

  /** A power of two, like all lengths after it. */
  private static final int FIRST_ROOM = 64;

  /** How many times as many places there are after each widening. */
  private static final int GROWTH = 4;

  /** Half of the places are free; there is no gap between a genotype and the place of its hash. */
  private int[] @Nullable [] places = new int[FIRST_ROOM][];

  private int[] hashes = new int[FIRST_ROOM];
  private int size;

  /** Returns how many genotypes it has. */
  int size() {
    return size;
  }

  /** Removes all genotypes. */
  void clear() {
    Arrays.fill(places, null);
    size = 0;
  }

  /** Returns whether it has a genotype. */
  boolean contains(int[] genes) {
    return places[place(genes, Arrays.hashCode(genes))] != null;
  }

  /**
   * Adds a genotype, not copied.
   *
   * @return whether it was new
   */
  boolean add(int[] genes) {
    int hash = Arrays.hashCode(genes);
    int place = place(genes, hash);
    if (places[place] != null) {
      return false;
    }
    places[place] = genes;
    hashes[place] = hash;
    size++;
    if (2 * size > places.length) {
      widen();
    }
    return true;
  }

  /** Returns where a genotype is, or the free place where it would be. */
  private int place(int[] genes, int hash) {
    int last = places.length - 1;
    int place = spread(hash) & last;
    while (places[place] != null
        && !(hashes[place] == hash && Arrays.equals(places[place], genes))) {
      place = place + 1 & last;
    }
    return place;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 16;
  }

  private void widen() {
    int[] @Nullable [] from = places;
    int[] fromHashes = hashes;
    places = new int[GROWTH * from.length][];
    hashes = new int[GROWTH * from.length];
    int last = places.length - 1;
    for (int i = 0; i < from.length; i++) {
      if (from[i] != null) {
        int place = spread(fromHashes[i]) & last;
        while (places[place] != null) {
          place = place + 1 & last;
        }
        places[place] = from[i];
        hashes[place] = fromHashes[i];
      }
    }
  }
}
