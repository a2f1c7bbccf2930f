package io.github.hwgptbench.supernet;

import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private final Map<String, Integer> numbers;
  private final Map<Pair, Integer> ranks;
  private final int vocabulary;
  private final String[] letters = byteLetters();

  private record Pair(String left, String right) {}

  private Gpt2Tokenizer(Map<String, Integer> numbers, Map<Pair, Integer> ranks, int vocabulary) {
    this.numbers = numbers;
    this.ranks = ranks;
    this.vocabulary = vocabulary;
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
    Map<String, Integer> numbers = numbers(vocabulary);
    Map<Pair, Integer> ranks = ranks(merges, numbers);
    int largest = numbers.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return new Gpt2Tokenizer(numbers, ranks, largest + 1);
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

  private static Map<Pair, Integer> ranks(Path file, Map<String, Integer> numbers) {
    Map<Pair, Integer> ranks = new HashMap<>();
    List<String> lines = text(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || i == 0 && line.startsWith("#version")) {
        continue;
      }
      String[] parts = line.split(" ", -1);
      if (parts.length != 2 || !numbers.containsKey(parts[0] + parts[1])) {
        throw new SupernetFileException(Text.format(
            "%s, line %d: '%s'; expected two parts of a token of the vocabulary",
            file, i + 1, line));
      }
      ranks.putIfAbsent(new Pair(parts[0], parts[1]), ranks.size());
    }
    return ranks;
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
    return vocabulary;
  }

  @Override
  public OptionalInt endOfText() {
    Integer number = numbers.get(END_OF_TEXT);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  @Override
  public int[] encode(String text) {
    Tokens tokens = new Tokens();
    Map<String, int[]> known = new HashMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = endOfText().isPresent() ? text.indexOf(END_OF_TEXT, from) : -1;
      Matcher words = WORDS.matcher(text).region(from, end < 0 ? text.length() : end);
      while (words.find()) {
        if (known.size() > CACHE_SIZE) {
          known.clear();
        }
        tokens.add(known.computeIfAbsent(words.group(), this::word));
      }
      if (end < 0) {
        break;
      }
      tokens.add(endOfText().getAsInt());
      from = end + END_OF_TEXT.length();
    }
    return tokens.toArray();
  }

  private int[] word(String word) {
    List<String> parts = new ArrayList<>();
    for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
      parts.add(letters[Byte.toUnsignedInt(value)]);
    }
    while (parts.size() > 1) {
      int best = Integer.MAX_VALUE;
      Pair pair = null;
      for (int i = 0; i + 1 < parts.size(); i++) {
        Pair candidate = new Pair(parts.get(i), parts.get(i + 1));
        int rank = ranks.getOrDefault(candidate, Integer.MAX_VALUE);
        if (rank < best) {
          best = rank;
          pair = candidate;
        }
      }
      if (pair == null) {
        break;
      }
      parts = joined(parts, pair);
    }
    return parts.stream().mapToInt(numbers::get).toArray();
  }

  private static List<String> joined(List<String> parts, Pair pair) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean here = i + 1 < parts.size()
          && parts.get(i).equals(pair.left)
          && parts.get(i + 1).equals(pair.right);
      joined.add(here ? pair.left + pair.right : parts.get(i));
      i += here ? 1 : 0;
    }
    return joined;
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
