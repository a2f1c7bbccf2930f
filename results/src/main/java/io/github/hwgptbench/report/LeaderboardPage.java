package io.github.hwgptbench.report;

import com.google.common.collect.Lists;
import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalyzedSuite;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.Contribution;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.RankCurve;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.TrackStanding;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RecordVerification;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.Plot;
import io.github.hwgptbench.report.internal.figure.Series;
import io.github.hwgptbench.report.internal.figure.SmallMultiples;
import io.github.hwgptbench.report.internal.table.LeaderboardTables;
import io.github.hwgptbench.report.internal.table.SuiteTables;
import io.github.hwgptbench.report.internal.table.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of the leaderboard: the ranking of each track, with its statistical certainty.
 *
 * @since 0.2.0
 */
public final class LeaderboardPage {

  private static final int PANELS_BESIDE_EACH_OTHER = 3;

  private final List<TrackStanding> tracks;
  private final Palette palette;
  private final Anchors anchors = new Anchors();

  private LeaderboardPage(List<TrackStanding> tracks) {
    this.tracks = tracks;
    // An algorithm has another name where one of a smaller budget has the same name.
    this.palette = Palette.ofAlgorithms(tracks.stream()
        .flatMap(track -> track.analyses().stream())
        .flatMap(analysis -> analysis.problems().stream())
        .flatMap(problem -> problem.algorithms().stream())
        .map(AlgorithmAnalysis::name)
        .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /**
   * Returns the page.
   *
   * @param tracks one or more
   */
  public static Page of(List<TrackStanding> tracks) {
    return new LeaderboardPage(List.copyOf(tracks)).page();
  }

  private Page page() {
    List<Section> sections = new ArrayList<>();
    // In this order, so that no track has the name of one of them.
    List<String> names =
        Stream.of("tracks", "submissions", "reading").map(anchors::of).toList();
    sections.add(Section.of(
        names.get(0), "Tracks", List.of(new Block.Tabulated(LeaderboardTables.tracks(tracks)))));
    tracks.forEach(track -> sections.add(section(track)));
    sections.add(
        new Section(names.get(1), "Submissions", Section.Fold.NEVER, List.of(), submissions()));
    sections.add(Section.of(names.get(2), "How to read this", reading()));
    return new Page("Leaderboard of HW-GPT-Bench", subtitle(), sections, List.of());
  }

  private String subtitle() {
    // All have the smallest budget.
    long entries = tracks.stream()
        .flatMap(track -> track.analyses().get(0).problems().stream())
        .flatMap(problem -> problem.algorithms().stream())
        .map(AlgorithmAnalysis::name)
        .distinct()
        .count();
    return Text.format(
        "Searches for GPT architectures under hardware constraints: %d %s on %d %s",
        entries,
        entries == 1 ? "entry" : "entries",
        tracks.size(),
        tracks.size() == 1 ? "track" : "tracks");
  }

  private Section section(TrackStanding track) {
    String anchor = anchors.of(track.title());
    SuiteAnalysis whole = track.whole();
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(track));
    List<String> notes = Stream.concat(
            whole.overall().stream().flatMap(overall -> overall.notes().stream()),
            whole.problems().stream().flatMap(problem -> problem.notes().stream()))
        .distinct()
        .toList();
    if (!notes.isEmpty()) {
      blocks.add(new Block.Notes(notes));
    }
    blocks.add(new Block.Tabulated(LeaderboardTables.standing(anchor + "-standing", track)));
    LeaderboardTables.smallerBudgets(anchor + "-smaller-budgets", track)
        .ifPresent(table -> blocks.add(new Block.Tabulated(table)));
    blocks.addAll(ranks(anchor + "-", whole));
    StandingFigures figures = new StandingFigures(track, palette);
    figures
        .curves()
        .ifPresent(plot -> blocks.add(new Block.Drawing(
            anchor + "-curves",
            Text.format(
                "Share of the hypervolume over the %s: mean over the problems. Lines: of the medians over the seeds. Bands: of their quartiles.",
                TrackStanding.budget(whole).title()),
            plot)));
    figures
        .gaps()
        .ifPresent(plot -> blocks.add(
            new Block.Drawing(anchor + "-gaps", "The missing share, on logarithmic axes.", plot)));
    List<RankCurve> curves = whole
        .overall()
        .map(overall -> overall.ranks())
        .orElseGet(() -> whole.problems().get(0).ranks());
    if (curves.size() > 1 && curves.stream().anyMatch(curve -> curve.points().size() > 1)) {
      blocks.add(new Block.Drawing(
          anchor + "-rank-over-budget",
          "Mean rank over the budget of the entries with the whole budget.",
          new RankFigures(palette).curves(curves, TrackStanding.budget(whole))));
    }
    List<Section> parts = new ArrayList<>();
    for (SuiteAnalysis analysis : track.smaller()) {
      parts.add(part(track, anchor, analysis));
    }
    parts.add(problems(track, anchor));
    return new Section(anchor, track.title(), Section.Fold.NEVER, blocks, parts);
  }

  private static Block facts(TrackStanding track) {
    SuiteAnalysis whole = track.whole();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Suite", track.track()));
    facts.add(new Block.Fact("Version", String.valueOf(track.version())));
    facts.add(new Block.Fact(
        "Problems",
        whole.problems().stream().map(ProblemAnalysis::title).collect(Collectors.joining("; "))));
    facts.add(new Block.Fact(
        "Seeds",
        whole.problems().stream()
            .flatMap(problem -> problem.algorithms().stream())
            .map(algorithm -> String.valueOf(algorithm.runs().size()))
            .distinct()
            .collect(Collectors.joining(", "))));
    facts.add(new Block.Fact("Budget of a run", TrackStanding.budget(whole).inWords()));
    facts.add(new Block.Fact(
        "Protocol",
        whole.problems().stream()
            .map(problem -> problem.protocol().id())
            .distinct()
            .collect(Collectors.joining(", "))));
    String separated = track.analyses().stream()
        .flatMap(analysis -> TrackStanding.ranking(analysis).stream()
            .map(ranking -> separated(TrackStanding.budget(analysis), ranking)))
        .collect(Collectors.joining(", "));
    if (!separated.isEmpty()) {
      facts.add(new Block.Fact("Pairs that differ significantly", separated));
    }
    return new Block.Facts(facts);
  }

  private static String separated(BudgetAxis budget, Ranking ranking) {
    return Text.format("%.0f %% after %s", 100 * ranking.separated(), budget.inWords());
  }

  private List<Block> ranks(String prefix, SuiteAnalysis analysis) {
    return TrackStanding.ranking(analysis).stream()
        .<Block>map(ranking -> new Block.Drawing(
            prefix + "critical-difference",
            Text.format(
                "Critical-difference diagram after %s: mean ranks over %d %s. Bars join entries that signed-rank tests with Holm's correction do not distinguish at level %s.",
                TrackStanding.budget(analysis).inWords(),
                ranking.friedman().blocks(),
                ranking.blocks().label(),
                analysis.settings().level()),
            new RankFigures(palette).bySignedRanks(ranking)))
        .toList();
  }

  private Section part(TrackStanding track, String anchor, SuiteAnalysis analysis) {
    BudgetAxis budget = TrackStanding.budget(analysis);
    String own = anchors.of(anchor + "-after-" + budget.number(budget.steps()));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Tabulated(LeaderboardTables.standing(own + "-standing", track, analysis)));
    blocks.addAll(ranks(own + "-", analysis));
    return new Section(
        own,
        Text.format("%s after %s", track.title(), budget.inWords()),
        Section.Fold.CLOSED,
        blocks,
        List.of());
  }

