package io.github.hwgptbench.objective;

import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Evaluates the objectives that have a closed form: {@code params}, {@code macs} and {@code flops},
 * and {@code flops@estimate}, which the authors' programming interface counts otherwise; exact to
 * 2<sup>53</sup>, see {@link ComputeCost}. One evaluation allocates nothing.
 */
public final class ComputeEvaluator extends FixedEvaluator {

  /** All objectives of the benchmark that have a closed form. */
  public static final List<Objective> SUPPORTED =
      List.of(Objective.of(Metric.PARAMS), Objective.of(Metric.MACS), Objective.of(Metric.FLOPS));

  /**
   * The FLOPs that the authors' programming interface estimates.
   *
   * @see ComputeCost#estimatedFlops
   * @since 0.2.0
   */
  public static final Objective ESTIMATE = Objective.of(Metric.FLOPS).from("estimate");

  private static final List<Objective> ALL =
      Stream.concat(SUPPORTED.stream(), Stream.of(ESTIMATE)).toList();

  private final ClosedForm[] forms;
  private final int[] embedDims;
  private final int[] mlpRatios;
  private final int[] headCounts;
  private final boolean[] biases;

  /** A metric of an architecture, from the sums of its MLP ratios and heads over its layers. */
  @FunctionalInterface
  private interface ClosedForm {
    long value(int embedDim, int layers, boolean bias, int ratios, int heads);
  }

  /**
   * Makes an evaluator.
   *
   * @param space the space of the genotypes, whose design and batch are counted with
   * @param objectives some of {@link #SUPPORTED} and {@link #ESTIMATE}, in the order of the values,
   *     without repeats
   * @throws IllegalArgumentException if an objective has no closed form, or stands there twice
   */
  public ComputeEvaluator(SearchSpace space, List<Objective> objectives) {
    super(space, Objective.choice(objectives, ALL, "has no closed form"));
    forms = this.objectives.stream().map(this::form).toArray(ClosedForm[]::new);
    embedDims = toInts(space.embedDims());
    mlpRatios = toInts(space.mlpRatios());
    headCounts = toInts(space.headCounts());
    biases = new boolean[space.biases().size()];
    for (int level = 0; level < biases.length; level++) {
      biases[level] = space.biases().get(level);
    }
  }

  /**
   * Returns whether {@link #ESTIMATE} of every architecture of a space fits into a {@code long}.
   *
   * @since 0.2.0
   */
  public static boolean estimates(SearchSpace space) {
    try (ComputeEvaluator evaluator = new ComputeEvaluator(space, List.of(ESTIMATE))) {
      evaluator.evaluate(space.encode(space.largest()), new double[1]);
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private ClosedForm form(Objective objective) {
    NetworkDesign design = space.design();
    int batch = space.batch();
    if (objective.equals(ESTIMATE)) {
      return (embedDim, layers, bias, ratios, heads) ->
          ComputeCost.estimatedFlops(design, embedDim, layers, bias, ratios, heads);
    }
    Metric metric = objective.metric();
    if (metric.equals(Metric.PARAMS)) {
      return (embedDim, layers, bias, ratios, heads) ->
          ComputeCost.params(design, embedDim, layers, bias, ratios, heads);
    }
    return metric.equals(Metric.MACS)
        ? (embedDim, layers, bias, ratios, heads) ->
            ComputeCost.macs(design, batch, embedDim, ratios, heads)
        : (embedDim, layers, bias, ratios, heads) ->
            ComputeCost.flops(design, batch, embedDim, layers, ratios, heads);
  }

  /**
   * Returns the exact bounds of all that has a closed form: as none of it shrinks with any choice,
   * the values of the smallest and of the largest architecture. What has one value everywhere has
   * no bounds.
   *
   * @param version name of the bounds
   */
  public static Bounds bounds(SearchSpace space, String version) {
    return bounds(space, version, SUPPORTED);
  }

  /**
   * Returns the exact bounds of some objectives, as {@link #bounds(SearchSpace, String)} does.
   *
   * @param version name of the bounds
   * @param objectives as of an evaluator
   * @since 0.2.0
   */
  public static Bounds bounds(SearchSpace space, String version, List<Objective> objectives) {
    double[] min = new double[objectives.size()];
    double[] max = new double[objectives.size()];
    try (ComputeEvaluator evaluator = new ComputeEvaluator(space, objectives)) {
      evaluator.evaluate(space.encode(space.smallest()), min);
      evaluator.evaluate(space.encode(space.largest()), max);
    }
    Map<Objective, Bounds.Range> ranges = new LinkedHashMap<>();
    for (int i = 0; i < min.length; i++) {
      if (min[i] < max[i]) {
        ranges.put(objectives.get(i), new Bounds.Range(min[i], max[i]));
      }
    }
    return new Bounds(
        version,
        space.name(),
        "closed forms: the values of the smallest and of the largest architecture",
        ranges);
  }

  private static int[] toInts(List<Integer> choices) {
    return choices.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    space.genotypes().check(genes);
    checkRoom(values);
    int embedDim = embedDims[genes[ArchitectureLayout.EMBED_DIM]];
    int layers = space.layout().layers(genes);
    boolean bias = biases[genes[ArchitectureLayout.BIAS]];
    int ratioSum = sum(mlpRatios, genes, space.layout().mlpRatio(0), layers);
    int headSum = sum(headCounts, genes, space.layout().heads(0), layers);
    for (int i = 0; i < forms.length; i++) {
      values[i] = forms[i].value(embedDim, layers, bias, ratioSum, headSum);
    }
  }

  private static int sum(int[] choices, int[] genes, int from, int count) {
    int sum = 0;
    for (int gene = from; gene < from + count; gene++) {
      sum += choices[genes[gene]];
    }
    return sum;
  }
}
