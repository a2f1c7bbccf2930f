package io.github.hwgptbench.suite;

import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.Contribution;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.analysis.TrackStanding;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The leaderboard of submissions, by track. Submissions whose runs have one of the smaller budgets
 * of a track are ranked up to it.
 *
 * @since 0.2.0
 */
public final class Leaderboard {

  /** By track, in the order of the tracks; only those that have a submission. */
  private final Map<Track, List<Submission>> submissions = new LinkedHashMap<>();

  /**
   * Groups submissions by track.
   *
   * @param submissions one or more
   * @throws UsageException if there is no submission, or one is not of a track or has a smaller
   *     budget than any of its track; the message names it
   */
  public Leaderboard(List<Submission> submissions) {
    if (submissions.isEmpty()) {
      throw new UsageException("A leaderboard of no submissions; give one or more");
    }
    for (Track track : Track.all()) {
      List<Submission> own = submissions.stream()
          .filter(it -> it.record().name().equals(track.suite()))
          .toList();
      if (!own.isEmpty()) {
        this.submissions.put(track, own);
        own.forEach(it -> checkBudget(track, it));
      }
    }
    for (Submission submission : submissions) {
      if (Track.of(submission.record().name()).isEmpty()) {
        throw UsageException.of(
            "%s: %s", submission.record().folder(), SubmissionCheck.noTrack(submission.record()));
      }
    }
  }

  private static void checkBudget(Track track, Submission submission) {
    if (submission.budget() < track.budgets().get(0)) {
      throw UsageException.of(
          "%s: runs with a budget of %s; allowed: %s",
          submission.record().folder(),
          PlainNumber.of(submission.budget()),
          track.budgets().stream().map(PlainNumber::of).collect(Collectors.joining(", ")));
    }
  }

  /** Returns the number of progress reports of an analysis. */
  public long steps() {
    long steps = 0;
    for (Map.Entry<Track, List<Submission>> track : submissions.entrySet()) {
      for (double budget : track.getKey().budgets()) {
        steps += track.getValue().stream()
            .filter(submission -> submission.budget() >= budget)
            .flatMap(submission -> submission.record().problems().stream())
            .mapToLong(problem -> problem.runs().size())
            .sum();
      }
    }
    return SuiteAnalyzer.STEPS_OF_A_RUN * steps;
  }

  /**
   * Reads and analyses all runs.
   *
   * @param threads number of threads, which does not change results
   * @param progress called {@link #steps} times, by any thread
   * @return one standing per track with a submission
   * @throws UsageException if submissions to a track can't be compared; the message has the
   *     difference
   * @throws IOException if a record can't be read; the message names the file
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<TrackStanding> standings(int threads, Runnable progress)
      throws IOException, InterruptedException {
    List<TrackStanding> standings = new ArrayList<>();
    for (Map.Entry<Track, List<Submission>> track : submissions.entrySet()) {
      standings.add(standing(track.getKey(), track.getValue(), threads, progress));
    }
    return standings;
  }

  private static TrackStanding standing(
      Track track, List<Submission> submissions, int threads, Runnable progress)
      throws IOException, InterruptedException {
    List<Contribution> contributions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Submission submission : submissions) {
      SubmissionFile about = submission.about();
      String name = about.name();
      for (int number = 2; !names.add(name); number++) {
        name = Text.format("%s #%d", about.name(), number);
      }
      contributions.add(new Contribution(
          name,
          about.authors(),
          about.url(),
          about.settings(),
          submission.verification().orElse(null)));
    }
    List<SuiteAnalysis> analyses = new ArrayList<>();
    for (double budget : track.budgets()) {
      List<SuiteArchive> records = new ArrayList<>();
      List<String> suites = new ArrayList<>();
      for (int i = 0; i < submissions.size(); i++) {
        if (submissions.get(i).budget() >= budget) {
          records.add(submissions.get(i).record());
          suites.add(contributions.get(i).name());
        }
      }
      if (!records.isEmpty()) {
        AnalysisSettings settings = AnalysisSettings.usual().with(List.of()).within(budget);
        analyses.add(
            new SuiteAnalyzer(settings, threads, BestFrontLookup.SHIPPED, BoundsLookup.SHIPPED)
                .analyze(records, suites, progress));
      }
    }
    return new TrackStanding(
        track.suite(), track.title(), track.version(), analyses, contributions);
  }
}
