package io.github.hwgptbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Says where a record is that will not be whole, if the process is stopped before it is closed. */
final class StopNotice implements AutoCloseable {

  private final Thread hook;

  private StopNotice(Thread hook) {
    this.hook = hook;
  }

  /**
   * Begins to watch for the end of the process.
   *
   * @param resume the command that goes on
   */
  static StopNotice begin(PrintWriter err, Path folder, String resume) {
    Thread hook = new Thread(() -> say(err, folder, resume), "stop-notice");
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopNotice(hook);
  }

  static void say(PrintWriter err, Path folder, String resume) {
    err.printf(
        Locale.ROOT,
        "%nStopped; the evaluations until now are in %s%nTo go on: %s%n",
        folder,
        resume);
    err.flush();
  }

  /** Watches no more. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already, and says so.
      return;
    }
  }
}
