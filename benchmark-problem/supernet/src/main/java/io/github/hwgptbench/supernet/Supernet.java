package io.github.hwgptbench.supernet;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.hwgptbench.onnx.OnnxProvider;
import io.github.hwgptbench.onnx.OnnxRuntime;
import io.github.hwgptbench.space.Architecture;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sub-networks of a supernet in ONNX Runtime. One session evaluates all sub-networks of a depth,
 * since weights are its inputs.
 *
 * <pre>{@code
 * try (Supernet supernet = Supernet.open(folder);
 *     SubNetwork network = supernet.inherit(supernet.shape().space().smallest())) {
 *   float[][] logits = network.logits(new int[] {72, 101, 108, 108, 111});
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. A session computes in the thread that calls it, or on a GPU; see
 * {@link OnnxProvider}.
 */
public final class Supernet implements AutoCloseable {

  private final SupernetWeights weights;
  private final OnnxProvider provider;
  private final Map<Integer, OrtSession> bodies = new TreeMap<>();
  private final OrtSession head;
  private boolean closed;

  /** Makes a supernet of weights. */
  public Supernet(SupernetWeights weights) {
    this.weights = weights;
    provider = OnnxProvider.chosen();
    head = OnnxRuntime.session(SupernetGraph.head(), provider);
  }

  /**
   * Opens the supernet of a folder.
   *
   * @throws SupernetFileException if it holds none; see {@link SupernetWeights#open}
   */
  public static Supernet open(Path folder) {
    return new Supernet(SupernetWeights.open(folder));
  }

  /** Returns the weights. */
  public SupernetWeights weights() {
    return weights;
  }

  /** Returns the shape of the supernet. */
  public SupernetShape shape() {
    return weights.shape();
  }

  /**
   * Returns the sub-network of an architecture with its inherited weights. The caller closes it.
   *
   * @throws IllegalArgumentException if the architecture is not of the space of the supernet; names
   *     the parameter
   */
  public SubNetwork inherit(Architecture architecture) {
    return inherit(architecture, new Slices(weights));
  }

  /** The network lasts until the next one gets the slices. */
  SubNetwork inherit(Architecture architecture, Slices slices) {
    shape().space().encode(architecture);
    try {
      return new SubNetwork(
          this, body(architecture.layers()), architecture, slices.of(architecture));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't take the weights of a sub-network", e);
    }
  }

  private synchronized OrtSession body(int layers) {
    if (closed) {
      throw new IllegalStateException("the supernet is closed");
    }
    return bodies.computeIfAbsent(
        layers, depth -> OnnxRuntime.session(SupernetGraph.body(shape(), depth), provider));
  }

  OrtSession head() {
    return head;
  }

  /** Releases native memory. No sub-network may be in use. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        head.close();
        for (OrtSession body : bodies.values()) {
          body.close();
        }
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime can't close a session", e);
      }
    }
  }
}
