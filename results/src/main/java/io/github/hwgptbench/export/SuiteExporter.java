package io.github.hwgptbench.export;

import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;

/**
 * Writes the finished runs of a suite in the format of another tool. Runs are read one at a time,
 * so a suite need not fit in memory.
 */
@FunctionalInterface
public interface SuiteExporter {

  /**
   * Writes every run that was finished without failure.
   *
   * @param folder for the files
   * @param progress runs after every run that was written
   * @throws IOException if a record can't be read or a file can't be written; names it
   */
  void export(SuiteArchive suite, ExportFolder folder, Runnable progress) throws IOException;
}
