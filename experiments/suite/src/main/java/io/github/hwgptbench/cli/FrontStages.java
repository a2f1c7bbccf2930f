package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.front.FrontSearch;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.HypervolumeSubset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The stages of a search for a front, and which of its points are kept after the last one. */
final class FrontStages implements FrontSearch.Listener {

  private final Normalization normalization;
  private final HypervolumeProtocol protocol;
  private final int most;
  private final IntConsumer progress;
  private final Consumer<String> state;
  private final List<ReferenceFront.Stage> passed = new ArrayList<>();
  private int found;
  private int[] kept = {};

  /**
   * Begins.
   *
   * @param most maximum number of points that are kept
   * @param progress receives the number of evaluations
   * @param state receives a description of work without evaluations; empty when it is done
   */
  FrontStages(
      Normalization normalization,
      HypervolumeProtocol protocol,
      int most,
      IntConsumer progress,
      Consumer<String> state) {
    this.normalization = normalization;
    this.protocol = protocol;
    this.most = most;
    this.progress = progress;
    this.state = state;
  }

  @Override
  public void evaluated(int count) {
    progress.accept(count);
  }

  @Override
  public void finished(FrontSearch.Stage stage) {
    ReferenceFront.Stage last = passed.isEmpty() ? null : passed.get(passed.size() - 1);
    double hypervolume = last != null && last.evaluations() == stage.evaluations()
        ? last.hypervolume()
        : keep(stage.front());
    passed.add(
        new ReferenceFront.Stage(stage.name(), stage.evaluations(), kept.length, hypervolume));
  }

  /** Chooses the points to keep, and returns their hypervolume. */
  private double keep(List<double[]> front) {
    double[][] points = front.stream()
        .map(point -> normalization.apply(normalization.natural(point)))
        .toArray(double[][]::new);
    found = points.length;
    if (found <= most) {
      kept = IntStream.range(0, found).toArray();
    } else {
      state.accept(Text.format("choosing %d of %d points", most, found));
      double[] reference =
          protocol.referencePoint().stream().mapToDouble(Double::doubleValue).toArray();
      kept = IntStream.of(HypervolumeSubset.greedy(points, reference, most))
          .sorted()
          .toArray();
      state.accept("");
    }
    return protocol.hypervolume(kept().mapToObj(i -> points[i]).toArray(double[][]::new));
  }

  List<ReferenceFront.Stage> passed() {
    return passed;
  }

  /** Returns the number of evaluations after the last stage. */
  long evaluations() {
    return passed.get(passed.size() - 1).evaluations();
  }

  /** Returns the size of the front after the last stage. */
  int found() {
    return found;
  }

  /** Returns which points of the front are kept after the last stage, in rising order. */
  IntStream kept() {
    return IntStream.of(kept);
  }
}
