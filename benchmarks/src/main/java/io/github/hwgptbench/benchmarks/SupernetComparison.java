package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetEvaluator;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.supernet.TokenFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures how long sub-networks of a supernet of random weights take, the largest one first, then
 * random ones as a search evaluates them. Leaves weights, text and results in a folder, from which
 * {@code supernet_torch.py} measures PyTorch.
 *
 * <pre>
 * SupernetComparison FOLDER [SCALE [SUBNETWORKS [TOKENS [THREADS]]]]
 * </pre>
 */
public final class SupernetComparison {

  private SupernetComparison() {}

  private static double processorSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static int argument(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    SearchSpace space = SearchSpace.of(args.length > 1 ? args[1] : "s");
    int count = argument(args, 2, 100);
    int predicted = argument(args, 3, 1024);
    int threads = argument(args, 4, Runtime.getRuntime().availableProcessors());
    SupernetShape shape = SupernetShape.published(space);
    SplittableRandom random = new SplittableRandom(1);
    Path weights = folder.resolve(space.name());
    if (!SupernetWeights.in(weights)) {
      SupernetWriter.writeUntrained(weights, shape, random);
    }
    ByteBuffer tokens = ByteBuffer.allocate(Short.BYTES * (predicted + predicted / 1024 + 1))
        .order(ByteOrder.LITTLE_ENDIAN);
    while (tokens.hasRemaining()) {
      tokens.putShort((short) random.nextInt(shape.vocabulary()));
    }
    Path text = Files.write(folder.resolve("text.tokens"), tokens.array());
    List<Architecture> architectures = new ArrayList<>(List.of(space.largest()));
    while (architectures.size() <= count) {
      architectures.add(space.sampleUniformGenes(random));
    }
    SupernetSource source = SupernetSource.of(SupernetWeights.open(weights), TokenFile.open(text))
        .tokens(predicted)
        .threads(threads)
        .build();
    List<String> lines = new ArrayList<>();
    try (SupernetEvaluator evaluator = source.evaluator()) {
      evaluator.score(space.smallest());
      measure("largest sub-network", evaluator, architectures.subList(0, 1), threads, lines);
      measure(
          count + " sub-networks", evaluator, architectures.subList(1, count + 1), threads, lines);
    }
    Files.write(folder.resolve("perplexities.txt"), lines);
  }

  /** Asks for as many at a time as there are threads, as runs of a suite do. */
  private static void measure(
      String what,
      SupernetEvaluator evaluator,
      List<Architecture> architectures,
      int threads,
      List<String> lines) {
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    long start = System.nanoTime();
    double processor = processorSeconds();
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (Architecture architecture : architectures) {
      asked.add(CompletableFuture.runAsync(() -> evaluator.score(architecture), callers));
    }
    asked.forEach(CompletableFuture::join);
    System.out.print(Text.format(
        "%-22s %8.2f s, %8.2f s of processor time%n",
        what, (System.nanoTime() - start) / 1e9, processorSeconds() - processor));
    callers.shutdown();
    for (Architecture architecture : architectures) {
      lines.add(evaluator.space().format(architecture) + " "
          + evaluator.score(architecture).perplexity());
    }
  }
}
