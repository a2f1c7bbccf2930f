package io.github.hwgptbench.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** What the evaluations of a run and their times are written to. For one thread at a time. */
interface RunSink extends Closeable {

  /** Returns the file that is to have the evaluations while the run goes on. */
  Path part();

  /** Returns what takes the bytes of {@code .run}. */
  OutputStream run();

  /** Returns what takes the bytes of {@code .times}. */
  OutputStream times();

  /**
   * Makes sure that what was written outlives the process.
   *
   * @throws IOException if it can't be written
   */
  void keep() throws IOException;

  /**
   * Says that all was written.
   *
   * @throws IOException if it can't be written
   */
  void finish() throws IOException;

  /**
   * Lets go; what was written of a run that was not finished is kept.
   *
   * @throws IOException if it can't be written
   */
  @Override
  void close() throws IOException;
}
