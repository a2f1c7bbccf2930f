package io.github.hwgptbench.analysis;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same to many things. What comes of it does not depend on their number. */
final class Workers implements AutoCloseable {

  /** Work that may read files. */
  @FunctionalInterface
  interface Work<A, B> {

    B of(A input) throws IOException;
  }

  private final ExecutorService threads;

  Workers(int threads) {
    this.threads = Executors.newFixedThreadPool(threads, work -> {
      Thread thread = new Thread(work, "analysis");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Does the work on every input.
   *
   * @return what came of it, in the order of the inputs
   * @throws IOException of the first input, in their order, whose work threw one
   */
  <A, B> List<B> each(List<A> inputs, Work<A, B> work) throws IOException, InterruptedException {
    List<Future<B>> results = new ArrayList<>();
    for (A input : inputs) {
      results.add(threads.submit(() -> work.of(input)));
    }
    List<B> outputs = new ArrayList<>();
    try {
      for (Future<B> result : results) {
        outputs.add(result.get());
      }
      return List.copyOf(outputs);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      Throwables.throwIfUnchecked(cause);
      throw (IOException) cause;
    } finally {
      results.forEach(result -> result.cancel(true));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
