package io.github.hwgptbench.supernet;

import com.google.common.base.Suppliers;
import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.onnx.OnnxRuntime;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * How this processor rounds: ONNX Runtime adds up in another order where a processor has other
 * instructions, and last digits of all results differ.
 */
final class Arithmetic {

  private static final int LENGTH = 48;
  private static final int VOCABULARY = 100;

  /** Wider than the blocks by which matrices are multiplied. */
  private static final SearchSpace SPACE = SearchSpace.builder("arithmetic")
      .embedDims(320)
      .layerCounts(1)
      .headCounts(3)
      .mlpRatios(4)
      .build();

  /** Fail anew each time where there is no native library, so that the message is its own. */
  private static final Supplier<String> EXACT = Suppliers.memoize(() -> measure(false));

  private static final Supplier<String> TANH = Suppliers.memoize(() -> measure(true));

  private Arithmetic() {}

  /**
   * Returns a fingerprint that changes whenever results of networks could: the version of ONNX
   * Runtime, and a hash of what a network of fixed weights computes, with the operators of the
   * layout.
   */
  static String fingerprint(SupernetLayout layout) {
    return (layout.tanhGelu() ? TANH : EXACT).get();
  }

  private static String measure(boolean tanhGelu) {
    SupernetLayout layout = new SupernetLayout(true, true, tanhGelu, 10_000);
    SupernetShape shape = new SupernetShape(SPACE, VOCABULARY, 32, 0.5, LENGTH, layout);
    try (UntrainedNetworks networks =
            new UntrainedNetworks(shape, null, false, true, 1, LENGTH, 1, new SplittableRandom(1));
        UntrainedNetworks.Network network = networks.load(SPACE.largest())) {
      network.run();
      FloatBuffer logits = networks.logits();
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * logits.remaining());
      bytes.asFloatBuffer().put(logits);
      return OnnxRuntime.version() + " " + Sha256.of(bytes.array());
    }
  }
}
