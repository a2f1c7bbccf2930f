package io.github.hwgptbench.cli;

import io.github.hwgptbench.creation.measurement.DeviceNetwork;
import io.github.hwgptbench.creation.measurement.MeasuringConditions;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.onnx.OnnxRuntime;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.UntrainedNetworks;
import io.github.hwgptbench.usage.UsageException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How latency is measured on the machine at hand. */
final class LatencyOptions {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Number of rounds; each measures all architectures in a new random order"
          + " (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measurements per architecture and round (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1",
      description = "Forward passes before these measurements (default: ${DEFAULT-VALUE}).")
  private int warmUps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Batch size (default: ${DEFAULT-VALUE}; the published measurements have 8"
          + " at s, 4 at m and 1 at l).")
  private int batch;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Tokens per sequence (default: 1024, or the maximum of the space).")
  private @Nullable Integer length;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads of a forward pass (default: one per core).")
  private @Nullable Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which architectures are drawn, and their order (default:"
          + " ${DEFAULT-VALUE}).")
  private long seed;

  /** Networks that are ready to be measured. */
  static final class Networks implements DeviceNetwork.Loader, AutoCloseable {

    private final UntrainedNetworks networks;

    private Networks(UntrainedNetworks networks) {
      this.networks = networks;
    }

    @Override
    public DeviceNetwork load(Architecture architecture) {
      UntrainedNetworks.Network network = networks.load(architecture);
      return new DeviceNetwork() {
        @Override
        public void run() {
          network.run();
        }

        @Override
        public void close() {
          network.close();
        }
      };
    }

    @Override
    public void close() {
      networks.close();
    }
  }

  /** Returns how often every network has its turn. */
  int rounds() {
    if (rounds < 1) {
      throw UsageException.of("--rounds %d; allowed: 1 or more", rounds);
    }
    return rounds;
  }

  long seed() {
    return seed;
  }

  /** Returns what the options say. */
  MeasuringConditions conditions(SearchSpace space) {
    return new MeasuringConditions(
        space.design().toString(),
        batch,
        length == null ? space.design().sequenceLength() : length,
        threads == null ? Runtime.getRuntime().availableProcessors() : threads,
        warmUps,
        repeats,
        seed,
        MeasuringConditions.thisMachine(),
        Text.format("ONNX Runtime %s, Java %s", OnnxRuntime.version(), Runtime.version()));
  }

  /** Returns the options that {@link #conditions} is made of again by another process. */
  static List<String> options(MeasuringConditions conditions) {
    return List.of(
        "--batch",
        Integer.toString(conditions.batch()),
        "--length",
        Integer.toString(conditions.length()),
        "--threads",
        Integer.toString(conditions.threads()),
        "--seed",
        Long.toString(conditions.seed()));
  }

  /** Returns one network, with no other weights than its own. */
  static Networks network(
      SearchSpace space, Architecture architecture, MeasuringConditions conditions) {
    return new Networks(UntrainedNetworks.ofOne(
        space,
        architecture,
        conditions.batch(),
        conditions.length(),
        conditions.threads(),
        new SplittableRandom(conditions.seed())));
  }

  static Networks networks(SearchSpace space, MeasuringConditions conditions) {
    return new Networks(UntrainedNetworks.of(
        space,
        conditions.batch(),
        conditions.length(),
        conditions.threads(),
        new SplittableRandom(conditions.seed())));
  }
}
