package io.github.hwgptbench.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.RampNetwork;
import io.github.hwgptbench.surrogate.Surrogate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;

/**
 * Evaluates surrogates in one session of ONNX Runtime, as the benchmark did up to 0.1.0: the engine
 * that {@link io.github.hwgptbench.surrogate.SurrogateEvaluator} is compared with. Threads take
 * turns.
 *
 * @since 0.2.0
 */
public final class OnnxSurrogateEvaluator extends FixedEvaluator {

  /** Rows that are evaluated in one call of a batch: their features stay in the cache. */
  private static final int BLOCK = 128;

  private static final String FEATURES = "features";
  private static final String VALUES = "values";

  private final GenotypeSpace genotypes;
  private final FeatureMap features;
  private final int width;
  private final OrtSession session;
  private final Workspace one;
  private final Workspace block;

  private boolean closed;

  /**
   * Opens a session for some surrogates.
   *
   * @param space the space that they are of
   * @param surrogates at least one, of different objectives
   */
  public OnnxSurrogateEvaluator(SearchSpace space, List<Surrogate> surrogates) {
    super(space, surrogates.stream().map(Surrogate::objective).toList());
    genotypes = space.genotypes();
    features = new FeatureMap(space);
    List<RampNetwork> networks = surrogates.stream().map(Surrogate::network).toList();
    width = networks.stream().mapToInt(RampNetwork::width).max().orElseThrow();
    session = OnnxRuntime.session(graph(networks));
    one = new Workspace(1);
    block = new Workspace(BLOCK);
  }

  private byte[] graph(List<RampNetwork> networks) {
    int ramps = networks.stream().mapToInt(RampNetwork::ramps).sum();
    double[][] slopes = new double[width][ramps];
    double[][] weights = new double[ramps][networks.size()];
    int at = 0;
    for (int task = 0; task < networks.size(); task++) {
      RampNetwork network = networks.get(task);
      for (int k = 0; k < network.ramps(); k++, at++) {
        for (int j = 0; j < network.width(); j++) {
          slopes[j][at] = network.slope(k, j);
        }
        weights[at][task] = network.weight(k);
      }
    }
    return new OnnxGraph("surrogates")
        .input(FEATURES, Type.DOUBLE, "architectures", width)
        .output(VALUES, Type.DOUBLE, "architectures", networks.size())
        .matrix("slopes", slopes)
        .matrix("weights", weights)
        .node("MatMul", "inputs", FEATURES, "slopes")
        .node("Relu", "ramps", "inputs")
        .node("MatMul", VALUES, "ramps", "weights")
        .toBytes(13, "hwgptbench", Map.of());
  }

  @Override
  public synchronized void evaluate(int[] genes, double[] values) {
    checkOpen();
    genotypes.check(genes);
    checkRoom(values);
    one.fill(0, genes);
    one.run(1);
    one.read(0, values);
  }

  @Override
  public synchronized void evaluate(int[][] genes, double[][] values) {
    checkOpen();
    checkRoom(genes.length, values);
    for (int[] row : genes) {
      genotypes.check(row);
    }
    for (int from = 0; from < genes.length; from += BLOCK) {
      int rows = Math.min(BLOCK, genes.length - from);
      for (int i = 0; i < rows; i++) {
        block.fill(i, genes[from + i]);
      }
      block.run(rows);
      for (int i = 0; i < rows; i++) {
        block.read(i, values[from + i]);
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the evaluator is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    one.close();
    block.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't close a session", e);
    }
  }

  /** Input and output tensors that are used again and again. */
  private final class Workspace {

    private final double[] inputs;
    private final double[] outputs;
    private final DoubleBuffer inputBuffer;
    private final DoubleBuffer outputBuffer;
    private final OnnxTensor inputTensor;
    private final OnnxTensor outputTensor;
    private final Map<String, OnnxTensor> feed;
    private final Map<String, OnnxTensor> pinned;

    Workspace(int rows) {
      inputs = new double[rows * width];
      outputs = new double[rows * objectives.size()];
      inputBuffer = direct(inputs.length);
      outputBuffer = direct(outputs.length);
      try {
        inputTensor = OnnxTensor.createTensor(
            OnnxRuntime.environment(), inputBuffer, new long[] {rows, width});
        outputTensor = OnnxTensor.createTensor(
            OnnxRuntime.environment(), outputBuffer, new long[] {rows, objectives.size()});
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime can't make a tensor", e);
      }
      feed = Map.of(FEATURES, inputTensor);
      pinned = Map.of(VALUES, outputTensor);
    }

    private static DoubleBuffer direct(int size) {
      return ByteBuffer.allocateDirect(size * Double.BYTES)
          .order(ByteOrder.nativeOrder())
          .asDoubleBuffer();
    }

    void fill(int row, int[] genes) {
      features.fill(genes, inputs, row * width, width);
    }

    /** Rows beyond the given number are evaluated too, and hold what was in them before. */
    void run(int rows) {
      inputBuffer.put(0, inputs, 0, rows * width);
      try {
        session.run(feed, pinned).close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime can't evaluate the surrogates", e);
      }
      outputBuffer.get(0, outputs, 0, rows * objectives.size());
    }

    void read(int row, double[] values) {
      System.arraycopy(outputs, row * values.length, values, 0, values.length);
    }

    void close() {
      inputTensor.close();
      outputTensor.close();
    }
  }
}
