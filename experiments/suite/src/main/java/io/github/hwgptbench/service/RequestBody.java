package io.github.hwgptbench.service;

import io.github.hwgptbench.internal.text.Text;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads the body of a request as it arrives, without a thread that waits for it. The bytes are
 * copied, since a chunk of one byte would hold a whole buffer of the server.
 */
final class RequestBody implements Invocable.Task {

  private static final int FIRST_CAPACITY = 512;

  private final Request request;
  private final int maxBytes;
  private final ByteBudget.Share share;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private byte[] bytes;
  private int length;

  private RequestBody(Request request, int maxBytes, ByteBudget.Share share) {
    this.request = request;
    this.maxBytes = maxBytes;
    this.share = share;
    // A client may announce more than it sends.
    long announced = Math.min(request.getLength(), ByteBudget.FREE_BYTES);
    this.bytes = new byte[announced < 0 ? FIRST_CAPACITY : (int) announced];
  }

  /**
   * Reads a body.
   *
   * @param share grows with what has arrived
   * @return fails with a {@link RefusedException} if the body is longer than allowed, can't be read
   *     or exceeds the budget. The caller may complete it, which ends the reading
   */
  static CompletableFuture<byte[]> read(Request request, int maxBytes, ByteBudget.Share share) {
    RequestBody body = new RequestBody(request, maxBytes, share);
    body.run();
    return body.whole;
  }

  /** Returns the refusal of a body that is too long. */
  static RefusedException tooLong(int maxBytes) {
    return new RefusedException(
        413, Text.format("The body is longer than %d bytes, which is the maximum", maxBytes));
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public void run() {
    try {
      while (!whole.isDone()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          throw new RefusedException(
              400, "The body can't be read: " + chunk.getFailure().getMessage());
        }
        boolean last = chunk.isLast();
        try {
          add(chunk.getByteBuffer());
        } finally {
          chunk.release();
        }
        if (last) {
          whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        }
      }
    } catch (RuntimeException | Error e) {
      whole.completeExceptionally(e);
    }
  }

  private void add(ByteBuffer arrived) {
    int count = arrived.remaining();
    if (count > maxBytes - length) {
      throw tooLong(maxBytes);
    }
    if (count > bytes.length - length) {
      int capacity = (int) Math.min(maxBytes, Math.max(2L * bytes.length, length + count));
      share.resize(capacity);
      bytes = Arrays.copyOf(bytes, capacity);
    }
    arrived.get(bytes, length, count);
    length += count;
  }
}
