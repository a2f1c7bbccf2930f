package io.github.hwgptbench.cli;

import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.ReferencePoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How hypervolumes are measured. */
final class ProtocolOptions {

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL",
      description = "Protocol of the hypervolume, in place of --bounds and --reference-point:"
          + " 'default', or one of the authors: 'authors-2d' (their bounds and the"
          + " reference point 2,2), 'authors-flops' (1.5,1.5) and 'authors-3d'"
          + " (1.5,1.5,1.5). 'paper-2d', 'paper-flops' and 'paper-3d' are other names"
          + " for these.")
  private @Nullable String protocol;

  @Option(
      names = "--bounds",
      paramLabel = "BOUNDS",
      description = "Bounds that normalise the objectives: 'default', 'published' (the"
          + " authors'), or a custom JSON file (default: 'default').")
  private @Nullable String bounds;

  @Option(
      names = "--reference-point",
      paramLabel = "POINT",
      description = "Reference point of the hypervolume: one coordinate for all normalised"
          + " objectives, where 0 is the best value within the bounds and 1 the worst, or one for"
          + " each, such as 1.1,2 (default: 1.1).")
  private @Nullable String referencePoint;

  /**
   * Sets what the options give.
   *
   * @throws IllegalArgumentException if --protocol is given with another of them, or the reference
   *     point is not valid
   */
  void apply(Experiment.Builder builder) {
    if (protocol != null) {
      builder.protocol(protocol);
    }
    if (bounds != null) {
      builder.bounds(bounds);
    }
    if (referencePoint != null) {
      builder.referencePoint(ReferencePoint.parse(referencePoint));
    }
  }
}