  private Section problems(TrackStanding track, String anchor) {
    SuiteAnalysis whole = track.whole();
    String own = anchors.of(anchor + "-problems");
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Drawing(
        own + "-curves",
        Text.format(
            "Each problem over the %s. Lines: median over the seeds. Bands: from the lower to the upper quartile.",
            TrackStanding.budget(whole).title()),
        new SmallMultiples(
            "Curves of all entries on each problem of " + track.track() + ".",
            Math.min(PANELS_BESIDE_EACH_OTHER, whole.problems().size()),
            whole.problems().stream().map(problem -> panel(track, problem)).toList())));
    for (Indicator indicator : SuiteTables.indicators(whole)) {
      blocks.add(new Block.Tabulated(
          named(own + "-", track, SuiteTables.indicator(whole, indicator)),
          SuiteTables.title(indicator)));
    }
    for (SuiteAnalysis analysis : track.smaller()) {
      if (!track.ending(analysis).isEmpty()) {
        BudgetAxis budget = TrackStanding.budget(analysis);
        Indicator indicator = SuiteTables.indicators(analysis).get(0);
        blocks.add(new Block.Tabulated(
            named(
                Text.format("%s-after-%s-", own, budget.number(budget.steps())),
                track,
                SuiteTables.indicator(analysis, indicator)),
            Text.format("%s after %s", SuiteTables.title(indicator), budget.inWords())));
      }
    }
    return new Section(own, track.title() + " by problem", Section.Fold.CLOSED, blocks, List.of());
  }

  private static Table named(String prefix, TrackStanding track, Table table) {
    return new Table(
        prefix + table.name(),
        track.title() + ": " + table.caption(),
        table.columns(),
        table.rows(),
        table.notes());
  }

  /** Curves of runs with a smaller budget end there. */
  private Plot panel(TrackStanding track, ProblemAnalysis problem) {
    Plot curves = new ProblemFigures(problem, palette).curves();
    List<Series> series = new ArrayList<>(curves.series());
    for (SuiteAnalysis analysis : Lists.reverse(track.smaller())) {
      Set<String> ending = track.ending(analysis);
      analysis.problems().stream()
          .filter(shorter -> shorter.title().equals(problem.title()))
          .flatMap(shorter -> new ProblemFigures(shorter, palette).curves().series().stream())
          .filter(line -> ending.contains(line.name()))
          .forEach(series::add);
    }
    return new Plot(problem.title(), curves.description(), curves.x(), curves.y(), series);
  }

  /** What one contribution is of a track. */
  private record Part(TrackStanding track, Contribution contribution, AnalyzedSuite suite) {}

  /** One contribution may be of several tracks. */
  private List<Section> submissions() {
    Map<String, List<Part>> byName = new LinkedHashMap<>();
    for (TrackStanding track : tracks) {
      for (Contribution contribution : track.contributions()) {
        byName
            .computeIfAbsent(contribution.name(), name -> new ArrayList<>())
            .add(new Part(track, contribution, track.suite(contribution)));
      }
    }
    return byName.entrySet().stream()
        .map(parts -> new Section(
            anchors.of(parts.getKey()),
            parts.getKey(),
            Section.Fold.NEVER,
            parts.getValue().stream().map(LeaderboardPage::submission).toList(),
            List.of()))
        .toList();
  }

  private static Block submission(Part part) {
    Contribution contribution = part.contribution();
    AnalyzedSuite suite = part.suite();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Track", part.track().title()));
    facts.add(new Block.Fact("Authors", String.join(", ", contribution.authors())));
    contribution.link().ifPresent(link -> facts.add(new Block.Fact("Link", link, link)));
    add(facts, "Version", suite, Provenance::version);
    add(facts, "Commit", suite, it -> Provenance.shortened(it.commit()));
    add(facts, "Surrogates", suite, it -> Provenance.shortened(it.surrogates()));
    add(facts, "Java", suite, Provenance::java);
    add(facts, "Platform", suite, Provenance::platform);
    suite.ended().ifPresent(ended -> facts.add(new Block.Fact("Ended", date(ended))));
    facts.add(new Block.Fact(
        "Hours of all runs",
        Text.format(
            "%.2f",
            suite.runs().stream()
                    .map(RunOutcome::duration)
                    .mapToLong(duration -> duration.toMillis())
                    .sum()
                / 3.6e6)));
    contribution.settings().forEach((name, value) -> facts.add(new Block.Fact(name, value)));
    facts.add(new Block.Fact(
        "Verified", contribution.verification().map(LeaderboardPage::verified).orElse("no")));
    return new Block.Facts(facts);
  }

  private static void add(
      List<Block.Fact> facts, String name, AnalyzedSuite suite, Function<Provenance, String> part) {
    facts.add(new Block.Fact(
        name, suite.provenance().stream().map(part).distinct().collect(Collectors.joining(", "))));
  }

  private static String date(Instant time) {
    return DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(time);
  }

  private static String verified(RecordVerification verification) {
    List<RecordVerification.Verified> all =
        List.copyOf(verification.algorithms().values());
    List<String> parts = new ArrayList<>();
    if (all.stream().anyMatch(it -> it.notRepeatable() == null)) {
      parts.add(Text.format(
          "%d of %d runs repeated, all bit-identical",
          all.stream()
              .filter(it -> it.notRepeatable() == null)
              .mapToInt(RecordVerification.Verified::checked)
              .sum(),
          all.stream()
              .filter(it -> it.notRepeatable() == null)
              .mapToInt(RecordVerification.Verified::runs)
              .sum()));
    }
    verification.algorithms().forEach((algorithm, it) -> {
      if (it.notRepeatable() != null) {
        parts.add(Text.format(
            "%s not repeatable here: %s; %d of %d runs have the values and costs of the benchmark, at possible times",
            algorithm, Objects.requireNonNull(it.notRepeatable()), it.checked(), it.runs()));
      }
    });
    return Text.format("%s (by version %s)", String.join("; ", parts), verification.version());
  }

  private static List<Block> reading() {
    return List.of(new Block.Notes(List.of(
        "Runs are scored on noise-free values, by the hypervolume of their fronts as a share of that of the best-known Pareto front; runs with fidelities, a budget of cost or time, or several workers by their recommendations.",
        "Entries are ranked within problems. Two entries differ only where signed-rank tests with Holm's correction over all pairs of the track do so.",
        "A run counts as repeated if the same algorithm with the same seed made"
            + " bit-identical evaluations again when its submission was checked. Programs are"
            + " repeated only where the submission declares them repeatable. Other programs, and"
            + " algorithms that were not installed where the check ran, are not repeatable here;"
            + " it was checked that their evaluations have the values of the benchmark, noise"
            + " included, and its costs, at times that are possible, but not how their architectures"
            + " were chosen.",
        "Times were measured on the machines that ran the searches, and are comparable only in"
            + " their order of magnitude.")));
  }
}
