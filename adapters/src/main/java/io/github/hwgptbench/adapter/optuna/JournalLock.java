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
import java.util.List;
import java.util.UUID;

/**
 * The lock that Optuna takes to append to a journal: a symbolic link {@code <journal>.lock} to the
 * journal or, where a file system has none, a file of that name. Who finds it there waits until it
 * is gone. The lock of a process that died is released by those who wait, once neither it nor the
 * journal has changed for a while.
 */
final class JournalLock {

  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 16;

  private final Path journal;
  private final Path lock;
  private final Duration grace;

  /**
   * @param journal what is locked
   * @param grace how long nothing has to change before a lock is taken for that of a dead process
   */
  JournalLock(Path journal, Duration grace) {
    this.journal = journal;
    this.lock = journal.resolveSibling(journal.getFileName() + ".lock");
    this.grace = grace;
  }

  /** Waits for the lock and takes it. */
  void acquire() throws IOException {
    long pause = FIRST_PAUSE_MILLIS;
    long unchangedSince = System.nanoTime();
    List<FileTime> seen = List.of();
    while (!take()) {
      List<FileTime> now = times();
      if (!now.equals(seen)) {
        seen = now;
        unchangedSince = System.nanoTime();
      } else if (System.nanoTime() - unchangedSince > grace.toNanos()) {
        release();
        unchangedSince = System.nanoTime();
        continue;
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
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

  /** When the journal and the lock last changed; shorter if one is not there. */
  private List<FileTime> times() throws IOException {
    try {
      return List.of(
          Files.getLastModifiedTime(journal),
          Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void pause(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the lock of a journal");
    }
  }

  /**
   * Gives the lock back, if it is still there: under another name first, so that of several who
   * release it one alone succeeds.
   */
  void release() throws IOException {
    Path aside = lock.resolveSibling(lock.getFileName() + UUID.randomUUID().toString() + ".rename");
    try {
      Files.move(lock, aside);
    } catch (NoSuchFileException e) {
      return;
    }
    Files.delete(aside);
  }
}
