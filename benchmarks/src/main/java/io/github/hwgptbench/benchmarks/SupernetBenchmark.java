package io.github.hwgptbench.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.onnx.OnnxRuntime;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.Score;
import io.github.hwgptbench.supernet.SubNetwork;
import io.github.hwgptbench.supernet.Supernet;
import io.github.hwgptbench.supernet.SupernetExport;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a sub-network of a supernet of random weights takes for 1,024 tokens, in one thread, and
 * how long one does whose graph has its weights in it. Processor time is counted beside: on a
 * machine with other work it says more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class SupernetBenchmark {

  private static final int TOKENS = 1024;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The search space. */
  @Param({"s", "m"})
  public String scale;

  /** Which of its architectures. */
  @Param({"smallest", "largest"})
  public String size;

  private Path folder;
  private Path model;
  private Architecture architecture;
  private Supernet supernet;
  private SubNetwork network;
  private OrtSession fixed;
  private int[] tokens;

  /** What the thread that computes has of the processor. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Processor {

    /** Milliseconds. */
    public double time;

    private long start;

    private void begin() {
      start = THREADS.getCurrentThreadCpuTime();
    }

    private void end() {
      time += (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
  }

  /** Writes and opens the supernet, and the network with weights of its own. */
  @Setup
  public void open() throws IOException, OrtException {
    SearchSpace space = SearchSpace.of(scale);
    architecture = size.equals("largest") ? space.largest() : space.smallest();
    folder = Files.createTempDirectory("supernet");
    model = folder.resolve("network.onnx");
    SplittableRandom random = new SplittableRandom(1);
    supernet = new Supernet(SupernetWriter.writeUntrained(
        folder.resolve("weights"), SupernetShape.published(space), random));
    tokens = random.ints(TOKENS + 1, 0, supernet.shape().vocabulary()).toArray();
    network = supernet.inherit(architecture);
    new SupernetExport(supernet.weights()).writeNetwork(architecture, model);
    fixed = session();
  }

  private OrtSession session() throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return OnnxRuntime.environment().createSession(model.toString(), options);
    }
  }

  /** Closes and deletes all of it. */
  @TearDown
  public void close() throws IOException, OrtException {
    fixed.close();
    network.close();
    supernet.close();
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  /** From the architecture to its perplexity: slices, forward pass, losses. */
  @Benchmark
  public double evaluation(Processor processor) {
    processor.begin();
    try (SubNetwork inherited = supernet.inherit(architecture)) {
      return inherited.score(new int[][] {tokens}).perplexity();
    } finally {
      processor.end();
    }
  }

  /** The same, with slices that are there already. */
  @Benchmark
  public Score evaluationWithSlicesThere(Processor processor) {
    processor.begin();
    Score score = network.score(new int[][] {tokens});
    processor.end();
    return score;
  }

  /** From tokens to logits, with a graph that has its weights in it. */
  @Benchmark
  public long fixedGraph(Processor processor) throws OrtException {
    processor.begin();
    long outputs = forward(fixed);
    processor.end();
    return outputs;
  }

  /** The same, with the time to load the graph. */
  @Benchmark
  public long fixedGraphFromFile(Processor processor) throws OrtException {
    processor.begin();
    try (OrtSession session = session()) {
      return forward(session);
    } finally {
      processor.end();
    }
  }

  private long forward(OrtSession session) throws OrtException {
    LongBuffer values = LongBuffer.allocate(TOKENS);
    for (int i = 0; i < TOKENS; i++) {
      values.put(i, tokens[i]);
    }
    try (OnnxTensor input =
            OnnxTensor.createTensor(OnnxRuntime.environment(), values, new long[] {1, TOKENS});
        OrtSession.Result result = session.run(Map.of("tokens", input))) {
      return result.size();
    }
  }
}
