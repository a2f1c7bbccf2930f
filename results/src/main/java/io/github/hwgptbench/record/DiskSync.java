package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Forces written data to the disk, so that it survives a loss of power. An interruption of the
 * thread neither stops this nor is lost.
 *
 * @since 0.2.0
 */
public final class DiskSync {

  private DiskSync() {}

  /** Work with a channel, which may be begun again from its beginning. */
  @FunctionalInterface
  interface ChannelWork {
    void run(FileChannel channel) throws IOException;
  }

  /** Work that opens what it works with, and may be begun again from its beginning. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Forces the content of a file to the disk.
   *
   * @throws IOException if it can't be written
   */
  static void file(Path file) throws IOException {
    withChannel(file, channel -> channel.force(true));
  }

  /**
   * Forces the names of the files in a folder to the disk, as far as the system supports it;
   * Windows does not.
   */
  public static void folder(Path folder) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // There is nothing that could be done instead.
      return;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes the folder of a file or folder to disk, as {@link #folder} does. */
  static void folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      folder(parent);
    }
  }

  /**
   * Works with a file that is there. An algorithm may interrupt its thread at any time, which
   * closes channels.
   *
   * @throws IOException if the work fails
   */
  static void withChannel(Path file, ChannelWork work) throws IOException {
    uninterrupted(() -> {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        work.run(channel);
        return file;
      }
    });
  }

  /**
   * Does work again until no interruption of the thread has closed its channels. Afterwards the
   * thread is interrupted as it was.
   *
   * @throws IOException if the work fails
   */
  static <T> T uninterrupted(Work<T> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
