package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class PairMergesTest {

  /** Merges of strings in any order, so that one may make possible an earlier one. */
  private static final class Vocabulary {

    private final List<String> tokens = new ArrayList<>(List.of("a", "b"));
    private final Map<List<String>, String> pairs = new LinkedHashMap<>();
    private final PairMerges merges = new PairMerges();

    Vocabulary(SplittableRandom random, int size) {
      List<List<String>> drawn = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        List<String> pair = List.of(token(random), token(random));
        drawn.add(random.nextInt(drawn.size() + 1), pair);
        if (!tokens.contains(String.join("", pair))) {
          tokens.add(String.join("", pair));
        }
      }
      for (List<String> pair : drawn) {
        pairs.putIfAbsent(pair, String.join("", pair));
        merges.add(
            tokens.indexOf(pair.get(0)),
            tokens.indexOf(pair.get(1)),
            tokens.indexOf(String.join("", pair)));
      }
    }

    private String token(SplittableRandom random) {
      return tokens.get(random.nextInt(tokens.size()));
    }

    List<String> apply(List<String> letters) {
      int[] parts = letters.stream().mapToInt(tokens::indexOf).toArray();
      return Arrays.stream(merges.apply(parts)).mapToObj(tokens::get).toList();
    }

    /** The definition: the first merge that applies joins its pairs, and all are searched again. */
    List<String> applyNaively(List<String> letters) {
      List<String> parts = letters;
      for (List<String> joined = joined(parts); joined.size() < parts.size(); ) {
        parts = joined;
        joined = joined(parts);
      }
      return parts;
    }

    private List<String> joined(List<String> parts) {
      for (List<String> pair : pairs.keySet()) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          boolean here = i + 1 < parts.size() && parts.subList(i, i + 2).equals(pair);
          joined.add(here ? pairs.get(pair) : parts.get(i));
          i += here ? 1 : 0;
        }
        if (joined.size() < parts.size()) {
          return joined;
        }
      }
      return parts;
    }
  }

  @Property(tries = 2000)
  void joinsWhatTheDefinitionJoins(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Vocabulary vocabulary = new Vocabulary(random, random.nextInt(40));
    int length = random.nextInt(60);
    List<String> letters =
        random.ints(length, 0, 2).mapToObj(vocabulary.tokens::get).toList();
    List<String> expected = vocabulary.applyNaively(letters);
    assertEquals(expected, vocabulary.apply(letters));
    Statistics.label("joined more than half")
        .collect(2 * expected.size() < length)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
  }

  /** Joining all of its pairs comes before what a merge makes possible, if that is earlier. */
  @Test
  void aMergeIsCompletedBeforeAnEarlierOneThatItMakesPossible() {
    PairMerges merges = new PairMerges();
    merges.add(2, 0, 3);
    merges.add(0, 1, 2);
    // Of abab first both pairs ab, then nothing: not ab and a.
    assertEquals("[2, 2]", Arrays.toString(merges.apply(new int[] {0, 1, 0, 1})));
    assertEquals("[3]", Arrays.toString(merges.apply(new int[] {0, 1, 0})));
  }

  @Test
  void aMillionPartsWithoutABreakTakeNoQuadraticTime() {
    PairMerges merges = new PairMerges();
    for (int token = 0; token < 16; token++) {
      merges.add(token, token, token + 1);
    }
    int[] joined = assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> merges.apply(new int[(1 << 20) + 1]));
    assertEquals(16 + 1, joined.length);
  }
}
