package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hypervolumes of several algorithms over their seeds, all under one protocol.
 *
 * @param protocol their protocol
 * @param scores one finite number per seed, one or more, by name of the algorithm, in order
 */
public record ProtocolScores(HypervolumeProtocol protocol, Map<String, List<Double>> scores) {

  /**
   * Copies the scores.
   *
   * @throws IllegalArgumentException if an algorithm has none, or one that is not finite; the
   *     message names it
   */
  public ProtocolScores {
    Map<String, List<Double>> copy = new LinkedHashMap<>();
    scores.forEach((algorithm, numbers) -> {
      if (numbers.isEmpty() || !numbers.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(Text.format(
            "Scores of '%s': %s; allowed: 1 finite number or more", algorithm, numbers));
      }
      copy.put(algorithm, List.copyOf(numbers));
    });
    scores = Collections.unmodifiableMap(copy);
  }

  /**
   * Computes the hypervolumes of the points that algorithms found.
   *
   * @param protocol the protocol
   * @param found by name of the algorithm, the points of each seed, minimised and normalised by the
   *     bounds of the protocol
   * @throws IllegalArgumentException if an algorithm has no seeds, or a point has another number of
   *     objectives, a NaN or a negative infinity
   */
  public static ProtocolScores of(
      HypervolumeProtocol protocol, Map<String, List<double[][]>> found) {
    Map<String, List<Double>> scores = new LinkedHashMap<>();
    found.forEach((algorithm, seeds) -> {
      List<Double> volumes = new ArrayList<>();
      for (double[][] points : seeds) {
        volumes.add(protocol.hypervolume(points));
      }
      scores.put(algorithm, volumes);
    });
    return new ProtocolScores(protocol, scores);
  }

  double[] array(String algorithm) {
    return scores.getOrDefault(algorithm, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
