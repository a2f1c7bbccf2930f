package io.github.hwgptbench.report.internal.table;

import com.google.common.collect.Lists;
import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalyzedAlgorithm;
import io.github.hwgptbench.analysis.BudgetAxis;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.analysis.RunScore;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.TrackStanding;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.RecordVerification;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import io.github.hwgptbench.report.internal.table.Table.Emphasis;
import io.github.hwgptbench.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of a leaderboard. */
public final class LeaderboardTables {

  private static final int RANK_DECIMALS = 2;
  private static final int SHARE_DECIMALS = 4;

  private LeaderboardTables() {}

  /**
   * Returns the tracks with their leaders.
   *
   * @param tracks one or more
   */
  public static Table tracks(List<TrackStanding> tracks) {
    return new Columns<TrackStanding>()
        .words("Track", "track", TrackStanding::title)
        .count("Version", "version", TrackStanding::version)
        .count("Problems", "problems", it -> it.whole().problems().size())
        .words("Scored after", "scored after", LeaderboardTables::budgets)
        .count("Entries", "entries", it -> Entry.all(it).size())
        .words("In the lead", "in the lead", LeaderboardTables::leaders)
        .number(
            "Share after the smallest budget",
            "best share after the smallest budget",
            it -> Cells.number(bestShare(it, it.analyses().get(0)), SHARE_DECIMALS))
        .number(
            "Share after the whole budget",
            "best share after the whole budget",
            it -> Cells.number(bestShare(it, it.whole()), SHARE_DECIMALS))
        .number(
            "Pairs that differ after the smallest budget",
            "share of pairs that differ after the smallest budget",
            it -> separated(it.analyses().get(0)))
        .number(
            "Pairs that differ after the whole budget",
            "share of pairs that differ after the whole budget",
            it -> separated(it.whole()))
        .table(
            "tracks",
            "Tracks, and the entries that no other one significantly outperforms.",
            tracks,
            List.of(
                "Share: of the best-known hypervolume, the mean over the problems of the medians"
                    + " over the seeds, for the entry with the largest one.",
                "Pairs that differ: share of all pairs of entries whose difference is significant (signed-rank tests, Holm's correction)."));
  }

  private static Cell separated(SuiteAnalysis analysis) {
    return TrackStanding.ranking(analysis)
        .map(ranking -> Cells.number(ranking.separated(), 2))
        .orElseGet(() -> Cell.none(1));
  }

  /**
   * Returns the entries of a track, best first, with their shares of the hypervolume after each
   * budget.
   *
   * @param name of the table
   */
  public static Table budgets(String name, TrackStanding track) {
    Columns<Entry> columns = new Columns<Entry>()
        .words("Entry", "entry", Entry::name)
        .add(Column.numbers("Place", "best place", "worst place"), Entry::place)
        .number("Mean rank", "mean rank", Entry::meanRank);
    for (SuiteAnalysis analysis : track.analyses()) {
      Map<Key, Double> shares = new HashMap<>();
      Entry.all(track, analysis).forEach(entry -> shares.put(entry.key(), entry.share()));
      String budget = TrackStanding.budget(analysis).inWords();
      columns.number("After " + budget, "share of the hypervolume after " + budget, entry -> {
        Double share = shares.get(entry.key());
        return share == null ? Cell.none(1) : Cells.number(share, SHARE_DECIMALS);
      });
    }
    return columns.table(
        name,
        Text.format(
            "Place and mean rank after %s, and the share of the best-known hypervolume after each budget: the mean over the problems of the medians over the seeds.",
            TrackStanding.budget(track.whole()).inWords()),
        Entry.all(track),
        Stream.concat(Stream.of(placeNote(track.whole())), smallerBudgets(track))
            .toList());
  }

  /** Returns a note on the entries whose runs end before the whole budget, if there are any. */
  private static Stream<String> smallerBudgets(TrackStanding track) {
    String names = Entry.all(track).stream()
        .filter(entry -> !entry.ofWhole(track))
        .map(Entry::name)
        .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Stream.of()
        : Stream.of(
            Text.format("Runs with a smaller budget, so no place after the whole one: %s.", names));
  }

