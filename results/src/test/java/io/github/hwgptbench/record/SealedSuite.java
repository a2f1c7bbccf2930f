package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** A suite of one run, whose files can be given other content with hashes that fit it. */
final class SealedSuite {

  static final int SETTINGS_LENGTH = RunFile.RUN_MARK.length + Short.BYTES;
  private static final int SEAL = RunFile.HASH_BYTES + RunFile.END_MARK.length;

  private final Path folder;
  private final Path index;
  private final Path log;
  private final Path run;
  private final Path times;
  private final byte[] validIndex;
  private final byte[] validLog;
  private final byte[] validRun;
  private final byte[] validTimes;

  /** Records a run of two evaluations of six values each. */
  SealedSuite(Path folder) throws IOException {
    this.folder = folder;
    SuitePlan plan = new SuitePlan(
        List.of(SuiteArchiveTest.NOISY), Map.of("random", Map.of("batch", "1")), List.of(1L));
    try (SuiteFolder suite = EarlierLayout.begin(folder, plan)) {
      SuiteArchiveTest.run(suite, SuiteArchiveTest.NOISY, "random", 1, Optional.empty());
    }
    ArchivedRun archived = SuiteArchive.open(folder).problems().get(0).runs().get(0);
    index = folder.resolve(SuiteIndex.NAME);
    log = folder.resolve(RunLog.NAME);
    run = EarlierLayout.file(archived);
    times = EarlierLayout.times(archived);
    validIndex = Files.readAllBytes(index);
    validLog = Files.readAllBytes(log);
    validRun = Files.readAllBytes(run);
    validTimes = Files.readAllBytes(times);
  }

  Path folder() {
    return folder;
  }

  Path log() {
    return log;
  }

  Path run() {
    return run;
  }

  byte[] index() {
    return validIndex.clone();
  }

  /** Returns the file of the run without its hash and what is behind it. */
  byte[] runBody() {
    return Arrays.copyOf(validRun, validRun.length - SEAL);
  }

  /** Returns the file of the times without its checksum. */
  byte[] timesBody() {
    return Arrays.copyOf(validTimes, validTimes.length - Integer.BYTES);
  }

  /** Writes all files as they were recorded. */
  void restore() throws IOException {
    Files.write(index, validIndex);
    Files.write(log, validLog);
    Files.write(run, validRun);
    Files.write(times, validTimes);
  }

  void writeIndex(byte[] bytes) throws IOException {
    Files.write(index, bytes);
  }

  void writeTimes(byte[] body) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(body);
    Files.write(
        times,
        ByteBuffer.allocate(body.length + Integer.BYTES)
            .put(body)
            .putInt((int) sum.getValue())
            .array());
  }

  /** Writes the file of the run, and has the log know the hash of its evaluations. */
  void writeRun(byte[] body) throws IOException {
    MessageDigest digest = Sha256.begin();
    digest.update(body);
    Files.write(
        run,
        ByteBuffer.allocate(body.length + SEAL)
            .put(body)
            .put(digest.digest())
            .put(RunFile.END_MARK)
            .array());
    if (body.length >= SETTINGS_LENGTH + 2 * Integer.BYTES) {
      int rowsTo = body.length - Integer.BYTES;
      long rowsFrom =
          SETTINGS_LENGTH + Integer.BYTES + (long) ByteBuffer.wrap(body).getInt(SETTINGS_LENGTH);
      if (rowsFrom > 0 && rowsFrom <= rowsTo) {
        MessageDigest rows = Sha256.begin();
        rows.update(body, (int) rowsFrom, rowsTo - (int) rowsFrom);
        String hash = Sha256.text(rows);
        SuiteArchiveTest.reseal(
            log,
            line -> line.replaceFirst("\"sha256\":\"[0-9a-f]*\"", "\"sha256\":\"" + hash + '"'));
      }
    }
  }

  /** Reads all there is. */
  void read() throws IOException {
    for (ArchivedProblem problem : SuiteArchive.open(folder).problems()) {
      for (ArchivedRun archived : problem.runs()) {
        archived.outcome().duration().toNanos();
        RunTrace trace = archived.open();
        for (int i = 0; i < trace.evaluations(); i++) {
          trace.architecture(i);
        }
      }
    }
  }
}
