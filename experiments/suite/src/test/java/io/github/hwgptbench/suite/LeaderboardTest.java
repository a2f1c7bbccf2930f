package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.TrackStanding;
import io.github.hwgptbench.record.RecordVerification;
import io.github.hwgptbench.report.LeaderboardPage;
import io.github.hwgptbench.report.ReportFolder;
import io.github.hwgptbench.report.TracksText;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderboardTest {

  @TempDir
  private static Path temp;

  private static List<Submission> submissions;

  @BeforeAll
  static void run() throws Exception {
    submissions = List.of(
        submission("one", 200, "Search of <b>Ada</b>", "random", "local-search"),
        submission("two", 200, "Search of <b>Ada</b>", "nsga2", "random"));
    RecordVerification verification = new RecordVerification(
        submissions.get(0).record().fingerprint(),
        "0.2.0",
        "c0ffee",
        Map.of(
            "random", new RecordVerification.Verified(80, 7, null, 1234.5),
            "local-search",
                new RecordVerification.Verified(80, 0, "the program 'mine'", Double.NaN)));
    verification.write(submissions.get(0).verificationFile());
    // Of the other record.
    verification.write(submissions.get(1).verificationFile());
  }

  private static Submission submission(
      String name, int evaluations, String title, Object... algorithms) throws Exception {
    return submission("track-constrained", name, evaluations, title, algorithms);
  }

  private static Submission submission(
      String track, String name, int evaluations, String title, Object... algorithms)
      throws Exception {
    Path folder = temp.resolve(name);
    Experiment.read(track).toBuilder()
        .noAlgorithms()
        .algorithms(algorithms)
        .seeds(1, 3)
        .evaluations(evaluations)
        .build()
        .run(folder, SuiteListener.NONE);
    Files.writeString(
        folder.resolve("submission.yaml"),
        "name: " + title + "\nauthors: Ada & Charles\nlink: https://example.org/?a=1&b=2\n");
    return Submission.open(folder);
  }

  private static List<TrackStanding> standings(int threads) throws Exception {
    return new Leaderboard(submissions).standings(threads, () -> {});
  }

  @Test
  void runsAreScoredAtEveryBudgetOfTheTrack() throws Exception {
    Leaderboard leaderboard = new Leaderboard(submissions);
    AtomicLong steps = new AtomicLong();
    List<TrackStanding> standings = leaderboard.standings(2, steps::incrementAndGet);
    assertEquals(leaderboard.steps(), steps.get());
    assertEquals(1, standings.size());
    TrackStanding standing = standings.get(0);
    List<Double> budgets = new ArrayList<>();
    for (SuiteAnalysis analysis : standing.analyses()) {
      budgets.add(TrackStanding.budget(analysis).amount());
      for (ProblemAnalysis problem : analysis.problems()) {
        for (AlgorithmAnalysis algorithm : problem.algorithms()) {
          assertEquals(
              TrackStanding.budget(analysis).amount(), algorithm.runs().get(0).cost());
        }
      }
    }
    assertEquals(List.of(25.0, 50.0, 100.0, 200.0), budgets);
    // The curve of the whole goes through the scores after less.
    ProblemAnalysis whole = standing.whole().problems().get(0);
    ProblemAnalysis smallest = standing.analyses().get(0).problems().get(0);
    for (int i = 0; i < whole.algorithms().size(); i++) {
      assertEquals(
          whole.algorithms().get(i).curve().get(24).median(),
          smallest.algorithms().get(i).curve().get(24).median(),
          1e-12);
    }
    assertEquals(
        List.of("Search of <b>Ada</b>", "Search of <b>Ada</b> #2"),
        standing.contributions().stream().map(it -> it.name()).toList());
  }

  @Test
  void runsWithASmallerBudgetOfTheTrackAreRankedUpToIt() throws Exception {
    Submission costly = submission("costly", 50, "Costly", "mo-re", "nsga2");
    Leaderboard leaderboard =
        new Leaderboard(List.of(submissions.get(0), costly, submissions.get(1)));
    AtomicLong steps = new AtomicLong();
    TrackStanding standing = leaderboard.standings(2, steps::incrementAndGet).get(0);
    assertEquals(leaderboard.steps(), steps.get());
    assertEquals(
        List.of(6, 6, 4, 4),
        standing.analyses().stream()
            .map(analysis ->
                TrackStanding.ranking(analysis).orElseThrow().algorithms().size())
            .toList());
    // The others are scored as without it.
    assertEquals(
        standings(1).get(0).whole().problems().get(0).algorithms(),
        standing.whole().problems().get(0).algorithms());
    ReportFolder folder = ReportFolder.empty(temp.resolve("smaller"));
    folder.write(LeaderboardPage.of(List.of(standing)));
    String page = Files.readString(folder.page());
    assertTrue(page.contains("<h3>Costly<wbr></h3>"), "a submission");
    assertTrue(page.contains(": 6 entries on 1 track"), "all entries count");
    String tables = "smaller/tables/constraints-against-the-objectives-";
    List<String> smaller = Files.readAllLines(temp.resolve(tables + "smaller-budgets.csv"));
    assertEquals(3, smaller.size(), smaller::toString);
    assertTrue(
        smaller.get(0).startsWith("entry,submission,budget,best place,worst place,mean rank,"),
        smaller::toString);
    assertTrue(
        smaller.stream().anyMatch(line -> line.startsWith("mo-re,Costly,50 evaluations,")),
        smaller::toString);
    String byProblem = Files.readString(temp.resolve(tables + "problems-after-50-hypervolume.csv"));
    assertTrue(byProblem.contains("mo-re"), byProblem);
    for (String figure : List.of("curves", "gaps", "problems-curves")) {
      String drawn = Files.readString(
          temp.resolve("smaller/figures/constraints-against-the-objectives-" + figure + ".svg"));
      assertTrue(drawn.contains("mo-re"), figure);
    }
    String text = TracksText.of(List.of(standing), "hwgpt leaderboard");
    String row =
        text.lines().filter(line -> line.startsWith("| mo-re |")).findFirst().orElseThrow();
    assertTrue(
        row.matches("\\| mo-re \\| – \\| – \\| 0\\.\\d{4} \\| 0\\.\\d{4} \\| – \\| – \\|"), row);
    assertTrue(
        text.matches(
            "(?s).*after the whole one: (mo-re, nsga2 \\(Costly\\)|nsga2 \\(Costly\\), mo-re)\\..*"),
        text);
    assertTrue(text.contains("| nsga2 |"), text);
  }

  /** Where no front is known, shares are of the joint front of all runs, up to their ends. */
  @Test
  void runsWithASmallerBudgetDoNotShortenTheJointFront() throws Exception {
    Submission whole = submission("track-many", "many", 200, "Whole", "random");
    Submission part = submission("track-many", "part", 25, "Part", "random");
    TrackStanding alone = new Leaderboard(List.of(whole)).standings(2, () -> {}).get(0);
    TrackStanding both =
        new Leaderboard(List.of(whole, part)).standings(2, () -> {}).get(0);
    for (int i = 0; i < 3; i++) {
      assertEquals(
          alone.analyses().get(0).problems().get(i).algorithms().get(0).curve(),
          both.analyses().get(0).problems().get(i).algorithms().get(0).curve());
    }
  }

  @Test
  void runsThatEndBeforeTheSmallestBudgetAreRefused() throws Exception {
    Submission tiny = submission("tiny", 10, "Tiny", "random");
    String message = assertThrows(
            UsageException.class, () -> new Leaderboard(List.of(submissions.get(0), tiny)))
        .getMessage();
    assertEquals(
        temp.resolve("tiny") + ": runs with a budget of 10; allowed: 25, 50, 100, 200", message);
  }

  private static String page(int threads, String name) throws Exception {
    ReportFolder folder = ReportFolder.empty(temp.resolve(name));
    folder.write(LeaderboardPage.of(standings(threads)));
    return Files.readString(folder.page());
  }

  @Test
  void thePageSaysWhoIsAheadAndWhatWasVerified() throws Exception {
    String page = page(1, "page");
    assertEquals(page, page(2, "again"));
    assertTrue(page.contains("<h2>Constraints against the objectives</h2>"));
    assertTrue(page.contains("Search of &lt;b&gt;Ada&lt;/b&gt;"));
    assertFalse(page.contains("<b>Ada</b>"));
    assertTrue(page.contains("href=\"https:&#x2F;&#x2F;example.org")
        || page.contains("href=\"https://example.org/?a&#x3D;1&amp;b&#x3D;2\"")
        || page.contains("href=\"https://example.org/?a=1&amp;b=2\""));
    String table = Files.readString(
        temp.resolve("page/tables/constraints-against-the-objectives-standing.csv"));
    assertTrue(table.contains(",7,80,repeated\n"), table);
    assertTrue(table.contains(",0,80,not repeatable here\n"), table);
    // That of another record counts for nothing.
    assertTrue(table.contains(",,,not verified\n"), table);
    assertTrue(page.contains("local-search not repeatable here: the program"), "not repeatable");
    assertTrue(table.contains(",milliseconds of proposal time per evaluation median,"), table);
    assertTrue(page.contains("Proposal time per evaluation [ms]"), "proposal time");
  }

  @Test
  void theCheckMeasuresProposalTimesThatTheRecordDoesNotHave() throws Exception {
    Path folder = temp.resolve("untimed");
    ForgedRecord.write(submissions.get(0).record(), folder, ForgedRecord::recorded);
    Files.copy(temp.resolve("one/submission.yaml"), folder.resolve("submission.yaml"));
    String standing = "constraints-against-the-objectives-standing.csv";
    String before = table("before", folder, standing);
    assertTrue(before.contains(",milliseconds per evaluation median,"), before);
    assertFalse(before.contains("proposal"), before);

    Submission submission = Submission.open(folder);
    new RecordVerification(
            submission.record().fingerprint(),
            "0.2.0",
            "c0ffee",
            Map.of("random", new RecordVerification.Verified(12, 2, null, 1234.5)))
        .write(submission.verificationFile());
    String after = table("after", folder, standing);
    assertTrue(
        after.contains(",milliseconds of proposal time per evaluation mean of the check,"), after);
    assertTrue(after.contains(",,,,1.2345,2,12,repeated\n"), after);
    assertTrue(after.contains(",,,,,,,not verified\n"), after);
  }

  @Test
  void timesOfCachedScoresAreLeftOut() throws Exception {
    Path shipped = ReferenceRuns.shipped().stream()
        .filter(path -> path.getFileName().toString().equals("optuna-track-tokens.zip"))
        .findFirst()
        .orElseThrow();
    String table = table("cached", shipped, "evaluation-on-few-or-many-tokens-standing.csv");
    assertFalse(table.contains("milliseconds per evaluation"), table);
  }

  private static String table(String name, Path suite, String file) throws Exception {
    ReportFolder folder = ReportFolder.empty(temp.resolve(name));
    folder.write(LeaderboardPage.of(
        new Leaderboard(List.of(Submission.open(suite))).standings(1, () -> {})));
    return Files.readString(temp.resolve(name).resolve("tables").resolve(file));
  }

  @Test
  void suitesThatAreNoTrackAreRefused() throws IOException, InterruptedException {
    Path folder = temp.resolve("quick");
    Experiment.builder()
        .problem("HWGPT-S(perplexity,params)")
        .name("track-core-v0")
        .algorithms("random")
        .evaluations(5)
        .build()
        .run(folder, SuiteListener.NONE);
    Files.writeString(folder.resolve("submission.yaml"), "name: mine\nauthors: me\n");
    Submission submission = Submission.open(folder);
    String message = assertThrows(UsageException.class, () -> new Leaderboard(List.of(submission)))
        .getMessage();
    assertTrue(message.contains("'track-core-v0'"), message);
    assertTrue(message.contains("track-core-v1"), message);
  }
}
