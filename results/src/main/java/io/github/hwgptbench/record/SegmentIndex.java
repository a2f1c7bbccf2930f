package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * {@code runs.index}: what the lines of all runs in the segments of a suite say, and where each run
 * is, in a few bytes a run, so that a suite opens without its segments. It can be made again of
 * them, and what it lacks is read from them: the end of the last one, after a crash. Safe for use
 * by many threads once it is read.
 */
final class SegmentIndex implements RunTable {

  static final String NAME = "runs.index";

  private static final byte[] BEGINNING = ByteBuffer.allocate(10)
      .put("\u0089HWIDX\r\n".getBytes(StandardCharsets.ISO_8859_1))
      .putShort((short) SuiteIndex.SEGMENTS)
      .array();

  /** How many bytes an index without runs has. */
  static final int NO_RUN = BEGINNING.length;

  private static final byte TEXT = 1;
  private static final byte RUN = 2;
  /** A run with the time of its proposals. */
  private static final byte TIMED_RUN = 3;

  private static final int NONE = -1;
  private static final int RUN_BYTES = 1 + 148 + Integer.BYTES;
  private static final int TIMED_RUN_BYTES = RUN_BYTES + Long.BYTES;
  private static final int HASH_BYTES = 32;
  private static final int NANOS = 1_000_000_000;

  /** How many bytes of the index have its first run, unless its texts are long. */
  private static final int BEGINNING_OF_RUNS = 1 << 14;

  /** What an entry of a run has where. */
  private static final int PROBLEM_AT = 1;

  private static final int ALGORITHM_AT = PROBLEM_AT + 4;
  private static final int SEED_AT = ALGORITHM_AT + 4;
  private static final int EVALUATIONS_AT = SEED_AT + 8;
  private static final int FEASIBLE_AT = EVALUATIONS_AT + 4;
  private static final int HYPERVOLUME_AT = FEASIBLE_AT + 4;
  private static final int STARTED_AT = HYPERVOLUME_AT + 8;
  private static final int ENDED_AT = STARTED_AT + 12;
  private static final int DURATION_AT = ENDED_AT + 12;
  private static final int BUDGET_AT = DURATION_AT + 8;
  private static final int LIMIT_AT = BUDGET_AT + 4;
  private static final int HASH_AT = LIMIT_AT + 8;
  private static final int FAILURE_AT = HASH_AT + HASH_BYTES;
  private static final int PROVENANCE_AT = FAILURE_AT + 4;
  private static final int SEGMENT_AT = PROVENANCE_AT + 12;
  private static final int PLACE_AT = SEGMENT_AT + 4;
  private static final int LENGTHS_AT = PLACE_AT + 8;
  private static final int PROPOSAL_AT = LENGTHS_AT + 12;

  private final Path suite;
  private byte[] bytes;
  private ByteBuffer buffer;
  private int length;
  private int inFile;
  private int[] runs = new int[16];
  private int size;
  private final Texts texts = new Texts();
  private final Map<Integer, AtomicLong> ends = new HashMap<>();
  private int lastSegment;
  private AtomicLong lastEnd = new AtomicLong();
  private int sum;
  private @Nullable SoftReference<Unpacked> unpacked;

  /** A segment in a zip file, of which no part can be read alone. */
  private record Unpacked(int segment, byte[] bytes) {}

  /** The texts of an index by their numbers, and the sum of all that is in it. */
  static final class Texts {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private int number(@Nullable String text) {
      return text == null ? NONE : numbers.getOrDefault(text, texts.size());
    }

    private void add(String text) {
      numbers.putIfAbsent(text, texts.size());
      texts.add(text);
    }
  }

