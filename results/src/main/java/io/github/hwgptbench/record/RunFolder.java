package io.github.hwgptbench.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that holds all runs of one suite:
 *
 * <ul>
 *   <li>{@code <algorithm>-seed-<seed>.csv}, where what file systems may not like in the name of
 *       the algorithm is {@code _}, as in {@code ehvi_paper} and {@code jmetal_NSGAII}: every
 *       evaluation of a run, in order; see {@link RunWriter}. A run that did not come to its end
 *       leaves what it has in {@code ....csv.part}
 *   <li>{@code <algorithm>-seed-<seed>.times}: when each evaluation was made, also comma-separated;
 *       apart from the evaluations, which are the same to the byte each time a run is repeated
 *   <li>{@code <algorithm>-seed-<seed>.json}: what was run and how it went, with the SHA-256 of the
 *       evaluations; it is written after them, so a run that has one is over
 *   <li>{@code suite.json}: what is to be run, with all settings of the algorithms and all seeds,
 *       and how each run went; it says {@code "complete": false} until all is done
 * </ul>
 *
 * <p>A suite that was stopped, or whose process was killed, can be {@linkplain #resume resumed}:
 * the files with evaluations are then equal to the byte to those of a suite that never was. A file
 * has its name only once it is whole. Until it is closed, the folder is locked: no other run, of
 * this process or another, can take it. Safe for use by many threads, one run each.
 */
public final class RunFolder implements Closeable {

  static final String SUITE = "suite.json";
  private static final Pattern OURS =
      Pattern.compile("(suite\\.json|[A-Za-z0-9._=-]+-seed--?[0-9]+\\.(csv|times|json))(\\.part)?");

  private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[^A-Za-z0-9.=-]+");

  private final Path path;
  private final FolderLock lock;
  private final List<RunOutcome> finished;

  private RunFolder(Path path, FolderLock lock, List<RunOutcome> finished) {
    this.path = path;
    this.lock = lock;
    this.finished = List.copyOf(finished);
  }

  /**
   * Makes a folder, of a name that is not taken: {@code name}, {@code name-2}, {@code name-3}, ...
   *
   * @param parent is made too, if it is missing
   * @throws IOException if it can't be made; names it
   */
  public static RunFolder fresh(Path parent, String name) throws IOException {
    makeFolder(parent);
    for (int number = 1; ; number++) {
      Path path = parent.resolve(number == 1 ? name : name + "-" + number);
      try {
        Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        // Taken, perhaps by another process just now; the next number may be free.
        continue;
      } catch (IOException e) {
        throw unwritable(path, e);
      }
      return new RunFolder(path, FolderLock.of(path), List.of());
    }
  }

  /**
   * Takes exactly this folder, which must be empty or missing.
   *
   * @throws IOException if there is something in it, another run is writing there, or it can't be
   *     made or written to; names it
   */
  public static RunFolder empty(Path path) throws IOException {
    return locked(path, files -> {
      if (!files.isEmpty()) {
        throw new IOException(
            "%s: there is something in this folder; take another, resume what it has, or overwrite it"
                .formatted(path));
      }
      return List.of();
    });
  }

  /**
   * Takes exactly this folder. Runs that are in it are deleted.
   *
   * @throws IOException if there is something else in it than runs, another run is writing there,
   *     or it can't be made or written to; names what
   */
  public static RunFolder overwrite(Path path) throws IOException {
    return locked(path, files -> overwrite(path, files));
  }

  private static List<RunOutcome> overwrite(Path path, List<Path> files) throws IOException {
    for (Path file : files) {
      if (!OURS.matcher(file.getFileName().toString()).matches()) {
        throw new IOException(
            "%s: '%s' is no file of a run; only a folder of nothing but runs is overwritten"
                .formatted(path, file.getFileName()));
      }
    }
    for (Path file : files) {
      Files.delete(file);
    }
    return List.of();
  }

  /**
   * Takes exactly this folder, to go on with a suite that was stopped in it. What was not finished
   * there is forgotten, and is to be run again. An empty or missing folder has nothing finished.
   *
   * @throws IOException if the folder has something else in it than this suite, a finished run is
   *     not as it was written, another run is writing there, or it can't be made or written to;
   *     names what
   */
  public static RunFolder resume(Path path, SuitePlan plan) throws IOException {
    return locked(path, files -> {
      if (files.stream().allMatch(WholeFile.part(path.resolve(SUITE))::equals)) {
        return List.of();
      }
      return new FinishedRuns(path, plan).read();
    });
  }

  /**
   * Looks at what is in a folder that is locked already: makes it empty, keeps runs, refuses it.
   */
  @FunctionalInterface
  private interface Clearing {
    List<RunOutcome> clear(List<Path> files) throws IOException;
  }

  private static RunFolder locked(Path path, Clearing clearing) throws IOException {
    makeFolder(path);
    FolderLock lock = FolderLock.of(path);
    try {
      return new RunFolder(path, lock, clearing.clear(files(path)));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> !file.getFileName().toString().equals(FolderLock.NAME))
          .sorted()
          .toList();
    }
  }

  private static void makeFolder(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    if (!Files.isWritable(path)) {
      throw new IOException("%s: may not be written to".formatted(path));
    }
  }

  private static IOException unwritable(Path path, IOException e) {
    String why = "the file system refuses it";
    if (e instanceof FileAlreadyExistsException) {
      why = "there is a file of this name";
    } else if (e instanceof AccessDeniedException) {
      why = "permission denied";
    } else if (e instanceof FileSystemException refused && refused.getReason() != null) {
      why = refused.getReason().toLowerCase(Locale.ROOT);
    }
    return new IOException("%s: this folder can't be made: %s".formatted(path, why), e);
  }

  /** Returns where the folder is. */
  public Path path() {
    return path;
  }

  /** Returns how the runs went that were finished before the folder was taken. */
  public List<RunOutcome> finished() {
    return finished;
  }

  /**
   * Begins the record of a run.
   *
   * @throws IOException if it can't be written
   */
  public RunWriter begin(RunSettings settings, String algorithm, long seed) throws IOException {
    String run = fileName(algorithm, seed);
    return new RunWriter(settings, path.resolve(run + ".csv"), path.resolve(run + ".times"));
  }

  static String fileName(String algorithm, long seed) {
    return "%s-seed-%d".formatted(NOT_IN_FILE_NAMES.matcher(algorithm).replaceAll("_"), seed);
  }

  /**
   * Writes how a run went, beside its evaluations.
   *
   * @throws IOException if it can't be written
   */
  public void write(RunSettings settings, RunOutcome outcome) throws IOException {
    WholeFile.write(
        path.resolve(fileName(outcome.algorithm(), outcome.seed()) + ".json"),
        RecordJson.run(settings, outcome));
  }

  /**
   * Writes how the suite stands, in place of what was written before.
   *
   * @param outcomes of the runs so far
   * @param complete whether these are all
   * @throws IOException if it can't be written
   */
  public void write(SuitePlan plan, List<RunOutcome> outcomes, boolean complete)
      throws IOException {
    WholeFile.write(path.resolve(SUITE), RecordJson.suite(plan, outcomes, complete));
  }

  /**
   * Lets other runs take the folder.
   *
   * @throws IOException if its lock can't be deleted
   */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
