package io.github.hwgptbench.report.internal.figure;

/** What is shown. Immutable; drawn by {@link SvgRenderer}. */
public sealed interface Figure
    permits Plot, BoxChart, HeatMap, RankDiagram, SmallMultiples, ParallelCoordinates, SpacePlot {

  /** Returns what can be seen, in a sentence or two, for those who can't see it. */
  String description();
}
