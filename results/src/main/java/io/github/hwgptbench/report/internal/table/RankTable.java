package io.github.hwgptbench.report.internal.table;

import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.report.internal.table.Table.Cell;
import io.github.hwgptbench.report.internal.table.Table.Column;
import io.github.hwgptbench.report.internal.table.Table.Emphasis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Mean ranks of algorithms. */
final class RankTable {

  private RankTable() {}

  /**
   * Returns a table, best algorithm first.
   *
   * @param caption without the full stop
   * @param rankings of the same algorithms; the first gives the order
   */
  static Table of(String caption, List<Ranking> rankings) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Algorithm", "algorithm"));
    List<String> notes = new ArrayList<>();
    for (Ranking ranking : rankings) {
      String title = Text.format(
          "Mean rank over %d %s", ranking.friedman().blocks(), ranking.blocks().label());
      String field = ranking.blocks().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      columns.add(Column.numbers(title, "mean rank over " + field));
      notes.add(note(ranking));
    }
    Ranking first = rankings.get(0);
    List<List<Cell>> rows = IntStream.range(0, first.algorithms().size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> first.friedman().averageRanks().get(i)))
        .map(i -> row(first.algorithms().get(i), i, rankings))
        .toList();
    return new Table("ranks", caption + ". Rank 1 is the best.", columns, rows, notes);
  }

  private static List<Cell> row(String algorithm, int index, List<Ranking> rankings) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(algorithm));
    for (Ranking ranking : rankings) {
      List<Double> ranks = ranking.friedman().averageRanks();
      double rank = ranks.get(index);
      double best = ranks.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      row.add(Cell.of(Rounded.decimals(rank, 2), PlainNumber.of(rank))
          .with(rank == best ? Emphasis.BEST : Emphasis.NONE));
    }
    return row;
  }

  private static String note(Ranking ranking) {
    return Text.format(
            "Over %s: Friedman test p = %s (Iman and Davenport: p = %s); critical difference of Nemenyi's test %s at level %s.",
            ranking.blocks().label(),
            Rounded.probability(ranking.friedman().pValue()),
            Rounded.probability(ranking.friedman().imanDavenportPValue()),
            Rounded.decimals(ranking.nemenyi().criticalDifference(), 2),
            ranking.nemenyi().level())
        .replace("p = <", "p <");
  }
}
