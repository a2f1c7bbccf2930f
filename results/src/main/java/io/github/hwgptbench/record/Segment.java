package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Files {@code runs-00001.seg}, {@code runs-00002.seg}, ...: runs that are over, one after another,
 * in the order in which they ended or {@link SuiteMerge} wrote them. Each has its line, as
 * {@link RunLog} has it, the bytes of {@code .run} and those of {@code .times}, with their lengths
 * before them and a checksum behind them. The document {@code docs/record.md} has it to the byte.
 */
final class Segment {

  /** What the name of a segment looks like. */
  static final String NAMES = "runs-(?!00000)([0-9]{5}|[1-9][0-9]{5,8})\\.seg";

  /** Bytes that a segment has at most, unless a single run has more. */
  static final long LARGEST = 64L << 20;

  /** Bytes that are read at once. */
  private static final long LARGEST_SCAN = Integer.MAX_VALUE - 8;

  private static final Pattern NUMBERED = Pattern.compile(NAMES);
  private static final Pattern MISNUMBERED = Pattern.compile("runs-[0-9]+\\.seg");
  private static final byte[] MARK = "\u0089HWSEG\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LENGTHS_AT = MARK.length + Short.BYTES;
  private static final int HEAD = LENGTHS_AT + 4 * Integer.BYTES;

  private Segment() {}

  /**
   * Where a run is.
   *
   * @param segment number of the segment
   * @param at where its head begins
   * @param line how many bytes its line has
   * @param run how many bytes its evaluations have; 0 where it failed
   * @param times how many bytes its times have; 0 where they were left out
   */
  record Place(int segment, long at, int line, int run, int times) {

    /** Returns where the next run begins. */
    long end() {
      return Segment.end(at, line, run, times);
    }
  }

  /** Takes the runs of a segment. */
  @FunctionalInterface
  interface Found {
    void run(RunLog.Entry entry, Place place) throws IOException;
  }

  /** Returns where a run ends, with the lengths that a {@link Place} has. */
  static long end(long at, int line, int run, int times) {
    return at + HEAD + (long) line + run + times + Integer.BYTES;
  }

  static Path file(Path suite, int segment) {
    return suite.resolve(Text.format("runs-%05d.seg", segment));
  }

