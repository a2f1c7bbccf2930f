package io.github.hwgptbench.training;

import io.github.hwgptbench.supernet.SupernetFileException;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.TokenFile;
import java.util.SplittableRandom;

/** The text that is learnt from: pieces of it at random. */
final class TrainingText {

  private final int[] tokens;
  private final int batch;
  private final int length;
  private final long seed;

  /**
   * Reads a text.
   *
   * @throws SupernetFileException if it has fewer tokens than a piece, or one beyond the vocabulary
   */
  TrainingText(TokenFile file, SupernetShape shape, TrainingSettings settings) {
    if (settings.length() > shape.blockSize()) {
      throw new IllegalArgumentException("Training: sequences of %d tokens; allowed: up to %d"
          .formatted(settings.length(), shape.blockSize()));
    }
    if (file.size() <= settings.length()) {
      throw new SupernetFileException(
          "%s: has %d tokens; a sequence of %d and the one after need %d"
              .formatted(file.file(), file.size(), settings.length(), settings.length() + 1));
    }
    tokens = file.read(0, Math.toIntExact(file.size()));
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] >= shape.vocabulary()) {
        throw new SupernetFileException(
            "%s: token %d at index %d: beyond the vocabulary of the supernet; allowed: 0 to %d"
                .formatted(file.file(), tokens[i], i, shape.vocabulary() - 1));
      }
    }
    batch = settings.batch();
    length = settings.length();
    seed = settings.seed();
  }

  /** Returns the sequences of a step, each one token longer than what is predicted of it. */
  int[][] batch(int step) {
    SplittableRandom random = new SplittableRandom(~(31 * seed + step));
    int[][] sequences = new int[batch][length + 1];
    for (int[] sequence : sequences) {
      int from = random.nextInt(tokens.length - length);
      System.arraycopy(tokens, from, sequence, 0, sequence.length);
    }
    return sequences;
  }
}
