package io.github.hwgptbench.creation;

import java.util.random.RandomGenerator;

/** Splits rows for cross-validation. */
final class Folds {

  private Folds() {}

  /** Returns the fold of each row, in equal shares but for one row. */
  static int[] of(int rows, int folds, RandomGenerator random) {
    int[] fold = new int[rows];
    for (int i = 0; i < rows; i++) {
      fold[i] = i % folds;
    }
    shuffle(fold, random);
    return fold;
  }

  /** Puts values in a random order. */
  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /** Returns which rows are not in a fold. */
  static boolean[] outside(int[] folds, int fold) {
    boolean[] outside = new boolean[folds.length];
    for (int i = 0; i < folds.length; i++) {
      outside[i] = folds[i] != fold;
    }
    return outside;
  }
}
