package io.github.hwgptbench.service;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits how many bytes of bodies and answers are held at the same time, so that clients that send
 * or read slowly can't use up the memory. Small ones are free: the number of connections limits
 * them. Safe for use by many threads.
 */
final class ByteBudget {

  /** Up to this size a body or an answer is free. */
  static final int FREE_BYTES = 16 << 10;

  private final AtomicLong left;

  ByteBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** Returns a share of nothing yet. */
  Share share() {
    return new Share();
  }

  /** What one request holds. Safe for use by many threads. */
  final class Share implements AutoCloseable {

    private long held;
    private boolean closed;

    /**
     * Changes what is held.
     *
     * @throws RefusedException if too little is left of the budget; nothing changes
     */
    synchronized void resize(long bytes) {
      long charged = closed || bytes <= FREE_BYTES ? 0 : bytes;
      if (left.addAndGet(held - charged) < 0 && charged > held) {
        left.addAndGet(charged - held);
        throw new RefusedException(
            503, "Too many large requests at the same time; send smaller ones, or try again later");
      }
      held = charged;
    }

    @Override
    public synchronized void close() {
      closed = true;
      resize(0);
    }
  }
}
