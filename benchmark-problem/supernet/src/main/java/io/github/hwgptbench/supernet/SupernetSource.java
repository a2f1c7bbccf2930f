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
 * Source of the objectives {@code perplexity@supernet} and {@code accuracy@supernet}: the
 * sub-network of an architecture inherits its weights from a supernet, and predicts a tokenized
 * corpus.
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
 * <p>The corpus is divided into sequences of one token more than the sequence length, as the
 * authors do, of which the required number is taken at even distances. Every token of a sequence
 * except the first is predicted from the tokens before it. Values do not depend on the number of
 * threads or on other evaluations. Processors with other instruction sets add in another order, so
 * the last digits of single-precision numbers differ.
 */
public final class SupernetSource implements ObjectiveSource {

  /** The name of the source, as in {@code perplexity@supernet}. */
  public static final String NAME = "supernet";

  /** The objectives of this source. */
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

  /** Reads sequences at even distances in the corpus. */
  private int[][] sequences(long count) {
    long there = text.size() / (length + 1);
    if (count > there) {
      throw new SupernetFileException(Text.format(
          "%s: has %d tokens; %d sequences of %d tokens and the token after them need %d",
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
   * Returns a builder of a source.
   *
   * @param weights the supernet
   * @param text the corpus to predict
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

  /** Returns the number of predicted tokens. */
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
   * @throws IllegalArgumentException if they are not, or the corpus has too few
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
      throw UsageException.of("Fidelities of %s tokens; allowed: ascending numbers", tokens);
    }
    long most = text.size() / (length + 1) * length;
    int highest = tokens.get(tokens.size() - 1);
    if (highest > most) {
      throw UsageException.of(
          "Fidelity of %d tokens; allowed: up to %d in sequences of %d, since %s has %d tokens",
          highest, most, length, text.name(), text.size());
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
    // The key does not identify GPUs, whose results differ in their last digits.
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
   * Returns a hash of the weights, of the layout if it is not that of the authors, and of the
   * predicted sequences and their batches.
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

  /** Settings of a source: how much of the corpus is predicted, and how. */
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
     * Sets the sequence length, by default the maximum of the supernet.
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
     * Sets the number of predicted tokens, rounded up to complete sequences; by default 65,536, or
     * all of a smaller corpus.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder tokens(long count) {
      tokens = positive("tokens to predict", count);
      return this;
    }

    /**
     * Sets the number of sequences per batch, by default as many as have 1,024 tokens in total.
     * Larger batches need more memory.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder batch(int sequences) {
      batch = (int) positive("sequences at once", sequences);
      return this;
    }

    /**
     * Sets the number of threads, each of which predicts other batches; 1 by default.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder threads(int count) {
      threads = (int) positive("threads", count);
      return this;
    }

    /**
     * Sets the folder of the score cache, so that no sub-network is evaluated twice by this or
     * another process; by default each evaluator has a cache in memory. Values are bit-identical
     * with and without it. A folder that can't be read or written is reported to
     * {@link SupernetProgress#warn} and ignored; on a GPU there is no cache.
     *
     * @since 0.2.0
     */
    public Builder cache(Path folder) {
      cache = folder;
      return this;
    }

    /** Sets the receiver of the progress of an evaluation. */
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
     * Reads the corpus, and returns the source.
     *
     * @throws SupernetFileException if the corpus has too few tokens, or one beyond the vocabulary
     *     of the supernet
     */
    public SupernetSource build() {
      return new SupernetSource(this);
    }
  }
}
