package io.github.hwgptbench.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Keeps a folder, or another resource, for one process, and within it for one caller. The operating
 * system lets go of it where the process dies, so a file that stays behind is in nobody's way.
 */
public final class FolderLock implements Closeable {

  /** Name, or end of the name, of the file of a lock. */
  public static final String NAME = ".lock";

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes a folder.
   *
   * @throws IOException if another run has it, or it can't be locked; names it
   */
  static FolderLock of(Path folder) throws IOException {
    return of(
        folder.resolve(NAME),
        folder + ": another run is writing here; take another folder, or wait for its end");
  }

  /**
   * Takes a resource.
   *
   * @param file stands for the resource; created here, and deleted on close
   * @param taken the message of the error where another process or caller has it
   * @throws IOException if another one has it, or the file can't be locked
   */
  public static FolderLock of(Path file, String taken) throws IOException {
    while (true) {
      Optional<Object> before = key(file);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        lock(channel, taken);
        // Whoever had the lock before may have deleted the file between its opening and its
        // locking. Only its attributes tell: to open and close it again would give up the lock.
        if (before.isPresent() && before.equals(key(file))) {
          return new FolderLock(file, channel);
        }
        channel.close();
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static void lock(FileChannel channel, String taken) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException(taken);
    }
  }

  /** Returns what tells a file from others, or, where the system has no such thing, that it is. */
  private static Optional<Object> key(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? file : key);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Deletes the file and lets go. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    }
  }
}
