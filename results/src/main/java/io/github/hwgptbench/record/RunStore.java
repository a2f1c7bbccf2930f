package io.github.hwgptbench.record;

import java.io.Closeable;
import java.io.IOException;

/** How the runs of a suite are kept. Safe for use by many threads, one run each. */
interface RunStore extends Closeable {

  /**
   * Begins a run.
   *
   * @param folder of its problem
   * @throws IOException if it can't be written
   */
  RunSink begin(String folder, String algorithm, long seed) throws IOException;

  /**
   * Writes down that a run is over, which is on the disk then.
   *
   * @throws IllegalStateException if it did not fail, and its sink was not finished
   * @throws IOException if it can't be written
   */
  void add(RunLog.Entry entry) throws IOException;

  /**
   * Writes a run that is whole, which is on the disk once the store is closed.
   *
   * @throws IOException if it can't be written
   */
  void copy(RunLog.Entry entry, StoredRun run) throws IOException;
}
