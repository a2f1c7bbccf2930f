package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The features that surrogates see of a genotype: integers, so that sums of multiples of a power of
 * two over them are exact whatever their order.
 *
 * <p>The first {@link #loadSize} features give the amount of computation of each kind, regardless
 * of its position; hardware surrogates need no others:
 *
 * <ol>
 *   <li>embed_dim, one-hot;
 *   <li>bias, 0 or 1;
 *   <li>for each pair of mlp_ratio and n_head, the number of layers that have it;
 *   <li>the number of layers with each mlp_ratio, if there is a bias, else 0;
 *   <li>the number of layers with each n_head but the first, if there is a bias, else 0;
 *   <li>mlp_ratio and n_head of the first and of the last layer, one-hot without the first choice.
 * </ol>
 *
 * <p>The others encode positions: n_layer, one-hot, then for each layer slot its mlp_ratio and its
 * n_head, one-hot without the first choice; slots beyond n_layer are all 0.
 *
 * <p>Immutable.
 */
public final class FeatureMap {

  private final SearchSpace space;
  private final int embeds;
  private final int ratios;
  private final int headChoices;
  private final int maxLayers;
  private final int depths;
  private final ArchitectureLayout layout;
  private final int bias;
  private final int pairs;
  private final int biasRatios;
  private final int biasHeads;
  private final int ends;
  private final int depth;
  private final int slots;
  private final int size;
  private final List<Group> groups;
  private final boolean[] biases;

  /**
   * Features whose sum is limited: no genotype has more than {@code total} in the group.
   *
   * @param from index of the first feature
   * @param to index after the last feature
   * @param total the largest sum of the group
   */
  private record Group(int from, int to, int total) {}

  /** Makes the features of a search space. */
  public FeatureMap(SearchSpace space) {
    this.space = space;
    embeds = space.embedDims().size();
    ratios = space.mlpRatios().size();
    headChoices = space.headCounts().size();
    maxLayers = space.maxLayers();
    depths = space.layerCounts().size();
    layout = space.layout();
    biases = new boolean[space.biases().size()];
    for (int i = 0; i < biases.length; i++) {
      biases[i] = space.biases().get(i);
    }
    bias = embeds;
    pairs = bias + 1;
    biasRatios = pairs + ratios * headChoices;
    biasHeads = biasRatios + ratios;
    ends = biasHeads + headChoices - 1;
    depth = ends + 2 * (ratios - 1 + headChoices - 1);
    slots = depth + depths;
    size = slots + maxLayers * (ratios - 1 + headChoices - 1);
    groups = groups();
  }

  private List<Group> groups() {
    List<Group> all = new ArrayList<>();
    all.add(new Group(0, embeds, 1));
    all.add(new Group(bias, bias + 1, 1));
    all.add(new Group(pairs, biasRatios, maxLayers));
    all.add(new Group(biasRatios, biasHeads, maxLayers));
    all.add(new Group(biasHeads, ends, maxLayers));
    int at = ends;
    for (int end = 0; end < 2; end++) {
      at = addOneHots(all, at);
    }
    all.add(new Group(depth, slots, 1));
    at = slots;
    for (int layer = 0; layer < maxLayers; layer++) {
      at = addOneHots(all, at);
    }
    return List.copyOf(all);
  }

  private int addOneHots(List<Group> all, int at) {
    int middle = at + ratios - 1;
    int end = middle + headChoices - 1;
    all.add(new Group(at, middle, 1));
    all.add(new Group(middle, end, 1));
    return end;
  }

  /** Put together with {@code +}: a format would write digits in the language of the machine. */
  private List<String> names(SearchSpace space) {
    List<String> all = new ArrayList<>();
    space.embedDims().forEach(e -> all.add("embed_dim=" + e));
    all.add("bias");
    for (int ratio : space.mlpRatios()) {
      for (int heads : space.headCounts()) {
        all.add("layers(mlp_ratio=" + ratio + ",n_head=" + heads + ")");
      }
    }
    space.mlpRatios().forEach(r -> all.add("bias*layers(mlp_ratio=" + r + ")"));
    space.headCounts().stream().skip(1).forEach(h -> all.add("bias*layers(n_head=" + h + ")"));
    addSlotNames(all, space, "first");
    addSlotNames(all, space, "last");
    space.layerCounts().forEach(l -> all.add("n_layer=" + l));
    IntStream.rangeClosed(1, maxLayers)
        .forEach(layer -> addSlotNames(all, space, Integer.toString(layer)));
    return List.copyOf(all);
  }

  private static void addSlotNames(List<String> all, SearchSpace space, String slot) {
    space.mlpRatios().stream().skip(1).forEach(r -> all.add("mlp_ratio[" + slot + "]=" + r));
    space.headCounts().stream().skip(1).forEach(h -> all.add("n_head[" + slot + "]=" + h));
  }

  /** Returns the number of features. */
  public int size() {
    return size;
  }

  /** Returns how many features, from the first on, say how much there is to compute. */
  public int loadSize() {
    return depth;
  }

  /**
   * Returns the number of choices of embed_dim, which is the number of leading features that encode
   * it.
   */
  public int embedChoices() {
    return embeds;
  }

  /** Returns the name of each feature. */
  public List<String> names() {
    return names(space);
  }

  /**
   * Returns a bound on the magnitude of every partial sum of slopes over the features of a
   * genotype.
   *
   * @param slopes one for each of the first features
   */
  public double bound(double[] slopes) {
    double bound = 0;
    for (Group group : groups) {
      double largest = 0;
      for (int j = group.from(); j < Math.min(group.to(), slopes.length); j++) {
        largest = Math.max(largest, Math.abs(slopes[j]));
      }
      bound += group.total() * largest;
    }
    return bound;
  }

  /** Returns the index of the bias feature. */
  public int bias() {
    return bias;
  }

  /** Returns the index of the first count of layers that have a pair of mlp_ratio and n_head. */
  public int pairCounts() {
    return pairs;
  }

  /** Returns the index of the first count of layers by mlp_ratio in networks with a bias. */
  public int biasRatioCounts() {
    return biasRatios;
  }

  /** Returns the index of the first count of layers by n_head in networks with a bias. */
  public int biasHeadCounts() {
    return biasHeads;
  }

  /** Returns the index of the first feature of the first and the last layer. */
  public int ends() {
    return ends;
  }

  /**
   * Writes the first features of a genotype.
   *
   * @param genes a genotype of the space; it may be non-canonical
   * @param out receives the features
   * @param offset where in {@code out} the first goes
   * @param width how many to write: {@link #loadSize} or {@link #size}
   */
  public void fill(int[] genes, double[] out, int offset, int width) {
    Arrays.fill(out, offset, offset + width, 0);
    int layers = layout.layers(genes);
    boolean withBias = biases[genes[ArchitectureLayout.BIAS]];
    out[offset + genes[ArchitectureLayout.EMBED_DIM]] = 1;
    for (int layer = 0; layer < layers; layer++) {
      int ratio = genes[layout.mlpRatio(layer)];
      int heads = genes[layout.heads(layer)];
      out[offset + pairs + ratio * headChoices + heads]++;
    }
    if (withBias) {
      out[offset + bias] = 1;
      for (int ratio = 0; ratio < ratios; ratio++) {
        for (int heads = 0; heads < headChoices; heads++) {
          double count = out[offset + pairs + ratio * headChoices + heads];
          out[offset + biasRatios + ratio] += count;
          if (heads > 0) {
            out[offset + biasHeads + heads - 1] += count;
          }
        }
      }
    }
    fillSlot(genes, 0, out, offset + ends);
    fillSlot(genes, layers - 1, out, offset + ends + ratios - 1 + headChoices - 1);
    if (width > depth) {
      out[offset + depth + genes[ArchitectureLayout.N_LAYER]] = 1;
      int at = offset + slots;
      for (int layer = 0; layer < layers; layer++) {
        fillSlot(genes, layer, out, at);
        at += ratios - 1 + headChoices - 1;
      }
    }
  }

  /**
   * Returns what the genes that belong to no layer add to a sum over features.
   *
   * @param slopes one per feature, of the first ones or of all
   * @param embed gene of embed_dim
   * @param depthGene gene of n_layer
   * @param biasGene gene of bias
   */
  double start(double[] slopes, int embed, int depthGene, int biasGene) {
    return slopes[embed]
        + (biases[biasGene] ? slopes[bias] : 0)
        + (slopes.length > depth ? slopes[depth + depthGene] : 0);
  }

  /**
   * Returns what an active layer adds to a sum over features, apart from what {@link #last}
   * returns.
   */
  double layer(double[] slopes, int layer, int ratio, int heads, int biasGene) {
    double sum = slopes[pairs + ratio * headChoices + heads];
    if (biases[biasGene]) {
      sum += slopes[biasRatios + ratio] + (heads > 0 ? slopes[biasHeads + heads - 1] : 0);
    }
    if (layer == 0) {
      sum += slot(slopes, ends, ratio, heads);
    }
    if (slopes.length > depth) {
      sum += slot(slopes, slots + layer * slotSize(), ratio, heads);
    }
    return sum;
  }

  /** Returns what the last active layer adds to a sum over features beyond {@link #layer}. */
  double last(double[] slopes, int ratio, int heads) {
    return slot(slopes, ends + slotSize(), ratio, heads);
  }

  private double slot(double[] slopes, int at, int ratio, int heads) {
    return (ratio > 0 ? slopes[at + ratio - 1] : 0)
        + (heads > 0 ? slopes[at + ratios - 1 + heads - 1] : 0);
  }

  private int slotSize() {
    return ratios - 1 + headChoices - 1;
  }

  private void fillSlot(int[] genes, int layer, double[] out, int at) {
    int ratio = genes[layout.mlpRatio(layer)];
    int heads = genes[layout.heads(layer)];
    if (ratio > 0) {
      out[at + ratio - 1] = 1;
    }
    if (heads > 0) {
      out[at + ratios - 1 + heads - 1] = 1;
    }
  }
}