  private static String budgets(TrackStanding track) {
    return BudgetAxis.inWords(
        track.analyses().stream().map(TrackStanding::budget).toList());
  }

  private static String leaders(TrackStanding track) {
    return Entry.all(track, track.whole()).stream()
        .filter(entry -> entry.places() != null && entry.places().best() == 1)
        .map(Entry::name)
        .collect(Collectors.joining(", "));
  }

  private static double bestShare(TrackStanding track, SuiteAnalysis analysis) {
    return Entry.all(track, analysis).stream().mapToDouble(Entry::share).max().orElse(0);
  }

  /**
   * Returns the entries of a track, best first.
   *
   * @param name of the table
   */
  public static Table standing(String name, TrackStanding track) {
    Columns<Entry> columns = placed(new Columns<Entry>()
        .words("Entry", "entry", Entry::name)
        .words("Submission", "submission", Entry::contribution));
    List<Entry> entries = Entry.all(track, track.whole());
    List<String> notes = new ArrayList<>(List.of(placeNote(track.whole())));
    notes.addAll(addSpent(columns, track, entries));
    smallerBudgets(track).forEach(notes::add);
    return columns.table(
        name,
        Text.format(
            "%s: standing after %s. Cells: median [lower quartile, upper quartile] over the runs.",
            track.title(), TrackStanding.budget(track.whole()).inWords()),
        entries,
        notes);
  }

  /**
   * Returns the entries of a track whose runs have a smaller budget, those with the largest first,
   * and best first after each; empty if there are none.
   *
   * @param name of the table
   */
  public static Optional<Table> smallerBudgets(String name, TrackStanding track) {
    List<Entry> entries = Lists.reverse(track.smaller()).stream()
        .flatMap(analysis -> Entry.all(track, analysis).stream()
            .filter(entry -> track.ending(analysis).contains(entry.name())))
        .toList();
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Columns<Entry> columns = placed(new Columns<Entry>()
        .words("Entry", "entry", Entry::name)
        .words("Submission", "submission", Entry::contribution)
        .words("Budget", "budget", entry -> entry.budget().inWords()));
    List<String> notes =
        new ArrayList<>(List.of("Place and mean rank: among all entries after this budget."));
    notes.addAll(addSpent(columns, track, entries));
    return Optional.of(columns.table(
        name,
        Text.format(
            "%s: entries with a smaller budget, ranked after that budget. Cells: median [lower quartile, upper quartile] over the runs.",
            track.title()),
        entries,
        notes));
  }

  /** Adds what runs of entries took, and whether they were repeated, and returns notes on it. */
  private static List<String> addSpent(
      Columns<Entry> columns, TrackStanding track, List<Entry> entries) {
    boolean costsDiffer = entries.stream()
        .anyMatch(entry -> entry
                .runs()
                .flatMapToDouble(run -> DoubleStream.of(run.evaluations(), run.cost()))
                .distinct()
                .count()
            > 1);
    if (costsDiffer) {
      columns
          .summary("Evaluations", "evaluations", it -> it.summary(RunScore::evaluations, 4))
          .summary("Cost", "cost", it -> it.summary(RunScore::cost, 4));
    }
    // Scores are cached: whoever asks first has the time of the supernet.
    boolean supernet = track.whole().problems().stream()
        .anyMatch(problem -> problem.settings().fidelities().unit().equals(Fidelities.TOKENS));
    if (!supernet) {
      columns.summary(
          "Time per evaluation [ms]",
          "milliseconds per evaluation",
          it -> it.summary(run -> 1000 * run.seconds() / Math.max(1, run.evaluations()), 3));
    }
    boolean proposals = entries.stream().anyMatch(Entry::timesProposals);
    if (proposals) {
      String field = "milliseconds of proposal time per evaluation";
      columns.add(
          Column.numbers(
              "Proposal time per evaluation [ms]",
              field + " median",
              field + " lower quartile",
              field + " upper quartile",
              field + " mean of the check"),
          Entry::proposalMs);
    }
    columns.add(
        new Column("Repeated", false, List.of("verified", "runs", "verification")),
        Entry::verification);
    List<String> notes = new ArrayList<>();
    if (!supernet) {
      notes.add("Time per evaluation: wall-clock time on the machine that ran it, for the proposal,"
          + " for computing the values and for the record.");
    }
    notes.add("Repeated: runs that were repeated with bit-identical evaluations.");
    if (proposals) {
      notes.add("Proposal time: wall-clock time of the algorithm itself; of programs with their"
          + " start. Records of earlier versions do not have it: a single number is the mean of"
          + " the runs that the check repeated, on the machine of the check.");
    }
    if (costsDiffer) {
      notes.add("Cost: in evaluations at the highest fidelity.");
    }
    return notes;
  }

