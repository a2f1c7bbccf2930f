package io.github.hwgptbench.cli;

import java.io.PrintWriter;

/** Shows how far work that is counted in bytes has come, in megabytes. For one thread. */
final class ByteProgress implements AutoCloseable {

  private static final int MEGABYTE = 1_000_000;

  private final ProgressLine line;
  private long bytes;

  /**
   * Begins.
   *
   * @param total how many bytes there are
   */
  ByteProgress(PrintWriter err, long total) {
    line = new ProgressLine(err, "MB", total / MEGABYTE);
  }

  /** Counts some more. */
  void done(long count) {
    long before = bytes / MEGABYTE;
    bytes += count;
    line.step((int) (bytes / MEGABYTE - before));
  }

  @Override
  public void close() {
    line.close();
  }
}
