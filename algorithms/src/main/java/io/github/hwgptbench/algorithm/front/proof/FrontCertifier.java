package io.github.hwgptbench.algorithm.front.proof;

import io.github.hwgptbench.algorithm.front.proof.Node.Split;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a {@link FrontProof} by branch and bound: of all leaves, those with the largest volume
 * that the front doesn't dominate and the bounds leave open are split, until the volume that all
 * leaves together leave open is a small part of that of the front.
 *
 * <p>Leaves are processed in batches, so that the proof is the same on any number of threads,
 * unless a time limit ends the search.
 *
 * @since 0.2.0
 */
public final class FrontCertifier {

  /** Leaves that are split at a time. */
  private static final int BATCH = 8;
  /** Batches between two computations of the total volume. */
  private static final int ROUNDS = 8;
  /** Readers of JSON refuse files that are nested 1,000 deep; a node takes two levels. */
  private static final int DEEPEST = 400;

  private final LayeredProblem problem;
  private final double[][] front;
  private final double[][] orderedFront;
  private final double[] reference;
  private final double[] scales;
  private final double[] scaledReference;

  /** Receives the progress of a search. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Receives the progress.
     *
     * @param nodes number of nodes of the proof
     * @param remainder the volume that is open, as a part of the front's
     */
    void reached(int nodes, double remainder);
  }

  /** A node that is looked at, or was. */
  private static final class Leaf {

    private final int depth;
    private State state;
    private NodeBound.Memory memory;
    private List<Step> steps = List.of();
    private boolean enumerated;
    private List<double[]> floor = List.of();
    private double open;
    private @Nullable Split split;
    private List<Leaf> parts = List.of();

    Leaf(State state, NodeBound.Memory memory, int depth) {
      this.state = state;
      this.memory = memory;
      this.depth = depth;
    }

    boolean splits() {
      return open > 0 && !enumerated && depth < DEEPEST;
    }

    Node node() {
      List<Node> nodes = parts.stream().map(Leaf::node).toList();
      return new Node(steps, enumerated, nodes.isEmpty() ? null : split, nodes);
    }
  }

  /**
   * Makes a search.
   *
   * @param problem the problem
   * @param front points that architectures which hold all constraints have, minimised
   * @param reference the reference point, in the units of the objectives
   * @param scales what is 1 in each normalised objective, in its unit
   * @throws UsageException if there are not two or three objectives
   */
  FrontCertifier(LayeredProblem problem, double[][] front, double[] reference, double[] scales) {
    if (problem.objectives() < 2 || problem.objectives() > 3) {
      throw UsageException.of(
          "Proof of a front of %d objectives; allowed: 2 or 3", problem.objectives());
    }
    this.problem = problem;
    this.front = front;
    this.orderedFront = Arrays.stream(front).map(problem::ordered).toArray(double[][]::new);
    this.reference = reference;
    this.scales = problem.ordered(scales);
    scaledReference = scaled(problem.ordered(reference));
  }

  /** Searches. */
  FrontProof run(FrontCertificate.Search search) {
    long end = System.nanoTime() + search.limit().toNanos();
    double volume = volume(Stream.empty());
    Box box = FrontProof.box(problem, front, reference);
    List<Leaf> roots = problem.slices().stream()
        .map(slice -> new Leaf(State.of(slice, box), NodeBound.Memory.of(slice, scales), 0))
        .toList();
    PriorityQueue<Leaf> queue =
        new PriorityQueue<>(Comparator.comparingDouble((Leaf leaf) -> -leaf.open));
    List<double[]> closed = new ArrayList<>();
    List<Leaf> batch = roots;
    int nodes = 0;
    for (int round = 0; !batch.isEmpty(); round++) {
      batch.parallelStream().forEach(this::bound);
      nodes += batch.size();
      for (Leaf leaf : batch) {
        if (leaf.splits()) {
          queue.add(leaf);
        } else {
          closed.addAll(leaf.floor);
        }
      }
      boolean late = System.nanoTime() - end > 0;
      if (round % ROUNDS == 0 || queue.isEmpty() || late) {
        double remainder = volume(Stream.concat(closed.stream(), floors(queue))) / volume - 1;
        search.listener().reached(nodes, remainder);
        if (remainder <= search.gap() || late) {
          break;
        }
      }
      batch = split(queue);
    }
    return new FrontProof(roots.stream().map(Leaf::node).toList());
  }

  private static Stream<double[]> floors(Collection<Leaf> leaves) {
    return leaves.stream().flatMap(leaf -> leaf.floor.stream());
  }

  private double volume(Stream<double[]> floor) {
    double[][] points = Stream.concat(Arrays.stream(orderedFront), floor)
        .map(this::scaled)
        .toArray(double[][]::new);
    return Hypervolume.of(points, scaledReference);
  }

  private double[] scaled(double[] point) {
    double[] scaled = new double[point.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = point[j] / scales[j];
    }
    return scaled;
  }

  private void bound(Leaf leaf) {
    NodeBound bound = new NodeBound(leaf.state, leaf.memory, scales);
    bound.run();
    leaf.state = bound.state();
    leaf.steps = bound.steps();
    if (leaf.state.region.isEmpty()) {
      return;
    }
    var all = leaf.state.architectures(leaf.steps);
    leaf.enumerated = all.isPresent();
    leaf.floor = all.orElseGet(leaf.state::floor);
    leaf.open = open(leaf.state.region.box, leaf.floor);
    if (leaf.splits()) {
      leaf.memory = bound.memory();
      leaf.split = bound.split(leaf.open);
    }
  }

  /** Returns the volume between a front and the floor of a box. */
  private double open(Box box, List<double[]> floor) {
    int last = scaledReference.length - 1;
    double[] end = scaledReference.clone();
    for (int j = 0; j < last; j++) {
      end[j] = Math.min(end[j], box.upper(j) / scales[j]);
    }
    List<double[]> points = new ArrayList<>();
    for (double[] point : box.front()) {
      points.add(scaled(raised(point, box)));
    }
    double before = Hypervolume.of(points.toArray(double[][]::new), end);
    for (double[] point : floor) {
      points.add(scaled(raised(point, box)));
    }
    return Hypervolume.of(points.toArray(double[][]::new), end) - before;
  }

  private static double[] raised(double[] point, Box box) {
    double[] raised = new double[point.length];
    for (int j = 0; j < raised.length; j++) {
      raised[j] = Math.max(point[j], box.lower(j));
    }
    return raised;
  }

  private static List<Leaf> split(PriorityQueue<Leaf> queue) {
    List<Leaf> batch = new ArrayList<>();
    for (int i = 0; i < BATCH && !queue.isEmpty(); i++) {
      Leaf leaf = queue.remove();
      leaf.parts = leaf.state.parts(Objects.requireNonNull(leaf.split)).stream()
          .map(part -> new Leaf(part, leaf.memory, leaf.depth + 1))
          .toList();
      batch.addAll(leaf.parts);
      // Its parts have their own once it is split.
      leaf.floor = List.of();
    }
    return batch;
  }
}
