package io.github.hwgptbench.training;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A supernet that learns in no time. */
final class TinyTraining {

  static final SearchSpace SPACE = SearchSpace.builder("tiny")
      .embedDims(8, 12, 20)
      .layerCounts(1, 2, 3)
      .headCounts(1, 2, 3)
      .mlpRatios(1, 2, 4)
      .build();

  static final SupernetShape SHAPE = new SupernetShape(SPACE, 11, 8, 0.5, 16);

  static final TrainingSettings SETTINGS = settings(60);

  /** The shape as a file, see {@link SupernetShape#read}. */
  static final String SHAPE_FILE = """
      {
        "space": {
          "name": "tiny",
          "embed_dim": [8, 12, 20],
          "n_layer": [1, 2, 3],
          "n_head": [1, 2, 3],
          "mlp_ratio": [1, 2, 4],
          "bias": [false, true],
          "batch": 1
        },
        "vocabulary": 11,
        "head_size": 8,
        "rotary_fraction": 0.5,
        "block_size": 16
      }
      """;

  private TinyTraining() {}

  static TrainingSettings settings(int steps) {
    return new TrainingSettings(steps, 4, 12, 0.01, 10, 0.1, 1, 2, 5);
  }

  /** A text in which most tokens follow from the one before: it counts, and stumbles at times. */
  static TokenFile text(Path file, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] bytes = new byte[2 * count];
    for (int i = 0, token = 0; i < count; i++) {
      token = random.nextInt(10) == 0 ? random.nextInt(11) : (token + 1) % 11;
      bytes[2 * i] = (byte) token;
    }
    return TokenFile.open(Files.write(file, bytes));
  }
}
