package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills real processes in the midst of a suite, which is resumed each time. */
class KilledSuiteTest {

  private static final int LATEST_KILL_MILLIS = 400;
  /** Many short runs, so that kills also come between the files of one. */
  private static final List<String> SUITE = List.of(
      "run",
      "--objectives",
      "params,flops",
      "--algorithms",
      "random,nsga2(population=10)",
      "--seeds",
      "300",
      "--evaluations",
      "300",
      "--threads",
      "2");

  @TempDir
  private Path temp;

  private Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        HwGpt.class.getName()));
    command.addAll(SUITE);
    command.addAll(List.of("--name", "killed", "--resume", "--out", folder.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("output").toFile())
        .start();
  }

  private void runToTheEnd(Path folder) throws Exception {
    Process process = start(folder);
    assertEquals(0, process.waitFor(), () -> read(temp.resolve("output")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Kills a process some time after it has begun to write; says whether it was still running. */
  private boolean kill(Path folder, int millis) throws Exception {
    Path lock = folder.resolve(".lock");
    Files.deleteIfExists(lock);
    Process process = start(folder);
    while (process.isAlive() && !Files.exists(lock)) {
      Thread.sleep(1);
    }
    Thread.sleep(millis);
    process.destroyForcibly();
    return process.waitFor() != 0;
  }

  private static Map<String, byte[]> evaluations(Path folder) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    if (Files.exists(folder.resolve("suite.json"))) {
      for (ArchivedRun run : SuiteArchive.open(folder).problems().get(0).runs()) {
        files.put(run.outcome().algorithm() + " " + run.outcome().seed(), run.bytes());
      }
    }
    return files;
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(suffix)).toList();
    }
  }

  private static Map<String, RunOutcome> finished(Path folder) throws IOException {
    Map<String, RunOutcome> outcomes = new HashMap<>();
    for (ArchivedRun run : SuiteArchive.open(folder).problems().get(0).runs()) {
      outcomes.put(run.place(), run.outcome());
    }
    return outcomes;
  }

  @Test
  void endsWithTheBytesOfASuiteThatWasNeverKilled() throws Exception {
    killsEndWithTheSameBytes(2);
  }

  @Tag("slow")
  @Test
  void endsWithTheBytesOfASuiteThatWasNeverKilledManyTimes() throws Exception {
    killsEndWithTheSameBytes(20);
  }

  private void killsEndWithTheSameBytes(int killed) throws Exception {
    Path undisturbed = temp.resolve("undisturbed");
    runToTheEnd(undisturbed);
    Map<String, byte[]> expected = evaluations(undisturbed);
    assertEquals(600, expected.size());

    SplittableRandom random = new SplittableRandom(1);
    int suites = 1;
    int kills = 0;
    while (kills < killed) {
      Path folder = temp.resolve("killed-" + suites);
      if (kill(folder, random.nextInt(LATEST_KILL_MILLIS))) {
        kills++;
      } else {
        assertSame(expected, folder);
        suites++;
      }
      evaluations(folder).forEach((file, bytes) -> assertArrayEquals(expected.get(file), bytes));
    }
    Path last = temp.resolve("killed-" + suites);
    Map<String, RunOutcome> before =
        Files.exists(last.resolve("suite.json")) ? finished(last) : Map.of();
    runToTheEnd(last);
    assertSame(expected, last);
    // What was finished was not run again.
    Map<String, RunOutcome> after = finished(last);
    before.forEach((place, outcome) -> assertEquals(outcome, after.get(place)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void whatIsInterruptedPrintsTheCommandThatGoesOn(String signal) throws Exception {
    Path hwgpt = temp.resolve("hwgpt");
    Files.writeString(
        hwgpt,
        String.format(
            Locale.ROOT,
            "#!/bin/sh%nexec '%s' -XX:TieredStopAtLevel=1 -Dhwgptbench.called=\"$0\" -cp '%s' %s \"$@\"%n",
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            HwGpt.class.getName()));
    Assumptions.assumeTrue(hwgpt.toFile().setExecutable(true), "no shell scripts here");
    List<String> command = new ArrayList<>(List.of(
        "./hwgpt",
        "run",
        "--objectives",
        "params,flops",
        "--constraints",
        "params<=9e7",
        "--algorithms",
        "random,nsga2(population=10)",
        "--seeds",
        "20",
        "--evaluations",
        "20000",
        "--overwrite"));
    // Either a folder whose name shells would take apart, or the one that the command finds.
    boolean named = signal.equals("INT");
    command.addAll(named ? List.of("--out", "my hwgpt runs") : List.of("--name", "mine"));
    Path folder = temp.resolve(named ? "my hwgpt runs" : "results/runs/mine");

    Process stopped = in(temp, command);
    while (stopped.isAlive() && (!Files.isDirectory(folder) || !SuiteFolder.hasOutcome(folder))) {
      Thread.sleep(1);
    }
    if (ignores(stopped, signal)) {
      // It would write into a folder that is being deleted.
      stopped.destroyForcibly().waitFor();
      Assumptions.abort("started by what ignores the signal");
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(stopped.pid()))
        .start()
        .waitFor();
    assertTrue(stopped.waitFor(2, TimeUnit.MINUTES));
    assertNotEquals(0, stopped.exitValue());
    String output = read(temp.resolve("output"));
    int finished = SuiteArchive.open(folder).problems().get(0).runs().size();
    assertTrue(finished < 40, output);

    String hint = "To continue: ";
    String typed = output
        .lines()
        .filter(line -> line.startsWith(hint))
        .findFirst()
        .orElseThrow(() -> new AssertionError(output))
        .substring(hint.length());
    Process resumed = in(temp, List.of("sh", "-c", typed));
    assertTrue(resumed.waitFor(2, TimeUnit.MINUTES));
    assertEquals(0, resumed.exitValue(), () -> read(temp.resolve("output")));
    assertTrue(
        read(temp.resolve("output")).contains(finished + " of 40 runs were already finished"),
        () -> read(temp.resolve("output")));
    assertTrue(SuiteArchive.open(folder).complete());
  }

  private Process in(Path folder, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("output").toFile())
        .start();
  }

  /** Processes in the background of some shells never see an interrupt. */
  private static boolean ignores(Process process, String signal) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!signal.equals("INT") || !Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  private static void assertSame(Map<String, byte[]> expected, Path folder) throws IOException {
    Map<String, byte[]> found = evaluations(folder);
    assertEquals(expected.keySet(), found.keySet());
    found.forEach((file, bytes) -> assertArrayEquals(expected.get(file), bytes));
    SuiteArchive archive = SuiteArchive.open(folder);
    assertTrue(archive.complete());
    for (ArchivedRun run : archive.problems().get(0).runs()) {
      assertEquals(300, run.open().evaluations());
    }
    assertEquals(List.of(), files(folder, ".part"));
  }
}
