package io.github.hwgptbench.record;

/**
 * What tells a run from the others of its suite.
 *
 * @param folder of its problem
 */
record RunKey(String folder, String algorithm, long seed) {

  static RunKey of(RunLog.Entry entry) {
    return new RunKey(
        entry.folder(), entry.outcome().algorithm(), entry.outcome().seed());
  }
}
