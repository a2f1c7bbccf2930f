package io.github.hwgptbench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A value that changes whenever the record of a suite does. It is to be taken before the record is
 * read.
 *
 * @param changed when a file changed last
 * @param bytes length of all files together
 */
record RecordVersion(Instant changed, long bytes) {

  static final RecordVersion NONE = new RecordVersion(Instant.EPOCH, 0);

  /** Returns the version of what a suite has: of its plan, its index and its runs. */
  static RecordVersion of(Path suite) throws IOException {
    try (Stream<Path> files = Files.list(suite)) {
      return of(files.toList());
    }
  }

  /** Returns the version of what a suite is to run. */
  static RecordVersion ofPlan(Path suite) throws IOException {
    return of(List.of(suite.resolve("suite.json")));
  }

  private static RecordVersion of(List<Path> files) throws IOException {
    Instant latest = Instant.EPOCH;
    long bytes = 0;
    for (Path file : files) {
      BasicFileAttributes attributes;
      try {
        attributes = Files.readAttributes(file, BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        // Another process may have replaced it just now.
        continue;
      }
      if (attributes.isRegularFile()) {
        Instant changed = attributes.lastModifiedTime().toInstant();
        latest = changed.isAfter(latest) ? changed : latest;
        bytes += attributes.size();
      }
    }
    return new RecordVersion(latest, bytes);
  }
}
