package io.github.hwgptbench.adapter.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The lines of a process. Pipes can't be interrupted, so other threads read and write them, which
 * come to their end when the process does. What is written waits in memory until the process reads
 * it: one that asks without end before it reads an answer would else wait for us, and we for it.
 */
final class ProcessLines implements ProgramLines, AutoCloseable {

  /** How long lines of a process that has ended may still be under way. */
  private static final int GRACE_SECONDS = 3;

  private final Process process;
  private final OutputStream input;
  private final StreamLines lines;
  private final ExecutorService reading = pipe("program-output");
  private final ExecutorService writing = pipe("program-input");
  private volatile boolean listening = true;

  ProcessLines(Process process) {
    this.process = process;
    this.input = process.getOutputStream();
    this.lines = new StreamLines(process.getInputStream(), input);
  }

  private static ExecutorService pipe(String name) {
    return Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * {@inheritDoc}
   *
   * <p>A process that has ended has closed its output, also where one that it has started and left
   * behind holds it open.
   */
  @Override
  public Optional<String> read() throws IOException, InterruptedException {
    Future<Optional<String>> line = reading.submit(lines::read);
    int secondsDead = 0;
    while (secondsDead < GRACE_SECONDS) {
      boolean alive = process.isAlive();
      try {
        return withinASecond(line);
      } catch (TimeoutException e) {
        secondsDead += alive ? 0 : 1;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> withinASecond(Future<Optional<String>> line)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return line.get(1, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof ProgramFailedException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Sends a line, without waiting for the process to read it. One that has ended needs none. */
  @Override
  public void write(String line) {
    if (listening) {
      writing.execute(() -> {
        try {
          lines.write(line);
        } catch (IOException e) {
          listening = false;
        }
      });
    }
  }

  /** Closes the input of the process, once it has read what was written. */
  void end() {
    writing.execute(() -> {
      try {
        input.close();
      } catch (IOException e) {
        // It has ended already, and what was not sent yet nobody needs.
        listening = false;
      }
    });
  }

  @Override
  public void close() {
    reading.shutdown();
    writing.shutdown();
  }
}
