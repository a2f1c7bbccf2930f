package io.github.hwgptbench.training;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.supernet.SupernetFileException;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.usage.UsageException;
import java.util.SplittableRandom;

/** The text that is learnt from: pieces of it at random. */
final class TrainingText {

  /** Of two bytes each, so that their bytes can be counted by an int. */
  private static final long MOST_TOKENS = (1 << 30) - 1;

  private final int[] tokens;
  private final int length;
  private final long seed;

  /**
   * Reads a text.
   *
   * @throws SupernetFileException if it has fewer tokens than a piece, or one beyond the vocabulary
   */
  TrainingText(TokenFile file, SupernetShape shape, TrainingSettings settings) {
    if (settings.length() > shape.blockSize()) {
      throw UsageException.of(
          "Training: sequences of %d tokens; allowed: up to %d",
          settings.length(), shape.blockSize());
    }
    if (file.size() <= settings.length()) {
      throw new SupernetFileException(Text.format(
          "%s: has %d tokens; a sequence of %d and the token after it need %d",
          file.file(), file.size(), settings.length(), settings.length() + 1));
    }
    if (file.size() > MOST_TOKENS) {
      throw new SupernetFileException(Text.format(
          "%s: has %d tokens; allowed: up to %d, as all are kept in memory",
          file.file(), file.size(), MOST_TOKENS));
    }
    tokens = read(file, 0, (int) file.size(), shape);
    length = settings.length();
    seed = settings.seed();
  }

  private static int[] read(TokenFile file, long first, int count, SupernetShape shape) {
    int[] tokens = file.read(first, count);
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] >= shape.vocabulary()) {
        throw new SupernetFileException(Text.format(
            "%s: token %d at index %d: beyond the vocabulary of the supernet; allowed: 0 to %d",
            file.file(), tokens[i], first + i, shape.vocabulary() - 1));
      }
    }
    return tokens;
  }

  /**
   * Returns some sequences of a text, from all over it: those that
   * {@link io.github.hwgptbench.supernet.SupernetSource} evaluates a network on.
   *
   * @param count tokens to predict, rounded up to whole sequences
   * @param length of what is predicted of a sequence
   * @throws SupernetFileException if the text has too few tokens, or one beyond the vocabulary
   */
  static int[][] evenly(TokenFile file, long count, SupernetShape shape, int length) {
    long wanted = (count + length - 1) / length;
    long there = file.size() / (length + 1);
    if (wanted > there) {
      throw new SupernetFileException(Text.format(
          "%s: has %d tokens; %d sequences of %d and the token after them need %d",
          file.file(), file.size(), wanted, length, wanted * (length + 1)));
    }
    int[][] sequences = new int[Math.toIntExact(wanted)][];
    for (int i = 0; i < sequences.length; i++) {
      sequences[i] = read(file, i * there / wanted * (length + 1), length + 1, shape);
    }
    return sequences;
  }

  /**
   * Returns the sequences of a step, each one token longer than what is predicted of it.
   *
   * @param count how many; more begin with the same ones
   */
  int[][] sequences(int step, int count) {
    SplittableRandom random = new SplittableRandom(~(31 * seed + step));
    int[][] sequences = new int[count][length + 1];
    for (int[] sequence : sequences) {
      int from = random.nextInt(tokens.length - length);
      System.arraycopy(tokens, from, sequence, 0, sequence.length);
    }
    return sequences;
  }

  /** Returns a hash of all tokens. */
  String sha256() {
    return sha256(tokens);
  }

  /** Returns a hash of the tokens of sequences, one after another. */
  static String sha256(int[]... sequences) {
    Hasher hash = Hashing.sha256().newHasher();
    for (int[] sequence : sequences) {
      for (int token : sequence) {
        // Hashers take the lower byte first.
        hash.putShort((short) token);
      }
    }
    return hash.hash().toString();
  }
}
