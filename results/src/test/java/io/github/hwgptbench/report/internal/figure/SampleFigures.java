package io.github.hwgptbench.report.internal.figure;

import io.github.hwgptbench.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One figure of each kind, as a report has them. */
final class SampleFigures {

  static final List<String> ALGORITHMS =
      List.of("random", "mo-re", "nsga2", "ls", "ehvi", "rsbo", "lsbo", "jmetal:SMSEMOA(mu=10)");
  static final Palette PALETTE =
      Palette.of(Stream.concat(ALGORITHMS.stream(), Stream.of("mine")).toList());

  private SampleFigures() {}

  static Map<String, Figure> all() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("curves", curves());
    figures.put("front", front("<img src=x onerror=alert(1)>"));
    figures.put("ecdf", ecdf());
    figures.put("quantiles", quantiles());
    figures.put("boxes", boxes());
    figures.put("heat", heat());
    figures.put("ranks", ranks());
    figures.put("shares", shares());
    figures.put("parallel", parallel());
    figures.put("space", space());
    figures.put(
        "panels",
        new SmallMultiples(
            "Fronts of three objectives.",
            3,
            List.of(front("a"), front("b"), curves(), front("c"))));
    return figures;
  }

  /** A staircase over a shaded area. */
  private static Plot shares() {
    return new Plot(
        "Shares",
        "An area below a staircase.",
        Axis.linear("x"),
        Axis.linear("y"),
        List.of(
            new Area(
                "half",
                Style.FIRST,
                0.5,
                List.of(new Area.Box(1, 1, 2, 3), new Area.Box(2, 1, 4, 2))),
            new Steps(
                "all", Style.REFERENCE, List.of(new Steps.Corner(1, 3), new Steps.Corner(4, 1)))));
  }

  static ParallelCoordinates parallel() {
    return new ParallelCoordinates(
        "Two architectures over three axes.",
        List.of(
            new ParallelCoordinates.Dimension("embed_dim", List.of("192", "384", "768")),
            new ParallelCoordinates.Dimension("perplexity", List.of()),
            new ParallelCoordinates.Dimension("latency@a100 [ms]", List.of())),
        List.of(new ParallelCoordinates.Bundle(
            "mine",
            PALETTE.style("mine"),
            List.of(List.of(0.0, 30.0, 8.0), List.of(2.0, 20.0, 9.0)))));
  }

  static SpacePlot space() {
    return new SpacePlot(
        "Points in a cube.",
        List.of(
            Axis.linear("perplexity"), Axis.linear("latency [ms]"), Axis.linear("energy [mWh]")),
        List.of(new SpacePlot.Cloud(
            "mine",
            PALETTE.style("mine"),
            List.of(
                new SpacePlot.Point(List.of(0.0, 0.0, 0.0), "<first>"),
                new SpacePlot.Point(List.of(1.0, 1.0, 1.0), "last"),
                new SpacePlot.Point(List.of(0.5, 0.5, 0.5), "middle")))));
  }

  static Plot curves() {
    RandomGenerator random = random();
    List<Series> series = new ArrayList<>();
    for (int a = 0; a < ALGORITHMS.size(); a++) {
      double[] x = IntStream.rangeClosed(1, 200).asDoubleStream().toArray();
      double[] y = new double[200];
      double[] low = new double[200];
      double[] high = new double[200];
      double end = 0.99 - 0.03 * a;
      for (int i = 0; i < 200; i++) {
        y[i] =
            end - (end - 0.5) * Math.exp(-(i + 1) / (20.0 + 5 * a)) + 0.003 * random.nextDouble();
        low[i] = y[i] - 0.03 * Math.exp(-i / 100.0);
        high[i] = y[i] + 0.02 * Math.exp(-i / 100.0);
      }
      String name = ALGORITHMS.get(a);
      series.add(Line.of(name, PALETTE.style(name), x, y, low, high));
    }
    return new Plot(
        "GPT-S, perplexity, energy@rtx2080",
        "Hypervolume over evaluations.",
        Axis.linear("evaluations"),
        Axis.linear("hypervolume, relative to the best-known Pareto front"),
        series);
  }

  static Plot front(String label) {
    RandomGenerator random = random();
    List<Series> series = new ArrayList<>();
    for (String name : ALGORITHMS.subList(0, 4)) {
      List<Steps.Corner> corners = new ArrayList<>();
      List<Scatter.Point> points = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        double x = 20 + i * 2 + random.nextDouble();
        double y = 3000 / (x - 10) + 10 * random.nextDouble();
        points.add(new Scatter.Point(x, y, label + i));
        corners.add(new Steps.Corner(x, 3000 / (x - 10)));
      }
      series.add(Scatter.ofArchitectures(name, PALETTE.style(name), points));
      series.add(new Steps(name, PALETTE.style(name), corners));
    }
    return new Plot(
        "Front of " + label,
        "Points found.",
        Axis.linear("perplexity"),
        Axis.log("energy@rtx2080 [mJ]"),
        series);
  }

  static Plot ecdf() {
    RandomGenerator random = random();
    double[] values = random.doubles(300).map(u -> Math.exp(4 * u)).toArray();
    double[] others = random.doubles(300).map(u -> Math.exp(3 * u * u)).toArray();
    return new Plot(
        "ECDF",
        "Distribution of latencies.",
        Axis.log("latency [ms]"),
        Axis.linear("share").from(0).to(1),
        List.of(
            shares("12 layers", PALETTE.style("random"), values),
            shares("10 layers", PALETTE.style("mo-re"), others)));
  }

  private static Steps shares(String name, Style style, double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    return new Steps(
        name,
        style,
        IntStream.range(0, sorted.length)
            .mapToObj(i -> new Steps.Corner(sorted[i], (i + 1.0) / sorted.length))
            .toList());
  }

  static Plot quantiles() {
    RandomGenerator random = random();
    double[] values = random.doubles(60).sorted().toArray();
    List<Scatter.Point> points = IntStream.range(0, 60)
        .mapToObj(i -> new Scatter.Point((i + 0.5) / 60, values[i], "quantile " + i))
        .toList();
    return Plot.ofQuantiles(
        "Q-Q",
        "Quantiles.",
        Axis.linear("expected"),
        Axis.linear("observed"),
        List.of(new Scatter("sample", Style.FIRST, "quantile", points)));
  }

  static BoxChart boxes() {
    RandomGenerator random = random();
    return new BoxChart(
        "Run times.",
        Axis.log("seconds"),
        ALGORITHMS.stream()
            .map(name -> new BoxChart.Box(
                name,
                PALETTE.style(name),
                Summary.of(random.doubles(9).map(u -> Math.exp(3 * u - 2)).toArray())))
            .toList());
  }

  static HeatMap heat() {
    List<String> devices = List.of(
        "a100",
        "a40",
        "h100",
        "rtx2080",
        "rtx3080",
        "a6000",
        "v100",
        "P100",
        "cpu_xeon_silver",
        "cpu_xeon_gold",
        "cpu_amd_7502",
        "cpu_amd_7513",
        "cpu_amd_7452");
    List<List<Double>> values = new ArrayList<>();
    for (int row = 0; row < devices.size(); row++) {
      List<Double> cells = new ArrayList<>();
      for (int column = 0; column < devices.size(); column++) {
        cells.add(row == 3 && column == 5 ? Double.NaN : 1 - 0.11 * Math.abs(row - column));
      }
      values.add(cells);
    }
    return new HeatMap(
        "Kendall's tau of all devices.",
        devices,
        devices,
        values,
        new HeatMap.Scale("Kendall's τ", HeatMap.Shades.DIVERGING, -1, 1, 2));
  }

  static RankDiagram ranks() {
    double[] ranks = {7.4, 5.25, 3.1, 4.0, 1.3, 2.75, 6.2, 6.0};
    List<RankDiagram.Entrant> entrants = IntStream.range(0, ranks.length)
        .mapToObj(i ->
            new RankDiagram.Entrant(ALGORITHMS.get(i), PALETTE.style(ALGORITHMS.get(i)), ranks[i]))
        .toList();
    return new RankDiagram(
        "Who is better over all problems.",
        entrants,
        List.of(List.of(4, 5), List.of(5, 2, 3), List.of(1, 7, 6, 0)),
        1.7);
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  }
}
