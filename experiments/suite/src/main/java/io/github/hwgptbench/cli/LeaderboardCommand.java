package io.github.hwgptbench.cli;

import com.google.common.io.MoreFiles;
import io.github.hwgptbench.analysis.TrackStanding;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.report.LeaderboardPage;
import io.github.hwgptbench.report.ReportFolder;
import io.github.hwgptbench.report.TracksText;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.Leaderboard;
import io.github.hwgptbench.suite.ReferenceRuns;
import io.github.hwgptbench.suite.Submission;
import io.github.hwgptbench.suite.SubmissionCheck;
import io.github.hwgptbench.suite.Track;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the leaderboard of the tracks, or checks submissions to it. */
@Command(
    name = "leaderboard",
    description = {
      "Make the leaderboard of the tracks from the reference runs that ship and"
          + " from submissions: one HTML page that works offline. A submission has the"
          + " records of one or more tracks and a file 'submission.yaml';"
          + " docs/leaderboard.md describes it. With --check, verify submissions and"
          + " refuse invalid ones.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt leaderboard submissions/mine submissions/theirs --out site",
      "  hwgpt leaderboard --tracks track-noisy,track-core --markdown tracks.md",
      "  hwgpt leaderboard --check submissions/mine --sample 20"
    })
final class LeaderboardCommand extends ConsoleCommand {

  private static final Path DEFAULT_OUTPUT = Path.of("results", "leaderboard");

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description = "Submissions: records of tracks (their folders, or zip files of them), or"
          + " folders of several records.")
  private List<Path> folders = List.of();

  @Option(
      names = "--check",
      description = "Check submissions: their runs must be of an unchanged track, complete"
          + " and undamaged, and bit-identical when repeated. The result is written to"
          + " 'verification.json' in the folder, or beside the zip file, for the"
          + " leaderboard.")
  private boolean check;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "With --check: number of runs to repeat, drawn at random, evenly over the"
          + " algorithms and the problems of each (default: all).")
  private @Nullable Integer sample;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "With --check: decides which runs are drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--run-commands",
      description = "With --check: also repeat runs of programs, by the commands in the"
          + " record, if the submission declares them repeatable. Look at the commands"
          + " first.")
  private boolean runCommands;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the tables of the tracks to a Markdown file, in place of the page."
          + " A file with other content is replaced only with --overwrite.")
  private @Nullable Path markdown;

  @Option(
      names = "--tracks",
      paramLabel = "NAME",
      split = ",",
      description = "Only these tracks, such as track-noisy; reference runs and submissions"
          + " of others are not read (default: all).")
  private @Nullable List<String> tracks;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the page. It must be empty or missing (default:" + " results/leaderboard).")
  private @Nullable Path out;

  @Mixin
  private ThreadsOption threads;

  @Mixin
  private ReportOutput output;

  @Override
  void execute() throws IOException, InterruptedException, RunsFailedException {
    if (check) {
      checkSubmissions();
    } else if (markdown != null) {
      writeTables(markdown);
    } else {
      makePage();
    }
  }

  private void makePage() throws IOException, InterruptedException {
    Leaderboard leaderboard = leaderboard();
    ReportFolder target = output.prepare(out == null ? DEFAULT_OUTPUT : out);
    output.write(LeaderboardPage.of(standings(leaderboard)), target, out());
  }

  private void writeTables(Path file) throws IOException, InterruptedException {
    if (given("--out")) {
      throw new UsageException("--out can't be combined with --markdown, which makes no page");
    }
    if (!given("--overwrite")
        && Files.exists(file)
        && !TracksText.made(Files.readString(file, StandardCharsets.ISO_8859_1))) {
      throw UsageException.of(
          "--markdown %s: exists, with other content; --overwrite replaces it", file);
    }
    MoreFiles.createParentDirectories(file);
    List<TrackStanding> standings = standings(leaderboard());
    String command =
        TypedCommand.of(spec().root().commandLine().getParseResult().originalArgs());
    Files.writeString(file, TracksText.of(standings, command));
  }

  private Leaderboard leaderboard() throws IOException {
    for (String option : List.of("--sample", "--seed", "--run-commands")) {
      if (given(option)) {
        throw UsageException.of("%s requires --check", option);
      }
    }
    Set<String> wanted = suites();
    List<Submission> submissions = new ArrayList<>(reference(wanted));
    for (Path folder : records()) {
      Submission submission = Submission.open(folder);
      String suite = submission.record().name();
      if (wanted.contains(suite) || Track.of(suite).isEmpty()) {
        submissions.add(submission);
      } else {
        err().println(Text.format("%s: of suite %s, left out", folder, suite));
      }
    }
    for (Submission submission : submissions) {
      if (Files.exists(submission.verificationFile())
          && submission.verification().isEmpty()) {
        err()
            .println(Text.format(
                "%s: its record is not the same as %s now, left out; check the submission again",
                submission.verificationFile(), submission.record().folder()));
      }
    }
    checkRecords(submissions);
    return new Leaderboard(submissions);
  }

  /**
   * One record with other problems or settings, or without some runs, would change the ranking of
   * all others.
   */
  private static void checkRecords(List<Submission> submissions) throws IOException {
    try (Benches benches = Benches.shipped()) {
      for (Submission submission : submissions) {
        List<String> differences = SubmissionCheck.differences(submission, benches);
        if (!differences.isEmpty()) {
          throw UsageException.of(
              "%s: %s; './hwgpt leaderboard --check' prints all reasons",
              submission.record().folder(), differences.get(0));
        }
      }
    }
  }

  private List<TrackStanding> standings(Leaderboard leaderboard)
      throws IOException, InterruptedException {
    int cores = threads.count();
    try (ProgressLine progress = progress("", leaderboard.steps())) {
      return leaderboard.standings(cores, progress::step);
    }
  }

  /** Returns the names of the suites of the tracks that are asked for. */
  private Set<String> suites() {
    List<String> known = Track.all().stream().map(Track::name).toList();
    if (tracks != null) {
      for (String track : tracks) {
        if (!known.contains(track)) {
          throw UsageException.of("Track '%s': %s", track, Suggestion.known(track, known));
        }
      }
    }
    return Track.all().stream()
        .filter(track -> tracks == null || tracks.contains(track.name()))
        .map(Track::suite)
        .collect(Collectors.toSet());
  }

  /** Returns the reference runs of these suites. */
  private static List<Submission> reference(Set<String> wanted) throws IOException {
    List<Submission> reference = new ArrayList<>();
    for (Path suite : ReferenceRuns.shipped()) {
      if (wanted.contains(SuiteArchive.open(suite).name())) {
        reference.add(Submission.open(suite));
      }
    }
    return reference;
  }

  /** Returns the records of all submissions. */
  private List<Path> records() throws IOException {
    List<Path> records = new ArrayList<>();
    for (Path folder : folders) {
      records.addAll(Submission.records(folder));
    }
    return records;
  }

  private void checkSubmissions() throws IOException, InterruptedException, RunsFailedException {
    if (folders.isEmpty()) {
      throw new UsageException("--check requires submissions; give one or more folders");
    }
    if (given("--out") || given("--overwrite") || given("--markdown") || given("--tracks")) {
      throw new UsageException(
          "--out, --overwrite, --markdown and --tracks can't be combined with --check, which"
              + " makes no page");
    }
    SubmissionCheck.Sample drawn = new SubmissionCheck.Sample(
        sample == null ? Integer.MAX_VALUE : sample, seed, threads.count(), runCommands);
    new SubmissionChecks(drawn, out(), err()).check(records());
  }
}
