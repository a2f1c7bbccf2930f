package io.github.hwgptbench.live;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.FoundPoint;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.report.internal.figure.Palette;
import io.github.hwgptbench.report.internal.figure.SvgRenderer;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One problem of a suite: counts of its runs, and what it needs to draw them. Any thread may count;
 * one at a time may draw.
 */
final class LiveProblem {

  /** Reading the record takes no longer at a time, so that the page does not wait for all of it. */
  private static final Duration READING = Duration.ofMillis(200);

  /** Of each front; more hide each other. */
  static final int MOST_POINTS = 300;

  private static final SvgRenderer SVG = new SvgRenderer(SvgRenderer.Ground.ADAPTIVE);

  private final RunSettings settings;
  private final CurveGrid grid;
  private final Palette palette;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  /** What the record has, as far as it was read; can be read again. */
  private SoftReference<@Nullable Map<String, Finished>> finished = new SoftReference<>(null);

  private @Nullable Quality quality;

  /** The runs of an algorithm that are over. */
  private static final class Finished {
    private final Map<Long, double[]> curves = new LinkedHashMap<>();
    private final ParetoArchive<FoundPoint> front;

    private Finished(ParetoArchive<FoundPoint> front) {
      this.front = front;
    }
  }

  LiveProblem(RunSettings settings, List<String> algorithms) {
    this.settings = settings;
    this.grid = new CurveGrid(settings.budget());
    this.palette = Palette.ofAlgorithms(algorithms);
    algorithms.forEach(algorithm -> tallies.put(algorithm, new Tally()));
  }

  String id() {
    return settings.folderName();
  }

  CurveGrid grid() {
    return grid;
  }

  void plan(String algorithm) {
    tally(algorithm).plan();
  }

  void add(RunOutcome outcome) {
    tally(outcome.algorithm()).add(outcome);
  }

  /** Counts all runs that are over anew. */
  void recount(List<RunOutcome> outcomes) {
    Map<String, Tally> counted = new LinkedHashMap<>();
    tallies.keySet().forEach(algorithm -> counted.put(algorithm, new Tally()));
    outcomes.forEach(
        outcome -> Objects.requireNonNull(counted.get(outcome.algorithm())).add(outcome));
    counted.forEach((algorithm, tally) -> tally(algorithm).recount(tally));
  }

  /** Takes back that a run is over, which goes on. */
  void remove(RunOutcome outcome) {
    tally(outcome.algorithm()).remove(outcome);
  }

  private Tally tally(String algorithm) {
    return Objects.requireNonNull(tallies.get(algorithm), algorithm);
  }

  /** Returns the progress of all algorithms together. */
  Progress progress(List<RunningRun> running) {
    return progress(
        settings.problem().name() + settings.circumstances(),
        id(),
        List.copyOf(tallies.values()),
        running,
        "");
  }

  private static Progress progress(
      String name, String id, List<Tally> tallies, List<RunningRun> running, String best) {
    int planned = tallies.stream().mapToInt(Tally::planned).sum();
    int ended = tallies.stream().mapToInt(it -> it.finished() + it.failed()).sum();
    double share = ended + running.stream().mapToDouble(RunningRun::share).sum();
    return new Progress(
        name,
        id,
        planned,
        tallies.stream().mapToInt(Tally::finished).sum(),
        tallies.stream().mapToInt(Tally::failed).sum(),
        running.size(),
        planned == 0 ? 0 : Math.min(1, share / planned),
        tallies.stream().mapToLong(Tally::evaluations).sum()
            + running.stream().mapToLong(RunningRun::evaluations).sum(),
        best);
  }

  /**
   * Draws the problem as it is now.
   *
   * @param running runs that go on; the record may have them too
   * @param record all runs on the problem that are over
   * @throws IOException if the record can't be read
   */
  ProblemState draw(List<RunningRun> running, ArchivedProblem record) throws IOException {
    if (quality == null) {
      quality = Quality.of(settings, BestFrontLookup.SHIPPED);
    }
    Quality known = quality;
    Map<String, Finished> over = finished();
    running.forEach(
        run -> Objects.requireNonNull(over.get(run.algorithm())).curves.remove(run.seed()));
    int unread = read(record, over, running);
    Map<String, List<double[]>> curves = new LinkedHashMap<>();
    Map<String, ParetoArchive<FoundPoint>> fronts = new LinkedHashMap<>();
    Map<String, Double> best = new LinkedHashMap<>();
    over.forEach((algorithm, runs) -> {
      curves.put(algorithm, new ArrayList<>(runs.curves.values()));
      ParetoArchive<FoundPoint> front = ParetoArchive.of(settings.objectives().size());
      runs.front.members().forEach(member -> front.add(member.objectives(), member.value()));
      fronts.put(algorithm, front);
      best.put(algorithm, tally(algorithm).best());
    });
    for (RunningRun run : running) {
      run.look(history -> {
        Objects.requireNonNull(curves.get(run.algorithm())).add(history.curve());
        ParetoArchive<FoundPoint> front = Objects.requireNonNull(fronts.get(run.algorithm()));
        history.front(run.seed()).forEach(member -> front.add(member.objectives(), member.value()));
        return best.merge(run.algorithm(), history.hypervolume(), Math::max);
      });
    }
    return state(known, curves, fronts, best, running, unread);
  }

