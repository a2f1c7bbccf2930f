package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.file.Path;

/** Where a run is kept that is over. */
interface RunSource {

  /** Returns the file that it is in. */
  Path file();

  /** Names the run in messages. */
  String place();

  /** Returns what has the run run again, for messages. */
  String remedy();

  /** Returns whether there is something to be read. */
  boolean exists();

  /** Returns whether somebody has deleted this run alone, to have it run again. */
  boolean deleted();

  /**
   * Reads it.
   *
   * @throws IOException if it is missing, or can't be read; names it
   */
  StoredRun read() throws IOException;
}
