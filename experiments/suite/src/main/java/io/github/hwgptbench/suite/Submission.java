package io.github.hwgptbench.suite;

import io.github.hwgptbench.record.RecordVerification;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record of a track, with a description by its authors.
 *
 * @param record the record
 * @param about the description
 * @since 0.2.0
 */
public record Submission(SuiteArchive record, SubmissionFile about) {

  private static final String VERIFICATION = "verification.json";

  /**
   * Opens a submission.
   *
   * @param folder folder with a record, or a zip file of one. The file {@link SubmissionFile#NAME}
   *     is in it or beside it, where its name may begin with that of the folder, as in
   *     {@code mine.submission.yaml}
   * @throws UsageException if there is no such file, or it is invalid; the message has the line
   * @throws IOException if it can't be read
   */
  public static Submission open(Path folder) throws IOException {
    SuiteArchive record = SuiteArchive.open(folder);
    List<Path> files = List.of(
        record.root().resolve(SubmissionFile.NAME),
        beside(folder, SubmissionFile.NAME),
        full(folder).resolveSibling(SubmissionFile.NAME));
    for (Path file : files) {
      if (Files.exists(file)) {
        return new Submission(record, SubmissionFile.read(file));
      }
    }
    throw UsageException.of(
        "%s: no '%s'; allowed: in it, or beside it as '%s' or '%s'",
        folder, SubmissionFile.NAME, files.get(1).getFileName(), SubmissionFile.NAME);
  }

  /**
   * Returns the records of submissions in a folder.
   *
   * @param folder folder with a record, or a zip file of one, or a folder of any number of these
   * @return the records by name; the folder itself if it has a record, or none is in it
   * @throws IllegalArgumentException if a record is there as a folder and as a zip file
   * @throws IOException if the folder can't be read
   */
  public static List<Path> records(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || SuiteFolder.has(folder)) {
      return List.of(folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> records = files
          .filter(file -> SuiteFolder.has(file) || file.toString().endsWith(".zip"))
          .sorted()
          .toList();
      for (Path record : records) {
        Path zip = folder.resolve(record.getFileName() + ".zip");
        if (records.contains(zip)) {
          throw UsageException.of(
              "%s: the folder '%s' and '%s' would count twice; leave one there",
              folder, record.getFileName(), zip.getFileName());
        }
      }
      return records.isEmpty() ? List.of(folder) : records;
    }
  }

  /** Returns the budget of its runs, in the unit of its track; the smallest of all problems. */
  double budget() {
    return record.plan().problems().stream()
        .mapToDouble(problem -> problem.budget().amount())
        .min()
        .orElseThrow();
  }

  /** Returns a path with a name, also of the working directory. */
  private static Path full(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  /** Returns a file beside the record, with the name of the record in front of its own. */
  private static Path beside(Path folder, String name) {
    Path full = full(folder);
    return full.resolveSibling(
        full.getFileName().toString().replaceFirst("\\.zip$", "") + "." + name);
  }

  /**
   * Returns the file with the result of a verification: in the folder, or beside the zip file.
   *
   * @param folder folder with a record, or a zip file of one
   */
  public static Path verificationFile(Path folder) {
    return Files.isDirectory(folder) ? folder.resolve(VERIFICATION) : beside(folder, VERIFICATION);
  }

  /** Returns the file with the result of its verification. */
  public Path verificationFile() {
    return verificationFile(record.folder());
  }

  /**
   * Returns the result of the last verification; empty if there is none, or the record has changed
   * since.
   *
   * @throws IOException if the file can't be read, or was changed
   */
  public Optional<RecordVerification> verification() throws IOException {
    Path file = verificationFile();
    return Files.exists(file)
        ? Optional.of(RecordVerification.read(file))
            .filter(it -> it.fingerprint().equals(record.fingerprint()))
        : Optional.empty();
  }
}
