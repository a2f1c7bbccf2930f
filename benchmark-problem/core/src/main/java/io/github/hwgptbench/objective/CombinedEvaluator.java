package io.github.hwgptbench.objective;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Puts the values of several evaluators together, such as those of surrogates and of closed forms.
 * Each objective comes from the first part that has it; every call reaches a part once at most, and
 * one that has nothing to give is not called.
 */
public final class CombinedEvaluator extends FixedEvaluator {

  private final List<ObjectiveEvaluator> parts;
  private final List<Route> routes;

  /** Which values of a part go where. */
  private static final class Route {

    final ObjectiveEvaluator part;
    final int[] from;
    final int[] to;
    /** Single evaluations are too short to allocate in. */
    final ThreadLocal<double[]> scratch;

    Route(ObjectiveEvaluator part, int[] from, int[] to) {
      this.part = part;
      this.from = from;
      this.to = to;
      int width = part.objectives().size();
      this.scratch = ThreadLocal.withInitial(() -> new double[width]);
    }

    void copy(double[] partValues, double[] values) {
      for (int i = 0; i < from.length; i++) {
        values[to[i]] = partValues[from[i]];
      }
    }
  }

  /**
   * Creates an evaluator of some of the objectives that the parts can evaluate.
   *
   * @param objectives the objectives to evaluate, in the order of the values, without repeats
   * @param parts evaluators of one space, at least one, by precedence; closed with this one
   * @throws IllegalArgumentException if no part has an objective, an objective stands there twice,
   *     or the parts are of different spaces
   */
  public CombinedEvaluator(List<Objective> objectives, List<ObjectiveEvaluator> parts) {
    super(
        commonSpace(parts),
        Objective.choice(
            objectives,
            parts.stream()
                .flatMap(part -> part.objectives().stream())
                .distinct()
                .toList(),
            "can't be evaluated"));
    this.parts = List.copyOf(parts);
    this.routes = routes();
  }

  private static SearchSpace commonSpace(List<ObjectiveEvaluator> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("No evaluators to combine; give at least one");
    }
    SearchSpace space = parts.get(0).space();
    for (ObjectiveEvaluator part : parts) {
      if (!part.space().equals(space)) {
        throw new IllegalArgumentException(Text.format(
            "Evaluators of search spaces '%s' and '%s'; all must be of one space",
            space.name(), part.space().name()));
      }
    }
    return space;
  }

  private List<Route> routes() {
    List<Route> found = new ArrayList<>();
    Set<Objective> open = new HashSet<>(objectives);
    for (ObjectiveEvaluator part : parts) {
      List<Objective> taken = part.objectives().stream().filter(open::remove).toList();
      if (!taken.isEmpty()) {
        found.add(new Route(
            part,
            taken.stream().mapToInt(part.objectives()::indexOf).toArray(),
            taken.stream().mapToInt(objectives::indexOf).toArray()));
      }
    }
    return List.copyOf(found);
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    checkRoom(values);
    for (Route route : routes) {
      double[] partValues = route.scratch.get();
      route.part.evaluate(genes, partValues);
      route.copy(partValues, values);
    }
  }

  @Override
  public void evaluate(int[][] genes, double[][] values) {
    evaluate(genes.length, values, (part, partValues) -> part.evaluate(genes, partValues));
  }

  @Override
  public void evaluateNeighbors(int[] genes, int[][] neighbors, double[][] values) {
    evaluate(
        neighbors.length,
        values,
        (part, partValues) -> part.evaluateNeighbors(genes, neighbors, partValues));
  }

  private void evaluate(
      int rows, double[][] values, BiConsumer<ObjectiveEvaluator, double[][]> evaluation) {
    checkRoom(rows, values);
    for (Route route : routes) {
      double[][] partValues = new double[rows][route.part.objectives().size()];
      evaluation.accept(route.part, partValues);
      for (int i = 0; i < rows; i++) {
        route.copy(partValues[i], values[i]);
      }
    }
  }

  @Override
  public void close() {
    parts.forEach(ObjectiveEvaluator::close);
  }
}
