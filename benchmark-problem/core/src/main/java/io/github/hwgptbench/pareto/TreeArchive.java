package io.github.hwgptbench.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Members of any number of objectives in an ND-tree (Jaszkiewicz and Lust 2018): points that are
 * near to each other share a node, whose corners often tell what a point is to all of them at once.
 */
final class TreeArchive<T> extends ParetoArchive<T> {

  private static final int LEAF = 20;
  private static final int MOST_CHILDREN = 8;

  private final int objectives;
  private Node<T> root;

  private int size;

  TreeArchive(int objectives) {
    super(objectives);
    this.objectives = objectives;
    this.root = new Node<>(objectives);
  }

  /**
   * A box about points, and these, or the nodes that share them. The box may be too large, since
   * points that go do not make it smaller.
   */
  private static final class Node<T> {

    private final double[] ideal;
    private final double[] nadir;
    private List<Member<T>> points = new ArrayList<>();
    /** Empty in a leaf. */
    private final List<Node<T>> children = new ArrayList<>();

    Node(int objectives) {
      ideal = new double[objectives];
      nadir = new double[objectives];
      Arrays.fill(ideal, Double.POSITIVE_INFINITY);
      Arrays.fill(nadir, Double.NEGATIVE_INFINITY);
    }

    void put(Member<T> point) {
      widen(point.objectives());
      points.add(point);
    }

    void widen(double[] point) {
      for (int i = 0; i < point.length; i++) {
        ideal[i] = Math.min(ideal[i], point[i]);
        nadir[i] = Math.max(nadir[i], point[i]);
      }
    }

    boolean isEmpty() {
      return points.isEmpty() && children.isEmpty();
    }
  }

  @Override
  boolean addChecked(double[] point, T value) {
    if (!root.isEmpty() && !clear(root, point)) {
      return false;
    }
    if (root.isEmpty()) {
      root = new Node<>(objectives);
    }
    insert(root, new Member<>(point.clone(), value));
    size++;
    return true;
  }

  /**
   * Drops the members that a point dominates.
   *
   * @return false if a member is nowhere worse than the point, in which case none is dropped
   */
  private boolean clear(Node<T> node, double[] point) {
    if (Dominance.covers(node.nadir, point)) {
      return false;
    }
    if (Dominance.dominates(point, node.ideal)) {
      size -= count(node);
      node.points = new ArrayList<>();
      node.children.clear();
      return true;
    }
    if (!Dominance.covers(node.ideal, point) && !Dominance.covers(point, node.nadir)) {
      return true;
    }
    return node.children.isEmpty() ? clearLeaf(node, point) : clearChildren(node, point);
  }

  private boolean clearLeaf(Node<T> leaf, double[] point) {
    for (int i = leaf.points.size() - 1; i >= 0; i--) {
      double[] other = leaf.points.get(i).objectives();
      if (Dominance.covers(other, point)) {
        return false;
      }
      if (Dominance.covers(point, other)) {
        leaf.points.remove(i);
        size--;
      }
    }
    return true;
  }

  private boolean clearChildren(Node<T> node, double[] point) {
    for (int i = node.children.size() - 1; i >= 0; i--) {
      Node<T> child = node.children.get(i);
      if (!clear(child, point)) {
        return false;
      }
      if (child.isEmpty()) {
        node.children.remove(i);
      }
    }
    return true;
  }

  private static int count(Node<?> node) {
    return node.points.size()
        + node.children.stream().mapToInt(TreeArchive::count).sum();
  }

  private void insert(Node<T> start, Member<T> member) {
    Node<T> node = start;
    while (!node.children.isEmpty()) {
      node.widen(member.objectives());
      node = nearest(node.children, member.objectives());
    }
    node.put(member);
    if (node.points.size() > LEAF) {
      split(node);
    }
  }

  private Node<T> nearest(List<Node<T>> nodes, double[] point) {
    Node<T> nearest = nodes.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (Node<T> node : nodes) {
      double distance = distance(node, point);
      if (distance < least) {
        least = distance;
        nearest = node;
      }
    }
    return nearest;
  }

  /** The squared distance to the middle of a box, in ranges of all members: units do not matter. */
  private double distance(Node<T> node, double[] point) {
    double distance = 0;
    for (int i = 0; i < objectives; i++) {
      double range = root.nadir[i] - root.ideal[i];
      double share = range > 0 ? ((node.ideal[i] + node.nadir[i]) / 2 - point[i]) / range : 0;
      distance += share * share;
    }
    return distance;
  }

  /** Makes a child about each of some points that are far from each other, and shares the rest. */
  private void split(Node<T> leaf) {
    List<Member<T>> rest = leaf.points;
    leaf.points = new ArrayList<>();
    for (int child = 0; child <= Math.min(objectives, MOST_CHILDREN - 1); child++) {
      Node<T> node = new Node<>(objectives);
      node.put(rest.remove(farthest(rest, leaf.children)));
      leaf.children.add(node);
    }
    rest.forEach(member -> nearest(leaf.children, member.objectives()).put(member));
  }

  private int farthest(List<Member<T>> points, List<Node<T>> nodes) {
    int farthest = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size() && !nodes.isEmpty(); i++) {
      double[] point = points.get(i).objectives();
      double distance = distance(nearest(nodes, point), point);
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    return farthest;
  }

  @Override
  boolean dominatesChecked(double[] point) {
    // The box about no points would dominate a point of infinities.
    return size > 0 && dominates(root, point);
  }

  private static boolean dominates(Node<?> node, double[] point) {
    if (!Dominance.covers(node.ideal, point)) {
      return false;
    }
    if (Dominance.dominates(node.nadir, point)) {
      return true;
    }
    for (Member<?> member : node.points) {
      if (Dominance.dominates(member.objectives(), point)) {
        return true;
      }
    }
    for (Node<?> child : node.children) {
      if (dominates(child, point)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Member<T>> members() {
    List<Member<T>> members = new ArrayList<>(size);
    collect(root, members);
    double[][] points = members.stream().map(Member::objectives).toArray(double[][]::new);
    List<Member<T>> ordered = new ArrayList<>(points.length);
    for (int index : Columns.order(Columns.of(points))) {
      ordered.add(members.get(index));
    }
    return List.copyOf(ordered);
  }

  private static <T> void collect(Node<T> node, List<Member<T>> members) {
    members.addAll(node.points);
    node.children.forEach(child -> collect(child, members));
  }
}