  private SegmentIndex(Path suite, byte[] bytes) {
    this.suite = suite;
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes);
  }

  /**
   * Reads the index, and of the segments what it lacks: all that they have, if it is that of other
   * runs.
   *
   * @throws IOException if they can't be read, or a segment was changed
   */
  static SegmentIndex read(Path suite) throws IOException {
    // Before the index, which a process that is writing here goes on with.
    SortedMap<Integer, Long> sizes = Segment.sizes(suite);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(suite.resolve(NAME));
    } catch (NoSuchFileException e) {
      bytes = new byte[0];
    }
    SegmentIndex index = new SegmentIndex(suite, bytes);
    index.parse();
    if (!index.fits(sizes)) {
      SegmentIndex anew = new SegmentIndex(suite, new byte[0]);
      anew.parse();
      try {
        anew.scan(sizes);
        // Otherwise the last run that is known may be there, and have been changed.
        if (sizes.entrySet().stream()
            .allMatch(
                it -> anew.end(it.getKey()) >= Math.min(it.getValue(), index.end(it.getKey())))) {
          return anew;
        }
      } catch (IOException e) {
        // It is the segments that were changed, then. Whoever reads the run says so.
      }
    }
    index.scan(sizes);
    return index;
  }

  /**
   * Returns whether some run is over, of which the beginning of the index has the first.
   *
   * @throws IOException if the index has none, and {@link #read} fails
   */
  static boolean hasRun(Path suite) throws IOException {
    try (InputStream in = Files.newInputStream(suite.resolve(NAME))) {
      SegmentIndex beginning = new SegmentIndex(suite, in.readNBytes(BEGINNING_OF_RUNS));
      beginning.parse();
      if (beginning.size > 0) {
        return true;
      }
    } catch (NoSuchFileException e) {
      // The segments are asked.
    }
    return read(suite).size > 0;
  }

  /**
   * Returns whether the index is of these segments: whether the last run that it knows of each is
   * there.
   */
  private boolean fits(Map<Integer, Long> sizes) {
    for (int number = 0; number < size; number++) {
      int segment = buffer.getInt(runs[number] + SEGMENT_AT);
      if (number + 1 < size && buffer.getInt(runs[number + 1] + SEGMENT_AT) == segment) {
        continue;
      }
      if (sizes.getOrDefault(segment, 0L) >= end(runs[number])) {
        try {
          source(number).read();
        } catch (IOException e) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Adds what segments have behind the last run that is known. A process that dies may leave a part
   * of a run at the end of the last one only.
   */
  private void scan(SortedMap<Integer, Long> sizes) throws IOException {
    for (Map.Entry<Integer, Long> size : sizes.entrySet()) {
      Integer segment = size.getKey();
      long known = end(segment);
      if (size.getValue() > known) {
        long end = Segment.scan(suite, segment, known, size.getValue(), this::add);
        if (end < size.getValue() && segment < sizes.lastKey()) {
          throw Segment.damaged(suite, segment, end, "with more segments behind it");
        }
      }
    }
  }

  /** Returns whether a part of a file can be read alone. */
  private boolean inParts() {
    return suite.getFileSystem().equals(FileSystems.getDefault());
  }

  /** Takes the entries up to the first that is not as it was written. */
  private void parse() {
    if (!Arrays.equals(
        bytes, 0, Math.min(bytes.length, BEGINNING.length), BEGINNING, 0, BEGINNING.length)) {
      bytes = Arrays.copyOf(BEGINNING, 1024);
      buffer = ByteBuffer.wrap(bytes);
      length = BEGINNING.length;
      return;
    }
    length = BEGINNING.length;
    int given = bytes.length;
    CRC32 crc = new CRC32();
    while (length < given) {
      int entry = entryBytes(length, given);
      if (entry == 0 || !takes(length, entry, crc)) {
        break;
      }
    }
    inFile = length;
  }

  /** Returns how long the entry at some byte is; 0 where there is none. */
  private int entryBytes(int at, int end) {
    long entry = 0;
    if (bytes[at] == RUN) {
      entry = RUN_BYTES;
    } else if (bytes[at] == TIMED_RUN) {
      entry = TIMED_RUN_BYTES;
    } else if (bytes[at] == TEXT && at + 1 + Integer.BYTES <= end) {
      int text = buffer.getInt(at + 1);
      entry = text < 0 ? 0 : 1L + Integer.BYTES + text + Integer.BYTES;
    }
    return entry <= end - at ? (int) entry : 0;
  }

  private boolean takes(int at, int entry, CRC32 crc) {
    int next = sum(crc, bytes, at, entry - Integer.BYTES);
    if (buffer.getInt(at + entry - Integer.BYTES) != next) {
      return false;
    }
    if (bytes[at] == TEXT) {
      texts.add(new String(
          bytes, at + 1 + Integer.BYTES, entry - 1 - 2 * Integer.BYTES, StandardCharsets.UTF_8));
    } else if (isPossible(at)) {
      addRun(at);
    } else {
      return false;
    }
    sum = next;
    length = at + entry;
    return true;
  }

  /** Each entry counts only behind those that it was written behind. */
  private int sum(CRC32 crc, byte[] of, int from, int count) {
    crc.reset();
    crc.update(sum >>> 24);
    crc.update(sum >>> 16);
    crc.update(sum >>> 8);
    crc.update(sum);
    crc.update(of, from, count);
    return (int) crc.getValue();
  }

  /** The sum shows that the bytes belong together, not that a suite has written them. */
  private boolean isPossible(int at) {
    return isText(at + PROBLEM_AT)
        && isText(at + ALGORITHM_AT)
        && isText(at + PROVENANCE_AT)
        && isText(at + PROVENANCE_AT + 4)
        && isText(at + PROVENANCE_AT + 8)
        && buffer.getInt(at + FAILURE_AT) < texts.texts.size()
        && buffer.getInt(at + EVALUATIONS_AT) >= 0
        && buffer.getInt(at + FEASIBLE_AT) >= 0
        && Double.isFinite(buffer.getDouble(at + HYPERVOLUME_AT))
        && isInstant(at + STARTED_AT)
        && isInstant(at + ENDED_AT)
        && buffer.getLong(at + DURATION_AT) <= RunLog.LONGEST.toMillis()
        && buffer.getLong(at + LIMIT_AT) <= RunLog.LONGEST.toMillis()
        && buffer.getInt(at + SEGMENT_AT) > 0
        && buffer.getLong(at + PLACE_AT) >= 0
        && buffer.getInt(at + LENGTHS_AT) > 0
        && buffer.getInt(at + LENGTHS_AT + 4) >= 0
        && buffer.getInt(at + LENGTHS_AT + 8) >= 0
        && end(at) - buffer.getLong(at + PLACE_AT) <= Integer.MAX_VALUE
        && (bytes[at] == RUN || isDuration(buffer.getLong(at + PROPOSAL_AT)));
  }

  private boolean isText(int at) {
    return buffer.getInt(at) >= 0 && buffer.getInt(at) < texts.texts.size();
  }

  private static boolean isDuration(long micros) {
    return micros >= 0 && micros <= RunLog.micros(RunLog.LONGEST);
  }

  private boolean isInstant(int at) {
    long seconds = buffer.getLong(at);
    int nanos = buffer.getInt(at + Long.BYTES);
    long latest = RunLog.LATEST.getEpochSecond();
    return seconds >= 0
        && (seconds < latest && nanos >= 0 && nanos < NANOS || seconds == latest && nanos == 0);
  }

  private void addRun(int at) {
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, 2 * size);
    }
    runs[size++] = at;
    int segment = buffer.getInt(at + SEGMENT_AT);
    // Most runs follow one of the same segment.
    if (segment != lastSegment) {
      lastSegment = segment;
      lastEnd = ends.computeIfAbsent(segment, number -> new AtomicLong());
    }
    lastEnd.set(Math.max(lastEnd.get(), end(at)));
  }

  private long end(int at) {
    return Segment.end(
        buffer.getLong(at + PLACE_AT),
        buffer.getInt(at + LENGTHS_AT),
        buffer.getInt(at + LENGTHS_AT + 4),
        buffer.getInt(at + LENGTHS_AT + 8));
  }

  /** Adds a run that a segment has. */
  private void add(RunLog.Entry entry, Segment.Place place) throws IOException {
    byte[] added = encode(entry, place);
    if (length + added.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, length + length / 2 + added.length);
      buffer = ByteBuffer.wrap(bytes);
    }
    System.arraycopy(added, 0, bytes, length, added.length);
    length += added.length;
    addRun(length - runBytes(entry.outcome()));
  }

  private static int runBytes(RunOutcome outcome) {
    return outcome.proposalTime().isPresent() ? TIMED_RUN_BYTES : RUN_BYTES;
  }

  /**
   * Returns the bytes of a run, with the texts that are new, which count as added then.
   *
   * @throws IOException if the hash of its evaluations is none
   */
  byte[] encode(RunLog.Entry entry, Segment.Place place) throws IOException {
    RunOutcome outcome = entry.outcome();
    List<@Nullable String> all = new ArrayList<>(List.of(
        entry.folder(),
        outcome.algorithm(),
        entry.provenance().commit(),
        entry.provenance().java(),
        entry.provenance().platform()));
    all.add(outcome.trouble());
    List<byte[]> fresh = new ArrayList<>();
    CRC32 crc = new CRC32();
    for (String text : all) {
      if (text != null && texts.number(text) == texts.texts.size()) {
        byte[] utf = text.getBytes(StandardCharsets.UTF_8);
        fresh.add(sealed(
            ByteBuffer.allocate(1 + 2 * Integer.BYTES + utf.length)
                .put(TEXT)
                .putInt(utf.length)
                .put(utf),
            crc));
        texts.add(text);
      }
    }
    ByteBuffer run = ByteBuffer.allocate(runBytes(outcome))
        .put(outcome.proposalTime().isPresent() ? TIMED_RUN : RUN);
    run.putInt(texts.number(entry.folder())).putInt(texts.number(outcome.algorithm()));
    run.putLong(outcome.seed()).putInt(outcome.evaluations()).putInt(outcome.feasible());
    run.putDouble(outcome.hypervolume());
    run.putLong(outcome.started().getEpochSecond()).putInt(outcome.started().getNano());
    run.putLong(outcome.ended().getEpochSecond()).putInt(outcome.ended().getNano());
    boolean continued =
        !outcome.duration().equals(Duration.between(outcome.started(), outcome.ended()));
    run.putLong(continued ? outcome.duration().toMillis() : NONE);
    run.putInt(entry.budget() == null ? NONE : entry.budget());
    run.putLong(outcome.timeLimit().map(Duration::toMillis).orElse((long) NONE));
    run.put(hash(outcome));
    run.putInt(texts.number(outcome.trouble()));
    run.putInt(texts.number(entry.provenance().commit()));
    run.putInt(texts.number(entry.provenance().java()));
    run.putInt(texts.number(entry.provenance().platform()));
    run.putInt(place.segment()).putLong(place.at());
    run.putInt(place.line()).putInt(place.run()).putInt(place.times());
    outcome.proposalTime().ifPresent(time -> run.putLong(RunLog.micros(time)));
    fresh.add(sealed(run, crc));
    ByteBuffer joined =
        ByteBuffer.allocate(fresh.stream().mapToInt(part -> part.length).sum());
    fresh.forEach(joined::put);
    return joined.array();
  }

  private byte[] sealed(ByteBuffer entry, CRC32 crc) {
    sum = sum(crc, entry.array(), 0, entry.position());
    return entry.putInt(sum).array();
  }

  /** Those of failed runs may have none, which is 0 here. */
  private static byte[] hash(RunOutcome outcome) throws IOException {
    if (outcome.sha256().isEmpty()) {
      return new byte[HASH_BYTES];
    }
    try {
      byte[] hash = HexFormat.of().parseHex(outcome.sha256());
      if (hash.length == HASH_BYTES) {
        return hash;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw new IOException(Text.format(
        "%s with seed %d: '%s' is not a hash of evaluations; expected 64 hexadecimal digits",
        outcome.algorithm(), outcome.seed(), outcome.sha256()));
  }

  /** Returns where the known runs of a segment end. */
  long end(Integer segment) {
    AtomicLong end = ends.get(segment);
    return end == null ? 0 : end.get();
  }

  /** Returns the greatest number of a segment that it knows; 0 for none. */
  int last() {
    return ends.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Returns how many bytes of the file are as they were written. */
  int inFile() {
    return inFile;
  }

  /** Returns what the file lacks, which has its beginning where there is no such file. */
  byte[] missing() {
    return Arrays.copyOfRange(bytes, inFile, length);
  }

  /** Lets go of all that is only for reading. */
  void release() {
    bytes = new byte[0];
    buffer = ByteBuffer.wrap(bytes);
    runs = new int[0];
    size = 0;
  }

  @Override
  public Path file() {
    return suite.resolve(NAME);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String folder(int number) {
    return text(runs[number] + PROBLEM_AT);
  }

  @Override
  public String algorithm(int number) {
    return text(runs[number] + ALGORITHM_AT);
  }

  @Override
  public long seed(int number) {
    return buffer.getLong(runs[number] + SEED_AT);
  }

  @Override
  public boolean failed(int number) {
    return buffer.getInt(runs[number] + FAILURE_AT) >= 0;
  }

  @Override
  public int budget(int number, int planned) {
    int budget = buffer.getInt(runs[number] + BUDGET_AT);
    return budget < 0 ? planned : budget;
  }

  private String text(int at) {
    return texts.texts.get(buffer.getInt(at));
  }

  @Override
  public RunLog.Entry entry(int number) {
    int at = runs[number];
    Instant started = instant(at + STARTED_AT);
    Instant ended = instant(at + ENDED_AT);
    long duration = buffer.getLong(at + DURATION_AT);
    long limit = buffer.getLong(at + LIMIT_AT);
    int budget = buffer.getInt(at + BUDGET_AT);
    byte[] hash = Arrays.copyOfRange(bytes, at + HASH_AT, at + HASH_AT + HASH_BYTES);
    RunOutcome outcome = new RunOutcome(
        algorithm(number),
        seed(number),
        new RunOutcome.Found(
            buffer.getInt(at + EVALUATIONS_AT),
            buffer.getInt(at + FEASIBLE_AT),
            buffer.getDouble(at + HYPERVOLUME_AT),
            Arrays.equals(hash, new byte[HASH_BYTES]) ? "" : HexFormat.of().formatHex(hash)),
        new RunOutcome.Timing(
            started,
            ended,
            duration < 0 ? Duration.between(started, ended) : Duration.ofMillis(duration),
            bytes[at] == TIMED_RUN
                ? Duration.of(buffer.getLong(at + PROPOSAL_AT), ChronoUnit.MICROS)
                : null),
        limit < 0 ? null : Duration.ofMillis(limit),
        buffer.getInt(at + FAILURE_AT) < 0 ? null : text(at + FAILURE_AT));
    return new RunLog.Entry(
        folder(number),
        outcome,
        new Provenance(
            "",
            text(at + PROVENANCE_AT),
            "",
            text(at + PROVENANCE_AT + 4),
            text(at + PROVENANCE_AT + 8)),
        budget < 0 ? null : budget);
  }

  private Instant instant(int at) {
    return Instant.ofEpochSecond(buffer.getLong(at), buffer.getInt(at + Long.BYTES));
  }

  private Segment.Place place(int at) {
    return new Segment.Place(
        buffer.getInt(at + SEGMENT_AT),
        buffer.getLong(at + PLACE_AT),
        buffer.getInt(at + LENGTHS_AT),
        buffer.getInt(at + LENGTHS_AT + 4),
        buffer.getInt(at + LENGTHS_AT + 8));
  }

  @Override
  public RunSource source(int number) {
    return new Source(this, number, place(runs[number]));
  }

  private byte[] bytes(Segment.Place place) throws IOException {
    Path file = Segment.file(suite, place.segment());
    int count = (int) (place.end() - place.at());
    if (inParts()) {
      return Segment.bytes(file, place.at(), count);
    }
    byte[] all = unpacked(file, place.segment());
    if (place.end() > all.length) {
      throw new EOFException(file.toString());
    }
    return Arrays.copyOfRange(all, (int) place.at(), (int) place.end());
  }

  private synchronized byte[] unpacked(Path file, int segment) throws IOException {
    Unpacked known = unpacked == null ? null : unpacked.get();
    if (known == null || known.segment != segment) {
      known = new Unpacked(segment, DiskSync.uninterrupted(() -> Files.readAllBytes(file)));
      unpacked = new SoftReference<>(known);
    }
    return known.bytes;
  }

  /** A run in a segment. */
  private record Source(SegmentIndex index, int number, Segment.Place at) implements RunSource {

    @Override
    public Path file() {
      return Segment.file(index.suite, at.segment());
    }

    @Override
    public String place() {
      return Text.format(
          "%s, %s of '%s' at byte %d",
          file(),
          RunFile.name(index.algorithm(number), index.seed(number)),
          index.folder(number),
          at.at());
    }

    @Override
    public String remedy() {
      return Segment.remedy(at.segment());
    }

    @Override
    public boolean exists() {
      try {
        return Files.size(file()) >= at.end();
      } catch (IOException e) {
        return false;
      }
    }

    /** A segment that is cut off or missing is damage, which nobody may copy without a word. */
    @Override
    public boolean deleted() {
      return false;
    }

    @Override
    public StoredRun read() throws IOException {
      byte[] record;
      try {
        record = index.bytes(at);
      } catch (NoSuchFileException e) {
        throw new IOException(
            Text.format("%s: no such file, although the index of the suite lists it", file()), e);
      } catch (EOFException e) {
        throw new IOException(Text.format("%s: cut off; %s", place(), remedy()), e);
      }
      StoredRun stored = new StoredRun(
          place(),
          place() + ", its times",
          remedy(),
          Segment.run(record, at),
          Segment.times(record, at));
      if (!Segment.isWhole(record, at)) {
        throw stored.changed(place());
      }
      try {
        if (RunLog.parse(Segment.line(record, at)).equals(index.entry(number))) {
          return stored;
        }
      } catch (IllegalArgumentException e) {
        throw stored.damaged("damaged: its line " + e.getMessage());
      }
      throw new IOException(Text.format(
          "%s: does not match the line of the run in %s; delete the index, which is rebuilt from"
              + " the segments",
          index.file(), place()));
    }
  }
}
