package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.creation.measurement.Collector;
import io.github.hwgptbench.creation.measurement.Drift;
import io.github.hwgptbench.creation.measurement.MeasurementTables;
import io.github.hwgptbench.creation.measurement.MeasuringConditions;
import io.github.hwgptbench.creation.measurement.PeakMemory;
import io.github.hwgptbench.creation.measurement.Rapl;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures architectures on the machine at hand, and in a supernet. */
@Command(
    name = "collect",
    description = {
      "Measure architectures: their latency, energy and memory on this machine, and"
          + " their perplexity and accuracy if the space has a supernet. Writes the"
          + " tables from which 'hwgpt fit' makes surrogates. Earlier measurements"
          + " stay; after an interruption the same command continues.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt collect --scale xs --device my-laptop --out measured",
      "  hwgpt collect --scale s --device my-laptop --architectures 200 --length 256 --out measured"
    })
final class CollectCommand extends ConsoleCommand {

  private static final int USUAL_COUNT = 300;

  @Mixin
  private BenchOptions options;

  @Mixin
  private LatencyOptions latency;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Name for this machine, as in latency@NAME. Without it only perplexity"
          + " and accuracy are measured.")
  private @Nullable String device;

  @Option(
      names = "--energy",
      description = "Also measure the energy of a forward pass, by the counters of the"
          + " processor packages (RAPL) in /sys/class/powercap. Needs Linux, readable"
          + " counters, and a machine without other load.")
  private boolean energy;

  @Option(
      names = "--memory",
      description = "Also measure the peak resident memory of a forward pass, in a process"
          + " per architecture that has no other weights. Needs Linux.")
  private boolean memory;

  @Option(
      names = "--architectures",
      paramLabel = "N",
      description =
          "Number of architectures: the smallest, the largest, and random ones (default: the number"
              + " in the tables in --out, else " + USUAL_COUNT + ").")
  private @Nullable Integer count;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the tables, with one folder per scale.")
  private Path out;

  @Override
  void execute() throws IOException {
    Optional<Device> named = Optional.ofNullable(device).map(CollectCommand::device);
    if ((energy || memory) && device == null) {
      throw UsageException.of(
          "%s: needs the name of this machine; allowed: with --device NAME",
          energy ? "--energy" : "--memory");
    }
    // What a machine can't measure is better known before hours of what it can.
    Rapl counters = energy ? Rapl.open(Rapl.POWERCAP) : null;
    if (memory) {
      PeakMemory.readMb(PeakMemory.OWN_STATUS);
    }
    SearchSpace space = options.space();
    options.requireUse(List.of(space));
    if (memory && !given("--space") && !SearchSpace.all().contains(space)) {
      throw UsageException.of(
          "--memory: space '%s' is only in the supernet; allowed: with --space FILE", space.name());
    }
    try (HwGptBench bench = options.open(space)) {
      boolean quality = bench.objectives().containsAll(SupernetSource.OBJECTIVES);
      if (named.isEmpty() && !quality) {
        throw new UsageException(
            "Nothing to measure: give --device NAME to measure latency on this machine, or"
                + Text.format(
                    " a supernet of space '%s' with --supernet and --tokens", space.name()));
      }
      Collector collector = new Collector(tables(space));
      if (quality) {
        collector.checkQuality(bench.surrogateHash());
      }
      if (named.isPresent()) {
        hardware(space, named.get(), collector, counters);
      }
      if (quality) {
        quality(bench, collector);
      }
      print(
          "Try: %s%n",
          TypedCommand.of(Stream.of(
                  List.of("fit", "--data", out.toString()),
                  options.spaceOptions(),
                  List.of("--out", "my-models"))
              .flatMap(List::stream)
              .toList()));
    }
  }

  private static Device device(String id) {
    if (Device.knownIds().contains(id)) {
      throw UsageException.of(
          "--device '%s': a name of the published measurements; allowed: another name", id);
    }
    return new Device(id, Device.Kind.CPU);
  }

  private MeasurementTables tables(SearchSpace space) throws IOException {
    Optional<MeasurementTables> there = MeasurementTables.find(out, space);
    if (there.isEmpty()) {
      int size = count == null ? USUAL_COUNT : count;
      return MeasurementTables.create(out, space, Collector.sample(space, size, latency.seed()));
    }
    int size = there.get().architectures().size();
    if (count != null && count != size) {
      throw UsageException.of(
          "--architectures %d: the tables in %s have %d architectures; leave it out",
          count, there.get().folder(), size);
    }
    return there.get();
  }

  private void quality(HwGptBench bench, Collector collector) throws IOException {
    int size = collector.tables().architectures().size();
    try (ObjectiveEvaluator evaluator = bench.evaluator(SupernetSource.OBJECTIVES);
        ProgressLine progress = progress("sub-networks", size)) {
      collector.quality(
          bench.surrogateHash(),
          architecture -> {
            double[] values = new double[SupernetSource.OBJECTIVES.size()];
            evaluator.evaluate(bench.space().encode(architecture), values);
            return values;
          },
          progress::step);
    }
    print(
        "Perplexity and accuracy of %d architectures are in %s%n",
        size, collector.tables().folder());
  }

  private void hardware(
      SearchSpace space, Device device, Collector collector, @Nullable Rapl counters)
      throws IOException {
    int size = collector.tables().architectures().size();
    int rounds = latency.rounds();
    MeasuringConditions conditions = latency.conditions(space);
    // Before the networks take the memory that they need.
    collector.checkLatency(device, conditions);
    if (counters != null) {
      collector.checkEnergy(device, conditions);
    }
    if (memory) {
      collector.checkMemory(device, conditions);
      memory(space, device, collector, conditions);
    }
    try (LatencyOptions.Networks networks = LatencyOptions.networks(space, conditions)) {
      Drift drift;
      try (ProgressLine progress = progress("architectures on " + device, (long) size * rounds)) {
        drift = collector.latency(device, networks, conditions, rounds, progress::step);
      }
      print(Metric.LATENCY, device, collector, conditions, drift);
      if (counters != null) {
        try (ProgressLine progress = progress("energies on " + device, (long) size * rounds)) {
          drift = collector.energy(device, networks, conditions, rounds, counters, progress::step);
        }
        print(Metric.ENERGY, device, collector, conditions, drift);
      }
    }
  }

  private void memory(
      SearchSpace space, Device device, Collector collector, MeasuringConditions conditions)
      throws IOException {
    int size = collector.tables().architectures().size();
    List<String> shared = Stream.of(options.spaceOptions(), LatencyOptions.options(conditions))
        .flatMap(List::stream)
        .toList();
    try (ProgressLine progress = progress("memories on " + device, size)) {
      collector.memory(
          device,
          conditions,
          architecture -> MemoryProcess.measureMb(shared, space.format(architecture)),
          progress::step);
    }
    print(
        "%s of %d architectures is in %s%n",
        Objective.of(Metric.MEMORY, device), size, collector.tables().folder());
  }

  private void print(
      Metric metric,
      Device device,
      Collector collector,
      MeasuringConditions conditions,
      Drift drift) {
    print(
        "%s of %d architectures, %d measurements each, is in %s%n",
        Objective.of(metric, device),
        collector.tables().architectures().size(),
        drift.levels().size() * conditions.repeats(),
        collector.tables().folder());
    print("Relative %s of the rounds (1 is that over all rounds): %s%n", metric.id(), drift.text());
    if (drift.much()) {
      print(
          "%s %.1f %% %s, because of other load on the machine, or a changed clock rate. Better"
              + " measure again when it is idle.%n",
          metric.equals(Metric.LATENCY) ? "The slowest round took" : "The highest round took",
          100 * drift.spread(),
          metric.equals(Metric.LATENCY) ? "longer than the fastest" : "more than the lowest");
    }
  }
}
