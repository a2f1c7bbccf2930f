package io.github.hwgptbench.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts one objective with an ONNX model, such as one that scikit-learn, LightGBM, XGBoost or
 * PyTorch exported.
 *
 * <pre>{@code
 * OnnxModelSource mine = OnnxModelSource.open(
 *     Path.of("mine.onnx"), SearchSpace.s(), Objective.parseAnyDevice("latency@mine"));
 * try (HwGptBench bench = HwGptBench.open(SearchSpace.s(), List.of(), List.of(mine))) {
 *   double ms = bench.query(bench.space().largest(), Objective.parseAnyDevice("latency@mine"));
 * }
 * }</pre>
 *
 * <p>The model has one input, float or double [batch, width], which describes architectures in an
 * {@link InputEncoding}: that which the metadata name by the key {@value #ENCODING}, or which the
 * caller names. It has one output, or one that is called {@code value}, float or double with one
 * number per architecture, in the unit of the objective. Surrogate files of this project are such
 * models.
 *
 * <p>Each architecture is evaluated in a batch of its own, since engines may round the rows of a
 * batch differently than a single one. The whole model is in one file of at most 2 GB.
 *
 * @since 0.2.0
 */
public final class OnnxModelSource implements ObjectiveSource {

  /** The metadata key of the encoding. */
  public static final String ENCODING = "hwgptbench.encoding";

  private static final String VALUE = "value";
  /** A batch in memory has as many rows at most. */
  private static final int LARGEST_BATCH = 65_536;

  /** The length of the largest array that every JVM allocates. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final SearchSpace space;
  private final Objective objective;
  private final String name;
  private final byte[] model;
  private final InputEncoding encoding;
  private final OnnxSignature signature;

  private OnnxModelSource(
      byte[] model,
      String name,
      SearchSpace space,
      Objective objective,
      @Nullable InputEncoding given) {
    this.space = space;
    this.objective = objective;
    this.name = name;
    this.model = model;
    try (OrtSession session = session()) {
      encoding = encoding(session, given);
      signature = new OnnxSignature(
          name,
          input(session),
          inputInfo(session).type == OnnxJavaType.FLOAT,
          (int) width(session),
          batch(session),
          output(session));
    } catch (OrtException e) {
      throw new OnnxModelException(
          Text.format("%s: ONNX Runtime can't read it: %s", name, e.getMessage()), e);
    }
    try (OnnxModelEvaluator evaluator = evaluator(List.of(objective))) {
      for (Architecture architecture : List.of(space.smallest(), space.largest())) {
        checkPossible(evaluator, architecture);
      }
    }
  }

  private void checkPossible(OnnxModelEvaluator evaluator, Architecture architecture) {
    double[] value = new double[1];
    evaluator.evaluate(space.encode(architecture), value);
    Metric.Range range = objective.metric().range();
    if (!range.contains(value[0])) {
      throw wrong(
          "%s of %s for %s; allowed: %s", objective, value[0], space.format(architecture), range);
    }
  }

  /**
   * Opens a model whose metadata name its encoding.
   *
   * @param file the model
   * @param space the space of the architectures
   * @param objective the objective that the model predicts
   * @throws OnnxModelException if there is no such file, ONNX Runtime can't load it, it has other
   *     inputs and outputs than it must have, or returns something else than finite numbers, or for
   *     the smallest or the largest architecture a value that the metric can't have
   */
  public static OnnxModelSource open(Path file, SearchSpace space, Objective objective) {
    return of(read(file), file.toString(), space, objective);
  }

  /**
   * Opens a model.
   *
   * @param file the model
   * @param space the space of the architectures
   * @param objective the objective that the model predicts
   * @param encoding that of its input; the metadata of the model must not name another one
   * @throws OnnxModelException as {@link #open(Path, SearchSpace, Objective)} does
   */
  public static OnnxModelSource open(
      Path file, SearchSpace space, Objective objective, InputEncoding encoding) {
    return new OnnxModelSource(read(file), file.toString(), space, objective, encoding);
  }

  /**
   * Returns a model whose metadata name its encoding.
   *
   * @param model the bytes of the file; not copied
   * @param name its name in messages
   * @throws OnnxModelException as {@link #open(Path, SearchSpace, Objective)} does
   */
  public static OnnxModelSource of(
      byte[] model, String name, SearchSpace space, Objective objective) {
    return new OnnxModelSource(model, name, space, objective, null);
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new OnnxModelException(
            Text.format("%s: has %d bytes; allowed: %d", file, Files.size(file), MOST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new OnnxModelException(Text.format("%s: no such file; expected an ONNX model", file));
    } catch (IOException e) {
      throw new OnnxModelException(Text.format("%s: can't be read: %s", file, e.getMessage()));
    }
  }

  private OrtSession session() {
    try {
      return OnnxRuntime.session(model);
    } catch (IllegalStateException e) {
      throw new OnnxModelException(
          Text.format(
              "%s: not a model that ONNX Runtime %s loads: %s",
              name,
              OnnxRuntime.version(),
              e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }

  private InputEncoding encoding(OrtSession session, @Nullable InputEncoding given)
      throws OrtException {
    Map<String, String> metadata = session.getMetadata().getCustomMetadata();
    InputEncoding own = null;
    if (SurrogateFile.PRODUCER.equals(session.getMetadata().getProducerName())
        && metadata.containsKey(SurrogateFile.OBJECTIVE)) {
      own = InputEncoding.COUNTS;
      if (!space.name().equals(metadata.get(SurrogateFile.SPACE))) {
        throw wrong(
            "a surrogate of space '%s'; expected '%s'",
            metadata.get(SurrogateFile.SPACE), space.name());
      }
    }
    if (metadata.containsKey(ENCODING)) {
      try {
        own = InputEncoding.of(metadata.get(ENCODING));
      } catch (IllegalArgumentException e) {
        throw wrong("metadata '%s': %s", ENCODING, e.getMessage());
      }
    }
    if (own == null && given == null) {
      throw wrong(
          "its metadata have no '%s'; name the encoding of its input: onehot, ordinal or counts",
          ENCODING);
    }
    if (own != null && given != null && own != given) {
      throw wrong("its metadata name the encoding %s; %s was given", own, given);
    }
    return own == null ? Objects.requireNonNull(given) : own;
  }

  private String input(OrtSession session) throws OrtException {
    if (session.getInputInfo().size() != 1) {
      throw wrong(
          "%d inputs, %s; expected one, of all features",
          session.getInputInfo().size(), session.getInputNames());
    }
    NodeInfo input = session.getInputInfo().values().iterator().next();
    long[] shape = numbers(input, "input").getShape();
    if (shape.length != 2) {
      throw wrong(
          "input '%s' of %d dimensions; expected 2, architectures and features",
          input.getName(), shape.length);
    }
    return input.getName();
  }

  private static TensorInfo inputInfo(OrtSession session) throws OrtException {
    return (TensorInfo) session.getInputInfo().values().iterator().next().getInfo();
  }

  /** Models may leave the width open where the encoding has one only. */
  private long width(OrtSession session) throws OrtException {
    List<Integer> widths = encoding.widths(space);
    long width = inputInfo(session).getShape()[1];
    if (width < 0 ? widths.size() > 1 : !widths.contains((int) width)) {
      throw wrong(
          "input of %s features; the encoding %s of space '%s' has %s",
          width < 0 ? "any number of" : width,
          encoding,
          space.name(),
          widths.size() == 1 ? widths.get(0) : widths.get(0) + " or " + widths.get(1));
    }
    return width < 0 ? widths.get(0) : width;
  }

  /** Models may fix the batch, as those of PyTorch do by default. */
  private int batch(OrtSession session) throws OrtException {
    long batch = inputInfo(session).getShape()[0];
    if (batch == 0 || batch > LARGEST_BATCH) {
      throw wrong("input of %d rows; allowed: any number, or 1 to %d", batch, LARGEST_BATCH);
    }
    return (int) Math.max(1, batch);
  }

  private String output(OrtSession session) throws OrtException {
    Set<String> names = session.getOutputNames();
    if (names.size() != 1 && !names.contains(VALUE)) {
      throw wrong("%d outputs, %s; expected one, or one called 'value'", names.size(), names);
    }
    String output = names.contains(VALUE) ? VALUE : names.iterator().next();
    numbers(Objects.requireNonNull(session.getOutputInfo().get(output)), "output");
    return output;
  }

  private TensorInfo numbers(NodeInfo value, String what) {
    if (value.getInfo() instanceof TensorInfo tensor
        && (tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.DOUBLE)) {
      return tensor;
    }
    throw wrong(
        "%s '%s' is %s; expected a tensor of float or double",
        what,
        value.getName(),
        value.getInfo() instanceof TensorInfo tensor
            ? "a tensor of " + tensor.type.name().toLowerCase(Locale.ROOT)
            : "no tensor");
  }

  @FormatMethod
  private OnnxModelException wrong(String format, @Nullable Object... arguments) {
    return new OnnxModelException(name + ": " + Text.format(format, arguments));
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public List<Objective> objectives() {
    return List.of(objective);
  }

  @Override
  public OnnxModelEvaluator evaluator(List<Objective> objectives) {
    if (!objectives.equals(objectives())) {
      throw new IllegalArgumentException(
          Text.format("%s: predicts %s, not %s", name, objectives(), objectives));
    }
    return new OnnxModelEvaluator(space, objective, signature, encoding.encoder(space), session());
  }

  /** Returns the encoding of the input. */
  public InputEncoding encoding() {
    return encoding;
  }

  /** Returns a hash of the file, and the encoding. */
  @Override
  public String fingerprint() {
    return Sha256.of(model) + " " + encoding;
  }

  @Override
  public String toString() {
    return "model " + name;
  }
}
