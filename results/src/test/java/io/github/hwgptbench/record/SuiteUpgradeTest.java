package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records of two files per run, written in segments: nothing is lost, whenever that is interrupted.
 */
class SuiteUpgradeTest {

  private static final SuitePlan PLAN = SuiteArchiveTest.PLAN;
  private static final String FAILED =
      SuiteArchiveTest.NOISY.folderName() + "/jmetal_NSGAII-seed--3.run.part";

  @TempDir
  private Path temp;

  private Path earlier(Path folder) throws IOException {
    try (SuiteFolder suite = EarlierLayout.begin(folder, PLAN)) {
      RunSegmentsTest.record(suite);
    }
    return folder;
  }

  @Test
  void hasEveryRunWithItsBytesAndNoOtherFiles() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    Path errors = Files.writeString(
        suite.resolve(SuiteArchiveTest.QUIET.folderName()).resolve("random-seed-1.err"), "ouch");
    Map<String, String> before = RunSegmentsTest.content(suite);
    String fingerprint = SuiteArchive.open(suite).fingerprint();
    assertEquals(4, SuiteUpgrade.inPlace(suite));
    assertEquals(before, RunSegmentsTest.content(suite));
    assertEquals(fingerprint, SuiteArchive.open(suite).fingerprint());
    assertEquals("ouch", Files.readString(errors));
    assertTrue(Files.size(suite.resolve(FAILED)) > 0);
    try (Stream<Path> files = Files.walk(suite)) {
      assertEquals(
          List.of(
              "jmetal_NSGAII-seed--3.run.part",
              "jmetal_NSGAII-seed--3.times.part",
              "random-seed-1.err",
              "runs-00001.seg",
              "runs.index",
              "suite.json"),
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .sorted()
              .toList());
    }
    // Once more it is the same.
    assertEquals(4, SuiteUpgrade.inPlace(suite));
    assertEquals(before, RunSegmentsTest.content(suite));
    try (SuiteFolder resumed = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(3, resumed.finished());
    }
  }

  @Test
  void runsOfASegmentThatIsCutOffAreNotLeftOut() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    SuiteUpgrade.inPlace(suite);
    Path segment = suite.resolve("runs-00001.seg");
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length / 2));
    Path copy = temp.resolve("copy");
    String why =
        assertThrows(IOException.class, () -> SuiteUpgrade.copy(suite, copy)).getMessage();
    assertTrue(why.contains(": cut off; "), why);
    assertFalse(SuiteFolder.has(copy));
  }

  @Test
  void aRunOfAnEarlierBudgetGoesOnFromWhereItWas() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    SuitePlan larger = new SuitePlan(
        PLAN.problems().stream().map(problem -> problem.with("first", 3)).toList(),
        PLAN.algorithms(),
        PLAN.seeds());
    SuiteFolder.resume(suite, larger).close();
    assertEquals(4, SuiteUpgrade.inPlace(suite));
    try (SuiteFolder resumed = SuiteFolder.resume(suite, larger)) {
      assertEquals(3, resumed.earlier());
      assertEquals(
          2,
          resumed
              .earlier(larger.problems().get(0), "random", 1)
              .orElseThrow()
              .trace()
              .evaluations());
    }
  }

  @Test
  void aCrashAtAnyOperationLosesNothing() throws IOException {
    Path parent = Files.createDirectory(temp.resolve("parent"));
    earlier(parent.resolve("suite"));
    Map<String, String> expected = RunSegmentsTest.content(parent.resolve("suite"));
    UnreliableDisk disk = UnreliableDisk.over(parent);
    SuiteUpgrade.inPlace(disk.root().resolve("suite"));
    assertTrue(disk.operations() > 15, disk.operations() + " operations");
    SplittableRandom random = new SplittableRandom(1);
    for (int crash = 0; crash <= disk.operations(); crash++) {
      for (int loss = 0; loss < 4; loss++) {
        double kept = loss == 0 ? 1 : random.nextDouble();
        Path left = Files.createDirectory(temp.resolve("left"));
        disk.crash(crash, () -> random.nextDouble() < kept, left);
        Path suite = left.resolve("suite");
        Files.deleteIfExists(suite.resolve(".lock"));
        String when = "After operation " + crash + ", loss " + loss;
        try {
          assertEquals(expected, RunSegmentsTest.content(suite), when);
          assertEquals(4, SuiteUpgrade.inPlace(suite), when);
          assertEquals(expected, RunSegmentsTest.content(suite), when);
        } catch (IOException e) {
          throw new AssertionError(when, e);
        }
        assertFalse(Files.exists(suite.resolve("runs.jsonl")), when);
        MoreFiles.deleteRecursively(left, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
  }

  @Test
  void isWrittenElsewhereAlsoFromAZipFile() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    Map<String, String> expected = RunSegmentsTest.content(suite);
    Path zip = temp.resolve("packed.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(suite)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(suite.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    for (Path from : List.of(suite, zip)) {
      Path to = temp.resolve("to-" + from.getFileName());
      // What a process has left that was killed before it had written suite.json.
      Files.createDirectory(to);
      new SuiteIndex(PLAN, SuiteIndex.SEGMENTS).prepare(to);
      Files.writeString(to.resolve("runs-00001.seg"), "cut");
      assertEquals(4, SuiteUpgrade.copy(from, to));
      assertEquals(expected, RunSegmentsTest.content(to));
      assertTrue(Files.size(to.resolve(FAILED)) > 0);
      assertEquals(4, SuiteUpgrade.copy(from, to));
      assertEquals(expected, RunSegmentsTest.content(to));
    }
    assertEquals(expected, RunSegmentsTest.content(suite));
    assertTrue(Files.exists(suite.resolve("runs.jsonl")));
    Path thesis = Files.createDirectory(temp.resolve("taken")).resolve("thesis.tex");
    Files.writeString(thesis, "years of work");
    assertThrows(IOException.class, () -> SuiteUpgrade.copy(suite, temp.resolve("taken")));
    assertEquals("years of work", Files.readString(thesis));
    assertTrue(assertThrows(IOException.class, () -> SuiteUpgrade.inPlace(zip))
        .getMessage()
        .startsWith(zip + ": not a folder"));
  }

  @Test
  void aSuiteThatIsWrittenIsLeftAlone() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(suite, folder.path());
      assertTrue(assertThrows(IOException.class, () -> SuiteUpgrade.inPlace(suite))
          .getMessage()
          .startsWith(suite + ": another run is writing here"));
    }
  }

  private static Path run(Path suite, String name) {
    return suite.resolve(SuiteArchiveTest.QUIET.folderName()).resolve(name);
  }

  /** In a segment it could not be deleted alone. */
  @Test
  void aDamagedRunIsRefusedUntilItIsDeleted() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    Path run = run(suite, "random-seed-1.run");
    byte[] bytes = Arrays.copyOf(Files.readAllBytes(run), 700);
    Files.write(run, bytes);
    Files.delete(run(suite, "random-seed--3.run"));
    Files.write(run(suite, "random-seed-7.run"), new byte[] {1}, StandardOpenOption.CREATE);
    Path copy = temp.resolve("copy");
    List<String> before = RunSegmentsTest.files(suite);
    for (Executable upgrade : List.<Executable>of(
        () -> SuiteUpgrade.inPlace(suite), () -> SuiteUpgrade.copy(suite, copy))) {
      assertEquals(
          run + ": cut off after 700 bytes; delete it to repeat the run",
          assertThrows(IOException.class, upgrade).getMessage());
    }
    assertEquals(before, RunSegmentsTest.files(suite));
    assertArrayEquals(bytes, Files.readAllBytes(run));
    assertFalse(Files.exists(copy));
    Files.delete(run);
    assertEquals(2, SuiteUpgrade.inPlace(suite));
    assertEquals(List.of(), SuiteArchive.open(suite).problems().get(0).runs());
    assertEquals(
        List.of("random-seed--3.times", "random-seed-1.times", "random-seed-7.run"),
        RunSegmentsTest.files(suite.resolve(SuiteArchiveTest.QUIET.folderName())));
  }

  @Test
  void emptyTimesAreRefusedUntilTheyAreLeftOut() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    Path times = run(suite, "random-seed-1.times");
    Files.write(times, new byte[0]);
    String why =
        assertThrows(IOException.class, () -> SuiteUpgrade.inPlace(suite)).getMessage();
    assertTrue(why.startsWith(times + ": cut off after 0 bytes"), why);
    Files.delete(times);
    assertEquals(4, SuiteUpgrade.inPlace(suite));
    assertEquals(4, RunSegmentsTest.content(suite).size());
  }

  @Test
  void aCopyThatIsWholeIsNotMadeAgain() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    Path to = temp.resolve("to");
    assertEquals(4, SuiteUpgrade.copy(suite, to));
    Map<String, String> before = RunSegmentsTest.content(to);
    assertEquals(4, SuiteUpgrade.copy(suite, to));
    assertEquals(before, RunSegmentsTest.content(to));

    Path smaller = temp.resolve("smaller");
    try (SuiteFolder begun = EarlierLayout.begin(smaller, PLAN)) {
      assertEquals(0, begun.finished());
    }
    assertEquals(
        to + ": contains another suite than " + smaller + "; use another folder",
        assertThrows(IOException.class, () -> SuiteUpgrade.copy(smaller, to)).getMessage());
    assertEquals(before, RunSegmentsTest.content(to));
  }

  @Test
  void onlyWhatAnUpgradeOfTheSameSuiteHasLeftIsReplaced() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    Path to = Files.createDirectory(temp.resolve("to"));
    for (String name : List.of("runs-00001.seg", "runs.index", "thesis/chapter.tex")) {
      Path file = to.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "years of work");
      String why =
          assertThrows(IOException.class, () -> SuiteUpgrade.copy(suite, to)).getMessage();
      assertEquals(
          to
              + ": contains something that no upgrade of "
              + suite
              + " has left: '"
              + to.relativize(file).getName(0)
              + "'; move it, or use another folder",
          why);
      assertEquals("years of work", Files.readString(file));
      MoreFiles.deleteRecursively(
          to.resolve(to.relativize(file).getName(0)), RecursiveDeleteOption.ALLOW_INSECURE);
    }
    // Nor what the upgrade of another suite has left, or a file beside that of this one.
    SuiteIndex index = new SuiteIndex(SuiteArchive.open(suite).plan(), SuiteIndex.SEGMENTS);
    SuitePlan smaller = new SuitePlan(PLAN.problems(), PLAN.algorithms(), List.of(1L));
    new SuiteIndex(smaller, SuiteIndex.SEGMENTS).prepare(to);
    Path left = Files.writeString(to.resolve("runs-00001.seg"), "cut");
    assertThrows(IOException.class, () -> SuiteUpgrade.copy(suite, to));
    assertEquals("cut", Files.readString(left));
    index.prepare(to);
    Path mine =
        Files.createDirectory(to.resolve(SuiteArchiveTest.NOISY.folderName())).resolve("mine.txt");
    Files.writeString(mine, "years of work");
    assertThrows(IOException.class, () -> SuiteUpgrade.copy(suite, to));
    assertEquals("years of work", Files.readString(mine));
    assertEquals("cut", Files.readString(left));
    Files.move(mine, mine.resolveSibling("random-seed-1.run.part"));
    assertEquals(4, SuiteUpgrade.copy(suite, to));
    assertEquals(RunSegmentsTest.content(suite), RunSegmentsTest.content(to));
  }

  @Test
  void segmentsOfOtherRunsInTheSameFolderAreNotReplaced() throws IOException {
    Path suite = earlier(temp.resolve("suite"));
    Path other = Files.writeString(suite.resolve("runs-00001.seg"), "years of work");
    String why =
        assertThrows(IOException.class, () -> SuiteUpgrade.inPlace(suite)).getMessage();
    assertTrue(why.contains(" has left: 'runs-00001.seg'; move it"), why);
    assertEquals("years of work", Files.readString(other));
    assertTrue(Files.exists(suite.resolve("runs.jsonl")));
    Files.delete(other);
    assertEquals(4, SuiteUpgrade.inPlace(suite));
  }
}
