package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int hwgpt(Object... args) {
    return HwGpt.execute(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Stream.of(args).map(Object::toString).toArray(String[]::new));
  }

  @BeforeAll
  static void run() throws IOException {
    mine = temp.resolve("mine");
    LeaderboardCommandTest test = new LeaderboardCommandTest();
    assertEquals(
        0,
        test.hwgpt("run", TRACK, "--algorithms", "random", "--out", mine, "--quiet"),
        test.err::toString);
    Files.writeString(mine.resolve("submission.yaml"), "name: My search\nauthors: Ada\n");
  }

  @Test
  void acceptedSubmissionsReceiveTheResult() {
    assertEquals(0, hwgpt("leaderboard", "--check", mine, "--sample", 3), err::toString);
    Path result = mine.resolve("verification.json");
    assertEquals(
        "%s: accepted%n  random: 3 of 80 runs were repeated; all are bit-identical%n  the result is in %s%n"
            .formatted(mine, result),
        out.toString());
    assertTrue(Files.exists(result));
  }

  @Test
  void zipFilesHaveTheResultBesideThem() throws IOException {
    Path zip = temp.resolve("packed.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", true));
        Stream<Path> all = Files.walk(mine)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path to = files.getPath("/").resolve(mine.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    assertEquals(0, hwgpt("leaderboard", "--check", zip, "--sample", 1), err::toString);
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
        err::toString);
    Path result = tooShort.resolve("verification.json");
    Files.writeString(result, "{}");
    Path unnamed = temp.resolve("unnamed");
    Files.createDirectory(unnamed);
    Files.writeString(tooShort.resolve("submission.yaml"), "name: Short\nauthors: Ada\n");
    int code = hwgpt("leaderboard", "--check", tooShort, unnamed);
    assertEquals(1, code);
    assertTrue(err.toString().contains("2 of 2 submissions are refused"), err::toString);
    assertTrue(out.toString().contains(tooShort + ": refused"), out::toString);
    assertTrue(out.toString().contains("budget is 5; expected 200"), out::toString);
    assertTrue(out.toString().contains("missing: seeds 3, 4, 5"), out::toString);
    assertTrue(out.toString().contains("so this is not the folder of a suite"), out::toString);
    assertFalse(Files.exists(result));
    assertEquals(2, hwgpt("leaderboard", tooShort, "--out", temp.resolve("site")));
    assertTrue(err.toString().contains("budget is 5; expected 200"), err::toString);
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
          out.toString().contains(beside + ", line 2: unknown field 'author'"), out::toString);
    } finally {
      Files.delete(beside);
      Files.writeString(mine.resolve("submission.yaml"), "name: My search\nauthors: Ada\n");
    }
  }

  @Test
  void tablesAreWrittenAsMarkdown() throws IOException {
    Path file = temp.resolve("tracks.md");
    assertEquals(
        0, hwgpt("leaderboard", mine, "--tracks", TRACK, "--markdown", file), err::toString);
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
  void filesWithOtherTextAreReplacedOnlyWhereThatIsAskedFor() throws IOException {
    Path notes = Files.writeString(temp.resolve("notes.md"), "# Results on the tracks\n\nMine.\n");
    assertEquals(2, hwgpt("leaderboard", "--tracks", "track-clock", "--markdown", notes));
    assertTrue(err.toString().contains(notes + ": exists, with other content; --overwrite"));
    assertEquals("# Results on the tracks\n\nMine.\n", Files.readString(notes));
    assertEquals(
        0,
        hwgpt("leaderboard", "--tracks", "track-clock", "--markdown", notes, "--overwrite"),
        err::toString);
    String tables = Files.readString(notes);
    assertEquals(
        0, hwgpt("leaderboard", "--tracks", "track-clock", "--markdown", notes), err::toString);
    assertEquals(tables.replace(" --overwrite", ""), Files.readString(notes));
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
    assertTrue(err.toString().contains("(did you mean 'track-constrained'?)"), err::toString);
  }
}
