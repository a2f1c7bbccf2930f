package io.github.hwgptbench.supernet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small files of a tokenizer, as those that are published with GPT-2. */
final class TokenizerFiles {

  private TokenizerFiles() {}

  /** Writes the letters of all bytes, the tokens of the merges, and the end of a text. */
  static void write(Path vocabulary, Path merges, String... pairs) throws IOException {
    List<String> tokens = IntStream.concat(
            IntStream.concat(IntStream.rangeClosed('!', '~'), IntStream.rangeClosed(0xA1, 0xAC)),
            IntStream.concat(IntStream.rangeClosed(0xAE, 0xFF), IntStream.range(0x100, 0x100 + 68)))
        .mapToObj(Character::toString)
        .collect(Collectors.toList());
    for (String pair : pairs) {
      tokens.add(pair.replace(" ", ""));
    }
    tokens.add("<|endoftext|>");
    Map<String, Integer> numbers = IntStream.range(0, tokens.size())
        .boxed()
        .collect(Collectors.toMap(tokens::get, number -> number));
    Files.writeString(vocabulary, new ObjectMapper().writeValueAsString(numbers));
    Files.writeString(merges, "#version: 0.2\n" + String.join("\n", pairs) + "\n");
  }
}
