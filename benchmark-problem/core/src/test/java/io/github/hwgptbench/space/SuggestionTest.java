package io.github.hwgptbench.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> KNOWN = List.of("a100", "a40", "cpu_xeon_gold");

  @Test
  void suggestsTheNearestName() {
    assertEquals(Optional.of("a100"), Suggestion.closest("a1000", KNOWN));
    assertEquals(Optional.of("cpu_xeon_gold"), Suggestion.closest("CPU_XEON_GLOD", KNOWN));
  }

  @Test
  void keepsSilentWhenNothingIsNear() {
    assertEquals(Optional.empty(), Suggestion.closest("tpu", KNOWN));
    assertEquals("known: a100, a40, cpu_xeon_gold", Suggestion.known("tpu", KNOWN));
    assertEquals(Suggestion.known("tpu", KNOWN), Suggestion.known("tpu", KNOWN, "hwgpt devices"));
  }

  @Test
  void manyNamesAreCutAndTheCommandThatListsThemIsNamed() {
    List<String> many = IntStream.range(0, 25).mapToObj(i -> "name-" + i).toList();
    String known = Suggestion.known("nome-24", many, "hwgpt names");
    assertTrue(
        known.endsWith(", name-19 and 5 more, see 'hwgpt names' (did you mean 'name-24'?)"), known);
  }
}
