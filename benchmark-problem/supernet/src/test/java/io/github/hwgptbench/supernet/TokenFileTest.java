package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

  @TempDir
  Path folder;

  private Path file;
  private Path vocabulary;
  private Path merges;

  @BeforeEach
  void name() {
    file = folder.resolve("text.tokens");
    vocabulary = folder.resolve("vocab.json");
    merges = folder.resolve("merges.txt");
  }

  @Test
  void tokensAreUnsignedAndLittleEndian() throws IOException {
    Files.write(file, new byte[] {1, 0, (byte) 0xff, (byte) 0xff, 0x57, (byte) 0xc4, 0, 1});
    TokenFile tokens = TokenFile.open(file);
    assertEquals(4, tokens.size());
    assertArrayEquals(new int[] {1, 65535, 50263, 256}, tokens.read(0, 4));
    assertArrayEquals(new int[] {65535, 50263}, tokens.read(1, 2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> tokens.read(2, 3)).getMessage();
    assertEquals(file + ": tokens 2 to 4; there are 4", message);
  }

  @Test
  void aFileOfOddLengthIsRefused() throws IOException {
    Files.write(file, new byte[7]);
    String message =
        assertThrows(SupernetFileException.class, () -> TokenFile.open(file)).getMessage();
    assertEquals(file + ": has 7 bytes; tokens have two each, so the last one is cut off", message);
  }

  @Test
  void aMissingFileIsNamed() {
    String message =
        assertThrows(SupernetFileException.class, () -> TokenFile.open(file)).getMessage();
    assertEquals(file + ": missing; expected a file of tokens", message);
  }

  @Test
  void bytesOfTextsAreTokens() throws IOException {
    Path first = Files.writeString(folder.resolve("a.txt"), "né");
    Path second = Files.writeString(folder.resolve("b.txt"), "o\n");
    TokenFile tokens = TokenFile.write(file, List.of(first, second), Tokenizer.bytes());
    assertArrayEquals(new int[] {'n', 0xc3, 0xa9, 'o', '\n'}, tokens.read(0, 5));
    assertEquals(5, tokens.size());
  }

  @Test
  void aTextThatIsNotUtf8LeavesNothingBehind() throws IOException {
    Path text = Files.write(folder.resolve("a.txt"), new byte[] {'a', (byte) 0xff});
    String message = assertThrows(
            IOException.class, () -> TokenFile.write(file, List.of(text), Tokenizer.bytes()))
        .getMessage();
    assertEquals(text + ": not UTF-8", message);
    assertFalse(Files.exists(file));
    assertFalse(Files.exists(folder.resolve("text.tokens.part")));
  }

  private Gpt2Tokenizer tokenizer(String... pairs) throws IOException {
    TokenizerFiles.write(vocabulary, merges, pairs);
    return Gpt2Tokenizer.read(vocabulary, merges);
  }

  /** The numbers of single letters are those of GPT-2's own vocabulary. */
  @Test
  void wordsAreJoinedInTheOrderOfTheMerges() throws IOException {
    Gpt2Tokenizer tokenizer = tokenizer("l o", "Ġ lo", "lo w", "e r", "Ġlo w", "o w");
    assertEquals(256 + 6 + 1, tokenizer.vocabulary());
    assertEquals(OptionalInt.of(262), tokenizer.endOfText());
    // Not 'lo' and 'w', which come later than ' lo'.
    assertArrayEquals(new int[] {258, 260, 259}, tokenizer.encode("low low" + "er"));
  }

  @Test
  void wordsAreCutAsGpt2CutsThem() throws IOException {
    Gpt2Tokenizer tokenizer = tokenizer("a b", "Ġ a", "' s", "1 2", "Ġ Ġ");
    // The last blank stays with the word after it, the others are cut off.
    assertArrayEquals(new int[] {260, 220, 256}, tokenizer.encode("   ab"));
    assertArrayEquals(new int[] {256, 258, 259, '!' - 33}, tokenizer.encode("ab's12!"));
    assertArrayEquals(new int[] {198, 198, 220}, tokenizer.encode("\n\n "));
  }

  @Test
  void theEndOfATextIsOneToken() throws IOException {
    Gpt2Tokenizer tokenizer = tokenizer("a b");
    assertArrayEquals(new int[] {256, 257, 'c' - 33}, tokenizer.encode("ab<|endoftext|>c"));
    Path text = Files.writeString(folder.resolve("a.txt"), "ab");
    TokenFile tokens = TokenFile.write(file, List.of(text, text), tokenizer);
    assertArrayEquals(new int[] {256, 257, 256, 257}, tokens.read(0, 4));
  }

  @Test
  void aTextHasTheSameTokensPieceByPiece() throws IOException {
    Gpt2Tokenizer tokenizer = tokenizer("a b", "Ġ a", "' s", "Ġ Ġ", "Ċ Ċ");
    String letters = "ab 's\n\n\t\u00a0é\ud83d\ude00<|endoftext|>";
    SplittableRandom random = new SplittableRandom(1);
    int times = 0;
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(60, 0, letters.length()).mapToObj(letters::charAt).forEach(letter -> {
        text.append(Character.isSurrogate(letter) ? "\ud83d\ude00" : letter);
      });
      Path written = Files.writeString(folder.resolve("random.txt"), text);
      List<String> cut = new ArrayList<>();
      try (TextPieces pieces = new TextPieces(written, 1 + i % 9)) {
        for (var piece = pieces.next(); piece.isPresent(); piece = pieces.next()) {
          cut.add(piece.get());
        }
        assertEquals(Files.size(written), pieces.position());
      }
      assertEquals(text.toString(), String.join("", cut));
      assertArrayEquals(
          tokenizer.encode(text.toString()),
          cut.stream().map(tokenizer::encode).flatMapToInt(IntStream::of).toArray());
      times += cut.size();
    }
    assertTrue(times > 1000, "texts were cut into " + times + " pieces");
  }

  @Test
  void filesThatAreNoTokenizerAreRefused() throws IOException {
    tokenizer("a b");
    assertRefused(
        "vocab.json", "{\"a\": 70000}", "field 'a' is 70000; expected an integer from 0 to 65535");
    assertRefused("vocab.json", "{\"a\": 0}", "no token '");
    assertRefused("vocab.json", "{\"a\"", "not JSON at line 1");
    tokenizer("a b");
    assertRefused("merges.txt", "a b\na\n", "line 2: 'a'; expected two parts of a token");
    assertRefused("merges.txt", "a c\n", "line 1: 'a c'; expected two parts of a token");
    Files.delete(merges);
    assertTrue(failure().contains("merges.txt: missing"), failure());
  }

  private void assertRefused(String name, String content, String message) throws IOException {
    Files.writeString(folder.resolve(name), content);
    assertTrue(failure().contains(message), failure());
    assertTrue(failure().contains(name), failure());
    tokenizer("a b");
  }

  private String failure() {
    return assertThrows(SupernetFileException.class, () -> Gpt2Tokenizer.read(vocabulary, merges))
        .getMessage();
  }
}
