package io.github.hwgptbench.algorithm.grid;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A grid of genotypes whose genes are tied together in places, and its points in random order
 * without repetition: an inside-out shuffle that keeps only what it has moved, so that the size of
 * the grid does not matter. Beyond 2<sup>62</sup> points only the first are reached.
 */
final class Grid {

  private static final long MOST = 1L << 62;

  private final GenotypeSpace space;
  /** The genes of each place, which have levels of the same rank. */
  private final List<List<Integer>> places;

  private final long size;
  private final Map<Long, Long> moved = new HashMap<>();
  private long given;

  private Grid(GenotypeSpace space, List<List<Integer>> places) {
    this.space = space;
    this.places = places;
    long points = 1;
    for (List<Integer> place : places) {
      points = points > MOST / levels(place) ? MOST : points * levels(place);
    }
    this.size = points;
  }

  /** Returns grids with 1, 2, 4, ... parts whose slots are alike, and last the full one. */
  static List<Grid> coarseToFine(GenotypeSpace space) {
    List<Slot> slots = space.slots();
    List<Grid> grids = new ArrayList<>();
    for (int parts = 1; parts < slots.size(); parts *= 2) {
      grids.add(of(space, slots, parts));
    }
    grids.add(of(space, slots, slots.size()));
    return grids;
  }

  private static Grid of(GenotypeSpace space, List<Slot> slots, int parts) {
    Map<String, List<Integer>> tied = new LinkedHashMap<>();
    List<List<Integer>> places = new ArrayList<>();
    boolean[] inSlot = new boolean[space.size()];
    for (int slot = 0; slot < slots.size(); slot++) {
      int part = slot * parts / slots.size();
      slots.get(slot).genes().forEach((kind, gene) -> {
        tied.computeIfAbsent(part + " " + kind, key -> new ArrayList<>()).add(gene);
        inSlot[gene] = true;
      });
    }
    for (int gene = 0; gene < inSlot.length; gene++) {
      if (!inSlot[gene]) {
        places.add(List.of(gene));
      }
    }
    places.addAll(tied.values());
    return new Grid(space, places);
  }

  private int levels(List<Integer> place) {
    return place.stream().mapToInt(space::levels).max().orElseThrow();
  }

  /** Returns another point, in canonical form; null if there is none left. */
  int @Nullable [] next(RandomGenerator random) {
    if (given == size) {
      return null;
    }
    long drawn = given + random.nextLong(size - given);
    long index = moved.getOrDefault(drawn, drawn);
    moved.put(drawn, moved.getOrDefault(given, given));
    moved.remove(given++);
    int[] genes = new int[space.size()];
    for (List<Integer> place : places) {
      int levels = levels(place);
      int level = (int) (index % levels);
      index /= levels;
      for (int gene : place) {
        genes[gene] = level * space.levels(gene) / levels;
      }
    }
    space.canonicalize(genes);
    return genes;
  }
}
