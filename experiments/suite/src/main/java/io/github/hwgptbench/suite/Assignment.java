package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.PackedRun;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One run of a suite that another process is to run, by its names.
 *
 * @param number which run of the suite it is, from 0
 * @param problem name of the folder of the problem
 * @param algorithm name of the algorithm
 * @param seed seed of the run
 * @param earlier the {@linkplain PackedRun#bytes packed} beginning of the run; null if it begins
 * @since 0.2.0
 */
// The bytes are nobody's key.
@SuppressWarnings("ArrayRecordComponent")
public record Assignment(
    int number, String problem, String algorithm, long seed, byte @Nullable [] earlier)
    implements Serializable {

  /**
   * The result of an assignment.
   *
   * @param number number of the assignment
   * @param run the {@linkplain PackedRun#bytes packed} run
   * @param spent spent part of its budget, in the unit of the budget
   * @param begunAnew index of the first evaluation that differs from the earlier run; -1 if none
   *     does
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(int number, byte[] run, double spent, int begunAnew)
      implements Serializable {}
}
