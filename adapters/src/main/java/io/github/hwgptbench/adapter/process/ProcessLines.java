package io.github.hwgptbench.adapter.process;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The lines of a process. Pipes can't be interrupted, so another thread reads and writes them,
 * which comes to its end when the process does.
 */
final class ProcessLines implements ProgramLines, AutoCloseable {

  private final StreamLines lines;
  private final ExecutorService pipes = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "program-pipes");
    thread.setDaemon(true);
    return thread;
  });

  ProcessLines(Process process) {
    this.lines = new StreamLines(process.getInputStream(), process.getOutputStream());
  }

  @Override
  public Optional<String> read() throws IOException, InterruptedException {
    return result(lines::read);
  }

  @Override
  public void write(String line) throws IOException, InterruptedException {
    result(() -> {
      lines.write(line);
      return line;
    });
  }

  private <T> T result(Callable<T> work) throws IOException, InterruptedException {
    try {
      return pipes.submit(work).get();
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

  @Override
  public void close() {
    pipes.shutdown();
  }
}
