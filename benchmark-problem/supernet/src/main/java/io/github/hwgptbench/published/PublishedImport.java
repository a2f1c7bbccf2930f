package io.github.hwgptbench.published;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.published.PublishedNetwork.Layer;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes over a network that the authors of HW-GPT-Bench fitted: a state dictionary of five fully
 * connected layers, {@code fc1.weight}, {@code fc1.bias} to {@code fc5.bias}. Its number of inputs
 * says of which space it is, and whether it is of perplexity or of a hardware metric.
 */
public final class PublishedImport {

  private static final int LAYERS = 5;

  private static final int MOST_INPUTS = 1 << 12;

  /**
   * How the names of the authors' files of memory begin: each device had a precision of its own.
   */
  private static final Map<String, Device> DEVICE_OF_NAMES = Map.of(
      "bfloat16_memory", Device.of("a100"),
      "float16_memory", Device.of("rtx2080"));

  /** How names of files begin whose networks have the inputs of those of memory. */
  private static final List<String> OF_OTHER_METRICS = List.of("flops", "macs", "params");

  private final Checkpoint checkpoint;
  private final PublishedNetwork network;

  private PublishedImport(Checkpoint checkpoint, @Nullable Device device) {
    this.checkpoint = checkpoint;
    network = network(device);
  }

  /** Returns whether a checkpoint looks like one of these networks. */
  public static boolean recognizes(Checkpoint checkpoint) {
    return checkpoint.tensors().containsKey(weight(1));
  }

  /**
   * Reads the network of a checkpoint.
   *
   * @param device on which the memory is; null if the name of the file contains it, as those of the
   *     authors do, or if the network is of perplexity
   * @throws CheckpointFileException if the checkpoint is no such network; names the difference
   * @throws IllegalArgumentException if the device is needed and not given or of no use, or no
   *     memory was measured on it
   */
  public static PublishedImport of(Checkpoint checkpoint, @Nullable Device device) {
    return new PublishedImport(checkpoint, device);
  }

  /** Returns the space whose architectures the network knows. */
  public SearchSpace space() {
    return network.space();
  }

  /** Returns the objective of the network. */
  public Objective objective() {
    return network.objective();
  }

  /**
   * Returns the file that {@link #write} writes.
   *
   * @param folder where to
   */
  public Path file(Path folder) {
    return PublishedFile.in(folder, space(), objective());
  }

  /**
   * Writes the network into a folder that {@link PublishedSource} opens. Others that are in it
   * stay, but for one of the same space and objective.
   *
   * @param folder where to; made if it is missing
   * @return the file
   * @throws IOException if it can't be written
   */
  public Path write(Path folder) throws IOException {
    return PublishedFile.write(network, folder);
  }

  private PublishedNetwork network(@Nullable Device device) {
    checkNames();
    List<Layer> layers = IntStream.rangeClosed(1, LAYERS).mapToObj(this::layer).toList();
    int inputs = layers.get(0).inputs();
    SearchSpace space = space(inputs);
    Objective objective = inputs == ArchitectureEncoding.ONE_HOT.width(space)
        ? perplexity(device)
        : memory(device != null ? device : deviceOfName());
    Map<String, String> provenance = Map.of(
        "checkpoint", checkpoint.file().getFileName().toString(),
        "checkpoint_sha256", checkpoint.sha256(bytes -> {}));
    try {
      return new PublishedNetwork(space, objective, layers, provenance);
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
  }

  private void checkNames() {
    Set<String> expected = new LinkedHashSet<>();
    for (int i = 1; i <= LAYERS; i++) {
      expected.add(weight(i));
      expected.add(bias(i));
    }
    if (!checkpoint.tensors().keySet().equals(expected)) {
      throw wrong(
          "tensors %s%s; expected %s",
          checkpoint.tensors().keySet().stream().limit(expected.size()).toList(),
          checkpoint.tensors().size() > expected.size() ? " and more" : "",
          expected);
    }
  }

  private Layer layer(int number) {
    List<Integer> shape =
        Objects.requireNonNull(checkpoint.tensors().get(weight(number))).shape();
    List<Integer> biasShape =
        Objects.requireNonNull(checkpoint.tensors().get(bias(number))).shape();
    if (shape.size() != 2
        || shape.get(1) > MOST_INPUTS
        || shape.get(0) > MOST_INPUTS
        || !biasShape.equals(shape.subList(0, 1))) {
      throw wrong(
          "'%s' has shape %s and '%s' %s; expected outputs by inputs, and outputs",
          weight(number), shape, bias(number), biasShape);
    }
    int outputs = shape.get(0);
    int inputs = shape.get(1);
    FloatBuffer stored = checkpoint.read(weight(number));
    float[][] weights = new float[inputs][outputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        weights[i][o] = stored.get(o * inputs + i);
      }
    }
    float[] bias = new float[outputs];
    checkpoint.read(bias(number)).get(bias);
    try {
      return new Layer(weights, bias);
    } catch (IllegalArgumentException e) {
      throw wrong("layer %d: %s", number, e.getMessage());
    }
  }

  private SearchSpace space(int inputs) {
    return SearchSpace.all().stream()
        .filter(SearchSpace::measured)
        .filter(space -> Stream.of(ArchitectureEncoding.values())
            .anyMatch(encoding -> encoding.width(space) == inputs))
        .findFirst()
        .orElseThrow(() -> wrong(
            "a network with %d inputs; networks for perplexity have 80, 152 or 224, those for"
                + " memory 27, 51 or 75",
            inputs));
  }

  private Objective perplexity(@Nullable Device device) {
    if (device != null) {
      throw new IllegalArgumentException(Text.format(
          "%s: a network for perplexity, which does not depend on a device; leave out '%s'",
          checkpoint.file(), device));
    }
    return PublishedNetwork.perplexity();
  }

  private Objective memory(@Nullable Device device) {
    String name = checkpoint.file().getFileName().toString();
    OF_OTHER_METRICS.stream().filter(name::startsWith).findFirst().ifPresent(metric -> {
      throw wrong(
          "a network for %s, by its name; allowed: networks for perplexity and memory. '%s'"
              + " needs none, as it is computed",
          metric, metric);
    });
    List<Device> measured = Device.measuring(Metric.MEMORY);
    if (device == null || !measured.contains(device)) {
      throw new IllegalArgumentException(Text.format(
          "%s: a network for a hardware metric; if that is memory, give the device, one of %s,"
              + " or restore the original file name, such as bfloat16_memory_s.pth",
          checkpoint.file(), measured));
    }
    return PublishedNetwork.memory(device);
  }

  private @Nullable Device deviceOfName() {
    String name = checkpoint.file().getFileName().toString();
    return DEVICE_OF_NAMES.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String weight(int layer) {
    return Text.format("fc%d.weight", layer);
  }

  private static String bias(int layer) {
    return Text.format("fc%d.bias", layer);
  }

  @FormatMethod
  private CheckpointFileException wrong(String what, @Nullable Object... details) {
    return new CheckpointFileException(checkpoint.file() + ": " + Text.format(what, details));
  }
}
