package io.github.hwgptbench.supernet;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

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

  private SupernetSource(Builder builder) {
    weights = builder.weights;
    text = builder.text;
    length = builder.length;
    batch = builder.batch > 0 ? builder.batch : Math.max(1, USUAL_POSITIONS / length);
    threads = builder.threads;
    progress = builder.progress;
    sequences = new int[builder.sequences()][];
    for (int i = 0; i < sequences.length; i++) {
      long first = builder.slot(i) * (length + 1);
      sequences[i] = text.read(first, length + 1);
      checkTokens(sequences[i], first);
    }
  }

  private SupernetSource(SupernetSource source, int[][] some) {
    weights = source.weights;
    text = source.text;
    length = source.length;
    batch = source.batch;
    threads = source.threads;
    progress = source.progress;
    sequences = some;
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
   * Returns the same source on fewer sequences, taken evenly from those of this one; so where a
   * smaller number divides a larger one, the tokens of the smaller one are among those of the
   * larger.
   *
   * @param tokens a number of whole sequences that divides {@link #tokens}
   * @throws IllegalArgumentException if it is none
   */
  @Override
  public Optional<ObjectiveSource> predicting(int tokens) {
    if (tokens < 1 || tokens % length != 0 || tokens() % tokens != 0) {
      throw UsageException.of(
          "%d of %d tokens in sequences of %d; allowed: whole sequences, in a number that divides that of all",
          tokens, tokens(), length);
    }
    int[][] some = new int[tokens / length][];
    for (int i = 0; i < some.length; i++) {
      some[i] = sequences[i * (sequences.length / some.length)];
    }
    return Optional.of(new SupernetSource(this, some));
  }

  @Override
  public List<Objective> objectives() {
    return OBJECTIVES;
  }

  @Override
  public SupernetEvaluator evaluator(List<Objective> objectives) {
    return new SupernetEvaluator(weights, sequences, objectives, batch, threads, progress);
  }

  /** Opens an evaluator of perplexity and accuracy. */
  public SupernetEvaluator evaluator() {
    return evaluator(OBJECTIVES);
  }

  /** Returns a hash of the weights, and of the text as it is cut and put together. */
  @Override
  public String fingerprint() {
    Hasher hash = Hashing.sha256().newHasher();
    hash.putBytes(HexFormat.of().parseHex(weights.sha256()));
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

    /** How many sequences the text has. */
    private long there() {
      return text.size() / (length + 1);
    }

    /** Which sequence of the text is taken as one of those that are predicted. */
    private long slot(long sequence) {
      return sequence * there() / sequences();
    }

    private int sequences() {
      long there = there();
      long wanted = tokens > 0
          ? (tokens + length - 1) / length
          : Math.max(1, Math.min(there, USUAL_TOKENS / length));
      if (wanted > there) {
        throw new SupernetFileException(Text.format(
            "%s: has %d tokens; %d sequences of %d tokens and the one after need %d",
            text.name(), text.size(), wanted, length, wanted * (length + 1)));
      }
      return Math.toIntExact(wanted);
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
