package io.github.hwgptbench.service;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.CyclicTimeout;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Limits the time of the step that a connection is in: the head of a request arrives, its body
 * arrives, it is answered, the answer is read. The limit is for the whole step, so that a client
 * that sends or reads a byte now and then is not waited for. Safe for use by many threads.
 */
final class ClientDeadline extends CyclicTimeout {

  private static final String ATTRIBUTE = ClientDeadline.class.getName();

  private final EndPoint endPoint;
  private final Duration limit;
  private volatile Runnable late;

  private ClientDeadline(EndPoint endPoint, Scheduler scheduler, Duration limit) {
    super(scheduler);
    this.endPoint = endPoint;
    this.limit = limit;
    this.late = endPoint::close;
  }

  /** Returns what gives each new connection a deadline, which begins with the first head. */
  static Connection.Listener forEachConnection(Scheduler scheduler, Duration limit) {
    return new Connection.Listener() {
      @Override
      public void onOpened(Connection connection) {
        ClientDeadline deadline = new ClientDeadline(connection.getEndPoint(), scheduler, limit);
        ((ConnectionMetaData) connection).setAttribute(ATTRIBUTE, deadline);
        deadline.beginOrClose();
      }

      @Override
      public void onClosed(Connection connection) {
        ((ClientDeadline) ((ConnectionMetaData) connection).getAttribute(ATTRIBUTE)).destroy();
      }
    };
  }

  /** Returns the deadline of the connection of a request. */
  static ClientDeadline of(Request request) {
    return (ClientDeadline) request.getConnectionMetaData().getAttribute(ATTRIBUTE);
  }

  /** Begins a step; the connection is closed if it takes too long. */
  void beginOrClose() {
    begin(endPoint::close);
  }

  /**
   * Begins a step.
   *
   * @param late what to do if it takes too long; must not block
   */
  void begin(Runnable late) {
    this.late = late;
    schedule(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void onTimeoutExpired() {
    late.run();
  }
}
