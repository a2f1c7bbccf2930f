package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderboardCommandTest {

  private static final String TRACK = "track-constrained";

  @TempDir
  private static Path temp;

  private static Path mine;

  private CommandRun last = new CommandRun(0, "", "");

  private int hwgpt(Object... args) {
    last = CommandRun.of(args);
    return last.code();
  }

  @BeforeAll
  static void run() throws IOException {
    mine = temp.resolve("mine");
    LeaderboardCommandTest test = new LeaderboardCommandTest();
    assertEquals(
        0,
        test.hwgpt("run", TRACK, "--algorithms", "random", "--out", mine, "--quiet"),
        () -> test.last.err());
    assertTrue(test.last.out().contains("leaderboard --check " + mine), () -> test.last.out());
    assertTrue(
        test.last.out().contains("For the leaderboard, add a file 'submission.yaml'"),
        test.last.out());
    Files.writeString(mine.resolve("submission.yaml"), "name: My search\nauthors: Ada\n");
  }

  @Test
  void acceptedSubmissionsReceiveTheResult() {
    assertEquals(0, hwgpt("leaderboard", "--check", mine, "--sample", 3), () -> last.err());
    Path result = mine.resolve("verification.json");
    assertEquals(
        "%s: accepted%n  random: 3 of 80 runs were repeated; all are bit-identical%n  the result is in %s%n"
            .formatted(mine, result),
        last.out());
    assertTrue(Files.exists(result));
  }

  @Test
  void zipFilesHaveTheResultBesideThem() throws IOException {
    Path zip = temp.resolve("packed.zip");
    pack(mine, zip);
    assertEquals(0, hwgpt("leaderboard", "--check", zip, "--sample", 1), () -> last.err());
    assertTrue(Files.exists(temp.resolve("packed.verification.json")));
  }

  @Test
  void refusedSubmissionsGiveAllReasonsAndLoseTheirResult() throws IOException {
    Path tooShort = temp.resolve("short");
    assertEquals(
        0,
        hwgpt(
            "run",
            TRACK,
            "--algorithms",
            "random",
            "--seeds",
            "1..2",
            "--evaluations",
            5,
            "--out",
            tooShort,
            "--quiet"),
        () -> last.err());
    assertFalse(last.out().contains("For the leaderboard"), last.out());
    Path result = tooShort.resolve("verification.json");
    Files.writeString(result, "{}");
    Path unnamed = temp.resolve("unnamed");
    Files.createDirectory(unnamed);
    Files.writeString(tooShort.resolve("submission.yaml"), "name: Short\nauthors: Ada\n");
    int code = hwgpt("leaderboard", "--check", tooShort, unnamed);
    assertEquals(1, code);
    assertTrue(last.err().contains("2 of 2 records are refused"), last.err());
    assertTrue(last.err().contains(tooShort + ": refused"), last.err());
    assertTrue(
        last.err().contains("budget of 5 evaluations; allowed: 25, 50, 100, 200 evaluations"),
        last.err());
    assertTrue(last.err().contains("missing: seeds 3, 4, 5"), last.err());
    assertTrue(last.err().contains("so this is not the folder of a suite"), last.err());
    assertFalse(Files.exists(result));
    assertEquals(2, hwgpt("leaderboard", tooShort, "--out", temp.resolve("site")));
    assertTrue(
        last.err().contains("budget of 5 evaluations; allowed: 25, 50, 100, 200 evaluations"),
        last.err());
  }

  /** Figures of all others would change with them. */
  @Test
  void recordsWithoutSomeRunsAreNotRanked() throws IOException {
    Path part = temp.resolve("part");
    CommandRun.succeeds(
        "run", TRACK, "--algorithms", "random", "--shard", "1/2", "--out", part, "--quiet");
    Files.writeString(part.resolve("submission.yaml"), "name: Part\nauthors: Ada\n");
    CommandRun.failsWith(
        2,
        part + ": problem HWGPT-S(",
        "leaderboard",
        part,
        "--tracks",
        TRACK,
        "--out",
        temp.resolve("of-part"));
    assertEquals(2, hwgpt("leaderboard", part, "--markdown", temp.resolve("of-part.md")));
    assertTrue(last.err().contains(": 10 runs are not finished; "), last.err());
    assertFalse(Files.exists(temp.resolve("of-part.md")));
  }

  @Test
  void recordsOfOtherTracksAreLeftOutAndThoseOfNoTrackRefused() throws IOException {
    Path quick = temp.resolve("quick");
    CommandRun.succeeds("run", "--algorithms", "random", "--out", quick, "--quiet");
    Files.writeString(quick.resolve("submission.yaml"), "name: Quick\nauthors: Ada\n");
    String reason = quick + ": its suite is 'quick', which is not a known version of a track";
    Path site = temp.resolve("of-quick");
    CommandRun.failsWith(2, reason, "leaderboard", quick, "--out", site);
    CommandRun.failsWith(2, reason, "leaderboard", quick, "--tracks", TRACK, "--out", site);
    String text = CommandRun.hwgpt(
        0, "leaderboard", mine, "--tracks", "track-transfer", "--markdown", temp.resolve("t.md"));
    assertTrue(text.contains(mine + ": of suite track-constrained-v1, left out"), text);
  }

  @Test
  void aFolderStandsForAllRecordsInIt() throws IOException {
    Path both = Files.createDirectory(temp.resolve("both"));
    Files.writeString(both.resolve("submission.yaml"), "name: Both\nauthors: Ada\n");
    Files.createDirectory(both.resolve("notes"));
    pack(mine, both.resolve("b.zip"));
    CommandRun.succeeds(
        "run", TRACK, "--algorithms", "nsga2", "--out", both.resolve("a"), "--quiet");
    assertEquals(0, hwgpt("leaderboard", "--check", both, "--sample", 1), () -> last.err());
    assertTrue(last.out().contains(both.resolve("a") + ": accepted"), last.out());
    assertTrue(last.out().contains(both.resolve("b.zip") + ": accepted"), last.out());
    assertTrue(Files.exists(both.resolve("a").resolve("verification.json")));
    assertTrue(Files.exists(both.resolve("b.verification.json")));
    Path nothing = Files.createDirectory(temp.resolve("nothing"));
    assertEquals(1, hwgpt("leaderboard", nothing, "--tracks", TRACK));
    assertTrue(last.err().contains(nothing + ": no 'suite.json'"), last.err());
  }

  private static void pack(Path folder, Path zip) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", true));
        Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path to = files.getPath("/").resolve(folder.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  @Test
  void aSubmissionThatCannotBeReadLosesItsResult() throws IOException {
    Path unreadable = Files.createDirectory(temp.resolve("unreadable"));
    Path result = Files.writeString(unreadable.resolve("verification.json"), "{}");
    assertEquals(1, hwgpt("leaderboard", "--check", unreadable));
    assertFalse(Files.exists(result));
  }

  @Test
  void aFileThatIsWrongIsNamedWithItsLine() throws IOException {
    Path beside = temp.resolve("mine.submission.yaml");
    Files.move(mine.resolve("submission.yaml"), beside);
    try {
      Files.writeString(beside, "name: My search\nauthor: Ada\n");
      assertEquals(1, hwgpt("leaderboard", "--check", mine, "--sample", 1));
      assertTrue(
          last.err().contains(beside + ", line 2: unknown field 'author'"), () -> last.err());
      assertTrue(last.err().contains("1 of 1 records is refused"), () -> last.err());
      assertEquals("", last.out());
    } finally {
      Files.delete(beside);
      Files.writeString(mine.resolve("submission.yaml"), "name: My search\nauthors: Ada\n");
    }
  }

  @Test
  void tablesAreWrittenAsMarkdown() throws IOException {
    Path file = temp.resolve("tracks.md");
    assertEquals(
        0, hwgpt("leaderboard", mine, "--tracks", TRACK, "--markdown", file), () -> last.err());
    String text = Files.readString(file);
    assertTrue(
        text.contains("leaderboard " + mine + " --tracks track-constrained --markdown " + file),
        text);
    assertTrue(text.contains("\n`track-constrained-v1`: HWGPT-S(perplexity,"), text);
    assertTrue(text.contains("| Entry | Place | Mean rank | After 25 evaluations | "), text);
    assertTrue(text.lines().anyMatch(line -> line.matches("\\| random( \\(.*\\))? \\| .*")), text);
    assertFalse(text.contains("`track-noisy-v1`"), text);
    text.lines()
        .filter(line -> line.startsWith("|"))
        .forEach(line -> assertTrue(line.matches("\\|( [^|]* \\|)+"), line));
  }

  @Tag("slow")
  @Test
  void thePageOfTheReferenceRunsIsUpToDate() throws IOException {
    Path file = temp.resolve("reference.md");
    assertEquals(0, hwgpt("leaderboard", "--markdown", file), () -> last.err());
    assertEquals(
        tables(Path.of(System.getProperty("hwgptbench.root"), "docs", "tracks.md")),
        tables(file),
        "write it anew: ./hwgpt leaderboard --markdown docs/tracks.md --overwrite");
  }

  /** Returns the lines of a page without that of the command that made it. */
  private static List<String> tables(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> !line.startsWith("Made by "))
        .toList();
  }

  @Tag("slow")
  @Test
  void filesWithOtherTextAreReplacedOnlyWhereThatIsAskedFor() throws IOException {
    Path notes = Files.writeString(temp.resolve("notes.md"), "# Results on the tracks\n\nMine.\n");
    assertEquals(2, hwgpt("leaderboard", "--tracks", "track-clock", "--markdown", notes));
    assertTrue(last.err().contains(notes + ": exists, with other content; --overwrite"));
    assertEquals("# Results on the tracks\n\nMine.\n", Files.readString(notes));
    assertEquals(
        0,
        hwgpt("leaderboard", "--tracks", "track-clock", "--markdown", notes, "--overwrite"),
        () -> last.err());
    String tables = Files.readString(notes);
    assertEquals(
        0, hwgpt("leaderboard", "--tracks", "track-clock", "--markdown", notes), () -> last.err());
    assertEquals(tables.replace(" --overwrite", ""), Files.readString(notes));
  }

  @Test
  void aRecordDoesNotCountTwice() throws IOException {
    Path both = temp.resolve("twice");
    Files.createDirectories(both.resolve("track"));
    Files.copy(mine.resolve("suite.json"), both.resolve("track").resolve("suite.json"));
    Files.createFile(both.resolve("track.zip"));
    assertEquals(2, hwgpt("leaderboard", "--check", both));
    assertTrue(
        last.err().contains("the folder 'track' and 'track.zip' would count twice"), last.err());
  }

  @Test
  void optionsThatDoNotFitAreRefused() {
    assertEquals(2, hwgpt("leaderboard", "--check"));
    assertEquals(2, hwgpt("leaderboard", "--check", mine, "--out", temp.resolve("site")));
    assertEquals(2, hwgpt("leaderboard", mine, "--sample", 3));
    assertEquals(2, hwgpt("leaderboard", "--check", mine, "--markdown", temp.resolve("a.md")));
    assertEquals(2, hwgpt("leaderboard", mine, "--markdown", "a.md", "--out", temp));
    assertEquals(2, hwgpt("leaderboard", "--check", mine, "--sample", 0));
    assertEquals(2, hwgpt("leaderboard", "--check", mine, "--tracks", TRACK));
    assertEquals(2, hwgpt("leaderboard", mine, "--tracks", "track-constraint"));
    assertTrue(last.err().contains("(did you mean 'track-constrained'?)"), last.err());
  }
}
