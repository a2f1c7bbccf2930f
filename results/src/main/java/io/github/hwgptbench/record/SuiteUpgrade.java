package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Converts a suite with two files per run to segments. The bytes and outcomes of all runs stay the
 * same. A suite with a changed run is refused, since in a segment it could not be deleted
 * separately. Original files are deleted only once everything is on the disk and was read back.
 * After an interruption, the conversion continues.
 *
 * @since 0.2.0
 */
public final class SuiteUpgrade {

  private static final Pattern COPIES = Pattern.compile("runs\\.index|" + Segment.NAMES);

  private SuiteUpgrade() {}

  /**
   * Converts a suite in its folder, and deletes the files of its runs.
   *
   * @return number of completed runs
   * @throws IOException if it is not the folder of a suite, a run was changed, there are segments
   *     of other runs, another run is writing there, or it can't be read or written
   */
  public static int inPlace(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new IOException(Text.format(
          "%s: not a folder; a suite in a zip file is written to another folder", folder));
    }
    // Before the lock, which makes a file.
    SuiteIndex.read(folder);
    FolderLock lock = FolderLock.of(folder);
    try (lock) {
      SuiteIndex index = SuiteIndex.read(folder);
      if (index.layout() == SuiteIndex.FILES) {
        SuiteArchive archive = SuiteArchive.open(folder);
        checkRuns(archive);
        prepare(archive, folder, name -> !COPIES.matcher(name).matches());
        write(archive, folder);
      }
      SuiteArchive upgraded = SuiteArchive.open(folder);
      for (ArchivedProblem problem : upgraded.problems()) {
        deleteFiles(problem);
      }
      Files.deleteIfExists(folder.resolve(RunLog.NAME));
      DiskSync.folder(folder);
      return runs(upgraded);
    }
  }

  /**
   * Writes a converted suite to another folder.
   *
   * @param from folder of a suite, or a zip file of one
   * @param to an empty or missing folder, or one with an incomplete or complete conversion of the
   *     same suite
   * @return number of completed runs
   * @throws IOException if there is no suite, a run was changed, the folder contains anything else,
   *     another run is writing there, or it can't be read or written
   */
  public static int copy(Path from, Path to) throws IOException {
    SuiteArchive archive = SuiteArchive.open(from);
    checkRuns(archive);
    Files.createDirectories(to);
    FolderLock lock = FolderLock.of(to);
    try (lock) {
      if (SuiteFolder.has(to) && SuiteIndex.read(to).layout() == SuiteIndex.SEGMENTS) {
        return done(archive, to);
      }
      prepare(archive, to, name -> false);
      for (ArchivedProblem problem : archive.problems()) {
        copyBeside(problem.folder(), to.resolve(problem.settings().folderName()));
      }
      write(archive, to);
      return runs(SuiteArchive.open(to));
    }
  }

  /** Returns the number of runs of a copy that is whole already. */
  private static int done(SuiteArchive from, Path to) throws IOException {
    SuiteArchive there = SuiteArchive.open(to);
    if (!there.fingerprint().equals(from.fingerprint())) {
      throw new IOException(
          Text.format("%s: contains another suite than %s; use another folder", to, from.folder()));
    }
    return runs(there);
  }

  /** Refuses a suite with a run that a reader refuses. */
  private static void checkRuns(SuiteArchive archive) throws IOException {
    for (ArchivedProblem problem : archive.problems()) {
      for (ArchivedRun run : whole(problem)) {
        if (run.budget() < problem.settings().evaluations()
            || run.outcome().timeLimit().isPresent()) {
          // May have gone on, and be longer than its line.
          run.known(problem.settings());
        } else {
          run.open();
        }
      }
    }
  }

  /**
   * Writes what shows later that an upgrade of this suite was begun.
   *
   * @param files the names of other files and folders that may be in the folder
   * @throws IOException if there is another file, which no upgrade of this suite has left
   */
  private static void prepare(SuiteArchive from, Path to, Predicate<String> files)
      throws IOException {
    SuiteIndex index = new SuiteIndex(from.plan(), SuiteIndex.SEGMENTS);
    boolean begun = index.isPrepared(to);
    for (Path file : files(to)) {
      String name = file.getFileName().toString();
      boolean left = begun && (COPIES.matcher(name).matches() || isBeside(from, file));
      if (!left && !files.test(name) && !FolderLock.isLock(file) && !name.equals(SuiteIndex.PART)) {
        throw new IOException(Text.format(
            "%s: contains something that no upgrade of %s has left: '%s'; move it, or use"
                + " another folder",
            to, from.folder(), name));
      }
    }
    if (!begun) {
      index.prepare(to);
      DiskSync.folder(to);
    }
  }

  /** Returns whether a folder of a problem has nothing but copies of what runs leave. */
  private static boolean isBeside(SuiteArchive from, Path folder) throws IOException {
    String name = folder.getFileName().toString();
    return from.plan().problems().stream().anyMatch(it -> it.folderName().equals(name))
        && Files.isDirectory(folder)
        && files(folder).stream().allMatch(SuiteUpgrade::isBeside);
  }

  private static boolean isBeside(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(RunFile.ERRORS) || name.endsWith(".part");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static int runs(SuiteArchive archive) {
    return archive.problems().stream()
        .mapToInt(problem -> whole(problem).size() + problem.failures().size())
        .sum();
  }

  /** Returns the runs that somebody has not deleted, to have them run again. */
  private static List<ArchivedRun> whole(ArchivedProblem problem) {
    return Stream.concat(problem.runs().stream(), problem.outgrown().stream())
        .filter(run -> !run.deleted())
        .toList();
  }

  /** Copies what is left of failed runs, and what programs have printed. */
  private static void copyBeside(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    for (Path file : files(from)) {
      if (isBeside(file)) {
        Files.createDirectories(to);
        Files.copy(
            file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void write(SuiteArchive from, Path to) throws IOException {
    // What a killed process has left. Nothing reads it without the new suite.json.
    for (Path file : files(to)) {
      if (COPIES.matcher(file.getFileName().toString()).matches()) {
        Files.delete(file);
      }
    }
    try (RunSegments store = RunSegments.open(to)) {
      for (ArchivedProblem problem : from.problems()) {
        for (ArchivedRun run : whole(problem)) {
          store.copy(run.entry(), run.stored());
        }
        for (RunLog.Entry failure : problem.failures()) {
          store.copy(failure, RunSegments.NOTHING);
        }
      }
    }
    DiskSync.folder(to);
    SuiteIndex index = new SuiteIndex(from.plan(), SuiteIndex.SEGMENTS);
    SuiteArchive written = SuiteArchive.of(to, to, index);
    for (int i = 0; i < from.problems().size(); i++) {
      checkSame(from.problems().get(i), written.problems().get(i));
    }
    index.finish(to);
  }

  private static void checkSame(ArchivedProblem from, ArchivedProblem written) throws IOException {
    List<ArchivedRun> before = whole(from);
    List<ArchivedRun> after = whole(written);
    boolean same = before.size() == after.size() && from.failures().equals(written.failures());
    for (int i = 0; same && i < before.size(); i++) {
      same = before.get(i).entry().equals(after.get(i).entry())
          && same(before.get(i).stored(), after.get(i).stored());
    }
    if (!same) {
      throw new IOException(Text.format(
          "%s: the copy differs from %s; nothing was deleted", written.folder(), from.folder()));
    }
  }

  private static boolean same(StoredRun one, StoredRun other) {
    return Arrays.equals(one.run(), other.run()) && Arrays.equals(times(one), times(other));
  }

  /** Segments do not tell empty times, which a run without values may have, from none. */
  private static byte[] times(StoredRun run) {
    byte[] times = run.times();
    return times == null ? new byte[0] : times;
  }

  /** The times of the files go first, and may be gone. */
  private static boolean isIn(StoredRun run, StoredRun files) {
    return same(run, files) || times(files).length == 0 && Arrays.equals(run.run(), files.run());
  }

  /** Deletes the files of runs that are in segments, with the same bytes. */
  private static void deleteFiles(ArchivedProblem problem) throws IOException {
    if (!Files.isDirectory(problem.folder())) {
      return;
    }
    for (ArchivedRun run : whole(problem)) {
      RunFiles.Source files = new RunFiles.Source(problem
          .folder()
          .resolve(RunFile.name(run.outcome().algorithm(), run.outcome().seed())));
      List<Path> left = new ArrayList<>(List.of(files.times(), files.file()));
      left.removeIf(file -> !Files.exists(file));
      if (files.exists() && isIn(run.stored(), files.read())) {
        for (Path file : left) {
          Files.delete(file);
        }
      }
    }
    try {
      Files.delete(problem.folder());
    } catch (DirectoryNotEmptyException e) {
      // Has what is left of failed runs, or what programs have printed.
    }
  }
}
