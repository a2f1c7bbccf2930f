package io.github.hwgptbench.citation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {

  /** Works without a year. */
  private static final Set<String> UNDATED = Set.of("hadka-moeaframework", "hwgptbench");

  static List<Reference> shipped() {
    return Reference.shipped();
  }

  @Test
  void everyEntryOfTheFileIsRead() throws Exception {
    try (var in = Reference.class.getResourceAsStream("references.bib")) {
      long entries = new String(in.readAllBytes(), "UTF-8")
          .lines()
          .filter(line -> line.startsWith("@"))
          .count();
      assertEquals(entries, shipped().size());
    }
    assertEquals("Demšar 2006", Reference.of("demsar2006statistical").shortForm());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void bracesOfAnEntryClose(Reference reference) {
    String entry = reference.bibtex();
    int depth = 0;
    for (int i = 0; i < entry.length(); i++) {
      depth += entry.charAt(i) == '{' ? 1 : entry.charAt(i) == '}' ? -1 : 0;
      assertTrue(depth > 0 || i >= entry.length() - 2 || i < entry.indexOf('{'), entry);
    }
    assertEquals(0, depth, entry);
    assertTrue(entry.chars().allMatch(character -> character < 128), "old BibTeX reads ASCII");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void entryHasTheYearThatIsCited(Reference reference) {
    if (UNDATED.contains(reference.key())) {
      return;
    }
    String cited = reference.shortForm().substring(reference.shortForm().length() - 4);
    assertTrue(reference.bibtex().replaceAll(" +", " ").contains("year = {" + cited + "}"), cited);
  }

  @Test
  void unknownKeysAndUnfinishedEntriesAreRefused() {
    assertEquals(
        "No entry 'nobody2000' in references.bib",
        assertThrows(IllegalArgumentException.class, () -> Reference.of("nobody2000"))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Reference("mine2026", "Mine 2026", "@misc{mine2026,\n  year = {2026}"));
  }
}
