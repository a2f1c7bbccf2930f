package io.github.hwgptbench.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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
   * @param kept what the folder has when the process ends
   * @param resume the command that goes on
   */
  static StopNotice begin(PrintWriter err, String kept, Path folder, String resume) {
    Thread hook = new Thread(() -> say(err, kept, folder, resume), "stop-notice");
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopNotice(hook);
  }

  static void say(PrintWriter err, String kept, Path folder, String resume) {
    err.printf(Locale.ROOT, "%nStopped; %s are in %s%nTo continue: %s%n", kept, folder, resume);
    err.flush();
  }

  /** Watches no more. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already, and has said so: what fails because of that need not be said.
      Uninterruptibles.sleepUninterruptibly(Duration.ofDays(1));
    }
  }
}
