package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes runs that are over to the end of the last {@link Segment}, and what they did to the
 * {@link SegmentIndex}. A run is on the disk before the index knows it.
 */
final class RunSegments implements RunStore {

  /** How much is copied before it is forced to the disk. */
  private static final int COPIED = 8 << 20;

  /** What there is of a run that failed. */
  static final StoredRun NOTHING = new StoredRun("", "", "", new byte[0], null);

  private final Path suite;
  private final Path index;
  private final SegmentIndex known;
  /** Runs whose evaluations are all there, and that are not over yet. */
  private final Map<RunKey, StoredRun> finished = new ConcurrentHashMap<>();
  /** What the file of the index lacks, since its runs may not be on the disk yet. */
  private final ByteArrayOutputStream unindexed = new ByteArrayOutputStream();

  /** Folders with what there is of runs that are not over, or was. */
  private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

  private long indexed;
  private int segment;
  private long length;
  private long forced;

  private RunSegments(Path suite, SegmentIndex known) {
    this.suite = suite;
    this.index = suite.resolve(SegmentIndex.NAME);
    this.known = known;
    this.indexed = known.inFile();
  }

  /**
   * Opens the segments of a suite to write behind the last run.
   *
   * @throws IOException if they can't be read or written, or one was changed
   */
  static RunSegments open(Path suite) throws IOException {
    Map<Integer, Long> sizes = Segment.sizes(suite);
    SegmentIndex known = SegmentIndex.read(suite);
    RunSegments store = new RunSegments(suite, known);
    store.segment = known.last();
    for (int number : sizes.keySet()) {
      store.segment = Math.max(store.segment, number);
    }
    store.length = known.end(store.segment);
    store.forced = store.length;
    if (sizes.getOrDefault(store.segment, -1L) < store.length) {
      // Runs that the index has were deleted; others in their place would be taken for them.
      store.segment++;
      store.length = 0;
      store.forced = 0;
    }
    store.writeIndex(known.missing());
    known.release();
    return store;
  }

  private void writeIndex(byte[] entries) throws IOException {
    if (!Files.exists(index)) {
      Files.createFile(index);
    }
    append(index, indexed, entries, false);
    indexed += entries.length;
  }

  private static void append(Path file, long at, byte[] bytes, boolean force) throws IOException {
    try {
      DiskSync.withChannel(file, channel -> {
        // What was being written when a process died, or could not be written.
        channel.truncate(at);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest, at + rest.position());
        }
        if (force) {
          channel.force(true);
        }
      });
    } catch (IOException e) {
      throw Unwritten.of(file, e);
    }
  }

  @Override
  public RunSink begin(String folder, String algorithm, long seed) {
    return new Sink(new RunKey(folder, algorithm, seed));
  }

  private Path partOf(RunKey key, boolean times) {
    String run = RunFile.name(key.algorithm(), key.seed());
    return WholeFile.part(
        suite.resolve(key.folder()).resolve(times ? RunFile.timesName(run) : run));
  }

  /** Keeps a run in memory, and from time to time in files, until it is over. */
  private final class Sink implements RunSink {

    private final RunKey key;
    private final Part run;
    private final Part times;
    private boolean closed;

    Sink(RunKey key) {
      this.key = key;
      this.run = new Part(partOf(key, false));
      this.times = new Part(partOf(key, true));
    }

    @Override
    public Path part() {
      return run.file;
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
    public void keep() throws IOException {
      run.keep();
      times.keep();
    }

    @Override
    public void finish() {
      closed = true;
      finished.put(key, new StoredRun("", "", "", run.toByteArray(), times.toByteArray()));
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        keep();
      }
    }
  }

  /** Bytes in memory, of which a file has the first ones. */
  private static final class Part extends ByteArrayOutputStream {

    private final Path file;
    private int kept;

    Part(Path file) {
      this.file = file;
    }

    void keep() throws IOException {
      Files.createDirectories(file.getParent());
      // Unlike a channel, it is not closed where an algorithm interrupts its thread.
      try (OutputStream out = kept == 0
          ? Files.newOutputStream(file)
          : Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        out.write(buf, kept, count - kept);
      }
      kept = count;
    }
  }

  @Override
  public void add(RunLog.Entry entry) throws IOException {
    RunKey key = RunKey.of(entry);
    StoredRun run = finished.remove(key);
    if (entry.outcome().failure().isPresent()) {
      append(entry, NOTHING, true);
      return;
    }
    if (run == null) {
      throw new IllegalStateException(Text.format(
          "%s with seed %d in '%s' is not finished", key.algorithm(), key.seed(), key.folder()));
    }
    append(entry, run, true);
    if (Files.exists(suite.resolve(key.folder()))) {
      unfinished.add(key.folder());
      Files.deleteIfExists(partOf(key, false));
      Files.deleteIfExists(partOf(key, true));
    }
  }

  @Override
  public void copy(RunLog.Entry entry, StoredRun run) throws IOException {
    append(entry, run, false);
  }

  private synchronized void append(RunLog.Entry entry, StoredRun run, boolean now)
      throws IOException {
    byte[] line = RunLog.line(entry).getBytes(StandardCharsets.UTF_8);
    byte[] record = Segment.record(line, run.run(), run.times());
    if (segment == 0 || length > 0 && length + record.length > Segment.LARGEST) {
      force();
      cut();
      segment++;
      length = 0;
      forced = 0;
    }
    Path file = Segment.file(suite, segment);
    if (length == 0 && !Files.exists(file)) {
      try {
        Files.createFile(file);
      } catch (IOException e) {
        throw Unwritten.of(file, e);
      }
      DiskSync.folder(suite);
    }
    append(file, length, record, now);
    Segment.Place place = new Segment.Place(
        segment,
        length,
        line.length,
        run.run().length,
        run.times() == null ? 0 : run.times().length);
    length += record.length;
    unindexed.writeBytes(known.encode(entry, place));
    if (now) {
      forced = length;
      force();
    } else if (length - forced > COPIED) {
      force();
    }
  }

  /** Only the last segment may end in what was being written when a process died. */
  private void cut() throws IOException {
    Path file = Segment.file(suite, segment);
    if (length > 0 && Files.size(file) > length) {
      append(file, length, new byte[0], true);
    }
  }

  /** Has all runs on the disk, and the index know them. */
  private void force() throws IOException {
    if (forced < length) {
      DiskSync.file(Segment.file(suite, segment));
      forced = length;
    }
    if (unindexed.size() > 0) {
      writeIndex(unindexed.toByteArray());
      unindexed.reset();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    force();
    DiskSync.file(index);
    for (String folder : unfinished) {
      try {
        Files.deleteIfExists(suite.resolve(folder));
      } catch (DirectoryNotEmptyException e) {
        // There are other runs that are not over.
      }
    }
  }
}
