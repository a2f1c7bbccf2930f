package io.github.hwgptbench.spark;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.hwgptbench.suite.Assignment;
import io.github.hwgptbench.suite.Cluster;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that record results, which mostly means to wait for the disk. Where more come than they
 * can write, those that bring them wait.
 */
final class ResultWriters implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int WAITING = 1000;

  private final Cluster.Results results;
  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
  private final Semaphore room = new Semaphore(WAITING);
  private @Nullable Throwable failure;
  private Runnable reaction = () -> {};

  ResultWriters(Cluster.Results results) {
    this.results = results;
  }

  /** Records a result, now or soon. */
  void write(Assignment.Result result) {
    room.acquireUninterruptibly();
    executor.execute(() -> {
      try {
        if (!failed()) {
          results.accept(result);
        }
      } catch (Throwable e) {
        // Of any kind: without this result the record would have a gap.
        fail(e);
      } finally {
        room.release();
      }
    });
  }

  private synchronized boolean failed() {
    return failure != null;
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
      reaction.run();
    }
  }

  /** Sets what is to be done when a result can't be recorded. */
  synchronized void onFailure(Runnable done) {
    reaction = done;
    if (failure != null) {
      done.run();
    }
  }

  /**
   * Throws why a result could not be recorded, if one could not.
   *
   * @throws IOException for that reason
   */
  synchronized void throwFailure() throws IOException {
    if (failure != null) {
      Throwables.throwIfInstanceOf(failure, IOException.class);
      Throwables.throwIfUnchecked(failure);
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Waits until all results are recorded.
   *
   * @throws IOException if one can't be
   */
  void finish() throws IOException, InterruptedException {
    executor.shutdown();
    executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    throwFailure();
  }

  /** Waits until what has come is recorded, unless a result could not be. */
  @Override
  public void close() {
    executor.shutdown();
    Uninterruptibles.awaitTerminationUninterruptibly(executor);
  }
}
