package io.github.hwgptbench.adapter.optuna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalStorageTest {

  private static final String STUDY =
      "{\"op_code\":0,\"worker_id\":\"w\",\"study_name\":\"s\",\"directions\":[1]}\n";

  @TempDir
  private Path temp;

  private Path file;

  @BeforeEach
  void name() {
    file = temp.resolve("study.log");
  }

  private static void append(Path file, String text) throws Exception {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Study opened(long seed) {
    return Study.builder()
        .storage(JournalStorage.open(file))
        .studyName("s")
        .sampler(Samplers.random(new SplittableRandom(seed)))
        .createOrLoad();
  }

  private static double[] objective(Trial trial) {
    trial.setUserAttr("worker", Thread.currentThread().getName());
    return new double[] {trial.suggestInt("x", 0, 1_000_000)};
  }

  @Test
  void severalWritersLoseNothing() {
    opened(0);
    List<CompletableFuture<Void>> writers = IntStream.range(1, 5)
        .mapToObj(seed -> CompletableFuture.runAsync(
            () -> opened(seed).optimize(JournalStorageTest::objective, 40)))
        .toList();
    writers.forEach(CompletableFuture::join);
    List<FrozenTrial> trials = opened(9).trials();
    assertEquals(160, trials.size());
    for (int i = 0; i < 160; i++) {
      assertEquals(i, trials.get(i).number());
      assertEquals(TrialState.COMPLETE, trials.get(i).state());
      assertEquals((int) trials.get(i).params().get("x"), trials.get(i).value());
    }
    assertFalse(Files.exists(temp.resolve("study.log.lock"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void lastLinesWithoutAnEndAreWaitedForAndThoseOfTheDeadTakenAway() throws Exception {
    append(file, STUDY);
    String line =
        "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":0,\"datetime_start\":null,\"state\":1,\"values\":[3.0]}";
    Study study = opened(1);
    append(file, line.substring(0, 40));
    assertEquals(0, study.trials().size());
    append(file, line.substring(40));
    assertEquals(0, study.trials().size());
    append(file, "\n" + line.substring(0, 30));
    assertEquals(List.of(3.0), study.trials().get(0).values());
    study.addTrial(FrozenTrial.complete(4).build());
    assertEquals(2, opened(2).trials().size());
    assertEquals(3, Files.readAllLines(file).size());
  }

  @Test
  void brokenLinesAreNamed() throws Exception {
    for (String wrong : new String[] {
      "{\"op_code\":4,\"worker",
      "[]",
      "",
      "{\"op_code\":11,\"worker_id\":\"w\"}",
      "{\"op_code\":4,\"study_id\":0,\"datetime_start\":null}",
      "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":0.5}",
      "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":" + "9".repeat(1001) + "}",
      "{\"op_code\":4,\"worker_id\":\"w\",\"a\":" + "[".repeat(1001) + "]".repeat(1001) + "}"
    }) {
      Files.writeString(file, STUDY + wrong + "\n" + STUDY);
      String message = assertThrows(
              JournalFileException.class, () -> JournalStorage.open(file), wrong)
          .getMessage();
      assertTrue(message.contains("study.log, line 2: "), message);
    }
    Files.writeString(file, STUDY);
    Storage storage = JournalStorage.open(file);
    Files.writeString(file, "");
    assertThrows(JournalFileException.class, storage::studyNames);
  }

  private static final String TRIAL =
      "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":%d,\"datetime_start\":null}\n";

  private static String param(String internal, String name, String attributes) {
    return ("{\"op_code\":5,\"worker_id\":\"w\",\"trial_id\":0,\"param_name\":\"x\","
            + "\"param_value_internal\":%s,\"distribution\":\"{\\\"name\\\":\\\"%s\\\","
            + "\\\"attributes\\\":{%s}}\"}")
        .formatted(internal, name, attributes.replace("'", "\\\""));
  }

  @Test
  void aLineThatCantBeReadSpoilsItsStudyAlone() throws Exception {
    String tenValues = "'low':0,'high':9,'log':false,'step':1";
    for (String wrong : new String[] {
      param("NaN", "CategoricalDistribution", "'choices':[1,2]"),
      param("2", "CategoricalDistribution", "'choices':[1,2]"),
      param("0", "CategoricalDistribution", "'choices':[[1],2]"),
      param("NaN", "IntDistribution", tenValues),
      param("Infinity", "IntDistribution", tenValues),
      param("1", "IntDistribution", tenValues.replace("9", "9".repeat(30))),
      param("1", "WeirdDistribution", tenValues),
      "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":0}",
      "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":0,\"datetime_start\":\"noon\"}",
      "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":0,\"datetime_start\":null,\"params\":{\"x\":1}}",
      "{\"op_code\":5,\"worker_id\":\"w\",\"trial_id\":0,\"param_name\":\"x\","
          + "\"param_value_internal\":9,\"distribution\":\"{}\"}",
      "{\"op_code\":8,\"worker_id\":\"w\",\"trial_id\":0,\"user_attr\":{\"a\":1,\"b\":2}}",
      "{\"op_code\":6,\"worker_id\":\"w\",\"trial_id\":0,\"state\":7,\"values\":null}",
      "{\"op_code\":7,\"worker_id\":\"w\",\"trial_id\":0,\"step\":1.5,\"intermediate_value\":1}",
      "{\"op_code\":2,\"worker_id\":\"w\",\"study_id\":0,\"user_attr\":{}}"
    }) {
      Files.writeString(
          file,
          STUDY
              + String.format(Locale.ROOT, TRIAL, 0)
              + wrong
              + "\n"
              + STUDY.replace("\"s\"", "\"t\"")
              + String.format(Locale.ROOT, TRIAL, 1));
      Storage storage = JournalStorage.open(file);
      assertEquals(List.of("s", "t"), storage.studyNames());
      Study other = Study.builder()
          .storage(storage)
          .studyName("t")
          .sampler(Samplers.random(new SplittableRandom(1)))
          .load();
      other.tell(other.ask(), 1);
      assertEquals(2, other.trials().size());
      String message = assertThrows(
              JournalFileException.class,
              () -> Study.builder().storage(storage).studyName("s").createOrLoad(),
              wrong)
          .getMessage();
      assertTrue(message.contains("study.log, line 3: "), message);
      assertThrows(JournalFileException.class, () -> storage.trials(0));
      assertThrows(JournalFileException.class, () -> storage.startTrial(0));
    }
  }

  @Test
  void studiesThatCantBeReadCanBeDeleted() throws Exception {
    append(file, STUDY.replace("[1]", "[3]") + STUDY.replace("\"s\"", "\"t\""));
    Storage storage = JournalStorage.open(file);
    storage.deleteStudy(0);
    assertEquals(List.of("t"), storage.studyNames());
  }

  @Test
  void integersAreAsLongAsPythons() throws Exception {
    String step = "{\"op_code\":7,\"worker_id\":\"w\",\"trial_id\":%s,\"step\":%s,"
        + "\"intermediate_value\":1.0}\n";
    append(file, STUDY + String.format(Locale.ROOT, TRIAL, 0));
    append(
        file,
        String.format(Locale.ROOT, step, "0", "3000000000")
            + String.format(Locale.ROOT, step, "9".repeat(30), "1"));
    append(file, param("5000000000", "IntDistribution", "'low':0,'high':9000000000") + "\n");
    FrozenTrial trial = opened0().trials().get(0);
    assertEquals(Map.of(3_000_000_000L, 1.0), trial.intermediateValues());
    assertEquals(Map.of("x", 5_000_000_000L), trial.params());
  }

  /** As Optuna, which reads such journals; but writes to them make them unreadable there. */
  @Test
  void aLastLineThatIsNotJsonCountsAsNotThereAndIsTakenAway() throws Exception {
    for (String broken : List.of("\n", "  \r\n", "{\"op_code\":4,\"wor\n", "\0\0\0\n", "{} {}\n")) {
      Files.writeString(file, STUDY + String.format(Locale.ROOT, TRIAL, 0) + broken);
      Study study = opened(1);
      assertEquals(1, study.trials().size());
      study.tell(study.ask(), 1);
      assertEquals(2, opened0().trials().size());
      assertEquals(
          4,
          Files.readString(file)
              .lines()
              .filter(line -> line.startsWith("{\"op"))
              .count());
    }
  }

  @Test
  void aJournalThatMayOnlyBeReadIsRead() throws Exception {
    Study written = opened(1);
    written.tell(written.ask(), 5);
    try (ReadOnlyFolder folder = ReadOnlyFolder.of(temp)) {
      Path same = folder.path().resolve("study.log");
      Study study =
          Study.builder().storage(JournalStorage.open(same)).studyName("s").load();
      assertEquals(5, study.trials().get(0).value());
      String message = assertThrows(UncheckedIOException.class, study::ask).getMessage();
      assertTrue(message.startsWith("Journal " + same + ": "), message);
    }
  }

  /**
   * Optuna's lock, taken by one that has more to write at once, beside a storage that has too: both
   * get on. Where nobody leaves the other a turn, one of them waits for minutes.
   */
  @Test
  @Timeout(120)
  void neitherOfTwoWritersStarves() throws Exception {
    Study study = opened(1);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger ours = new AtomicInteger();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
      while (!stop.get()) {
        study.setUserAttr("n", ours.incrementAndGet());
      }
    });
    Path lock = temp.resolve("study.log.lock");
    int theirs = 0;
    try {
      while (theirs < 30 || ours.get() < 30) {
        takeAsOptuna(lock);
        Thread.sleep(5);
        Files.delete(lock);
        theirs++;
        Thread.sleep(1);
      }
    } finally {
      stop.set(true);
    }
    writer.join();
    assertTrue(
        theirs < 40 * ours.get() && ours.get() < 40 * theirs,
        theirs + " of theirs, " + ours + " of ours");
  }

  private void takeAsOptuna(Path lock) throws Exception {
    for (long pause = 1; true; pause = Math.min(2 * pause, 1000)) {
      try {
        Files.createSymbolicLink(lock, file);
        return;
      } catch (FileAlreadyExistsException e) {
        Thread.sleep(pause);
      }
    }
  }

  /** Numbers are by order, so all readers have to agree on what counts. */
  @Test
  void changesThatCameTooLateChangeNothing() throws Exception {
    append(file, STUDY);
    append(file, STUDY.replace("[1]", "[2]"));
    append(file, STUDY.replace("\"s\"", "\"t\""));
    String create = "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":%d,\"datetime_start\":null}\n";
    append(
        file,
        String.format(Locale.ROOT, create, 7)
            + String.format(Locale.ROOT, create, 1)
            + String.format(Locale.ROOT, create, 0));
    String param = "{\"op_code\":5,\"worker_id\":\"w\",\"trial_id\":%d,\"param_name\":\"x\","
        + "\"param_value_internal\":1,\"distribution\":\"{\\\"name\\\": \\\"%s\\\","
        + " \\\"attributes\\\": {\\\"low\\\": 0, \\\"high\\\": 9}}\"}\n";
    append(file, String.format(Locale.ROOT, param, 1, "IntDistribution"));
    append(
        file,
        String.format(Locale.ROOT, create, 0)
            + String.format(Locale.ROOT, param, 2, "FloatDistribution"));
    append(file, "{\"op_code\":10,\"worker_id\":\"w\"}\n");
    String state = "{\"op_code\":6,\"worker_id\":\"w\",\"trial_id\":1,\"state\":1,\"values\":[%s],"
        + "\"datetime_complete\":\"2026-01-02T03:04:05.678901+00:00\"}\n";
    append(
        file,
        String.format(Locale.ROOT, state, "Infinity") + String.format(Locale.ROOT, state, "2.0"));

    Storage storage = JournalStorage.open(file);
    assertEquals(List.of("s", "t"), storage.studyNames());
    Study study = Study.builder().storage(storage).studyName("s").load();
    assertEquals(List.of(Direction.MINIMIZE), study.directions());
    assertEquals(2, study.trials().size());
    assertEquals(List.of(Double.POSITIVE_INFINITY), study.trials().get(0).values());
    assertEquals(Map.of("x", 1), study.trials().get(0).params());
    assertEquals(Map.of(), study.trials().get(1).params());
    assertEquals(
        678_901_000, study.trials().get(0).datetimeComplete().orElseThrow().getNano());
  }

  @Test
  void theLockOfTheDeadIsReleasedAfterAWhile() throws Exception {
    for (boolean link : new boolean[] {true, false}) {
      Path lock = temp.resolve("study.log.lock");
      Study study = Study.builder()
          .storage(JournalStorage.open(file, Duration.ofMillis(500)))
          .studyName("s")
          .createOrLoad();
      if (link) {
        Files.createSymbolicLink(lock, Path.of("nowhere"));
      } else {
        Files.createFile(lock);
      }
      long before = System.nanoTime();
      study.setUserAttr("link", link);
      assertTrue(System.nanoTime() - before > 500_000_000L, "it was waited for");
      assertFalse(Files.exists(lock, LinkOption.NOFOLLOW_LINKS));
    }
  }

  @Test
  void aLiveLockIsWaitedFor() throws Exception {
    Study study = opened(1);
    Path lock = Files.createSymbolicLink(temp.resolve("study.log.lock"), file);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> study.setUserAttr("after", true));
    Thread.sleep(300);
    assertFalse(waiting.isDone());
    assertEquals(Map.of(), opened0().userAttrs(), "reading needs no lock");
    Files.delete(lock);
    waiting.join();
    assertEquals(Map.of("after", true), study.userAttrs());
  }

  private Study opened0() {
    return Study.builder().storage(JournalStorage.open(file)).studyName("s").load();
  }

  @Test
  void linesOfAnyLengthAreRead() throws Exception {
    Study study = opened(1);
    char[] much = new char[20 << 20];
    Arrays.fill(much, 'ü');
    study.setUserAttr("much", new String(much));
    study.setUserAttr("more", 1);
    Map<String, Object> read = opened0().userAttrs();
    assertEquals(much.length, read.get("much").toString().length());
    assertEquals(1, read.get("more"));
    assertEquals(
        4, new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n").length + 1);
  }

  @Test
  void aStudyInMemoryMovesIntoAFile() {
    Study study = Study.builder()
        .directions(Direction.MINIMIZE)
        .sampler(Samplers.random(new SplittableRandom(1)))
        .create();
    study.optimize(JournalStorageTest::objective, 20);
    Study copy = study.copyTo(JournalStorage.open(file), "s");
    assertEquals(study.trials().toString(), opened(1).trials().toString());
    assertEquals(20, copy.trials(Set.of(TrialState.COMPLETE)).size());
  }
}
