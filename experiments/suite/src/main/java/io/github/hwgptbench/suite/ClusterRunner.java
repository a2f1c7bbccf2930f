package io.github.hwgptbench.suite;

import com.google.common.collect.Lists;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.PackedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Runs suites on a cluster. This process plans the suite and writes the record, whose evaluations
 * are bit-identical to those of a {@link SuiteRunner}, even after failures of the cluster.
 *
 * @since 0.2.0
 */
public final class ClusterRunner {

  private final Cluster cluster;
  private final WorkOrder order;
  private final SuiteFolder folder;

  /**
   * Makes a runner.
   *
   * @param order order of the suite
   * @param folder receives the record
   */
  public ClusterRunner(Cluster cluster, WorkOrder order, SuiteFolder folder) {
    this.cluster = cluster;
    this.order = order;
    this.folder = folder;
  }

  /**
   * Runs all unfinished runs of a part of a suite.
   *
   * @param suite the suite of the folder
   * @param shard the part of the suite
   * @return the outcomes of the runs of the part on each problem, ordered by algorithm, then by
   *     seed
   * @throws IOException if the record can't be written, or the cluster fails for good
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Map<RunSettings, List<RunOutcome>> run(Suite suite, Shard shard, SuiteListener listener)
      throws IOException, InterruptedException {
    List<Suite.Cell> cells = shard.of(suite.cells());
    AtomicReferenceArray<RunOutcome> ended = new AtomicReferenceArray<>(cells.size());
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Suite.Cell cell = cells.get(i);
      ended.set(i, folder.finished(cell.problem(), cell.name(), cell.seed()).orElse(null));
      if (ended.get(i) == null) {
        left.add(i);
      }
    }
    // A view: the beginnings of all runs together may be more than fits into memory.
    List<Assignment> assignments = Lists.transform(left, i -> assignment(i, cells.get(i)));
    try {
      cluster.run(
          order,
          assignments,
          result ->
              ended.set(result.number(), record(cells.get(result.number()), result, listener)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Map<RunSettings, List<RunOutcome>> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      outcomes
          .computeIfAbsent(cells.get(i).problem(), problem -> new ArrayList<>())
          .add(Objects.requireNonNull(ended.get(i)));
    }
    return outcomes;
  }

  private Assignment assignment(int number, Suite.Cell cell) {
    try {
      return new Assignment(
          number,
          cell.problem().folderName(),
          cell.name(),
          cell.seed(),
          folder
              .packedEarlier(cell.problem(), cell.name(), cell.seed())
              .map(PackedRun::bytes)
              .orElse(null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunOutcome record(Suite.Cell cell, Assignment.Result result, SuiteListener listener)
      throws IOException {
    PackedRun run = PackedRun.of(result.run());
    folder.add(cell.problem(), run);
    if (result.begunAnew() >= 0) {
      listener.begunAnew(cell.problem(), cell.name(), cell.seed(), result.begunAnew());
    }
    if (cell.problem().budget().unit() == Budget.Unit.EVALUATIONS) {
      for (int i = 0; i < result.spent(); i++) {
        listener.evaluated(1);
      }
    } else {
      listener.evaluated(result.spent());
    }
    listener.ended(cell.problem(), run.outcome());
    return run.outcome();
  }
}
