package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two files a run in the folder of its problem, and {@code runs.jsonl}. */
final class RunFiles implements RunStore {

  private final Path suite;
  private final RunLog log;

  /** Takes the log of a suite. */
  RunFiles(Path suite, RunLog log) {
    this.suite = suite;
    this.log = log;
  }

  /** Reads the log of a suite. */
  static RunTable table(Path suite) throws IOException {
    List<RunLog.Entry> entries = RunLog.read(suite);
    return new RunTable() {
      @Override
      public Path file() {
        return suite.resolve(RunLog.NAME);
      }

      @Override
      public int size() {
        return entries.size();
      }

      @Override
      public String folder(int number) {
        return entries.get(number).folder();
      }

      @Override
      public String algorithm(int number) {
        return entries.get(number).outcome().algorithm();
      }

      @Override
      public long seed(int number) {
        return entries.get(number).outcome().seed();
      }

      @Override
      public boolean failed(int number) {
        return entries.get(number).outcome().failure().isPresent();
      }

      @Override
      public int budget(int number, int planned) {
        return Objects.requireNonNullElse(entries.get(number).budget(), planned);
      }

      @Override
      public RunLog.Entry entry(int number) {
        return entries.get(number);
      }

      @Override
      public RunSource source(int number) {
        return new Source(
            suite.resolve(folder(number)).resolve(RunFile.name(algorithm(number), seed(number))));
      }
    };
  }

  /** A file with evaluations, and the one with their times beside it. */
  record Source(Path file) implements RunSource {

    @Override
    public String place() {
      return file.toString();
    }

    @Override
    public String remedy() {
      return "delete it to repeat the run";
    }

    @Override
    public boolean exists() {
      return Files.exists(file);
    }

    @Override
    public boolean deleted() {
      return !exists();
    }

    Path times() {
      return file.resolveSibling(RunFile.timesName(file.getFileName().toString()));
    }

    @Override
    public StoredRun read() throws IOException {
      try {
        Path times = times();
        return new StoredRun(
            place(),
            times.toString(),
            remedy(),
            Files.readAllBytes(file),
            Files.exists(times) ? Files.readAllBytes(times) : null);
      } catch (NoSuchFileException e) {
        throw new IOException(
            Text.format("%s: no such file, although the index of the suite lists it", file), e);
      }
    }
  }

  /** The files of a run until it is whole. */
  static final class Sink implements RunSink {

    private final Path file;
    private final Path timesFile;
    private final OutputStream run;
    private final OutputStream times;

    Sink(Path file) throws IOException {
      this.file = file;
      this.timesFile = file.resolveSibling(RunFile.timesName(file.getFileName().toString()));
      this.run = open(file);
      try {
        this.times = open(timesFile);
      } catch (IOException e) {
        run.close();
        throw e;
      }
    }

    private static OutputStream open(Path file) throws IOException {
      try {
        // Unlike a channel, it is not closed where an algorithm interrupts its thread.
        return Files.newOutputStream(WholeFile.part(file));
      } catch (IOException e) {
        throw Unwritten.of(WholeFile.part(file), e);
      }
    }

    @Override
    public Path part() {
      return WholeFile.part(file);
    }

    @Override
    public OutputStream run() {
      return run;
    }

    @Override
    public OutputStream times() {
      return times;
    }

    @Override
    public void keep() {
      // Is in the files.
    }

    @Override
    public void finish() throws IOException {
      close();
      // A longer run replaces files. Its times, of which a reader may find more than evaluations,
      // have to be there first.
      if (Files.exists(file)) {
        WholeFile.finish(timesFile);
      } else {
        DiskSync.file(WholeFile.part(timesFile));
        WholeFile.rename(timesFile);
      }
      WholeFile.finish(file);
    }

    @Override
    public void close() throws IOException {
      try (times) {
        run.close();
      }
    }
  }

  private Path file(String folder, String algorithm, long seed) {
    return suite.resolve(folder).resolve(RunFile.name(algorithm, seed));
  }

  @Override
  public RunSink begin(String folder, String algorithm, long seed) throws IOException {
    return new Sink(file(folder, algorithm, seed));
  }

  @Override
  public void add(RunLog.Entry entry) throws IOException {
    log.add(entry);
  }

  @Override
  public void copy(RunLog.Entry entry, StoredRun run) throws IOException {
    Path file =
        file(entry.folder(), entry.outcome().algorithm(), entry.outcome().seed());
    write(file.resolveSibling(RunFile.timesName(file.getFileName().toString())), run.times());
    write(file, run.run());
    log.add(entry);
  }

  private static void write(Path file, byte @Nullable [] bytes) throws IOException {
    if (bytes != null) {
      try {
        Files.write(WholeFile.part(file), bytes);
        WholeFile.finish(file);
      } catch (IOException e) {
        throw Unwritten.of(file, e);
      }
    }
  }

  @Override
  public void close() {
    // Every line is on the disk.
  }
}
