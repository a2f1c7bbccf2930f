package io.github.hwgptbench.adapter.optuna;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The lock that Optuna takes to append to a journal: a symbolic link {@code <journal>.lock} to the
 * journal or, where a file system has none, a file of that name. Who finds it there waits until it
 * is gone. The lock of a process that died is released by those who wait, once neither it nor the
 * journal has changed for a while.
 *
 * <p>Optuna tries again after pauses that double up to a second, and takes the lock again at once
 * where it has more to write, so that of two processes the one that holds it keeps it. Here, who
 * held the lock leaves it alone for a while that grows with the number of those who use it, and who
 * waits for it tries often while it changes hands, and less and less often while it does not.
 */
final class JournalLock {

  private static final long SHORTEST_PAUSE_NANOS = 500_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;
  /** A pause is this part of the time for which the same process has held the lock. */
  private static final int PAUSES = 16;

  /**
   * How long each of the others is left, in times that we held the lock: measured such that two
   * processes of ours and two of Optuna, or one of each, have trials of the same order.
   */
  private static final double TURN = 0.5;

  /**
   * Of others who try in vain, turns double up to so many times; they wait longer and longer too.
   */
  private static final int MOST_DOUBLINGS = 4;

  /** For how long a process that has used the lock counts as one that uses it. */
  private static final long RECENTLY_NANOS = 10_000_000_000L;

  private final Path journal;
  private final Path lock;
  private final Duration grace;
  /** When each of the others last used the lock. */
  private final Map<String, Long> others = new HashMap<>();

  /**
   * When the lock was last found in the hands of another; far in the past before the first time.
   */
  private long contended = System.nanoTime() - RECENTLY_NANOS;

  /** How often we had the lock since another had it. */
  private int alone;

  private long taken;
  private long released;

  /**
   * @param journal what is locked
   * @param grace how long nothing has to change before a lock is taken for that of a dead process
   */
  JournalLock(Path journal, Duration grace) {
    this.journal = journal;
    this.lock = journal.resolveSibling(journal.getFileName() + ".lock");
    this.grace = grace;
  }

  /** Notes that another process, or thread, has had the lock. */
  void usedBy(String other) {
    others.put(other, System.nanoTime());
    alone = 0;
  }

  /** Forgets who has had the lock. */
  void forgetOthers() {
    others.clear();
  }

  /** Waits for the lock and takes it. */
  void acquire() throws IOException {
    leaveTurnsToOthers();
    long unchangedSince = System.nanoTime();
    List<FileTime> seen = List.of();
    alone++;
    while (!take()) {
      contended = System.nanoTime();
      alone = 0;
      List<FileTime> now = times();
      if (!now.equals(seen)) {
        seen = now;
        unchangedSince = System.nanoTime();
      } else if (System.nanoTime() - unchangedSince > grace.toNanos()) {
        free();
        unchangedSince = System.nanoTime();
        continue;
      }
      pause(Math.max(SHORTEST_PAUSE_NANOS, (System.nanoTime() - unchangedSince) / PAUSES));
    }
    taken = System.nanoTime();
  }

  private void leaveTurnsToOthers() throws InterruptedIOException {
    long now = System.nanoTime();
    others.values().removeIf(used -> now - used > RECENTLY_NANOS);
    // One that nothing is known of yet may be waiting too.
    double turns = TURN * Math.max(1, others.size());
    if (!others.isEmpty() || now - contended < RECENTLY_NANOS) {
      turns *= 1 << Math.min(alone, MOST_DOUBLINGS);
    }
    long left = (long) (turns * (released - taken)) - (now - released);
    if (left > 0) {
      pause(left);
    }
  }

  private boolean take() throws IOException {
    try {
      Files.createSymbolicLink(lock, journal);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return createFile(e);
    }
  }

  private boolean createFile(Exception noLink) throws IOException {
    try {
      Files.createFile(lock);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      e.addSuppressed(noLink);
      throw e;
    }
  }

  /** When the journal and the lock last changed; shorter if one does not exist. */
  private List<FileTime> times() throws IOException {
    try {
      return List.of(
          Files.getLastModifiedTime(journal),
          Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void pause(long nanos) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(nanos, LONGEST_PAUSE_NANOS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the lock of a journal");
    }
  }

  /** Gives the lock back, if it is still there. */
  void release() throws IOException {
    released = System.nanoTime();
    free();
  }

  /** Under another name first, so that of several who do this one alone succeeds. */
  private void free() throws IOException {
    Path aside = lock.resolveSibling(lock.getFileName() + UUID.randomUUID().toString() + ".rename");
    try {
      Files.move(lock, aside);
    } catch (NoSuchFileException e) {
      return;
    }
    Files.delete(aside);
  }
}
