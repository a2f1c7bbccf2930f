package io.github.hwgptbench.space;

import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A family of GPT architectures: all combinations of a few choices of embedding dimension, number
 * of layers and bias, and, independently for each layer, of MLP ratio and number of attention
 * heads.
 *
 * <p>{@link #s()}, {@link #m()} and {@link #l()} are the spaces of HW-GPT-Bench (Sukthanker et al.
 * 2024, arXiv 2405.10299, as released by its authors); measurements exist for these alone.
 * {@link #sWide()}, {@link #mWide()} and {@link #lWide()} are the authors' wider choices around the
 * same largest architectures. {@link #xs()} is a small space of this project, whose supernet ships
 * with it. {@link #builder} makes custom spaces.
 *
 * <p>The genotype of an architecture has 3 + 2 {@link #maxLayers()} genes, in this order:
 * {@code embed_dim}, {@code n_layer}, {@code bias}, then {@code mlp_ratio_1} to
 * {@code mlp_ratio_Lmax}, then {@code n_head_1} to {@code n_head_Lmax}. The value of a gene is the
 * index of the choice, choices ascending (false before true). Genes of inactive layers do not
 * matter, and are 0 in canonical form.
 *
 * <p>Immutable; two spaces are equal if their names, choices, batches and designs are.
 */
public final class SearchSpace {

  private static final String MLP_RATIO = "mlp_ratio";
  private static final String N_HEAD = "n_head";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.]+");

  private static final SearchSpace S = builtIn("s", 8, true)
      .embedDims(192, 384, 768)
      .layerCounts(10, 11, 12)
      .headCounts(4, 8, 12)
      .mlpRatios(2, 3, 4)
      .build();
  private static final SearchSpace M = builtIn("m", 4, true)
      .embedDims(256, 512, 1024)
      .layerCounts(22, 23, 24)
      .headCounts(8, 12, 16)
      .mlpRatios(2, 3, 4)
      .build();
  private static final SearchSpace L = builtIn("l", 1, true)
      .embedDims(320, 640, 1280)
      .layerCounts(34, 35, 36)
      .headCounts(8, 16, 20)
      .mlpRatios(2, 3, 4)
      .build();
  private static final SearchSpace S_WIDE = builtIn("s_wide", 8, false)
      .embedDims(192, 384, 768)
      .layerCounts(3, 6, 12)
      .headCounts(4, 8, 12)
      .mlpRatios(1, 2, 4)
      .build();
  private static final SearchSpace M_WIDE = builtIn("m_wide", 4, false)
      .embedDims(256, 512, 1024)
      .layerCounts(6, 12, 24)
      .headCounts(4, 8, 16)
      .mlpRatios(1, 2, 4)
      .build();
  private static final SearchSpace L_WIDE = builtIn("l_wide", 1, false)
      .embedDims(320, 640, 1280)
      .layerCounts(9, 18, 36)
      .headCounts(5, 10, 20)
      .mlpRatios(1, 2, 4)
      .build();
  private static final SearchSpace XS = builtIn("xs", 1, false)
      .embedDims(64, 96, 128)
      .layerCounts(2, 3, 4)
      .headCounts(1, 2, 4)
      .mlpRatios(2, 3, 4)
      .design(new NetworkDesign(256, 128, 32, 2, true))
      .build();
  private static final List<SearchSpace> ALL = List.of(S, M, L, S_WIDE, M_WIDE, L_WIDE, XS);

  private final String name;
  private final List<Integer> embedDims;
  private final List<Integer> layerCounts;
  private final List<Integer> headCounts;
  private final List<Integer> mlpRatios;
  private final List<Boolean> biases;
  private final int batch;
  private final NetworkDesign design;
  private final boolean measured;
  private final ArchitectureLayout layout;
  /** Declared when first asked for, since nobody needs those of all built-in spaces. */
  private volatile @Nullable GenotypeSpace genotypes;

  private SearchSpace(Builder builder) {
    name = builder.name;
    embedDims = builder.embedDims;
    layerCounts = builder.layerCounts;
    headCounts = builder.headCounts;
    mlpRatios = builder.mlpRatios;
    biases = builder.biases;
    batch = builder.batch;
    design = builder.design;
    measured = builder.measured;
    layout = new ArchitectureLayout(layerCounts);
  }

  private GenotypeSpace declared() {
    GenotypeSpace.Builder genes = GenotypeSpace.builder()
        .gene("embed_dim", embedDims)
        .gene("n_layer", layerCounts)
        .gene("bias", biases);
    addLayers(genes, MLP_RATIO, mlpRatios);
    addLayers(genes, N_HEAD, headCounts);
    return genes
        .slots(IntStream.range(0, maxLayers())
            .mapToObj(layer -> new Slot("layer_" + (layer + 1), layerGenes(layer)))
            .toList())
        .build();
  }

  private Map<String, Integer> layerGenes(int layer) {
    Map<String, Integer> genes = new LinkedHashMap<>();
    genes.put(MLP_RATIO, layout.mlpRatio(layer));
    genes.put(N_HEAD, layout.heads(layer));
    return genes;
  }

  /** A layer exists in the architectures that are deep enough. */
  private void addLayers(GenotypeSpace.Builder genes, String kind, List<Integer> choices) {
    for (int layer = 0; layer < maxLayers(); layer++) {
      genes.gene(kind + "_" + (layer + 1), choices);
      int deepEnough = layer + 1;
      if (deepEnough > layerCounts.get(0)) {
        genes.when(new Activation(
            ArchitectureLayout.N_LAYER,
            IntStream.range(0, layerCounts.size())
                .filter(level -> layerCounts.get(level) >= deepEnough)
                .boxed()
                .collect(Collectors.toSet())));
      }
    }
  }

  /** Returns GPT-S: up to 12 layers of width 768. */
  public static SearchSpace s() {
    return S;
  }

  /** Returns GPT-M: up to 24 layers of width 1024. */
  public static SearchSpace m() {
    return M;
  }

  /** Returns GPT-L: up to 36 layers of width 1280. */
  public static SearchSpace l() {
    return L;
  }

  /** Returns the wide space around GPT-S; nothing was measured in it. */
  public static SearchSpace sWide() {
    return S_WIDE;
  }

  /** Returns the wide space around GPT-M; nothing was measured in it. */
  public static SearchSpace mWide() {
    return M_WIDE;
  }

  /** Returns the wide space around GPT-L; nothing was measured in it. */
  public static SearchSpace lWide() {
    return L_WIDE;
  }

  /**
   * Returns a small space for local machines: up to 4 layers of width 128 with heads of 32, whose
   * tokens are bytes. Its architectures are those of its supernet, with an MLP of two matrices and
   * a tied head; it has no hardware measurements.
   */
  public static SearchSpace xs() {
    return XS;
  }

  /** Returns the built-in spaces: the three measured ones, the wide ones, then the small one. */
  public static List<SearchSpace> all() {
    return ALL;
  }

  /**
   * Returns the built-in space of a name: {@code s}, {@code m}, {@code l}, {@code s_wide},
   * {@code m_wide}, {@code l_wide} or {@code xs}.
   *
   * @throws IllegalArgumentException if there is none; names the known ones
   */
  public static SearchSpace of(String name) {
    return ALL.stream()
        .filter(space -> space.name.equals(name))
        .findFirst()
        .orElseThrow(() -> UsageException.of(
            "Search space '%s': unknown; %s", name, Suggestion.known(name, builtInNames())));
  }

  private static List<String> builtInNames() {
    return ALL.stream().map(SearchSpace::name).toList();
  }

  /**
   * Begins a custom space.
   *
   * @param name letters, digits, {@code _} and {@code .}; a {@link FileName}, and not the name of a
   *     built-in space
   * @throws IllegalArgumentException if the name is not such
   */
  public static Builder builder(String name) {
    if (!NAME.matcher(name).matches()) {
      throw UsageException.of(
          "Search space '%s': not a name; allowed: letters, digits, '_' and '.'", name);
    }
    FileName.of("Search space", name);
    if (builtInNames().stream().anyMatch(name::equalsIgnoreCase)) {
      throw UsageException.of(
          "Search space '%s': this name belongs to a built-in space; use another", name);
    }
    return new Builder(name, 1, false);
  }

  private static Builder builtIn(String name, int batch, boolean measured) {
    return new Builder(name, batch, measured);
  }

  /** Returns the name, which the string form of an architecture begins with. */
  public String name() {
    return name;
  }

  /** Returns the embedding dimensions to choose from, ascending. */
  public List<Integer> embedDims() {
    return embedDims;
  }

  /** Returns the numbers of layers to choose from, ascending. */
  public List<Integer> layerCounts() {
    return layerCounts;
  }

  /** Returns the numbers of attention heads that each layer chooses from, ascending. */
  public List<Integer> headCounts() {
    return headCounts;
  }

  /** Returns the MLP ratios that each layer chooses from, ascending. */
  public List<Integer> mlpRatios() {
    return mlpRatios;
  }

  /** Returns the biases to choose from, false before true. */
  public List<Boolean> biases() {
    return biases;
  }

  /**
   * Returns the number of sequences in the forward pass that hardware metrics, MACs and FLOPs are
   * of: 8 at S, 4 at M, 1 at L, as in the published measurements.
   */
  public int batch() {
    return batch;
  }

  /** Returns whether this is one of {@link #all()}, rather than a custom space. */
  public boolean isBuiltIn() {
    return ALL.contains(this);
  }

  /**
   * Returns the common design of all architectures, of which parameters, MACs and FLOPs are
   * counted.
   */
  public NetworkDesign design() {
    return design;
  }

  /**
   * Returns a custom space of the same name and choices, whose architectures have another design.
   *
   * @throws IllegalArgumentException if this space is a built-in one
   * @since 0.2.0
   */
  public SearchSpace withDesign(NetworkDesign common) {
    Builder builder = builder(name);
    builder.embedDims = embedDims;
    builder.layerCounts = layerCounts;
    builder.headCounts = headCounts;
    builder.mlpRatios = mlpRatios;
    builder.biases = biases;
    return builder.batch(batch).design(common).build();
  }

  /**
   * Returns whether published measurements exist for this space, which is so for S, M and L only.
   */
  public boolean measured() {
    return measured;
  }

  /** Returns the largest number of layers. */
  public int maxLayers() {
    return last(layerCounts);
  }

  /** Returns the genotypes of this space, for optimizers. */
  public GenotypeSpace genotypes() {
    GenotypeSpace known = genotypes;
    return known == null ? declare() : known;
  }

  private synchronized GenotypeSpace declare() {
    GenotypeSpace known = genotypes;
    if (known == null) {
      known = declared();
      genotypes = known;
    }
    return known;
  }

  /** Returns which gene of the {@link #genotypes} is which choice. */
  public ArchitectureLayout layout() {
    return layout;
  }

  /**
   * Returns what a gene of the {@link #genotypes} chooses from, by its value: integers, or truth
   * values for {@code bias}.
   *
   * @throws IndexOutOfBoundsException if there is no such gene
   */
  public List<?> choices(int gene) {
    return genotypes().choices(gene);
  }

  /** Returns the exact number of different architectures in this space. */
  public BigInteger distinctArchitectures() {
    return genotypes().distinct();
  }

  /** The number of ways to choose all layers of an architecture of this depth. */
  private BigInteger layerings(int layers) {
    return BigInteger.valueOf((long) mlpRatios.size() * headCounts.size()).pow(layers);
  }

  /**
   * Returns the architecture that a genotype stands for.
   *
   * @param genes a genotype of this space, canonical or not
   * @throws IllegalArgumentException if it is not of this space; names the gene
   */
  public Architecture decode(int[] genes) {
    genotypes().check(genes);
    int layers = layout.layers(genes);
    return Architecture.of(
        embedDims.get(genes[ArchitectureLayout.EMBED_DIM]),
        biases.get(genes[ArchitectureLayout.BIAS]),
        IntStream.range(0, layers)
            .map(layer -> mlpRatios.get(genes[layout.mlpRatio(layer)]))
            .toArray(),
        IntStream.range(0, layers)
            .map(layer -> headCounts.get(genes[layout.heads(layer)]))
            .toArray());
  }

  /**
   * Returns the canonical genotype of an architecture.
   *
   * @throws IllegalArgumentException if the architecture is not in this space; names the value that
   *     does not fit, and the allowed ones
   */
  public int[] encode(Architecture architecture) {
    int[] genes = new int[genotypes().size()];
    genes[ArchitectureLayout.EMBED_DIM] = level("embed_dim", embedDims, architecture.embedDim());
    genes[ArchitectureLayout.N_LAYER] = level("n_layer", layerCounts, architecture.layers());
    genes[ArchitectureLayout.BIAS] = level("bias", biases, architecture.bias());
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int ratio = layout.mlpRatio(layer);
      int heads = layout.heads(layer);
      genes[ratio] = level(genotypes().name(ratio), mlpRatios, architecture.mlpRatio(layer));
      genes[heads] = level(genotypes().name(heads), headCounts, architecture.heads(layer));
    }
    return genes;
  }

  private <T extends Comparable<T>> int level(String what, List<T> choices, T value) {
    int level = Collections.binarySearch(choices, value);
    if (level < 0) {
      throw UsageException.of(
          "Architecture: %s %s is not in search space '%s'; allowed: %s",
          what, value, name, listed(choices));
    }
    return level;
  }

  /** Returns the architecture with the smallest choice of every gene, without bias if possible. */
  public Architecture smallest() {
    return uniform(
        embedDims.get(0), biases.get(0), layerCounts.get(0), mlpRatios.get(0), headCounts.get(0));
  }

  /** Returns the architecture with the largest choice of every gene, with bias if possible. */
  public Architecture largest() {
    return uniform(
        last(embedDims), last(biases), last(layerCounts), last(mlpRatios), last(headCounts));
  }

  private static Architecture uniform(
      int embedDim, boolean bias, int layers, int mlpRatio, int heads) {
    int[] ratios = new int[layers];
    int[] headCounts = new int[layers];
    Arrays.fill(ratios, mlpRatio);
    Arrays.fill(headCounts, heads);
    return Architecture.of(embedDim, bias, ratios, headCounts);
  }

  private static <T> T last(List<T> choices) {
    return choices.get(choices.size() - 1);
  }

  /**
   * Draws an architecture by drawing every gene uniformly. All depths are equally frequent, so a
   * single shallow architecture is drawn far more often than a single deep one; this is how the
   * measured architectures were drawn.
   */
  public Architecture sampleUniformGenes(RandomGenerator random) {
    return decode(genotypes().sample(random));
  }

  /**
   * Draws an architecture uniformly from all distinct architectures of this space.
   *
   * <p>The depth is drawn with a weight of the exact number of architectures of that depth, in
   * integers, so the draw is as uniform as the bits of the generator. Most architectures of a space
   * have its maximum depth.
   */
  public Architecture sampleUniformArchitectures(RandomGenerator random) {
    int[] genes = new int[genotypes().size()];
    for (int gene = 0; gene < genes.length; gene++) {
      genes[gene] = gene == ArchitectureLayout.N_LAYER
          ? sampleDepth(random)
          : random.nextInt(genotypes().levels(gene));
    }
    return decode(genes);
  }

  /**
   * Draws the level of the {@code n_layer} gene. Only the ratios of the weights matter, so all are
   * divided by the smallest one.
   */
  private int sampleDepth(RandomGenerator random) {
    List<BigInteger> weights = layerCounts.stream()
        .map(layers -> layerings(layers - layerCounts.get(0)))
        .toList();
    BigInteger rest = below(weights.stream().reduce(BigInteger.ZERO, BigInteger::add), random);
    int level = 0;
    while (rest.compareTo(weights.get(level)) >= 0) {
      rest = rest.subtract(weights.get(level));
      level++;
    }
    return level;
  }

  /**
   * Draws from 0 (inclusive) to the bound (exclusive); refusing what is too large keeps it exactly
   * uniform.
   */
  private static BigInteger below(BigInteger bound, RandomGenerator random) {
    int bits = bound.bitLength();
    byte[] bytes = new byte[(bits + 7) / 8];
    BigInteger drawn;
    do {
      random.nextBytes(bytes);
      drawn = new BigInteger(1, bytes).shiftRight(8 * bytes.length - bits);
    } while (drawn.compareTo(bound) >= 0);
    return drawn;
  }

  /**
   * Returns every architecture that the change of one active gene leads to; see
   * {@link GenotypeSpace#neighbors}. A layer that is added has the smallest MLP ratio and the
   * fewest heads.
   *
   * @throws IllegalArgumentException if the architecture is not of this space
   */
  public List<Architecture> neighbors(Architecture architecture) {
    return genotypes().neighbors(encode(architecture)).stream()
        .map(this::decode)
        .toList();
  }

  /**
   * Returns the string form that the authors of the benchmark use:
   * {@code gpt-<space>-<n_layer>-<embed_dim>-<mlp_ratio of each layer>-<n_head of each layer>-<True
   * or False>}, where the last part is the bias.
   *
   * @throws IllegalArgumentException if the architecture is not of this space
   */
  public String format(Architecture architecture) {
    encode(architecture);
    StringBuilder text = new StringBuilder("gpt-").append(name);
    text.append('-').append(architecture.layers()).append('-').append(architecture.embedDim());
    for (int layer = 0; layer < architecture.layers(); layer++) {
      text.append('-').append(architecture.mlpRatio(layer));
    }
    for (int layer = 0; layer < architecture.layers(); layer++) {
      text.append('-').append(architecture.heads(layer));
    }
    return text.append(architecture.bias() ? "-True" : "-False").toString();
  }

  /**
   * Reads the string form that {@link #format} writes; the bias may be in lower case too.
   *
   * @throws IllegalArgumentException if the text is not of that form, or the architecture is not of
   *     this space
   */
  public Architecture parse(String text) {
    String[] parts = text.strip().split("-", -1);
    if (parts.length < 4 || !parts[0].equals("gpt")) {
      throw malformed(
          text,
          Text.format(
              "not of the form gpt-%s-<n_layer>-<embed_dim>-<mlp_ratio ...>-<n_head ...>-<True|False>",
              name));
    }
    if (!parts[1].equals(name)) {
      throw malformed(text, Text.format("names the space '%s'; expected: '%s'", parts[1], name));
    }
    int layers = integer(text, "n_layer", parts[2]);
    level("n_layer", layerCounts, layers);
    int expected = 5 + 2 * layers;
    if (parts.length != expected) {
      throw malformed(
          text,
          Text.format(
              "has %d parts; %d layers take %d (one mlp_ratio and one n_head per layer)",
              parts.length, layers, expected));
    }
    int[] ratios = new int[layers];
    int[] heads = new int[layers];
    for (int layer = 0; layer < layers; layer++) {
      ratios[layer] = integer(text, MLP_RATIO + "_" + (layer + 1), parts[4 + layer]);
      heads[layer] = integer(text, N_HEAD + "_" + (layer + 1), parts[4 + layers + layer]);
    }
    boolean bias = bias(text, parts[expected - 1]);
    Architecture architecture =
        Architecture.of(integer(text, "embed_dim", parts[3]), bias, ratios, heads);
    encode(architecture);
    return architecture;
  }

  private static int integer(String text, String what, String part) {
    try {
      return Integer.parseInt(part);
    } catch (NumberFormatException e) {
      throw malformed(text, Text.format("%s is '%s'; allowed: an integer", what, part));
    }
  }

  private static boolean bias(String text, String part) {
    return switch (part) {
      case "True", "true" -> true;
      case "False", "false" -> false;
      default -> throw malformed(text, Text.format("bias is '%s'; allowed: True, False", part));
    };
  }

  private static UsageException malformed(String text, String why) {
    return UsageException.of("Architecture '%s': %s", text, why);
  }

  private static String listed(List<?> choices) {
    return String.join(", ", choices.stream().map(Object::toString).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SearchSpace that
        && name.equals(that.name)
        && embedDims.equals(that.embedDims)
        && layerCounts.equals(that.layerCounts)
        && headCounts.equals(that.headCounts)
        && mlpRatios.equals(that.mlpRatios)
        && biases.equals(that.biases)
        && batch == that.batch
        && design.equals(that.design);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, embedDims, layerCounts, headCounts, mlpRatios, biases, batch, design);
  }

  /** Returns the name and the choices. */
  @Override
  public String toString() {
    return Text.format(
        "%s (embed_dim %s; n_layer %s; n_head %s; mlp_ratio %s; bias %s)",
        name,
        listed(embedDims),
        listed(layerCounts),
        listed(headCounts),
        listed(mlpRatios),
        listed(biases));
  }

  /**
   * Puts a custom space together. Every list of choices has to be given, except that of the biases;
   * each must be ascending, without repeats, and positive.
   */
  public static final class Builder {

    /** Genotypes have two genes per layer, so files could ask for more than memory holds. */
    private static final int MOST_LAYERS = 1000;

    /** The sum of a choice over all layers fits an {@code int}. */
    private static final int LARGEST = 1 << 20;

    private final String name;
    private final boolean measured;
    private List<Integer> embedDims = List.of();
    private List<Integer> layerCounts = List.of();
    private List<Integer> headCounts = List.of();
    private List<Integer> mlpRatios = List.of();
    private List<Boolean> biases = List.of(false, true);
    private int batch;
    private NetworkDesign design = NetworkDesign.PROFILED;

    private Builder(String name, int batch, boolean measured) {
      this.name = name;
      this.batch = batch;
      this.measured = measured;
    }

    /** Sets the embedding dimensions to choose from. */
    public Builder embedDims(int... choices) {
      embedDims = checked("embed_dim", LARGEST, choices);
      return this;
    }

    /** Sets the numbers of layers to choose from, at most 1,000. */
    public Builder layerCounts(int... choices) {
      layerCounts = checked("n_layer", MOST_LAYERS, choices);
      return this;
    }

    /** Sets the numbers of attention heads that each layer chooses from. */
    public Builder headCounts(int... choices) {
      headCounts = checked("n_head", LARGEST, choices);
      return this;
    }

    /** Sets the MLP ratios that each layer chooses from. */
    public Builder mlpRatios(int... choices) {
      mlpRatios = checked("mlp_ratio", LARGEST, choices);
      return this;
    }

    /** Fixes the bias; without this call both choices exist. */
    public Builder bias(boolean always) {
      biases = List.of(always);
      return this;
    }

    /**
     * Sets the number of sequences in a forward pass, 1 without this call; see
     * {@link SearchSpace#batch()}.
     */
    public Builder batch(int sequences) {
      if (sequences < 1) {
        throw UsageException.of("Search space '%s': batch %d; allowed: 1 or more", name, sequences);
      }
      batch = sequences;
      return this;
    }

    /**
     * Sets the common design of all architectures; without this call it is that of the networks
     * that the authors profiled have.
     */
    public Builder design(NetworkDesign common) {
      design = common;
      return this;
    }

    /**
     * Returns the space.
     *
     * @throws IllegalArgumentException if a list of choices was not given; names it
     */
    public SearchSpace build() {
      given("embed_dim", embedDims);
      given("n_layer", layerCounts);
      given("n_head", headCounts);
      given("mlp_ratio", mlpRatios);
      return new SearchSpace(this);
    }

    private List<Integer> checked(String what, int most, int[] choices) {
      List<Integer> list = IntStream.of(choices).boxed().toList();
      given(what, list);
      for (int i = 0; i < choices.length; i++) {
        if (choices[i] < 1 || choices[i] > most || (i > 0 && choices[i] <= choices[i - 1])) {
          throw UsageException.of(
              "Search space '%s': choices of %s are %s; they must be 1 to %d and ascending, without repeats",
              name, what, listed(list), most);
        }
      }
      return list;
    }

    private void given(String what, List<Integer> choices) {
      if (choices.isEmpty()) {
        throw UsageException.of(
            "Search space '%s': no choices of %s; give at least one", name, what);
      }
    }
  }
}
