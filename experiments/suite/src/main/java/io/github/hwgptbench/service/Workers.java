package io.github.hwgptbench.service;

import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The threads that make answers. A request with a large body waits longer than a small one, as if
 * it had arrived later, so that many large ones do not hold up the small ones; the delay is
 * limited, so that it is not passed over for ever. The number of connections limits the queue.
 */
final class Workers extends ThreadPoolExecutor {

  /**
   * Some 400 times what it takes to answer, so that small requests also go before many large ones
   * that wait.
   */
  private static final long DELAY_PER_BYTE_NANOS = 20_000;

  /** Large requests are answered too while small ones never cease. */
  private static final long LONGEST_DELAY_NANOS = 2_000_000_000;

  private record Task(Runnable work, long turnNanos) implements Runnable, Comparable<Task> {

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Task other) {
      // Values of the clock may overflow; their difference does not.
      return Long.signum(turnNanos - other.turnNanos);
    }
  }

  private final LongSupplier nanoTime;

  Workers(int threads) {
    this(threads, System::nanoTime);
  }

  /**
   * Creates workers.
   *
   * @param nanoTime clock that measures when a request arrives, as {@link System#nanoTime}
   */
  Workers(int threads, LongSupplier nanoTime) {
    super(threads, threads, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
      Thread thread = new Thread(task, "http");
      thread.setDaemon(true);
      return thread;
    });
    this.nanoTime = nanoTime;
  }

  /**
   * Makes an answer when it is its turn.
   *
   * @param bodyBytes length of the body of the request
   */
  void execute(Runnable work, int bodyBytes) {
    long delay = Math.min(LONGEST_DELAY_NANOS, bodyBytes * DELAY_PER_BYTE_NANOS);
    execute(new Task(work, nanoTime.getAsLong() + delay));
  }
}
