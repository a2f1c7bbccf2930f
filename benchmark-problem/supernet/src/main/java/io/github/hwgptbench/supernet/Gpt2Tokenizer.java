package io.github.hwgptbench.supernet;

import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of GPT-2 (Radford et al. 2019): bytes of words, joined pair by pair in the order of
 * a list of merges. It needs the two files that are published with GPT-2: {@code vocab.json}, which
 * numbers the tokens, and {@code merges.txt}.
 *
 * <p>The text {@code <|endoftext|>} is the token of that name, which also ends each text.
 */
public final class Gpt2Tokenizer implements Tokenizer {

  private static final String END_OF_TEXT = "<|endoftext|>";
  /** Words with the blank before them, as GPT-2 cuts them. */
  private static final Pattern WORDS = Pattern.compile(
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
      Pattern.UNICODE_CHARACTER_CLASS);

  private static final int CACHE_SIZE = 1 << 16;

  /** The number of each token, which need not be another one for each, by its index. */
  private final int[] numbers;
  /** The index of the token of each byte. */
  private final int[] bytes;

  private final PairMerges merges;
  private final @Nullable Integer endOfText;

  private Gpt2Tokenizer(Map<String, Integer> numbers, Path merges) {
    List<String> tokens = List.copyOf(numbers.keySet());
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      indices.put(tokens.get(i), i);
    }
    this.numbers = tokens.stream().mapToInt(numbers::get).toArray();
    this.merges = merges(merges, indices);
    bytes = Arrays.stream(byteLetters()).mapToInt(indices::get).toArray();
    endOfText = numbers.get(END_OF_TEXT);
  }

  /**
   * Reads the files of GPT-2, or of a tokenizer of the same form with at most 65,536 tokens.
   *
   * @param vocabulary the file {@code vocab.json}
   * @param merges the file {@code merges.txt}
   * @throws SupernetFileException if a file is missing, can't be read, or is not of its form; names
   *     it, and the field or the line
   */
  public static Gpt2Tokenizer read(Path vocabulary, Path merges) {
    return new Gpt2Tokenizer(numbers(vocabulary), merges);
  }

  private static Map<String, Integer> numbers(Path file) {
    Map<String, Integer> numbers = new HashMap<>();
    try {
      JsonFields fields = JsonFields.parse(text(file).getBytes(StandardCharsets.UTF_8));
      fields.names().forEach(token -> numbers.put(token, fields.integer(token, 0, (1 << 16) - 1)));
    } catch (UsageException e) {
      throw new SupernetFileException(file + ": " + e.getMessage(), e);
    }
    for (String letter : byteLetters()) {
      if (!numbers.containsKey(letter)) {
        throw new SupernetFileException(
            Text.format("%s: no token '%s'; every byte needs one", file, letter));
      }
    }
    return numbers;
  }

  private static PairMerges merges(Path file, Map<String, Integer> indices) {
    PairMerges merges = new PairMerges();
    List<String> lines = text(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || i == 0 && line.startsWith("#version")) {
        continue;
      }
      String[] parts = line.split(" ", -1);
      Integer joined = parts.length == 2 ? indices.get(parts[0] + parts[1]) : null;
      if (joined == null) {
        throw new SupernetFileException(Text.format(
            "%s, line %d: '%s'; expected two parts of a token of the vocabulary",
            file, i + 1, line));
      }
      Integer left = indices.get(parts[0]);
      Integer right = indices.get(parts[1]);
      if (left != null && right != null) {
        merges.add(left, right, joined);
      }
    }
    return merges;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new SupernetFileException(
          Text.format("%s: missing; expected a file of GPT-2's tokenizer", file), e);
    } catch (IOException e) {
      throw new SupernetFileException(
          Text.format("%s: can't be read: %s", file, e.getMessage()), e);
    }
  }

  /**
   * The letter that stands for each byte in the files: itself where it is printable, and else the
   * next one from U+0100 on.
   */
  private static String[] byteLetters() {
    String[] letters = new String[1 << Byte.SIZE];
    int next = 1 << Byte.SIZE;
    for (int value = 0; value < letters.length; value++) {
      boolean printable =
          value > ' ' && value <= '~' || value >= 0xA1 && value <= 0xFF && value != 0xAD;
      letters[value] = Character.toString(printable ? value : next++);
    }
    return letters;
  }

  @Override
  public int vocabulary() {
    return Arrays.stream(numbers).max().orElseThrow() + 1;
  }

  @Override
  public OptionalInt endOfText() {
    return endOfText == null ? OptionalInt.empty() : OptionalInt.of(endOfText);
  }

  @Override
  public int[] encode(String text) {
    Tokens encoded = new Tokens();
    Map<String, int[]> known = new HashMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = endOfText == null ? -1 : text.indexOf(END_OF_TEXT, from);
      Matcher words = WORDS.matcher(text).region(from, end < 0 ? text.length() : end);
      while (words.find()) {
        if (known.size() > CACHE_SIZE) {
          known.clear();
        }
        encoded.add(known.computeIfAbsent(words.group(), this::word));
      }
      if (end < 0 || endOfText == null) {
        break;
      }
      encoded.add(endOfText);
      from = end + END_OF_TEXT.length();
    }
    return encoded.toArray();
  }

  private int[] word(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    int[] parts = new int[utf8.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = bytes[Byte.toUnsignedInt(utf8[i])];
    }
    return Arrays.stream(merges.apply(parts)).map(part -> numbers[part]).toArray();
  }

  /** A list of numbers. */
  private static final class Tokens {

    private int[] values = new int[1024];
    private int size;

    void add(int... tokens) {
      if (size + tokens.length > values.length) {
        values = Arrays.copyOf(values, 2 * values.length + tokens.length);
      }
      System.arraycopy(tokens, 0, values, size, tokens.length);
      size += tokens.length;
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
