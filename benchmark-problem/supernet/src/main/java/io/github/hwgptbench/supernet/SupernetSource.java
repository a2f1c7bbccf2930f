package io.github.hwgptbench.supernet;

import com.google.common.collect.Ordering;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.onnx.OnnxProvider;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says {@code perplexity@supernet} and {@code accuracy@supernet}: each architecture inherits its
 * weights from a supernet, and predicts a text with them.
 *
 * <pre>{@code
 * SupernetSource supernet =
 *     SupernetSource.of(SupernetWeights.open(folder), TokenFile.open(file)).tokens(65_536).build();
 * try (HwGptBench bench = HwGptBench.open(supernet.space(), List.of(), List.of(supernet))) {
 *   double perplexity =
 *       bench.query(bench.space().smallest(), Objective.parse("perplexity@supernet"));
 * }
 * }</pre>
 *
 * <p>The text is cut into sequences of one token more than their length, as the authors do, and as
 * many as are wanted are taken from all over it, evenly; of each, all tokens but the first are
 * predicted from those before it. Values depend on nothing else: not on the number of threads, nor
 * on what else is evaluated. On processors of other instruction sets sums are added up in another
 * order, and the last digits of single-precision numbers differ.
 */
public final class SupernetSource implements ObjectiveSource {

  /** The name of the source, as in {@code perplexity@supernet}. */
  public static final String NAME = "supernet";

  /** What can be asked for. */
  public static final List<Objective> OBJECTIVES = List.of(
      Objective.of(Metric.PERPLEXITY).from(NAME), Objective.of(Metric.ACCURACY).from(NAME));

  private static final int USUAL_TOKENS = 65_536;
  private static final int USUAL_POSITIONS = 1024;

  private final SupernetWeights weights;
  private final TokenText text;
  private final int length;
  private final int[][] sequences;
  private final int batch;
  private final int threads;
  private final SupernetProgress progress;
  private final @Nullable Path cache;

  private SupernetSource(Builder builder) {
    weights = builder.weights;
    text = builder.text;
    length = builder.length;
    batch = builder.batch > 0 ? builder.batch : Math.max(1, USUAL_POSITIONS / length);
    threads = builder.threads;
    progress = builder.progress;
    cache = builder.cache;
    sequences = sequences(builder.sequences());
  }

  private SupernetSource(SupernetSource source, List<Integer> tokens) {
    weights = source.weights;
    text = source.text;
    length = source.length;
    batch = source.batch;
    threads = source.threads;
    progress = source.progress;
    cache = source.cache;
    int[][] some = sequences(tokens.get(tokens.size() - 1) / length);
    for (int i = tokens.size() - 2; i >= 0; i--) {
      some = evenly(some, tokens.get(i) / length);
    }
    sequences = some;
  }

  /** Reads sequences from all over the text. */
  private int[][] sequences(long count) {
    long there = text.size() / (length + 1);
    if (count > there) {
      throw new SupernetFileException(Text.format(
          "%s: has %d tokens; %d sequences of %d tokens and the one after need %d",
          text.name(), text.size(), count, length, count * (length + 1)));
    }
    int[][] read = new int[Math.toIntExact(count)][];
    for (int i = 0; i < read.length; i++) {
      long first = i * there / read.length * (length + 1);
      read[i] = text.read(first, length + 1);
      checkTokens(read[i], first);
    }
    return read;
  }

  private static int[][] evenly(int[][] sequences, int count) {
    int[][] some = new int[count][];
    for (int i = 0; i < count; i++) {
      some[i] = sequences[(int) ((long) i * sequences.length / count)];
    }
    return some;
  }