  /**
   * Returns the entries of a track after less than the whole budget, best first.
   *
   * @param name of the table
   */
  public static Table standing(String name, TrackStanding track, SuiteAnalysis analysis) {
    return placed(new Columns<Entry>().words("Entry", "entry", Entry::name))
        .table(
            name,
            Text.format(
                "%s: standing after %s.",
                track.title(), TrackStanding.budget(analysis).inWords()),
            Entry.all(track, analysis),
            List.of(placeNote(analysis)));
  }

  private static Columns<Entry> placed(Columns<Entry> columns) {
    return columns
        .add(Column.numbers("Place", "best place", "worst place"), Entry::place)
        .number("Mean rank", "mean rank", Entry::meanRank)
        .number(
            "Share of the hypervolume",
            "share of the hypervolume",
            it -> Cells.number(it.share(), SHARE_DECIMALS));
  }

  private static String placeNote(SuiteAnalysis analysis) {
    return Text.format(
        "Place: from one more than there are significantly better entries to the number of those that are not significantly worse (signed-rank tests of all pairs, Holm's correction, level %s).",
        analysis.settings().level());
  }

  /** An algorithm of a contribution. */
  private record Key(String contribution, String algorithm) {}

  /**
   * An algorithm on all problems of a track.
   *
   * @param of the algorithm
   * @param contribution who ran it
   * @param verified what a verification found; null if there was none
   * @param budget after which it is ranked
   * @param problems what it reached on each
   * @param rank its mean rank; NaN where it is not ranked
   * @param places that it may have; null where it is not ranked
   */
  private record Entry(
      AnalyzedAlgorithm of,
      String contribution,
      RecordVerification.@Nullable Verified verified,
      BudgetAxis budget,
      List<AlgorithmAnalysis> problems,
      double rank,
      Ranking.@Nullable Places places) {

    /** Returns all entries: those of the whole budget, best first, then those of smaller ones. */
    static List<Entry> all(TrackStanding track) {
      Map<Key, Entry> entries = new LinkedHashMap<>();
      for (SuiteAnalysis analysis : Lists.reverse(track.analyses())) {
        for (Entry entry : all(track, analysis)) {
          entries.putIfAbsent(entry.key(), entry.ofWhole(track) ? entry : entry.withoutPlace());
        }
      }
      return List.copyOf(entries.values());
    }

    /** Returns the entries after a budget, best first. */
    static List<Entry> all(TrackStanding track, SuiteAnalysis analysis) {
      Map<String, List<AlgorithmAnalysis>> byName = new LinkedHashMap<>();
      for (ProblemAnalysis problem : analysis.problems()) {
        problem
            .algorithms()
            .forEach(it ->
                byName.computeIfAbsent(it.name(), key -> new ArrayList<>()).add(it));
      }
      Ranking ranking = TrackStanding.ranking(analysis).orElse(null);
      return byName.values().stream()
          .map(problems -> of(track, TrackStanding.budget(analysis), problems, ranking))
          .sorted(Comparator.comparingDouble(Entry::rank)
              .thenComparing(Comparator.comparingDouble(Entry::share).reversed()))
          .toList();
    }

    private static Entry of(
        TrackStanding track,
        BudgetAxis budget,
        List<AlgorithmAnalysis> problems,
        @Nullable Ranking ranking) {
      AnalyzedAlgorithm algorithm = problems.get(0).of();
      int at = ranking == null ? -1 : ranking.algorithms().indexOf(algorithm.name());
      return new Entry(
          algorithm,
          track.of(algorithm).name(),
          track.of(algorithm).verification(algorithm.algorithm()).orElse(null),
          budget,
          problems,
          ranking == null || at < 0
              ? Double.NaN
              : ranking.friedman().averageRanks().get(at),
          ranking == null || at < 0 ? null : ranking.places().get(at));
    }

    String name() {
      return of.name();
    }

    Key key() {
      return new Key(of.suite(), of.algorithm());
    }

    /** Returns whether its runs have the whole budget. */
    boolean ofWhole(TrackStanding track) {
      return budget.equals(TrackStanding.budget(track.whole()));
    }

    private Entry withoutPlace() {
      return new Entry(of, contribution, verified, budget, problems, Double.NaN, null);
    }

    /** Returns the mean over problems of the median share of the best hypervolume. */
    double share() {
      return problems.stream()
          .map(AlgorithmAnalysis::curve)
          .mapToDouble(curve -> curve.get(curve.size() - 1).median())
          .average()
          .orElse(Double.NaN);
    }

    Cell place() {
      if (places == null) {
        return Cell.none(2);
      }
      Cell cell = Cell.of(
          places.best() == places.worst()
              ? String.valueOf(places.best())
              : Text.format("%d–%d", places.best(), places.worst()),
          String.valueOf(places.best()),
          String.valueOf(places.worst()));
      return cell.with(places.best() == 1 ? Emphasis.BEST : Emphasis.NONE);
    }

    Cell meanRank() {
      return places == null
          ? Cell.none(1)
          : Cell.of(Rounded.decimals(rank, RANK_DECIMALS), PlainNumber.of(rank));
    }

    Stream<RunScore> runs() {
      return problems.stream().flatMap(problem -> problem.runs().stream());
    }

    Cell summary(ToDoubleFunction<RunScore> value, int digits) {
      double[] values = runs().mapToDouble(value).toArray();
      return Cells.summary(Summary.of(values), number -> Rounded.significant(number, digits));
    }

    private boolean recordsProposals() {
      return runs().anyMatch(run -> !Double.isNaN(run.proposalMs()));
    }

    /** Returns whether the record or the verification has the time of proposals. */
    boolean timesProposals() {
      return recordsProposals() || (verified != null && !Double.isNaN(verified.proposalMicros()));
    }

    /** Returns the proposal time of the record, else that of the verification, of four fields. */
    Cell proposalMs() {
      if (!timesProposals()) {
        return Cell.none(4);
      }
      if (recordsProposals()) {
        Cell recorded = Cells.proposalMs(runs());
        return new Cell(
            recorded.text(),
            Stream.concat(recorded.values().stream(), Stream.of("")).toList(),
            recorded.emphasis());
      }
      double ms = Objects.requireNonNull(verified).proposalMicros() / 1000;
      return Cell.of(Rounded.significant(ms, 3), "", "", "", PlainNumber.of(ms));
    }

    Cell verification() {
      if (verified == null) {
        return Cell.of("not verified", "", "", "not verified");
      }
      String checked = String.valueOf(verified.checked());
      String runs = String.valueOf(verified.runs());
      return verified.repeated()
          ? Cell.of(
              Text.format("%s of %s, bit-identical", checked, runs), checked, runs, "repeated")
          : verified.notRepeatable() == null
              ? Cell.of("not in the sample", checked, runs, "not in the sample")
              : Cell.of("not repeatable here", checked, runs, "not repeatable here");
    }
  }
}
