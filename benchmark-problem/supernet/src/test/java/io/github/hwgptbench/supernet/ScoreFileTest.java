package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.hwgptbench.space.Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileTest {

  private static final int TOKENS = 160;
  private static final int PROCESSES = 3;
  private static final int EACH = 100;

  @TempDir
  private Path temp;

  private Path folder;

  @BeforeEach
  void name() {
    folder = temp.resolve("scores");
  }

  private static ScoreFile open(Path folder) {
    return open(folder, line -> {});
  }

  private static ScoreFile open(Path folder, Consumer<String> warnings) {
    return new ScoreFile(folder, "key", "tiny", TinySupernet.SPACE, TOKENS, warnings);
  }

  private Path file() {
    return folder.resolve("key.scores");
  }

  private static List<Architecture> architectures(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> TinySupernet.SPACE.sampleUniformGenes(random))
        .distinct()
        .limit(count)
        .toList();
  }

  private static Score score(Architecture architecture) {
    SplittableRandom random = new SplittableRandom(architecture.toString().hashCode());
    return new Score(1000 * random.nextDouble(), random.nextInt(TOKENS), TOKENS);
  }

  /**
   * A process that is killed after it has added the scores of some architectures, evaluated them,
   * or begun to evaluate one.
   */
  public static void main(String[] args) {
    ScoreFile scores = open(Path.of(args[0]));
    List<Architecture> some = architectures(Long.parseLong(args[1]), EACH);
    switch (args[2]) {
      case "add" -> some.forEach(architecture -> scores.add(architecture, score(architecture)));
      case "evaluate" -> some.forEach(architecture -> evaluate(scores, architecture));
      default ->
        scores.find(some.get(0), () -> {
          Runtime.getRuntime().halt(0);
          throw new AssertionError();
        });
    }
    Runtime.getRuntime().halt(0);
  }

  /** Long enough for other processes to come to the same architecture meanwhile. */
  private static Score evaluate(ScoreFile scores, Architecture architecture) {
    return scores.find(architecture, () -> {
      Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(10));
      return score(architecture);
    });
  }

  private Process start(int seed, String what) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ScoreFileTest.class.getName(),
            folder.toString(),
            Integer.toString(seed),
            what)
        .inheritIO()
        .start();
  }

  private List<String> lines() throws IOException {
    // Who sees a line of another process before its end begins with an empty one.
    return Files.readAllLines(file()).stream().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void scoresAreThereForAllWhoOpenTheFileBeforeAndAfter() {
    ScoreFile before = open(folder);
    ScoreFile writer = open(folder);
    for (Architecture architecture : architectures(1, EACH)) {
      assertEquals(Optional.empty(), before.find(architecture));
      writer.add(architecture, score(architecture));
      assertEquals(Optional.of(score(architecture)), writer.find(architecture));
      assertEquals(Optional.of(score(architecture)), before.find(architecture));
      assertEquals(Optional.of(score(architecture)), open(folder).find(architecture));
    }
  }

  @Test
  void linesAreReadable() throws IOException {
    Architecture architecture = TinySupernet.SPACE.smallest();
    open(folder).add(architecture, new Score(12.5, 7, TOKENS));
    List<String> lines = Files.readAllLines(file());
    assertEquals("# tiny", lines.get(0));
    String expected = TinySupernet.SPACE.format(architecture) + " 12.5 7 160 ";
    assertTrue(lines.get(1).startsWith(expected), lines.get(1));
  }

  @Test
  void severalProcessesAppendAtOnce() throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    for (int seed = 0; seed < PROCESSES; seed++) {
      processes.add(start(seed, "add"));
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor());
    }
    ScoreFile scores = open(folder);
    for (int seed = 0; seed < PROCESSES; seed++) {
      for (Architecture architecture : architectures(seed, EACH)) {
        assertEquals(Optional.of(score(architecture)), scores.find(architecture));
      }
    }
    assertEquals(PROCESSES * EACH + 1, lines().size());
  }

  @Test
  void processesThatRunAtOnceEvaluateNothingTwice() throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(start(1, "evaluate"));
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor());
    }
    assertEquals(EACH + 1, lines().size());
  }

  @Test
  void evaluatorsOfOneProcessEvaluateNothingTwice() throws Exception {
    AtomicInteger evaluations = new AtomicInteger();
    List<Architecture> some = architectures(4, 20);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (ScoreFile one = open(folder);
        ScoreFile other = open(folder)) {
      List<Future<List<Score>>> found = new ArrayList<>();
      for (ScoreFile scores : List.of(one, other)) {
        found.add(threads.submit(() -> some.stream()
            .map(architecture -> scores.find(architecture, () -> {
              evaluations.incrementAndGet();
              Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(10));
              return score(architecture);
            }))
            .toList()));
      }
      List<Score> expected = some.stream().map(ScoreFileTest::score).toList();
      for (Future<List<Score>> scores : found) {
        assertEquals(expected, scores.get());
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(some.size(), evaluations.get());
  }

  @Test
  void nobodyWaitsForAProcessThatWasKilled() throws Exception {
    assertEquals(0, start(1, "begin").waitFor());
    Architecture architecture = architectures(1, EACH).get(0);
    try (ScoreFile scores = open(folder)) {
      assertEquals(Optional.empty(), scores.find(architecture));
      assertEquals(
          score(architecture),
          assertTimeoutPreemptively(Duration.ofSeconds(60), () -> evaluate(scores, architecture)));
    }
  }

  @Test
  void anEvaluationThatFailsIsTriedAgain() {
    Architecture architecture = TinySupernet.SPACE.smallest();
    try (ScoreFile failing = open(folder);
        ScoreFile other = open(folder)) {
      assertThrows(
          IllegalStateException.class,
          () -> failing.find(architecture, () -> {
            throw new IllegalStateException("out of memory");
          }));
      assertEquals(score(architecture), evaluate(other, architecture));
    }
  }

  /** Wherever a process is killed, what it wrote before is there, and what others write after. */
  @Test
  void aTornLineLosesOneScoreAlone() throws IOException {
    List<Architecture> some = architectures(2, 4);
    ScoreFile first = open(folder);
    some.subList(0, 3).forEach(architecture -> first.add(architecture, score(architecture)));
    byte[] whole = Files.readAllBytes(file());
    int last = new String(whole, 0, whole.length - 1).lastIndexOf('\n') + 1;
    for (int end = last; end < whole.length; end++) {
      Files.write(file(), Arrays.copyOf(whole, end));
      ScoreFile scores = open(folder);
      assertEquals(Optional.empty(), scores.find(some.get(2)));
      scores.add(some.get(3), score(some.get(3)));
      ScoreFile others = open(folder);
      for (int i : new int[] {0, 1, 3}) {
        assertEquals(Optional.of(score(some.get(i))), others.find(some.get(i)));
      }
      // All of it but the end of the line.
      assertEquals(end == whole.length - 1, others.find(some.get(2)).isPresent());
      others.add(some.get(2), score(some.get(2)));
      assertEquals(Optional.of(score(some.get(2))), scores.find(some.get(2)));
    }
  }

  @Test
  void alteredLinesAreIgnored() throws IOException {
    Architecture architecture = TinySupernet.SPACE.largest();
    open(folder).add(architecture, score(architecture));
    byte[] whole = Files.readAllBytes(file());
    int begin = new String(whole).indexOf('\n') + 1;
    for (int i = begin; i < whole.length - 1; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= 1;
      Files.write(file(), altered);
      assertEquals(Optional.empty(), open(folder).find(architecture), new String(altered));
    }
    Files.write(folder.resolve("other.scores"), whole);
    ScoreFile other =
        new ScoreFile(folder, "other", "tiny", TinySupernet.SPACE, TOKENS, line -> {});
    assertEquals(Optional.empty(), other.find(architecture));
  }

  @Test
  void aFolderThatCannotBeMadeIsReportedOnce() throws IOException {
    Path taken = Files.writeString(temp.resolve("taken"), "");
    Architecture architecture = TinySupernet.SPACE.largest();
    List<String> warnings = new ArrayList<>();
    ScoreFile scores = open(taken, warnings::add);
    scores.add(TinySupernet.SPACE.smallest(), score(TinySupernet.SPACE.smallest()));
    scores.add(architecture, score(architecture));
    assertEquals(1, warnings.size());
    String expected = "Scores of sub-networks are not cached: " + taken + " can't be written: ";
    assertTrue(warnings.get(0).startsWith(expected), warnings.get(0));
    assertEquals(Optional.of(score(architecture)), scores.find(architecture));
    assertEquals("", Files.readString(taken));
  }

  @Test
  void aFileThatWasDeletedAndBegunAnewIsReadFromItsBeginning() throws IOException {
    List<Architecture> some = architectures(2, 5);
    ScoreFile reader = open(folder);
    ScoreFile first = open(folder);
    some.subList(0, 4).forEach(architecture -> first.add(architecture, score(architecture)));
    assertTrue(reader.find(some.get(0)).isPresent());
    Files.delete(file());
    open(folder).add(some.get(4), score(some.get(4)));
    assertEquals(Optional.of(score(some.get(4))), reader.find(some.get(4)));
    assertEquals(Optional.of(score(some.get(0))), reader.find(some.get(0)));
  }

  @Test
  void onlyTheOldestFilesOfScoresAreDeleted() throws IOException {
    Files.createDirectories(folder);
    Path foreign = sparse("other.scores", 1);
    Path old = sparse("a".repeat(64) + ".scores", 2);
    Path locks = Files.createFile(folder.resolve("a".repeat(64) + ".lock"));
    Path recent = sparse("b".repeat(64) + ".scores", 3);
    // As a file that another process deletes meanwhile.
    Files.createSymbolicLink(
        folder.resolve("c".repeat(64) + ".scores"), folder.resolve("vanished"));
    Architecture architecture = TinySupernet.SPACE.largest();
    open(folder, Assertions::fail).add(architecture, score(architecture));
    assertTrue(Files.exists(file()));
    assertTrue(Files.exists(foreign));
    assertTrue(Files.exists(recent));
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(locks));
  }

  private Path sparse(String name, int day) throws IOException {
    Path file = folder.resolve(name);
    try (var channel = Files.newByteChannel(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      channel.position((300 << 20) - 1).write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return Files.setLastModifiedTime(file, FileTime.from(day, TimeUnit.DAYS));
  }

  @Test
  void aFullFileTakesNoMore() throws IOException {
    Files.createDirectories(folder);
    try (var channel = Files.newByteChannel(
        file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      channel.position((64 << 20) - 1).write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    Architecture architecture = TinySupernet.SPACE.largest();
    open(folder).add(architecture, score(architecture));
    assertEquals(64 << 20, Files.size(file()));
  }

  @Test
  void evaluatorsShareScores() throws IOException {
    SupernetWeights weights = TinySupernet.write(temp.resolve("weights"));
    TokenText text = text();
    List<Architecture> some = architectures(3, 10);
    List<Long> evaluations = new ArrayList<>();
    SupernetSource.Builder builder = SupernetSource.of(weights, text)
        .length(16)
        .tokens(32)
        .progress((done, all) -> evaluations.add(done));
    List<Score> expected = scores(builder.build(), some);
    assertEquals(10, evaluations.size());
    builder.cache(folder);
    assertEquals(expected, scores(builder.build(), some));
    assertEquals(20, evaluations.size());
    assertEquals(expected, scores(builder.build(), some));
    assertEquals(20, evaluations.size(), "nothing is evaluated twice");
    // Other texts and other sequences are other scores.
    assertNotEquals(expected, scores(builder.tokens(48).build(), some));
    assertEquals(30, evaluations.size());
    assertNotEquals(expected, scores(builder.tokens(32).length(8).build(), some));
    assertEquals(40, evaluations.size());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.filter(file -> file.toString().endsWith(".scores")).count());
    }
    // So are the same weights in networks that compute otherwise.
    SupernetShape shape = new SupernetShape(TinySupernet.SPACE, 37, 8, 0.25, 16);
    SupernetWeights others = TinySupernet.write(temp.resolve("others"), shape, 1);
    assertEquals(weights.sha256(), others.sha256());
    SupernetSource.Builder other = SupernetSource.of(others, text).length(16).tokens(32);
    assertNotEquals(expected, scores(other.cache(folder).build(), some));
    SupernetLayout tanh = new SupernetLayout(true, true, true, 10_000);
    SupernetShape approximate = new SupernetShape(TinySupernet.SPACE, 37, 8, 0.5, 16, tanh);
    SupernetWeights same = TinySupernet.write(temp.resolve("tanh"), approximate, 1);
    assertNotEquals(
        SupernetSource.of(weights, text).build().fingerprint(),
        SupernetSource.of(same, text).build().fingerprint());
    // The processor may round the hyperbolic tangent in another way.
    assertNotEquals(Arithmetic.fingerprint(SupernetLayout.AUTHORS), Arithmetic.fingerprint(tanh));
    assertEquals(
        Arithmetic.fingerprint(SupernetLayout.AUTHORS),
        Arithmetic.fingerprint(SupernetLayout.AUTHORS.withTiedHead(false)));
  }

  private static List<Score> scores(SupernetSource source, List<Architecture> architectures) {
    try (SupernetEvaluator evaluator = source.evaluator()) {
      return architectures.stream().map(evaluator::score).toList();
    }
  }

  private static TokenText text() {
    int[] tokens = new SplittableRandom(4).ints(200, 0, 37).toArray();
    return new TokenText() {
      @Override
      public String name() {
        return "text";
      }

      @Override
      public long size() {
        return tokens.length;
      }

      @Override
      public int[] read(long from, int count) {
        return IntStream.range(0, count).map(i -> tokens[(int) from + i]).toArray();
      }
    };
  }
}