  private void checkTokens(int[] tokens, long first) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] >= weights.shape().vocabulary()) {
        throw new SupernetFileException(Text.format(
            "%s: token %d at index %d: beyond the vocabulary of the supernet; allowed: 0 to %d",
            text.name(), tokens[i], first + i, weights.shape().vocabulary() - 1));
      }
    }
  }

  /**
   * Begins a source.
   *
   * @param weights the supernet
   * @param text what to predict
   */
  public static Builder of(SupernetWeights weights, TokenText text) {
    return new Builder(weights, text);
  }

  @Override
  public SearchSpace space() {
    return weights.shape().space();
  }

  /** Returns the supernet. */
  public SupernetWeights weights() {
    return weights;
  }

  /** Returns how many tokens are predicted. */
  public long tokens() {
    return (long) sequences.length * length;
  }

  /**
   * Returns the same source at the first of some fidelities, as many sequences as have these tokens
   * together. Those of the last one are what {@link Builder#tokens} takes; for any other one some
   * are taken evenly from those of the next. Where each number divides the next, those of every
   * fidelity are what {@code tokens} takes.
   *
   * @param tokens of each fidelity, at least one, ascending, whole sequences
   * @throws IllegalArgumentException if they are not
   * @throws SupernetFileException if the text has too few
   */
  @Override
  public Optional<ObjectiveSource> predicting(List<Integer> tokens) {
    for (int count : tokens) {
      if (count < 1 || count % length != 0) {
        throw UsageException.of(
            "%d tokens in sequences of %d; allowed: a multiple of %d", count, length, length);
      }
    }
    if (!Ordering.natural().isStrictlyOrdered(tokens)) {
      throw UsageException.of("Fidelities of %s tokens; allowed: numbers that ascend", tokens);
    }
    return Optional.of(new SupernetSource(this, tokens));
  }

  @Override
  public List<Objective> objectives() {
    return OBJECTIVES;
  }

  @Override
  public SupernetEvaluator evaluator(List<Objective> objectives) {
    return new SupernetEvaluator(
        weights, sequences, objectives, batch, threads, progress, scores());
  }

  /** Opens an evaluator of perplexity and accuracy. */
  public SupernetEvaluator evaluator() {
    return evaluator(OBJECTIVES);
  }

  private @Nullable ScoreFile scores() {
    // Nothing here tells GPUs apart, whose results differ in their last digits.
    if (cache == null || OnnxProvider.chosen() != OnnxProvider.CPU) {
      return null;
    }
    String key = Text.format(
        "%d %s %s %s %s",
        ScoreFile.VERSION,
        fingerprint(),
        SupernetHeader.text(weights.shape()),
        System.getProperty("os.arch"),
        Arithmetic.fingerprint(weights.shape().layout()));
    String title = Text.format(
        "%s, %d tokens in sequences of %d of %s; ONNX Runtime %s",
        weights.name(),
        tokens(),
        length,
        text.name(),
        Arithmetic.fingerprint(weights.shape().layout()));
    return new ScoreFile(
        cache,
        Hashing.sha256().hashString(key, StandardCharsets.UTF_8).toString(),
        title,
        space(),
        tokens(),
        progress::warn);
  }

  /**
   * Returns a hash of the weights, of how networks compute if not as those of the authors, and of
   * the text as it is cut and put together.
   */
  @Override
  public String fingerprint() {
    Hasher hash = Hashing.sha256().newHasher();
    hash.putBytes(HexFormat.of().parseHex(weights.sha256()));
    SupernetLayout layout = weights.shape().layout();
    // Records of suites from before there were layouts stay valid.
    if (!layout.equals(SupernetLayout.AUTHORS)) {
      hash.putString(layout.toString(), StandardCharsets.UTF_8);
    }
    hash.putBytes(
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(length).putInt(batch).flip());
    for (int[] sequence : sequences) {
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * sequence.length);
      bytes.asIntBuffer().put(sequence);
      hash.putBytes(bytes);
    }
    return hash.hash().toString();
  }

  /** Returns the name of the source and that of the supernet. */
  @Override
  public String toString() {
    return NAME + " " + weights.name();
  }

  /** Sets how much of the text is predicted, and how. */
  public static final class Builder {

    private final SupernetWeights weights;
    private final TokenText text;
    private int length;
    private long tokens;
    private int batch;
    private int threads = 1;
    private SupernetProgress progress = SupernetProgress.NONE;
    private @Nullable Path cache;

    private Builder(SupernetWeights weights, TokenText text) {
      this.weights = weights;
      this.text = text;
      length = weights.shape().blockSize();
    }

    /**
     * Sets the length of the sequences; without this call the longest that the supernet takes.
     *
     * @throws IllegalArgumentException if it is longer than that, or less than 1
     */
    public Builder length(int tokens) {
      if (tokens < 1 || tokens > weights.shape().blockSize()) {
        throw UsageException.of(
            "Sequences of %d tokens; allowed: 1 to %d", tokens, weights.shape().blockSize());
      }
      length = tokens;
      return this;
    }

    /**
     * Sets how many tokens are predicted, rounded up to whole sequences; without this call 65,536,
     * or as many as there are.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder tokens(long count) {
      tokens = positive("tokens to predict", count);
      return this;
    }

    /**
     * Sets how many sequences are predicted at once; without this call as many as have 1,024 tokens
     * together. More take more memory.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder batch(int sequences) {
      batch = (int) positive("sequences at once", sequences);
      return this;
    }

    /**
     * Sets how many threads predict, each other sequences; 1 without this call.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder threads(int count) {
      threads = (int) positive("threads", count);
      return this;
    }

    /**
     * Sets a folder that keeps the scores of evaluated sub-networks, so that none is evaluated
     * twice, whether by this process or another one; without this call an evaluator remembers its
     * own. Values are bit-identical with and without it. A folder that can't be read or written is
     * ignored, and so is any on a GPU.
     *
     * @since 0.2.0
     */
    public Builder cache(Path folder) {
      cache = folder;
      return this;
    }

    /** Sets what receives the progress of an evaluation. */
    public Builder progress(SupernetProgress progress) {
      this.progress = progress;
      return this;
    }

    private static long positive(String what, long count) {
      if (count < 1) {
        throw UsageException.of("%d %s; allowed: 1 or more", count, what);
      }
      return count;
    }

    private long sequences() {
      return tokens > 0
          ? (tokens + length - 1) / length
          : Math.max(1, Math.min(text.size() / (length + 1), USUAL_TOKENS / length));
    }

    /**
     * Returns the source; reads the text.
     *
     * @throws SupernetFileException if the text has too few tokens, or one that the supernet does
     *     not know
     */
    public SupernetSource build() {
      return new SupernetSource(this);
    }
  }
}
