package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in segments, and what is left of them after a crash, a deletion or a change. */
class RunSegmentsTest {

  private static final SuitePlan PLAN = SuiteArchiveTest.PLAN;
  private static final RunSettings QUIET = SuiteArchiveTest.QUIET;
  private static final RunSettings NOISY = SuiteArchiveTest.NOISY;

  @TempDir
  private Path temp;

  static void record(SuiteFolder folder) throws IOException {
    SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.of("a bug"));
    SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.empty());
    SuiteArchiveTest.run(folder, QUIET, "random", -3, Optional.empty());
    SuiteArchiveTest.run(folder, NOISY, "jmetal:NSGAII", -3, Optional.of("no \"memory\"\nleft"));
    SuiteArchiveTest.run(folder, NOISY, "jmetal:NSGAII", 1, Optional.empty());
  }

  private Path suite() throws IOException {
    Path path = temp.resolve("suite");
    try (SuiteFolder folder = SuiteFolder.empty(path, PLAN)) {
      record(folder);
    }
    return path;
  }

  private static Path segment(Path suite) {
    return suite.resolve("runs-00001.seg");
  }

  private static Path index(Path suite) {
    return suite.resolve("runs.index");
  }

  private static List<ArchivedRun> runs(Path suite) throws IOException {
    return SuiteArchive.open(suite).problems().stream()
        .flatMap(problem -> problem.runs().stream())
        .toList();
  }

  /** Returns how all runs went that are over, with their evaluations. */
  static Map<String, String> content(Path suite) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (ArchivedProblem problem : SuiteArchive.open(suite).problems()) {
      String folder = problem.settings().folderName();
      for (ArchivedRun run : problem.runs()) {
        run.open();
        content.put(
            folder + run.outcome().algorithm() + run.outcome().seed(),
            run.entry() + Arrays.toString(run.bytes()));
      }
      for (RunOutcome outcome : problem.failed()) {
        content.put(folder + outcome.algorithm() + outcome.seed(), outcome.toString());
      }
    }
    return content;
  }

  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void hasTheRunsOfTheEarlierLayoutInThreeFiles() throws IOException {
    Path suite = suite();
    assertEquals(
        List.of("runs-00001.seg", "runs.index", "suite.json"),
        files(suite).stream().filter(name -> !name.startsWith("tiny-")).toList());
    Path earlier = temp.resolve("earlier");
    try (SuiteFolder folder = EarlierLayout.begin(earlier, PLAN)) {
      record(folder);
    }
    assertEquals(content(earlier), content(suite));
    assertEquals(4, content(suite).size());
    assertEquals(
        SuiteArchive.open(earlier).fingerprint(), SuiteArchive.open(suite).fingerprint());
    for (int i = 0; i < 3; i++) {
      assertTrue(runs(earlier).get(i).open().sameAs(runs(suite).get(i).open()));
      double seconds = runs(suite).get(i).open().seconds(0);
      assertTrue(seconds >= 0 && seconds < 60, "after " + seconds + " s");
    }
  }

  /** A run that did not come to its end leaves what it has, until it does. */
  @Test
  void whatIsLeftOfFailedRunsGoesWhenTheyComeToTheirEnd() throws IOException {
    Path suite = suite();
    Path part = suite.resolve(NOISY.folderName()).resolve("jmetal_NSGAII-seed--3.run.part");
    assertTrue(Files.size(part) > 100);
    assertFalse(Files.exists(suite.resolve(QUIET.folderName())));
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(3, folder.finished());
      SuiteArchiveTest.run(folder, NOISY, "jmetal:NSGAII", -3, Optional.empty());
    }
    assertEquals(List.of("runs-00001.seg", "runs.index", "suite.json"), files(suite));
    assertEquals(4, runs(suite).size());
  }

  @Test
  void opensWithoutTheSegmentsWhereTheIndexIsWhole() throws IOException {
    Path suite = suite();
    Files.delete(segment(suite));
    assertEquals(3, runs(suite).size());
    String why =
        assertThrows(IOException.class, () -> runs(suite).get(0).open()).getMessage();
    assertEquals(segment(suite) + ": no such file, although the index of the suite lists it", why);
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(0, folder.finished());
      record(folder);
    }
    assertEquals(
        List.of("runs-00002.seg"),
        files(suite).stream().filter(name -> name.endsWith(".seg")).toList());
    assertEquals(4, content(suite).size());
  }

  @Test
  void anIndexThatWasCutOffOrDeletedIsMadeAgain() throws IOException {
    Path suite = suite();
    Map<String, String> expected = content(suite);
    byte[] whole = Files.readAllBytes(index(suite));
    Files.delete(index(suite));
    assertEquals(expected, content(suite));
    SuiteFolder.resume(suite, PLAN).close();
    assertArrayEquals(whole, Files.readAllBytes(index(suite)));
    for (int length = 0; length < whole.length; length += 23) {
      Files.write(index(suite), Arrays.copyOf(whole, length));
      assertEquals(expected, content(suite));
      try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
        assertEquals(3, folder.finished());
      }
      assertArrayEquals(whole, Files.readAllBytes(index(suite)));
    }
  }

  @Test
  void anIndexThatWasChangedIsNotBelieved() throws IOException {
    Path suite = suite();
    Map<String, String> expected = content(suite);
    byte[] whole = Files.readAllBytes(index(suite));
    for (int at = 0; at < whole.length; at += 7) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x11;
      Files.write(index(suite), changed);
      assertEquals(expected, content(suite), "byte " + at);
    }
  }

  @Test
  void anIndexOfOtherRunsIsMadeAgain() throws IOException {
    Path suite = suite();
    Map<String, String> expected = content(suite);
    byte[] own = Files.readAllBytes(index(suite));
    Path other = temp.resolve("other");
    try (SuiteFolder folder = SuiteFolder.empty(other, PLAN)) {
      SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.of("a gub"));
      SuiteArchiveTest.run(folder, QUIET, "random", -3, Optional.empty());
      SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.empty());
    }
    byte[] foreign = Files.readAllBytes(index(other));
    byte[] segment = Files.readAllBytes(segment(suite));
    // Also cut off, where more of the segment is behind what it knows.
    for (int length : new int[] {foreign.length, foreign.length - 153, foreign.length - 306}) {
      Files.write(index(suite), Arrays.copyOf(foreign, length));
      assertEquals(expected, content(suite));
      // Also where a process died that was writing.
      Files.write(segment(suite), new byte[10], StandardOpenOption.APPEND);
      assertEquals(expected, content(suite));
      Files.write(segment(suite), segment);
      assertEquals(length, Files.size(index(suite)));
      try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
        assertEquals(3, folder.finished());
      }
      assertArrayEquals(own, Files.readAllBytes(index(suite)));
    }
  }

  @Test
  void whatWasBeingWrittenCountsAsIfItWereNotThere() throws IOException {
    Path suite = suite();
    Map<String, String> expected = content(suite);
    byte[] whole = Files.readAllBytes(segment(suite));
    byte[] index = Files.readAllBytes(index(suite));
    // The index of all runs but the last, which has no text that is new.
    byte[] before = Arrays.copyOf(index, index.length - 153);
    int last = whole.length - recordBytes(suite);
    for (int length = last; length < whole.length; length += 61) {
      for (boolean zeros : new boolean[] {false, true}) {
        Files.write(index(suite), before);
        byte[] torn = Arrays.copyOf(whole, length);
        Files.write(segment(suite), zeros ? Arrays.copyOf(torn, whole.length) : torn);
        assertEquals(expected.size() - 1, content(suite).size());
        try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
          assertEquals(2, folder.finished());
          SuiteArchiveTest.run(folder, NOISY, "jmetal:NSGAII", 1, Optional.empty());
        }
        assertEquals(expected, content(suite));
        assertEquals(whole.length, Files.size(segment(suite)), 20);
      }
    }
  }

  /** Returns how long the last run of a suite is in its segment. */
  private static int recordBytes(Path suite) throws IOException {
    List<Long> ends = new ArrayList<>(List.of(0L));
    Segment.scan(suite, 1, 0, Files.size(segment(suite)), (entry, place) -> ends.add(place.end()));
    assertEquals(6, ends.size());
    return (int) (ends.get(5) - ends.get(4));
  }

  /** No disk does that which keeps what was forced to it, but a copy may be cut off. */
  @Test
  void aSegmentShorterThanTheIndexKnowsIsGoneOnWithInAnother() throws IOException {
    Path suite = suite();
    byte[] whole = Files.readAllBytes(segment(suite));
    Files.write(segment(suite), Arrays.copyOf(whole, whole.length - 1));
    ArchivedRun cut = runs(suite).get(2);
    String why = assertThrows(IOException.class, cut::open).getMessage();
    assertTrue(why.startsWith(segment(suite) + ", jmetal_NSGAII-seed-1.run of 'tiny-"), why);
    assertTrue(
        why.endsWith(
            ": cut off; delete 'runs.index', which is rebuilt; if that does not help, delete"
                + " 'runs-00001.seg' to repeat all of its runs"),
        why);
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(2, folder.finished());
      SuiteArchiveTest.run(folder, NOISY, "jmetal:NSGAII", 1, Optional.empty());
    }
    assertTrue(Files.exists(suite.resolve("runs-00002.seg")));
    assertEquals(4, content(suite).size());
  }

  @Test
  void aRunThatWasChangedIsRefused() throws IOException {
    Path suite = suite();
    byte[] whole = Files.readAllBytes(segment(suite));
    List<ArchivedRun> runs = runs(suite);
    List<Segment.Place> places = new ArrayList<>();
    Segment.scan(suite, 1, 0, whole.length, (entry, place) -> places.add(place));
    // The first is of a run that was run again, the fourth failed.
    int[] read = {-1, 1, 0, -1, 2};
    for (int at = 0; at < whole.length; at += 31) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      Files.write(segment(suite), changed);
      for (int i = 0; i < read.length; i++) {
        boolean hit = places.get(i).at() <= at && at < places.get(i).end();
        if (read[i] >= 0 && hit) {
          ArchivedRun run = runs.get(read[i]);
          String why = assertThrows(IOException.class, run::open).getMessage();
          assertTrue(why.startsWith(run.place() + ": was altered"), why);
        } else if (read[i] >= 0) {
          assertEquals(2, runs.get(read[i]).open().evaluations());
        }
      }
    }
    Files.write(segment(suite), whole);
    byte[] changed = whole.clone();
    changed[(int) places.get(2).end() - 20] ^= 4;
    Files.write(segment(suite), changed);
    Files.delete(index(suite));
    String why = assertThrows(IOException.class, () -> SuiteArchive.open(suite)).getMessage();
    assertTrue(why.startsWith(segment(suite) + ": damaged at byte "), why);
    assertTrue(why.contains(", with more runs behind it; delete 'runs.index'"), why);
    assertThrows(IOException.class, () -> SuiteFolder.resume(suite, PLAN));
    assertArrayEquals(changed, Files.readAllBytes(segment(suite)));
  }

  /** Segments of several records, put behind each other under other numbers, are a record. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void segmentsArePutTogetherByHand(boolean inOneFile) throws IOException {
    Path one = temp.resolve("one");
    Path two = temp.resolve("two");
    try (SuiteFolder folder = SuiteFolder.empty(one, PLAN)) {
      SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.empty());
    }
    try (SuiteFolder folder = SuiteFolder.empty(two, PLAN)) {
      SuiteArchiveTest.run(folder, QUIET, "random", -3, Optional.empty());
    }
    if (inOneFile) {
      try (OutputStream out = Files.newOutputStream(segment(one), StandardOpenOption.APPEND)) {
        out.write(Files.readAllBytes(segment(two)));
      }
    } else {
      Files.copy(segment(two), one.resolve("runs-00002.seg"));
    }
    assertEquals(2, runs(one).size());
    for (ArchivedRun run : runs(one)) {
      assertEquals(2, run.open().evaluations());
    }
    try (SuiteFolder folder = SuiteFolder.resume(one, PLAN)) {
      assertEquals(2, folder.finished());
    }
  }

  @Test
  void beginsANewSegmentWhereOneIsFull() throws IOException {
    Path suite = suite();
    StoredRun large = new StoredRun("", "", "", new byte[40 << 20], null);
    RunLog.Entry entry = runs(suite).get(0).entry();
    try (RunSegments store = RunSegments.open(suite)) {
      store.copy(entry, large);
      store.copy(entry, large);
      store.copy(entry, large);
    }
    assertEquals(
        List.of("runs-00001.seg", "runs-00002.seg", "runs-00003.seg"),
        files(suite).stream().filter(name -> name.endsWith(".seg")).toList());
    for (int number : List.of(1, 2, 3)) {
      assertTrue(Files.size(Segment.file(suite, number)) <= Segment.LARGEST);
    }
    assertArrayEquals(new byte[40 << 20], runs(suite).get(0).bytes());
    assertEquals(3, runs(suite).size());
  }

  @Test
  void readsZipFilesInPlace() throws IOException {
    Path suite = suite();
    Path zip = zip(suite, Map.of());
    assertEquals(content(suite), content(zip));
    assertEquals(SuiteArchive.open(suite).fingerprint(), SuiteArchive.open(zip).fingerprint());
  }

  @Test
  void aRunThatCannotBeWrittenLeavesNoTrace() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    Path suite = temp.resolve("full");
    try (SuiteFolder folder = SuiteFolder.empty(suite, PLAN)) {
      Files.createSymbolicLink(segment(suite), full);
      String why = assertThrows(
              IOException.class,
              () -> SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.empty()))
          .getMessage();
      assertTrue(
          why.startsWith(segment(suite) + ": can't be written: No space left on device"), why);
      Files.delete(segment(suite));
      SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.empty());
    }
    assertEquals(1, content(suite).size());
  }

  /** Readers need no lock. */
  @Test
  void isReadWhileItIsWritten() throws IOException {
    Path suite = temp.resolve("suite");
    try (SuiteFolder folder = SuiteFolder.empty(suite, PLAN)) {
      assertEquals(0, content(suite).size());
      assertFalse(SuiteFolder.hasOutcome(suite));
      SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.empty());
      assertTrue(SuiteFolder.hasOutcome(suite));
      SuiteArchive before = SuiteArchive.open(suite);
      SuiteArchiveTest.run(folder, QUIET, "random", -3, Optional.empty());
      assertEquals(1, before.problems().get(0).runs().size());
      assertEquals(2, before.problems().get(0).runs().get(0).open().evaluations());
      assertEquals(2, content(suite).size());
      assertTrue(assertThrows(IOException.class, () -> SuiteFolder.resume(suite, PLAN))
          .getMessage()
          .startsWith(suite + ": another run is writing here"));
    }
  }

  @Test
  void aRunIsOverOnlyWithItsEvaluations() throws IOException {
    Path suite = temp.resolve("suite");
    try (SuiteFolder folder = SuiteFolder.empty(suite, PLAN);
        RunRecorder recorder = folder.begin(QUIET, "random", 1)) {
      recorder.write(new int[7], new double[2], new double[1]);
      RunOutcome outcome = new RunOutcome(
          "random",
          1,
          new RunOutcome.Found(1, 1, 0, ""),
          RunOutcome.Timing.between(SuiteArchiveTest.START, SuiteArchiveTest.START));
      assertThrows(IllegalStateException.class, () -> folder.add(QUIET, outcome));
    }
    assertEquals(0, content(suite).size());
  }

  /** Packs the files of a folder, with those of another in place of some. */
  private Path zip(Path suite, Map<String, Path> others) throws IOException {
    Path zip = temp.resolve("packed.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("suite.json", "runs.index", "runs-00001.seg")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(others.getOrDefault(name, suite.resolve(name))));
      }
    }
    return zip;
  }

  @Test
  void anIndexOfOtherRunsInAZipFileIsNotBelieved() throws IOException {
    Path suite = suite();
    Path other = temp.resolve("other");
    try (SuiteFolder folder = SuiteFolder.empty(other, PLAN)) {
      SuiteArchiveTest.run(folder, QUIET, "random", 1, Optional.empty());
      SuiteArchiveTest.run(folder, NOISY, "random", 1, Optional.of("a gub"));
    }
    assertEquals(content(suite), content(zip(suite, Map.of("runs.index", index(other)))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThreadThatIsInterruptedReads(boolean zipped) throws IOException {
    Path suite = suite();
    Path folder = zipped ? zip(suite, Map.of()) : suite;
    List<ArchivedRun> runs = runs(folder);
    Thread.currentThread().interrupt();
    try {
      assertEquals(2, runs.get(0).open().evaluations());
      assertEquals(2, runs.get(2).open().evaluations());
      assertTrue(Thread.currentThread().isInterrupted());
      assertEquals(3, runs(folder).size());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** Where the index does not know better, a process that died can only have left the last end. */
  @Test
  void onlyTheLastSegmentMayEndInAPartOfARun() throws IOException {
    Path suite = suite();
    int last = recordBytes(suite);
    Path second = suite.resolve("runs-00002.seg");
    byte[] whole = Files.readAllBytes(segment(suite));
    byte[] changed = whole.clone();
    changed[changed.length - 20] ^= 4;
    for (byte[] torn : List.of(changed, Arrays.copyOf(whole, whole.length - 1))) {
      Files.write(segment(suite), torn);
      Files.deleteIfExists(second);
      Files.deleteIfExists(index(suite));
      assertEquals(2, runs(suite).size());
      // In the last segment it is what was being written, and in the one before it is not.
      Files.copy(segment(suite), second);
      Files.write(segment(suite), whole);
      assertEquals(3, runs(suite).size());
      Files.move(second, segment(suite), StandardCopyOption.REPLACE_EXISTING);
      Files.write(second, whole);
      String why = assertThrows(IOException.class, () -> runs(suite)).getMessage();
      assertEquals(
          segment(suite)
              + ": damaged at byte "
              + (whole.length - last)
              + ", with more segments behind it; delete 'runs.index', which is rebuilt; if that"
              + " does not help, delete 'runs-00001.seg' to repeat all of its runs",
          why);
      assertThrows(IOException.class, () -> SuiteFolder.resume(suite, PLAN));
      assertArrayEquals(torn, Files.readAllBytes(segment(suite)));
    }
  }

  @Test
  void whatAProcessThatDiedLeftIsCutOffBeforeTheNextSegmentBegins() throws IOException {
    Path suite = suite();
    long whole = Files.size(segment(suite));
    Files.write(segment(suite), new byte[100], StandardOpenOption.APPEND);
    StoredRun large = new StoredRun("", "", "", new byte[(int) Segment.LARGEST], null);
    RunLog.Entry entry = runs(suite).get(0).entry();
    try (RunSegments store = RunSegments.open(suite)) {
      store.copy(entry, large);
    }
    assertEquals(whole, Files.size(segment(suite)));
    Files.delete(index(suite));
    assertEquals(3, runs(suite).size());
    assertEquals(Segment.LARGEST, runs(suite).get(0).bytes().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs-000001.seg", "runs-00000.seg", "runs-1.seg", "runs-1234567890.seg"})
  void aSegmentOfAnotherNumberIsRefusedByItsName(String name) throws IOException {
    Path suite = suite();
    Path misnamed = Files.move(segment(suite), suite.resolve(name));
    for (boolean indexed : new boolean[] {true, false}) {
      if (!indexed) {
        Files.delete(index(suite));
      }
      String why = assertThrows(IOException.class, () -> runs(suite)).getMessage();
      assertTrue(
          why.startsWith(misnamed + ": not the name of a segment; allowed: runs-00001.seg"), why);
    }
    assertThrows(IOException.class, () -> SuiteFolder.overwrite(suite, PLAN));
    Files.move(misnamed, suite.resolve("runs-100000.seg"));
    assertEquals(4, content(suite).size());
  }

  @Test
  void theIndexHasTheLatestTimeThatALineMayHave() throws IOException {
    Path suite = suite();
    RunLog.Entry first = runs(suite).get(0).entry();
    RunOutcome outcome = first.outcome();
    RunLog.Entry late = new RunLog.Entry(
        first.folder(),
        new RunOutcome(
            outcome.algorithm(),
            outcome.seed(),
            outcome.found(),
            RunOutcome.Timing.between(outcome.started(), RunLog.LATEST),
            null,
            null),
        first.provenance(),
        first.budget());
    StoredRun stored = runs(suite).get(0).stored();
    try (RunSegments store = RunSegments.open(suite)) {
      store.copy(late, stored);
    }
    Files.delete(segment(suite));
    assertEquals(RunLog.LATEST, runs(suite).get(0).outcome().ended());
  }

  @Test
  void theIndexHasTheTimeOfProposalsOfRunsThatHaveOne() throws IOException {
    Path suite = suite();
    Map<String, String> content = content(suite);
    for (boolean indexed : new boolean[] {true, false}) {
      List<Optional<Duration>> times =
          runs(suite).stream().map(run -> run.outcome().proposalTime()).toList();
      Optional<Duration> time = Optional.of(Duration.ofNanos(1_234_567_000));
      assertEquals(List.of(Optional.empty(), time, time), times);
      assertEquals(content, content(suite));
      String line = new String(Files.readAllBytes(segment(suite)), StandardCharsets.ISO_8859_1);
      assertTrue(line.contains(",\"proposal_us\":1234567,"), line);
      if (indexed) {
        Files.delete(index(suite));
      }
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void aLongRunIsNotCopiedAgainAndAgain() throws IOException {
    Path suite = temp.resolve("suite");
    int part = 1 << 20;
    try (SuiteFolder folder = SuiteFolder.empty(suite, PLAN);
        RunSegments store = RunSegments.open(suite)) {
      assertEquals(0, folder.finished());
      RunSink sink = store.begin("problem", "random", 1);
      sink.run().write(new byte[8 * part]);
      sink.keep();
      long before = allocated();
      for (int i = 0; i < 100; i++) {
        sink.run().write(i);
        sink.keep();
      }
      long copied = allocated() - before;
      assertTrue(copied < 64 * part, copied + " bytes");
      assertEquals(8 * part + 100, Files.size(sink.part()));
      try (InputStream kept = Files.newInputStream(sink.part())) {
        kept.skipNBytes(8 * part);
        assertEquals(0, kept.read());
        assertEquals(1, kept.read());
      }
    }
  }

  @Test
  void whetherARunIsOverTakesNoMoreThanTheFirst() throws IOException {
    Path suite = suite();
    RunLog.Entry entry = runs(suite).get(0).entry();
    try (RunSegments store = RunSegments.open(suite)) {
      for (int i = 0; i < 20_000; i++) {
        store.copy(entry, RunSegments.NOTHING);
      }
    }
    long read = Files.size(index(suite));
    assertTrue(SuiteFolder.hasOutcome(suite));
    long before = allocated();
    assertTrue(SuiteFolder.hasOutcome(suite));
    long taken = allocated() - before;
    assertTrue(taken < read / 4, taken + " bytes of " + read);
    Files.delete(index(suite));
    assertTrue(SuiteFolder.hasOutcome(suite));
  }

  @Test
  void thePlanStaysWhereTheFolderIsRefused() throws IOException {
    Path suite = suite();
    String plan = Files.readString(suite.resolve("suite.json"));
    Files.delete(index(suite));
    Files.createSymbolicLink(index(suite), temp.resolve("missing").resolve("runs.index"));
    SuitePlan larger = new SuitePlan(PLAN.problems(), PLAN.algorithms(), List.of(-3L, 1L, 2L));
    assertThrows(IOException.class, () -> SuiteFolder.resume(suite, larger));
    assertEquals(plan, Files.readString(suite.resolve("suite.json")));
    Files.delete(index(suite));
    SuiteFolder.resume(suite, larger).close();
    assertEquals(3, SuiteArchive.open(suite).plan().seeds().size());
  }

  @Test
  void aSuiteThatWasKilledAtOnceLeavesAnEmptyFolder() throws IOException {
    Path suite = temp.resolve("suite");
    SuiteFolder.empty(suite, PLAN).close();
    Files.delete(suite.resolve("suite.json"));
    assertEquals(List.of("runs.index"), files(suite));
    SuiteFolder.empty(suite, PLAN).close();
    assertEquals(0, content(suite).size());
  }
}
