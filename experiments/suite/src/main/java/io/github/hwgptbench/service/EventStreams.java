package io.github.hwgptbench.service;

import io.github.hwgptbench.internal.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends events to clients that listen, as server-sent events, about once a second. A client that
 * does not read them is not waited for: it gets the next event when it has read the last one, or
 * its deadline closes the connection. Safe for use by many threads.
 */
final class EventStreams implements AutoCloseable {

  /** Each holds a connection. */
  private static final int MOST = 32;

  private static final long PERIOD_MS = 1000;
  /** By which a connection that is gone is noticed where nothing else is sent. */
  private static final int PERIODS_OF_SILENCE = 10;

  private static final byte[] ALIVE = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
      });
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();

  EventStreams() {
    timer.scheduleWithFixedDelay(this::send, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Refuses another stream where there are too many.
   *
   * @throws RefusedException if there are
   */
  void checkRoom() {
    if (open.size() >= MOST) {
      throw new RefusedException(
          429, Text.format("%d pages are connected already; close one, or try again later", MOST));
    }
  }

  /** Begins to send, after the head of an answer is there. */
  void begin(EventSource events, Response response, ClientDeadline deadline, Callback callback) {
    Stream stream = new Stream(events, response, deadline, callback);
    open.add(stream);
    // At once, since the first event may take longer than a client waits for an answer.
    stream.write(ALIVE, false);
    timer.execute(stream::next);
  }

  private void send() {
    open.forEach(Stream::next);
  }

  /** One client. Its events are made by the one thread of the timer. */
  private final class Stream {

    private final EventSource events;
    private final Response response;
    private final ClientDeadline deadline;
    private final Callback callback;
    /** At first too, until the head is written. */
    private volatile boolean writing = true;

    private int silent;

    Stream(EventSource events, Response response, ClientDeadline deadline, Callback callback) {
      this.events = events;
      this.response = response;
      this.deadline = deadline;
      this.callback = callback;
    }

    private void next() {
      if (writing) {
        return;
      }
      try {
        Optional<byte[]> event = events.next();
        if (event.isPresent()) {
          write(message("state", event.get()), false);
        } else if (++silent >= PERIODS_OF_SILENCE) {
          write(ALIVE, false);
        }
      } catch (IOException | RuntimeException | Error e) {
        // What is thrown here would end the timer.
        String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        write(message("trouble", reason.getBytes(StandardCharsets.UTF_8)), true);
      }
    }

    private void write(byte[] bytes, boolean last) {
      silent = 0;
      writing = true;
      try {
        deadline.beginOrClose();
        response.write(
            last, ByteBuffer.wrap(bytes), Callback.from(() -> written(last), this::fail));
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    private void written(boolean last) {
      deadline.cancel();
      writing = false;
      if (last && open.remove(this)) {
        deadline.beginOrClose();
        callback.succeeded();
      }
    }

    private void fail(Throwable failure) {
      if (open.remove(this)) {
        callback.failed(failure);
      }
    }
  }

  private static byte[] message(String event, byte[] line) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(line.length + 32);
    message.writeBytes(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    message.writeBytes(line);
    message.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return message.toByteArray();
  }

  /** Ends all streams. */
  @Override
  public void close() {
    timer.shutdownNow();
    open.forEach(stream -> stream.fail(new IOException("The service is stopping")));
  }
}
