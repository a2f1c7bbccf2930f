package io.github.hwgptbench.record;

import java.nio.file.Path;

/**
 * The runs that are over, in the order in which they ended, as the index of a suite has them. Of
 * several of the same run the last counts.
 */
interface RunTable {

  /** Returns the index. */
  Path file();

  /** Returns how many there are. */
  int size();

  /** Returns the name of the folder of the problem of a run. */
  String folder(int number);

  /** Returns the name of the algorithm of a run. */
  String algorithm(int number);

  /** Returns the seed of a run. */
  long seed(int number);

  /** Returns whether a run failed. */
  boolean failed(int number);

  /**
   * Returns the budget that a run was given.
   *
   * @param planned that of the suite, which is meant where the index has none
   */
  int budget(int number, int planned);

  /** Returns how a run went. */
  RunLog.Entry entry(int number);

  /** Returns where the evaluations of a run are. */
  RunSource source(int number);
}
