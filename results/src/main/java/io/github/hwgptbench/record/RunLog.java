package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * {@code runs.jsonl}: one line of JSON a run that is over, in the order in which they ended; of
 * several lines of the same run the last one counts. What was being written when the process died
 * or the power failed counts as if it were not there. Each line ends with the CRC-32 of what stands
 * before it, so that one that was changed is found out. Safe for use by many threads.
 */
final class RunLog {

  static final String NAME = "runs.jsonl";

  private static final String SUM = ",\"crc\":\"";
  static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  static final Duration LONGEST = Duration.between(Instant.EPOCH, LATEST);
  private static final int SUM_LENGTH = SUM.length() + 8 + "\"}".length();

  /**
   * A run that is over.
   *
   * @param folder name of the folder of its problem
   * @param outcome how it went
   * @param provenance what computed it; with neither version nor surrogates, which are those of its
   *     problem
   * @param budget evaluations that it was given; null in records of version 0.1.0, where it is that
   *     of the suite
   */
  record Entry(
      String folder,
      RunOutcome outcome,
      Provenance provenance,
      @Nullable Integer budget) {}

  private final Path file;
  private long length;

  private RunLog(Path file, long length) {
    this.file = file;
    this.length = length;
  }

  /**
   * Opens the file to write to it, and makes it where it is missing.
   *
   * @throws IOException if it can't be opened
   */
  static RunLog open(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      Files.createFile(file);
      // Without it, the plan that is written next would be that of a damaged suite.
      DiskSync.folder(folder);
    }
    return new RunLog(file, Files.size(file) == 0 ? 0 : wholeLength(Files.readAllBytes(file)));
  }

  /** Returns whether a log has a line, whole or not. */
  static boolean hasLine(Path log) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log))) {
      int next = in.read();
      while (next >= 0 && next != '\n') {
        next = in.read();
      }
      return next == '\n';
    }
  }

  /**
   * Returns the length up to the end of the last line that was written. One without an end was
   * being written when the process died. One with a zero was being written when the power failed: a
   * part of it has not reached the disk.
   */
  private static int wholeLength(byte[] bytes) {
    int end = lastLineEnd(bytes, bytes.length);
    while (end > 0) {
      int begin = lastLineEnd(bytes, end - 1);
      if (!hasZero(bytes, begin, end)) {
        return end;
      }
      end = begin;
    }
    return 0;
  }

  private static int lastLineEnd(byte[] bytes, int before) {
    int end = before;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static boolean hasZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds a line, which is on the disk then.
   *
   * @throws IOException if it can't be written; what was there before stays as it is
   */
  synchronized void add(Entry entry) throws IOException {
    byte[] line = line(entry).getBytes(StandardCharsets.UTF_8);
    try {
      DiskSync.withChannel(file, channel -> {
        // What a line has left that could not be written.
        channel.truncate(length);
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
          channel.write(rest, length + rest.position());
        }
        channel.force(true);
      });
      length += line.length;
    } catch (IOException e) {
      throw Unwritten.of(file, e);
    }
  }

  /** Returns the line of a run, with its end. */
  static String line(Entry entry) {
    RunOutcome outcome = entry.outcome();
    ObjectNode node = SettingsJson.object();
    node.put("problem", entry.folder());
    node.put("algorithm", outcome.algorithm());
    node.put("seed", outcome.seed());
    node.put("evaluations", outcome.evaluations());
    node.put("feasible", outcome.feasible());
    node.put("hypervolume", outcome.hypervolume());
    node.put("started", outcome.started().toString());
    node.put("ended", outcome.ended().toString());
    if (!outcome.duration().equals(Duration.between(outcome.started(), outcome.ended()))) {
      node.put("duration_ms", outcome.duration().toMillis());
    }
    outcome.proposalTime().ifPresent(time -> node.put("proposal_us", micros(time)));
    if (entry.budget() != null) {
      node.put("budget", entry.budget());
    }
    outcome.timeLimit().ifPresent(limit -> node.put("time_limit_ms", limit.toMillis()));
    node.put("sha256", outcome.sha256());
    outcome.failure().ifPresent(why -> node.put("failure", why));
    node.put("commit", entry.provenance().commit());
    node.put("java", entry.provenance().java());
    node.put("platform", entry.provenance().platform());
    String text = SettingsJson.text(node);
    String summed = text.substring(0, text.length() - 1);
    return summed + SUM + sum(summed) + "\"}\n";
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /**
   * Reads the runs that are over.
   *
   * @throws IOException if the file can't be read or was changed; names it and the line
   */
  static List<Entry> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    String text;
    try {
      byte[] bytes = Files.readAllBytes(file);
      text = new String(bytes, 0, wholeLength(bytes), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException(
          Text.format(
              "%s: no such file; it lists the finished runs, and without it no run of this suite"
                  + " counts as finished",
              file),
          e);
    }
    List<Entry> entries = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      String line = text.substring(from, end);
      // Version control or an editor may have converted the ends of lines.
      entries.add(entry(
          file,
          entries.size() + 1,
          line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
      from = end + 1;
    }
    return entries;
  }

  private static int count(JsonFields line, String field) {
    return line.integer(field, 0, Integer.MAX_VALUE);
  }

  static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  private static @Nullable Duration millis(JsonFields line, String field) {
    return line.has(field) ? Duration.ofMillis(line.whole(field, 0, LONGEST.toMillis())) : null;
  }

  /** Years of more digits would overflow durations in nanoseconds. */
  private static Instant instant(JsonFields line, String field) {
    String text = line.text(field);
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      // Refused below, as a time out of range is.
    }
    throw line.wrong(field, Text.format("a time from %s to %s", Instant.EPOCH, LATEST));
  }

  private static RunOutcome outcome(JsonFields line) {
    Instant started = instant(line, "started");
    Instant ended = instant(line, "ended");
    Duration duration = millis(line, "duration_ms");
    return new RunOutcome(
        line.text("algorithm"),
        line.whole("seed"),
        new RunOutcome.Found(
            count(line, "evaluations"),
            count(line, "feasible"),
            line.number("hypervolume"),
            line.text("sha256")),
        new RunOutcome.Timing(
            started,
            ended,
            duration == null ? Duration.between(started, ended) : duration,
            line.has("proposal_us")
                ? Duration.of(line.whole("proposal_us", 0, micros(LONGEST)), ChronoUnit.MICROS)
                : null),
        millis(line, "time_limit_ms"),
        line.has("failure") ? line.text("failure") : null);
  }

  private static Entry entry(Path file, int number, String line) throws IOException {
    try {
      return parse(line);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          Text.format(
              "%s, line %d: %s; delete the line to repeat its run", file, number, e.getMessage()),
          e);
    }
  }

  /**
   * Reads a line.
   *
   * @param line without its end
   * @throws IllegalArgumentException if it is not as it was written; says what is wrong
   */
  static Entry parse(String line) {
    int summed = line.length() - SUM_LENGTH;
    if (summed < 0
        || !line.substring(summed).equals(SUM + sum(line.substring(0, summed)) + "\"}")) {
      throw new IllegalArgumentException("was altered, its checksum does not match");
    }
    JsonFields fields = JsonFields.parse(line.getBytes(StandardCharsets.UTF_8));
    return new Entry(
        fields.text("problem"),
        outcome(fields),
        new Provenance("", fields.text("commit"), "", fields.text("java"), fields.text("platform")),
        fields.has("budget") ? count(fields, "budget") : null);
  }
}
