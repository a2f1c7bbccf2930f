package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.TrackStanding;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.report.internal.table.LeaderboardTables;
import io.github.hwgptbench.report.internal.table.MarkdownTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of all tracks as Markdown, for documentation.
 *
 * @since 0.2.0
 */
public final class TracksText {

  private static final String HEADING = "# Results on the tracks\n\n";
  private static final String MADE_BY = "Made by `";

  private TracksText() {}

  /** Returns whether a text begins like {@linkplain #of those of this class}. */
  public static boolean made(String text) {
    return text.replace("\r\n", "\n").startsWith(HEADING + MADE_BY);
  }

  /**
   * Returns the text: the leaders of all tracks and the share of pairs of entries that differ, and
   * for each track the entries at all budgets.
   *
   * @param tracks one or more
   * @param command command that generates the text, for its readers
   */
  public static String of(List<TrackStanding> tracks, String command) {
    StringBuilder text = new StringBuilder(HEADING);
    text.append(Text.format(
        "%s%s`; [leaderboard.md](leaderboard.md) describes the columns.\n\n", MADE_BY, command));
    text.append(MarkdownTable.text(LeaderboardTables.tracks(tracks)));
    for (TrackStanding track : tracks) {
      text.append(Text.format(
          "\n## %s\n\n`%s`: %s.\n\n",
          track.title(),
          track.track(),
          track.whole().problems().stream()
              .map(ProblemAnalysis::title)
              .collect(Collectors.joining(", "))));
      text.append(MarkdownTable.text(LeaderboardTables.budgets("budgets", track)));
    }
    return text.toString();
  }
}
