package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Locks a folder, or another resource, for one process, and within it for one caller. The operating
 * system releases the lock when the process dies, so a remaining lock file blocks nobody. On a file
 * system without locks, such as Lustre or NFS with some settings, a second file, which only one
 * process can create, takes the place of the lock. It names its process and host, and remains if
 * the process is killed: then it has to be deleted by hand, since other hosts do not know whether
 * the process is still running.
 */
public final class FolderLock implements Closeable {

  /** Name, or suffix of the name, of the file of a lock. */
  public static final String NAME = ".lock";

  /** End of the name of the file that takes the place of a lock. */
  private static final String OWNER = ".owner" + NAME;

  /** How the file system locks a file. */
  @FunctionalInterface
  interface Locking {
    /**
     * Returns the lock, or null where another process has it.
     *
     * @throws IOException if the file system has no locks
     */
    FileLock tryLock(FileChannel channel) throws IOException;
  }

  private final List<Path> files;
  private final FileChannel channel;

  private FolderLock(List<Path> files, FileChannel channel) {
    this.files = files;
    this.channel = channel;
  }

  /** Returns whether a file is there to lock the folder that it is in. */
  static boolean isLock(Path file) {
    String name = file.getFileName().toString();
    return name.equals(NAME) || name.equals(OWNER);
  }

  /**
   * Takes a folder.
   *
   * @throws IOException if another run has it, or it can't be locked; names it
   */
  static FolderLock of(Path folder) throws IOException {
    return of(
        folder.resolve(NAME),
        folder + ": another run is writing here; use another folder, or wait until it ends");
  }

  /**
   * Locks a resource.
   *
   * @param file lock file of the resource; created here, and deleted on close
   * @param taken message of the error if another process or caller has the lock
   * @throws IOException if another one has it, or the file can't be locked
   */
  public static FolderLock of(Path file, String taken) throws IOException {
    return of(file, taken, FileChannel::tryLock);
  }

  static FolderLock of(Path file, String taken, Locking locking) throws IOException {
    Path owner = owner(file);
    while (true) {
      Optional<Object> before = key(file);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (!lock(channel, taken, locking)) {
          create(owner, taken);
          return new FolderLock(List.of(owner, file), channel);
        }
        // Whoever had the lock before may have deleted the file between its opening and its
        // locking. Only its attributes tell: to open and close it again would give up the lock.
        if (before.isPresent() && before.equals(key(file))) {
          if (Files.exists(owner)) {
            throw owned(owner, taken);
          }
          return new FolderLock(List.of(file), channel);
        }
        channel.close();
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static Path owner(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - NAME.length()) + OWNER);
  }

  /** Returns false on a file system without locks. */
  private static boolean lock(FileChannel channel, String taken, Locking locking)
      throws IOException {
    FileLock lock;
    try {
      lock = locking.tryLock(channel);
    } catch (OverlappingFileLockException e) {
      lock = null;
    } catch (IOException e) {
      return false;
    }
    if (lock == null) {
      throw new IOException(taken);
    }
    return true;
  }

  /** Creates the file that takes the place of a lock. */
  private static void create(Path owner, String taken) throws IOException {
    String self = Text.format("process %d on %s", ProcessHandle.current().pid(), host());
    try {
      Files.writeString(owner, self, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw owned(owner, taken);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }

  private static IOException owned(Path owner, String taken) throws IOException {
    String who = Files.readString(owner);
    return new IOException(Text.format(
        "%s. The file %s marks this, since this file system has no locks; it was made by %s. If"
            + " that process is no longer running, delete the file",
        taken, owner, who.isEmpty() ? "an unknown process" : who));
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

  /** Deletes the files and releases the lock. */
  @Override
  public void close() throws IOException {
    try (channel) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
