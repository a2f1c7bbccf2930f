package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder to which all runs of a suite are written; {@link SuiteArchive} reads it:
 *
 * <ul>
 *   <li>{@code suite.json}: the plan, with all settings of the problems and algorithms and all
 *       seeds
 *   <li>{@code runs-00001.seg}, {@code runs-00002.seg}, ...: the completed runs, one after another,
 *       with every evaluation, its time, and the outcome of the run
 *   <li>{@code runs.index}: the outcome and place of each run, so that the others need not be read
 *   <li>one folder per problem, such as {@code s-perplexity-energy_rtx2080}, with the evaluations
 *       of incomplete runs, {@code <algorithm>-seed-<seed>.run.part}, and the standard error of
 *       programs, {@code ....err}
 * </ul>
 *
 * <p>A suite that was begun in the earlier layout, with {@code runs.jsonl} and two files per run in
 * the folder of its problem, continues in that layout.
 *
 * <p>A suite that was stopped, or whose process was killed, can be {@linkplain #resume resumed}:
 * the evaluations are then bit-identical to those of an uninterrupted suite. Until it is closed,
 * the folder is locked for other suites, of this process or another. Safe for use by many threads,
 * one run each.
 */
public final class SuiteFolder implements Closeable {

  private static final Pattern INDEX =
      Pattern.compile("suite\\.json(\\.part)?|runs\\.jsonl|runs\\.index|" + Segment.NAMES);
  private static final Pattern RUN =
      Pattern.compile("[A-Za-z0-9._=-]+-seed--?[0-9]+\\.((run|times)(\\.part)?|err)");

  private final Path path;
  private final SuitePlan plan;
  private final FolderLock lock;
  private final RunStore store;
  private final Map<RunKey, Supplier<RunOutcome>> finished;
  private final Map<RunKey, ArchivedRun> earlier;
  /** What runs that differ in the seed alone have in common. */
  private final Map<Series, String> headers = new ConcurrentHashMap<>();

  private final List<String> folders;
  private final Set<Long> seeds;

  private record Series(String folder, String algorithm) {}

  private SuiteFolder(
      Path path, SuitePlan plan, FolderLock lock, RunStore store, Resumption.Runs runs) {
    this.path = path;
    this.plan = plan;
    this.lock = lock;
    this.store = store;
    this.folders = plan.problems().stream().map(RunSettings::folderName).toList();
    this.seeds = Set.copyOf(plan.seeds());
    this.finished = runs.finished();
    this.earlier = runs.earlier().stream()
        .collect(Collectors.toMap(run -> RunKey.of(run.entry()), Function.identity()));
  }

  /**
   * Creates a folder with a name that is free: {@code name}, {@code name-2}, {@code name-3}, ...
   *
   * @param parent is created too if it is missing
   * @throws IOException if it can't be created; the message names it
   */
  public static SuiteFolder fresh(Path parent, String name, SuitePlan plan) throws IOException {
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
      return locked(path, plan, () -> Resumption.Runs.NONE);
    }
  }

  /**
   * Uses this folder, which must be empty or missing.
   *
   * @throws IOException if it is not empty, another suite is writing there, or it can't be created
   *     or written; the message names it
   */
  public static SuiteFolder empty(Path path, SuitePlan plan) throws IOException {
    return locked(path, plan, () -> {
      if (!isEmpty(path)) {
        throw new IOException(Text.format(
            "%s: not empty; use another folder, resume its suite, or overwrite it", path));
      }
      return Resumption.Runs.NONE;
    });
  }

  /**
   * Uses this folder, and deletes the runs in it.
   *
   * @throws IOException if it contains anything else than a suite, another suite is writing there,
   *     or it can't be created or written; the message has the reason
   */
  public static SuiteFolder overwrite(Path path, SuitePlan plan) throws IOException {
    return locked(path, plan, () -> {
      empty(path);
      return Resumption.Runs.NONE;
    });
  }

  /**
   * Resumes the suite in this folder, as {@link #resume(Path, SuitePlan, Duration)} does, without a
   * time limit.
   */
  public static SuiteFolder resume(Path path, SuitePlan plan) throws IOException {
    return resume(path, plan, null);
  }

  /**
   * Resumes the suite in this folder. Incomplete runs are discarded, and have to be run again. Runs
   * that a shorter time limit ended, or that had a smaller budget, are not finished, but available
   * as {@link #earlier}. An empty or missing folder has no finished runs.
   *
   * @param plan that of the folder, or one with more problems, algorithms, seeds or evaluations
   * @param limit maximum time of a run; null for none
   * @throws IOException if the folder contains anything else than this suite, a finished run was
   *     changed, another suite is writing there, or it can't be created or written; the message has
   *     the reason
   */
  public static SuiteFolder resume(Path path, SuitePlan plan, @Nullable Duration limit)
      throws IOException {
    return locked(path, plan, () -> new Resumption(path, plan).runs(limit));
  }

  /** Makes a folder fit that is locked already, or refuses it. */
  @FunctionalInterface
  private interface Clearing {
    /** Returns the runs that the folder has. */
    Resumption.Runs clear() throws IOException;
  }

  private static SuiteFolder locked(Path path, SuitePlan plan, Clearing clearing)
      throws IOException {
    makeFolder(path);
    FolderLock lock = FolderLock.of(path);
    try {
      Resumption.Runs runs = clearing.clear();
      boolean files = has(path) && SuiteIndex.read(path).layout() == SuiteIndex.FILES;
      RunStore store = files ? files(path, plan, runs) : segments(path, plan);
      DiskSync.folder(path);
      DiskSync.folderOf(path);
      return new SuiteFolder(path, plan, lock, store, runs);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** Goes on with a suite in the layout that it was begun in. */
  private static RunStore files(Path path, SuitePlan plan, Resumption.Runs runs)
      throws IOException {
    // A folder with a plan has a log, which may be empty.
    RunLog log = RunLog.open(path);
    // Before the plan has the larger budget, which lines without one would seem to have then.
    for (ArchivedRun run : runs.withoutBudget()) {
      log.add(run.entry());
    }
    new SuiteIndex(plan, SuiteIndex.FILES).write(path);
    for (RunSettings problem : plan.problems()) {
      makeFolder(path.resolve(problem.folderName()));
    }
    return new RunFiles(path, log);
  }

  private static RunStore segments(Path path, SuitePlan plan) throws IOException {
    // Before the plan is another: it may be refused.
    RunStore store = RunSegments.open(path);
    // That of a suite in the other layout that was killed at once.
    Files.deleteIfExists(path.resolve(RunLog.NAME));
    new SuiteIndex(plan, SuiteIndex.SEGMENTS).write(path);
    return store;
  }

  /** Returns whether a folder is that of a suite. */
  public static boolean has(Path path) {
    return Files.exists(path.resolve(SuiteIndex.NAME));
  }

  /**
   * Returns whether any run of a suite is over, without reading its outcome.
   *
   * @throws IOException if the folder can't be read
   * @since 0.2.0
   */
  public static boolean hasOutcome(Path path) throws IOException {
    Path log = path.resolve(RunLog.NAME);
    return Files.exists(log) ? RunLog.hasLine(log) : SegmentIndex.hasRun(path);
  }

  /** Returns whether there is nothing in a folder but what a suite has that was killed at once. */
  static boolean isEmpty(Path path) throws IOException {
    for (Path file : files(path)) {
      String name = file.getFileName().toString();
      boolean begun = name.equals(SuiteIndex.PART)
          || name.equals(RunLog.NAME) && Files.size(file) == 0
          || name.equals(SegmentIndex.NAME) && Files.size(file) <= SegmentIndex.NO_RUN;
      if (!begun && !FolderLock.isLock(file)) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }

  /**
   * Deletes the folder of a suite.
   *
   * @throws IOException if it contains anything else, or another suite is writing there
   */
  public static void delete(Path path) throws IOException {
    FolderLock lock = FolderLock.of(path);
    try (lock) {
      empty(path);
    }
    Files.delete(path);
  }

  private static void empty(Path path) throws IOException {
    List<Path> ours = new ArrayList<>();
    for (Path file : files(path)) {
      if (Files.isDirectory(file)) {
        for (Path run : files(file)) {
          ours.add(checkOurs(path, run, RUN));
        }
        ours.add(file);
      } else if (!FolderLock.isLock(file)) {
        ours.add(checkOurs(path, file, INDEX));
      }
    }
    for (Path file : ours) {
      Files.delete(file);
    }
  }

  private static Path checkOurs(Path path, Path file, Pattern names) throws IOException {
    if (!names.matcher(file.getFileName().toString()).matches()) {
      throw new IOException(Text.format(
          "%s: '%s' is not a file of a suite; only a folder with nothing but runs is overwritten",
          path, path.relativize(file)));
    }
    return file;
  }

  private static void makeFolder(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    if (!Files.isWritable(path)) {
      throw new IOException(Text.format("%s: not writable", path));
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
    return new IOException(Text.format("%s: this folder can't be created: %s", path, why), e);
  }

  /** Returns the path of the folder. */
  public Path path() {
    return path;
  }

  /** Returns the number of runs that were finished before the suite was resumed. */
  public int finished() {
    return finished.size();
  }

  /**
   * Returns the outcome of a run that was finished before the suite was resumed; empty for others.
   */
  public Optional<RunOutcome> finished(RunSettings problem, String algorithm, long seed) {
    return finished.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(finished.get(new RunKey(problem.folderName(), algorithm, seed)))
            .map(Supplier::get);
  }

  /** Returns the number of earlier runs that are to be continued. */
  public int earlier() {
    return earlier.size();
  }

  /**
   * Returns the evaluations of an earlier run that was ended by a time limit or had a smaller
   * budget, and is to be continued.
   *
   * @throws IOException if they can't be read
   */
  public Optional<EarlierRun> earlier(RunSettings problem, String algorithm, long seed)
      throws IOException {
    ArchivedRun run =
        earlier.isEmpty() ? null : earlier.get(new RunKey(problem.folderName(), algorithm, seed));
    return run == null
        ? Optional.empty()
        : run.known(problem).map(trace -> new EarlierRun(run.outcome(), trace));
  }

  /**
   * Returns the file for the standard error of the program of a run.
   *
   * @param problem one of the plan, as are algorithm and seed
   */
  public Path errors(RunSettings problem, String algorithm, long seed) {
    return path.resolve(problem.folderName())
        .resolve(RunFile.errorsName(RunFile.name(algorithm, seed)));
  }

  /**
   * Begins the record of a run.
   *
   * @param problem one of the plan, as are algorithm and seed
   * @throws IllegalArgumentException if it is not in the plan
   * @throws IOException if it can't be written
   */
  public RunRecorder begin(RunSettings problem, String algorithm, long seed) throws IOException {
    String folder = planned(problem, algorithm, seed);
    String header = headers.computeIfAbsent(
        new Series(folder, algorithm),
        series -> SettingsJson.header(
            problem, algorithm, Objects.requireNonNull(plan.algorithms().get(algorithm))));
    return new RunRecorder(
        problem, store.begin(folder, algorithm, seed), SettingsJson.header(header, seed));
  }

  /** Returns the folder of the problem of a run, which has to be in the plan. */
  private String planned(RunSettings problem, String algorithm, long seed) {
    int number = number(problem);
    if (number < 0 || !plan.algorithms().containsKey(algorithm) || !seeds.contains(seed)) {
      throw new IllegalArgumentException(Text.format(
          "%s with seed %d on %s; allowed: the runs that the suite plans",
          algorithm, seed, problem.problem()));
    }
    return folders.get(number);
  }

  private int number(RunSettings problem) {
    List<RunSettings> problems = plan.problems();
    for (int i = 0; i < problems.size(); i++) {
      // To compare all that they say takes longer than to record a short run.
      if (problems.get(i) == problem) {
        return i;
      }
    }
    return problems.indexOf(problem);
  }

  /**
   * Records the outcome of a run, after its evaluations are complete.
   *
   * @throws IllegalArgumentException if it is not in the plan
   * @throws IOException if it can't be written
   */
  public void add(RunSettings problem, RunOutcome outcome) throws IOException {
    String folder = planned(problem, outcome.algorithm(), outcome.seed());
    store.add(new RunLog.Entry(folder, outcome, problem.provenance(), problem.evaluations()));
  }

  /**
   * Packs a completed run of the folder, for the process that keeps its record.
   *
   * @param problem one of the plan, as the run is
   * @throws IOException if its files can't be read
   * @since 0.2.0
   */
  public PackedRun pack(RunSettings problem, RunOutcome outcome) throws IOException {
    RunLog.Entry entry = new RunLog.Entry(
        problem.folderName(), outcome, problem.provenance(), problem.evaluations());
    if (outcome.failure().isPresent()) {
      return PackedRun.failed(
          entry,
          path.resolve(entry.folder()).resolve(RunFile.name(outcome.algorithm(), outcome.seed())));
    }
    return PackedRun.of(SuiteArchive.open(path).problems().stream()
        .flatMap(archived -> archived.runs().stream())
        .filter(run -> RunKey.of(run.entry()).equals(RunKey.of(entry)))
        .findFirst()
        .orElseThrow());
  }

  /**
   * Returns an {@linkplain #earlier earlier} run, for the process that continues it.
   *
   * @throws IOException if its files can't be read
   * @since 0.2.0
   */
  public Optional<PackedRun> packedEarlier(RunSettings problem, String algorithm, long seed)
      throws IOException {
    ArchivedRun run = earlier.get(new RunKey(problem.folderName(), algorithm, seed));
    return run == null ? Optional.empty() : Optional.of(PackedRun.of(run));
  }

  /**
   * Records a run of another process, with its outcome.
   *
   * @param problem one of the plan, as the run is
   * @throws IllegalArgumentException if it is not in the plan
   * @throws IOException if it can't be written
   * @since 0.2.0
   */
  public void add(RunSettings problem, PackedRun run) throws IOException {
    RunOutcome outcome = run.outcome();
    String folder = planned(problem, outcome.algorithm(), outcome.seed());
    run.write(store.begin(folder, outcome.algorithm(), outcome.seed()));
    run.writeErrors(errors(problem, outcome.algorithm(), outcome.seed()));
    // A failure takes nothing from the record that there is of the beginning of a run.
    if (outcome.failure().isEmpty() || !earlier.containsKey(RunKey.of(run.entry()))) {
      store.add(run.entry());
    }
  }

  /** Copies a run that is whole, with how it went. */
  void copy(ArchivedRun run) throws IOException {
    RunLog.Entry entry = run.entry();
    if (Files.exists(run.errors())) {
      copy(
          run.errors(),
          path.resolve(entry.folder()).resolve(run.errors().getFileName().toString()));
    }
    store.copy(entry, run.stored());
  }

  /** Copies the genotypes of a run that is whole, with how it went. */
  void copyBare(ArchivedRun run) throws IOException {
    store.copy(run.entry(), run.withoutValues());
  }

  private static void copy(Path from, Path to) throws IOException {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, WholeFile.part(to), StandardCopyOption.REPLACE_EXISTING);
      WholeFile.finish(to);
    } catch (IOException e) {
      throw Unwritten.of(to, e);
    }
  }

  /**
   * Releases the folder for others.
   *
   * @throws IOException if copied runs can't be written, or the lock can't be deleted
   */
  @Override
  public void close() throws IOException {
    try (lock) {
      store.close();
    }
  }
}
