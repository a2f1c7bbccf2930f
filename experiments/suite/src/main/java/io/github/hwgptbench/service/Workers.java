package io.github.hwgptbench.service;

import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that make answers. A request with a large body waits longer than a small one, as if
 * it had arrived later, so that many large ones do not hold up the small ones; the delay is
 * limited, so that it is not passed over for ever. The number of connections limits the queue.
 */
final class Workers extends ThreadPoolExecutor {

  /** Some 20 times what it takes to answer. */
  private static final long DELAY_PER_BYTE_NANOS = 1000;

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

  Workers(int threads) {
    super(threads, threads, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
      Thread thread = new Thread(task, "http");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Makes an answer when it is its turn.
   *
   * @param bodyBytes length of the body of the request
   */
  void execute(Runnable work, int bodyBytes) {
    execute(new Task(work, System.nanoTime() + bodyBytes * DELAY_PER_BYTE_NANOS));
  }
}
