package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.HypervolumeContributions;
import io.github.hwgptbench.pareto.NondominatedSorting;
import io.github.hwgptbench.pareto.ParetoArchive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures Pareto tools against moocore, which is written in C, on the same point sets: processor
 * time of the calling thread, of the fastest pass over some sets, ours and theirs in turn. Both
 * have the points in memory, we as an array per point. Fails if results differ.
 *
 * <pre>
 * MoocoreComparison PYTHON [OPERATION]    with the Python that has moocore, from the root of the repository
 * </pre>
 *
 * <p>Operations are hypervolume, contributions, sorting, filter and archive; all without one. An
 * archive has one point added after the other, which moocore has no counterpart of: it filters all
 * at once.
 */
public final class MoocoreComparison {

  private static final Path SCRIPT = Path.of("benchmarks/src/main/python/moocore_times.py");
  private static final int ROUNDS = 5;
  private static final double SECONDS = 0.4;

  private MoocoreComparison() {}

  /**
   * What is measured.
   *
   * @param front whether points are mutually non-dominated, else uniform
   */
  private record Task(String operation, boolean front, int objectives, int points) {

    List<double[][]> sets() {
      SplittableRandom random = new SplittableRandom(1);
      List<double[][]> sets = new ArrayList<>();
      for (int i = 0; i < (points > 2000 ? 1 : 10); i++) {
        sets.add(
            front
                ? SamplePoints.sphere(random, points, objectives)
                : SamplePoints.uniform(random, points, objectives));
      }
      return sets;
    }

    ToDoubleFunction<double[][]> ours() {
      double[] reference = new double[objectives];
      Arrays.fill(reference, 1.1);
      return switch (operation) {
        case "hypervolume" -> points -> Hypervolume.of(points, reference);
        case "contributions" ->
          points ->
              Arrays.stream(HypervolumeContributions.of(points, reference)).sum();
        case "sorting" ->
          points -> Arrays.stream(NondominatedSorting.ranks(points)).sum();
        case "archive" ->
          points -> {
            ParetoArchive<Integer> archive = ParetoArchive.of(objectives);
            for (int i = 0; i < points.length; i++) {
              archive.add(points[i], i);
            }
            return archive.size();
          };
        default -> points -> NondominatedSorting.firstFront(points).length;
      };
    }
  }

  /** The fastest pass over some sets, in processor seconds, and the sum of the results. */
  private record Pass(double seconds, double result) {

    static Pass ours(ToDoubleFunction<double[][]> operation, List<double[][]> sets) {
      Pass fastest = new Pass(Double.POSITIVE_INFINITY, 0);
      long end = System.nanoTime() + (long) (SECONDS * 1e9);
      do {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double result = sets.stream().mapToDouble(operation).sum();
        long time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        fastest = fastest.or(new Pass(time * 1e-9, result));
      } while (System.nanoTime() < end);
      return fastest;
    }

    Pass or(Pass other) {
      return other.seconds < seconds ? other : this;
    }
  }

  /**
   * Measures all.
   *
   * @param args the Python, and an operation
   */
  public static void main(String[] args) throws IOException {
    List<Task> tasks = tasks().stream()
        .filter(task -> args.length < 2 || task.operation.equals(args[1]))
        .toList();
    for (Task task : tasks) {
      Pass.ours(task.ours(), task.sets());
    }
    Process python = new ProcessBuilder(args[0], SCRIPT.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    Path folder = Files.createTempDirectory("moocore");
    try (BufferedReader answers = python.inputReader(StandardCharsets.UTF_8);
        PrintStream requests =
            new PrintStream(python.getOutputStream(), true, StandardCharsets.UTF_8)) {
      System.out.println("moocore " + answers.readLine() + ", JDK " + Runtime.version());
      System.out.println("| | objectives | points | ours, ms | moocore, ms | ratio |");
      System.out.println("|---|---:|---:|---:|---:|---:|");
      for (Task task : tasks) {
        measure(task, folder, requests, answers);
      }
    } finally {
      python.destroy();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    int[][] volumes = {
      {2, 100, 1000, 10_000},
      {3, 100, 1000, 10_000},
      {4, 100, 500, 2000},
      {5, 100, 500},
      {6, 50, 200},
      {7, 50, 100},
      {8, 50}
    };
    int[][] contributions = {{2, 1000}, {3, 1000}, {4, 100, 200}, {5, 50}};
    for (int[] row : volumes) {
      Arrays.stream(row).skip(1).forEach(n -> tasks.add(new Task("hypervolume", true, row[0], n)));
    }
    for (int[] row : contributions) {
      Arrays.stream(row)
          .skip(1)
          .forEach(n -> tasks.add(new Task("contributions", true, row[0], n)));
    }
    for (String operation : List.of("sorting", "filter", "archive")) {
      int most = operation.equals("archive") ? 3 : 5;
      for (int objectives = 2; objectives <= most; objectives++) {
        tasks.add(new Task(operation, false, objectives, 1000));
        tasks.add(new Task(operation, false, objectives, 100_000));
        tasks.add(new Task(operation, true, objectives, 100_000));
      }
    }
    return tasks;
  }

  private static void measure(Task task, Path folder, PrintStream requests, BufferedReader answers)
      throws IOException {
    List<double[][]> sets = task.sets();
    List<Path> files = new ArrayList<>();
    for (double[][] set : sets) {
      Path file = folder.resolve(files.size() + ".f64");
      Files.write(file, bytes(set));
      files.add(file);
    }
    String request = Text.format(
        "%s %d %s %s",
        task.operation,
        task.objectives,
        SECONDS,
        files.stream().map(Path::toString).collect(Collectors.joining(" ")));
    Pass ours = new Pass(Double.POSITIVE_INFINITY, 0);
    Pass theirs = ours;
    for (int round = 0; round < ROUNDS; round++) {
      requests.println(request);
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("Python ended at: " + request);
      }
      String[] numbers = answer.split(" ");
      theirs = theirs.or(new Pass(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])));
      ours = ours.or(Pass.ours(task.ours(), sets));
    }
    if (Math.abs(ours.result - theirs.result) > 1e-9 * Math.abs(theirs.result)) {
      throw new IllegalStateException(Text.format("%s: ours %s, theirs %s", task, ours, theirs));
    }
    System.out.println(Text.format(
        "| %s%s | %d | %d | %.4g | %.4g | %.2f |",
        task.operation,
        task.front ? "" : ", uniform",
        task.objectives,
        task.points,
        ours.seconds / sets.size() * 1e3,
        theirs.seconds / sets.size() * 1e3,
        ours.seconds / theirs.seconds));
  }

  private static byte[] bytes(double[][] points) {
    ByteBuffer buffer = ByteBuffer.allocate(points.length * points[0].length * Double.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
    for (double[] point : points) {
      for (double value : point) {
        buffer.putDouble(value);
      }
    }
    return buffer.array();
  }
}