  /**
   * Returns the sizes of the segments of a suite by their numbers.
   *
   * @throws IOException if they can't be read, or the name of one has no number of a segment
   */
  static SortedMap<Integer, Long> sizes(Path suite) throws IOException {
    SortedSet<Integer> numbers = new TreeSet<>();
    try (Stream<Path> files = Files.list(suite)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = NUMBERED.matcher(file.getFileName().toString());
        if (name.matches()) {
          numbers.add(Integer.parseInt(name.group(1)));
        } else if (MISNUMBERED.matcher(file.getFileName().toString()).matches()) {
          throw new IOException(Text.format(
              "%s: not the name of a segment; allowed: runs-00001.seg to runs-99999.seg, and"
                  + " from runs-100000.seg on without a leading zero; rename it to a free number",
              file));
        }
      }
    }
    // A process that is writing makes a segment only once the one before has its last run.
    SortedMap<Integer, Long> sizes = new TreeMap<>();
    for (int number : numbers) {
      sizes.put(number, Files.size(file(suite, number)));
    }
    return sizes;
  }

  /** Returns the bytes of a run as a segment has them. */
  static byte[] record(byte[] line, byte[] run, byte @Nullable [] times) {
    int timed = times == null ? 0 : times.length;
    int size = Math.toIntExact((long) HEAD + line.length + run.length + timed + Integer.BYTES);
    ByteBuffer record = ByteBuffer.allocate(size);
    record.put(MARK).putShort((short) SuiteIndex.SEGMENTS);
    record.putInt(line.length).putInt(run.length).putInt(timed);
    record.putInt(sum(record.array(), 0, HEAD - Integer.BYTES));
    record.put(line).put(run);
    if (times != null) {
      record.put(times);
    }
    return record.putInt(sum(record.array(), HEAD, size - Integer.BYTES)).array();
  }

  private static int sum(byte[] bytes, int from, int to) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, to - from);
    return (int) sum.getValue();
  }

  /** Returns the line of a run in the bytes of its record. */
  static String line(byte[] record, Place place) {
    // Without its end.
    return new String(record, HEAD, place.line - 1, StandardCharsets.UTF_8);
  }

  static byte[] run(byte[] record, Place place) {
    int from = HEAD + place.line;
    return Arrays.copyOfRange(record, from, from + place.run);
  }

  static byte @Nullable [] times(byte[] record, Place place) {
    int from = HEAD + place.line + place.run;
    return place.times == 0 ? null : Arrays.copyOfRange(record, from, from + place.times);
  }

  /** Returns whether the bytes of a record are those that were written at a place. */
  static boolean isWhole(byte[] record, Place place) {
    Place own = place(ByteBuffer.wrap(record), 0, place.segment, place.at);
    return place.equals(own) && place.line > 0;
  }

  /** Returns the place of the record at some byte, or null where there is no whole one. */
  private static @Nullable Place place(ByteBuffer bytes, int from, int segment, long at) {
    int left = bytes.limit() - from;
    if (left < HEAD
        || !Arrays.equals(bytes.array(), from, from + MARK.length, MARK, 0, MARK.length)
        || bytes.getInt(from + HEAD - Integer.BYTES)
            != sum(bytes.array(), from, from + HEAD - Integer.BYTES)
        || bytes.getShort(from + MARK.length) != SuiteIndex.SEGMENTS) {
      return null;
    }
    int lengths = from + LENGTHS_AT;
    Place place = new Place(
        segment,
        at,
        bytes.getInt(lengths),
        bytes.getInt(lengths + Integer.BYTES),
        bytes.getInt(lengths + 2 * Integer.BYTES));
    if (place.line <= 0 || place.run < 0 || place.times < 0 || place.end() - at > left) {
      return null;
    }
    int sumAt = from + (int) (place.end() - at) - Integer.BYTES;
    return bytes.getInt(sumAt) == sum(bytes.array(), from + HEAD, sumAt) ? place : null;
  }

  /**
   * Reads the runs of a segment.
   *
   * @param from where to begin
   * @param to where to end
   * @return where the last whole one ends; what is behind it was being written when the process
   *     died
   * @throws IOException if it can't be read, or a run before the last was changed
   */
  static long scan(Path suite, int segment, long from, long to, Found found) throws IOException {
    Path file = file(suite, segment);
    if (to - from > LARGEST_SCAN) {
      throw new IOException(Text.format(
          "%s: has %d bytes that the index does not list; allowed: up to %d in a file",
          file, to - from, LARGEST_SCAN));
    }
    byte[] bytes = bytes(file, from, (int) (to - from));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    int at = 0;
    for (Place place = place(buffer, 0, segment, from);
        place != null;
        place = place(buffer, at, segment, from + at)) {
      int end = (int) (place.end() - from);
      try {
        found.run(RunLog.parse(line(Arrays.copyOfRange(bytes, at, end), place)), place);
      } catch (IllegalArgumentException e) {
        throw new IOException(
            Text.format(
                "%s: damaged at byte %d: the line of a run %s; %s",
                file, from + at, e.getMessage(), remedy(segment)),
            e);
      }
      at = end;
    }
    for (int next = at + 1; next <= bytes.length - HEAD; next++) {
      if (bytes[next] == MARK[0] && place(buffer, next, segment, from + next) != null) {
        throw damaged(suite, segment, from + at, "with more runs behind it");
      }
    }
    return from + at;
  }

  /** Returns that bytes of a segment are no whole run, where one was. */
  static IOException damaged(Path suite, int segment, long at, String sign) {
    return new IOException(Text.format(
        "%s: damaged at byte %d, %s; %s", file(suite, segment), at, sign, remedy(segment)));
  }

  /** Returns what has the runs of a damaged segment run again. */
  static String remedy(int segment) {
    return Text.format(
        "delete 'runs.index', which is rebuilt; if that does not help, delete 'runs-%05d.seg' to"
            + " repeat all of its runs",
        segment);
  }

  /**
   * Reads bytes of a segment. An interruption of the thread does not stop that, and is not lost.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws EOFException if there are not so many
   */
  static byte[] bytes(Path file, long from, int count) throws IOException {
    return DiskSync.uninterrupted(() -> {
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        if (from + count > channel.size()) {
          throw new EOFException(file.toString());
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        channel.position(from);
        while (bytes.hasRemaining()) {
          if (channel.read(bytes) < 0) {
            throw new EOFException(file.toString());
          }
        }
        return bytes.array();
      }
    });
  }
}
