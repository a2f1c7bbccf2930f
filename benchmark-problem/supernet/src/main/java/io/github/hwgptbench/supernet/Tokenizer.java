package io.github.hwgptbench.supernet;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Tokenizes strings; tokens are integers from 0. */
public interface Tokenizer {

  /** Returns the number of different tokens. */
  int vocabulary();

  /**
   * Returns the tokens of a text. A blank, or the end of a line, that follows something else begins
   * a token, so that a text may be cut there.
   */
  int[] encode(String text);

  /** Returns the token that ends each document; empty if there is none. */
  OptionalInt endOfText();

  /** Returns the tokenizer whose tokens are the bytes of UTF-8, 256 of them. */
  static Tokenizer bytes() {
    return new Tokenizer() {
      @Override
      public int vocabulary() {
        return 1 << Byte.SIZE;
      }

      @Override
      public int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
          tokens[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return tokens;
      }

      @Override
      public OptionalInt endOfText() {
        return OptionalInt.empty();
      }
    };
  }
}
