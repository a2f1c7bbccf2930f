package io.github.hwgptbench.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates an ONNX model, one architecture at a time.
 *
 * @since 0.2.0
 */
public final class OnnxModelEvaluator extends FixedEvaluator {

  private final OnnxSignature signature;
  private final InputEncoding.Encoder encoder;
  private final OrtSession session;

  private volatile boolean closed;

  OnnxModelEvaluator(
      SearchSpace space,
      Objective objective,
      OnnxSignature signature,
      InputEncoding.Encoder encoder,
      OrtSession session) {
    super(space, List.of(objective));
    this.signature = signature;
    this.encoder = encoder;
    this.session = session;
  }

  /**
   * Evaluates one genotype.
   *
   * @throws OnnxModelException if the model returns anything but one finite number
   */
  @Override
  public void evaluate(int[] genes, double[] values) {
    if (closed) {
      throw new IllegalStateException("the evaluator is closed");
    }
    checkRoom(values);
    space.genotypes().check(genes);
    double[] row = new double[signature.width()];
    encoder.fill(genes, row);
    try (OnnxTensor input = input(row);
        OrtSession.Result result =
            session.run(Map.of(signature.input(), input), Set.of(signature.output()))) {
      values[0] = value((OnnxTensor) result.get(0), genes);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** Returns a batch whose rows are all the same. */
  private OnnxTensor input(double[] row) throws OrtException {
    int batch = signature.batch();
    long[] shape = {batch, row.length};
    if (signature.single()) {
      FloatBuffer rows = FloatBuffer.allocate(batch * row.length);
      for (int i = 0; i < batch; i++) {
        for (double value : row) {
          rows.put((float) value);
        }
      }
      return OnnxTensor.createTensor(OnnxRuntime.environment(), rows.flip(), shape);
    }
    DoubleBuffer rows = DoubleBuffer.allocate(batch * row.length);
    for (int i = 0; i < batch; i++) {
      rows.put(row);
    }
    return OnnxTensor.createTensor(OnnxRuntime.environment(), rows.flip(), shape);
  }

  private double value(OnnxTensor output, int[] genes) {
    TensorInfo info = output.getInfo();
    if (info.getNumElements() != signature.batch()) {
      throw new OnnxModelException(Text.format(
          "%s: output '%s' of %d numbers for %d architectures; expected one each",
          signature.model(), signature.output(), info.getNumElements(), signature.batch()));
    }
    double value = info.type == OnnxJavaType.FLOAT
        ? output.getFloatBuffer().get(0)
        : output.getDoubleBuffer().get(0);
    if (!Double.isFinite(value)) {
      throw new OnnxModelException(Text.format(
          "%s: output '%s' is %s for %s; allowed: finite numbers",
          signature.model(), signature.output(), value, space.format(space.decode(genes))));
    }
    return value;
  }

  private OnnxModelException failed(OrtException e) {
    return new OnnxModelException(
        Text.format("%s: ONNX Runtime can't run it: %s", signature.model(), e.getMessage()), e);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
