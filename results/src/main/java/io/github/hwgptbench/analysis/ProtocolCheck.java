package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.NamedProtocol;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.indicator.ProtocolScores;
import io.github.hwgptbench.indicator.RankingFlip;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.statistics.BootstrapInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the order of algorithms holds under other protocols of hypervolume.
 *
 * @param checked ids of the protocols
 * @param flips pairs whose order is another under one of them
 */
record ProtocolCheck(List<String> checked, List<RankingFlip> flips) {

  /**
   * Checks the order by median hypervolume under all named protocols that there are bounds for;
   * under none where there is no order, as of one algorithm.
   *
   * @param reported how hypervolumes are reported
   * @param runs the seeds of each algorithm by its name
   */
  static ProtocolCheck of(
      RunSettings settings,
      HypervolumeProtocol reported,
      BoundsLookup lookup,
      Map<String, List<RunMeasure>> runs) {
    if (runs.size() < 2) {
      return new ProtocolCheck(List.of(), List.of());
    }
    List<ProtocolScores> others = new ArrayList<>();
    for (NamedProtocol named : NamedProtocol.all(settings.objectives().size())) {
      if (!named.id().equals(reported.id())) {
        bounds(settings, named, lookup)
            .map(named::with)
            .ifPresent(protocol ->
                others.add(scores(protocol, protocol.normalization(settings.objectives()), runs)));
      }
    }
    Map<String, List<Double>> own = new LinkedHashMap<>();
    runs.forEach((algorithm, seeds) ->
        own.put(algorithm, seeds.stream().map(RunMeasure::hypervolume).toList()));
    return new ProtocolCheck(
        others.stream().map(scores -> scores.protocol().id()).toList(),
        RankingFlip.find(new ProtocolScores(reported, own), others, BootstrapInterval::median));
  }

  private static Optional<Bounds> bounds(
      RunSettings settings, NamedProtocol protocol, BoundsLookup lookup) {
    Bounds recorded = settings.protocol().bounds();
    return (protocol.boundsVersion().equals(recorded.version())
            ? Optional.of(recorded)
            : lookup.find(settings.space(), protocol.boundsVersion()))
        .filter(bounds -> bounds.ranges().keySet().containsAll(settings.objectives()));
  }

  private static ProtocolScores scores(
      HypervolumeProtocol protocol,
      Normalization normalization,
      Map<String, List<RunMeasure>> runs) {
    Map<String, List<double[][]>> found = new LinkedHashMap<>();
    runs.forEach((algorithm, seeds) -> found.put(
        algorithm, seeds.stream().map(run -> normalized(run, normalization)).toList()));
    return ProtocolScores.of(protocol, found);
  }

  private static double[][] normalized(RunMeasure run, Normalization normalization) {
    return run.front().stream()
        .map(member -> normalization.apply(
            member.value().values().stream().mapToDouble(Double::doubleValue).toArray()))
        .toArray(double[][]::new);
  }
}
