package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.supernet.SupernetFileException;
import io.github.hwgptbench.supernet.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTextTest {

  private static final TrainingSettings SETTINGS = TinyTraining.SETTINGS;

  @TempDir
  Path folder;

  private TrainingText text(TokenFile tokens) {
    return new TrainingText(tokens, TinyTraining.SHAPE, SETTINGS);
  }

  private TokenFile file(int... tokens) throws IOException {
    byte[] bytes = new byte[2 * tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      bytes[2 * i] = (byte) tokens[i];
      bytes[2 * i + 1] = (byte) (tokens[i] >>> 8);
    }
    return TokenFile.open(Files.write(folder.resolve("file.tokens"), bytes));
  }

  /** The shortest text that has two pieces: both are seen, and nothing else. */
  @Test
  void sequencesAreAllPiecesOfTheText() throws IOException {
    int[] tokens = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3};
    Set<Integer> first = new HashSet<>();
    for (int step = 0; step < 10; step++) {
      for (int[] sequence : text(file(tokens)).sequences(step, 4)) {
        assertEquals(SETTINGS.length() + 1, sequence.length);
        first.add(sequence[0]);
        for (int i = 0; i < sequence.length; i++) {
          assertEquals(tokens[sequence[0] - 1 + i], sequence[i]);
        }
      }
    }
    assertEquals(Set.of(1, 2), first);
  }

  @Test
  void aStepHasTheSameSequencesWheneverItIsAsked() throws IOException {
    TokenFile tokens = TinyTraining.text(folder.resolve("text.tokens"), 500);
    TrainingText again = text(tokens);
    again.sequences(8, 4);
    assertArrayEquals(text(tokens).sequences(9, 4), again.sequences(9, 4));
  }

  @Test
  void moreSequencesBeginWithTheSameOnes() throws IOException {
    TrainingText text = text(TinyTraining.text(folder.resolve("text.tokens"), 500));
    assertArrayEquals(text.sequences(9, 4), Arrays.copyOf(text.sequences(9, 12), 4));
  }

  @Test
  void tooShortATextIsRefused() throws IOException {
    TokenFile tokens = TinyTraining.text(folder.resolve("text.tokens"), 12);
    String message =
        assertThrows(SupernetFileException.class, () -> text(tokens)).getMessage();
    assertEquals(
        tokens.file() + ": has 12 tokens; a sequence of 12 and the token after it need 13",
        message);
  }

  @Test
  void aTokenBeyondTheVocabularyIsRefused() throws IOException {
    int[] tokens = new int[20];
    tokens[17] = 300;
    TokenFile file = file(tokens);
    assertEquals(
        file.file() + ": token 300 at index 17: beyond the vocabulary of the supernet; allowed: 0"
            + " to 10",
        assertThrows(SupernetFileException.class, () -> text(file)).getMessage());
  }

  @Test
  void sequencesLongerThanTheSupernetTakesAreRefused() throws IOException {
    TokenFile tokens = TinyTraining.text(folder.resolve("text.tokens"), 100);
    TrainingSettings settings = new TrainingSettings(1, 1, 17, 1, 0, 0, 1, 0, 1);
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> new TrainingText(tokens, TinyTraining.SHAPE, settings))
        .getMessage();
    assertTrue(message.contains("sequences of 17 tokens; allowed: up to 16"), message);
  }
}