  private ProblemState state(
      Quality known,
      Map<String, List<double[]>> curves,
      Map<String, ParetoArchive<FoundPoint>> fronts,
      Map<String, Double> best,
      List<RunningRun> running,
      int unread) {
    LiveFigures figures = new LiveFigures(settings, grid, known, palette);
    Map<String, List<FoundPoint>> points = new LinkedHashMap<>();
    fronts.forEach((algorithm, front) -> points.put(algorithm, some(front.members())));
    List<ProblemState.Drawing> drawings = new ArrayList<>();
    boolean any =
        curves.values().stream().flatMap(List::stream).anyMatch(curve -> curve.length > 0);
    if (any) {
      drawings.add(new ProblemState.Drawing(
          "curves",
          Text.format(
              "%s over %s: median and quartiles over the runs so far",
              capitalized(known.title()), grid.axis().title()),
          false,
          SVG.render(figures.curves(curves))));
    }
    if (settings.objectives().size() > 1
        && points.values().stream().anyMatch(front -> !front.isEmpty())) {
      drawings.add(new ProblemState.Drawing(
          "fronts",
          "Fronts so far: for each algorithm, what its runs have found together. Choose a point"
              + " to see its architecture",
          settings.objectives().size() > 2,
          SVG.render(figures.fronts(points))));
    }
    return new ProblemState(
        id(),
        known.title(),
        tallies.entrySet().stream()
            .map(entry -> progress(
                entry.getKey(),
                entry.getKey(),
                List.of(entry.getValue()),
                running.stream()
                    .filter(run -> run.algorithm().equals(entry.getKey()))
                    .toList(),
                known.inWords(best.getOrDefault(entry.getKey(), 0.0))))
            .toList(),
        drawings,
        found(points),
        unread);
  }

  /** Returns points all along a front. */
  static List<FoundPoint> some(List<ParetoArchive.Member<FoundPoint>> front) {
    int step = (front.size() + MOST_POINTS - 1) / MOST_POINTS;
    return IntStream.range(0, front.size())
        .filter(i -> i % step == 0)
        .mapToObj(i -> front.get(i).value())
        .toList();
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private Map<String, ProblemState.Point> found(Map<String, List<FoundPoint>> fronts) {
    Map<String, ProblemState.Point> found = new LinkedHashMap<>();
    fronts.forEach((algorithm, points) -> points.forEach(point -> found.put(
        LiveFigures.label(algorithm, point),
        new ProblemState.Point(
            algorithm, point.seed(), point.evaluation(), point.architecture(), values(point)))));
    return found;
  }

  private Map<String, String> values(FoundPoint point) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < settings.objectives().size(); i++) {
      Objective objective = settings.objectives().get(i);
      String unit = objective.unit().isEmpty() ? "" : " " + objective.unit();
      values.put(objective.toString(), Text.format("%.5g%s", point.values().get(i), unit));
    }
    return values;
  }

  private Map<String, Finished> finished() {
    Map<String, Finished> known = finished.get();
    if (known == null) {
      known = new LinkedHashMap<>();
      for (String algorithm : tallies.keySet()) {
        known.put(algorithm, new Finished(ParetoArchive.of(settings.objectives().size())));
      }
      finished = new SoftReference<>(known);
    }
    return known;
  }

  /** Reads runs that are over, for some time; returns how many are left. */
  private int read(ArchivedProblem record, Map<String, Finished> over, List<RunningRun> running)
      throws IOException {
    long end = System.nanoTime() + READING.toNanos();
    int unread = 0;
    for (ArchivedRun run : record.runs()) {
      RunOutcome outcome = run.outcome();
      Finished runs = Objects.requireNonNull(over.get(outcome.algorithm()));
      if (runs.curves.containsKey(outcome.seed())
          || running.stream()
              .anyMatch(on ->
                  on.algorithm().equals(outcome.algorithm()) && on.seed() == outcome.seed())) {
        continue;
      }
      if (System.nanoTime() - end > 0) {
        unread++;
        continue;
      }
      RunHistory history = RunHistory.of(settings, grid, run.open());
      runs.curves.put(outcome.seed(), history.curve());
      history
          .front(outcome.seed())
          .forEach(member -> runs.front.add(member.objectives(), member.value()));
    }
    return unread;
  }
}
