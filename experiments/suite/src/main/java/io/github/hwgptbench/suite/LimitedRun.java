package io.github.hwgptbench.suite;

import com.google.common.base.Throwables;
import io.github.hwgptbench.record.RunOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A run that may take only so long. It has a thread of its own, so that one that never ends can be
 * left behind.
 */
final class LimitedRun {

  /** How long one may take to its next evaluation, and then to hear of its interruption. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final RecordedRun run;
  private final TimeLimit limit;
  private final Duration grace;

  LimitedRun(RecordedRun run, TimeLimit limit) {
    this.run = run;
    this.limit = limit;
    this.grace = limit.duration().compareTo(GRACE) < 0 ? limit.duration() : GRACE;
  }

  /**
   * Runs. One that takes too long is asked to stop, first at its next evaluation, then by
   * interruption, and has what it evaluated until then. Where that is in vain its thread is left
   * behind, which does not keep the process alive. What an earlier part of the run has taken counts
   * too.
   *
   * @throws IOException if the record can't be written
   * @throws InterruptedException if the calling thread is interrupted
   */
  RunOutcome run() throws IOException, InterruptedException {
    FutureTask<RunOutcome> task = new FutureTask<>(run::run);
    Thread thread = new Thread(task, "limited-run");
    thread.setDaemon(true);
    thread.start();
    try {
      while (true) {
        Duration left = limit.duration().minus(run.elapsed());
        if (left.isNegative() || left.isZero()) {
          run.stop(limit);
          return afterTheLimit(task, thread);
        }
        try {
          return outcome(task, left.plusMillis(1));
        } catch (TimeoutException e) {
          // A run that repeats an earlier part of it has set its clock.
          continue;
        }
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      thread.join(grace.toMillis());
      throw e;
    }
  }

  private RunOutcome afterTheLimit(FutureTask<RunOutcome> task, Thread thread)
      throws IOException, InterruptedException {
    try {
      return outcome(task, grace);
    } catch (TimeoutException e) {
      thread.interrupt();
    }
    try {
      return outcome(task, grace);
    } catch (TimeoutException e) {
      return run.leaveBehind();
    }
  }

  private static RunOutcome outcome(FutureTask<RunOutcome> task, Duration duration)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return task.get(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfInstanceOf(cause, InterruptedException.class);
      Throwables.throwIfInstanceOf(cause, Error.class);
      throw new IllegalStateException(cause);
    }
  }
}
