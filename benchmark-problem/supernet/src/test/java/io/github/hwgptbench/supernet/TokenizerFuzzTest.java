package io.github.hwgptbench.supernet;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are files of a tokenizer, or tokens, or are refused with a message that names them. */
class TokenizerFuzzTest {

  private static Path vocabulary;
  private static Path merges;
  private static byte[] validVocabulary;
  private static byte[] validMerges;

  @BeforeContainer
  static void writeFiles() throws IOException {
    vocabulary = Files.createTempFile("damaged", ".json");
    merges = Files.createTempFile("damaged", ".txt");
    TokenizerFiles.write(vocabulary, merges, "l o", "\u0120 lo", "lo w", "e r");
    validVocabulary = Files.readAllBytes(vocabulary);
    validMerges = Files.readAllBytes(merges);
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(vocabulary);
    Files.delete(merges);
  }

  private static void read() {
    Gpt2Tokenizer.read(vocabulary, merges).encode("low lower<|endoftext|>\u00e9");
  }

  @Fuzz
  void anyBytesAreAVocabularyOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(vocabulary, Mutations.of(validVocabulary, seed));
    // Without merges, none has a token that the vocabulary lost.
    Files.write(merges, new byte[0]);
    Damaged.readsOrRefuses(SupernetFileException.class, vocabulary, TokenizerFuzzTest::read);
  }

  @Fuzz
  void anyBytesAreMergesOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(vocabulary, validVocabulary);
    Files.write(merges, Mutations.of(validMerges, seed));
    Damaged.readsOrRefuses(SupernetFileException.class, merges, TokenizerFuzzTest::read);
  }

  @Fuzz
  void anyBytesAreTokensOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(merges, Mutations.of(validMerges, seed));
    Damaged.readsOrRefuses(SupernetFileException.class, merges, () -> {
      TokenFile tokens = TokenFile.open(merges);
      tokens.read(0, (int) tokens.size());
    });
  }
}
