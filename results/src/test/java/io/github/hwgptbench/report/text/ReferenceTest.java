package io.github.hwgptbench.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceTest {

  @Test
  void keysDiffer() {
    Set<String> keys = new HashSet<>();
    for (Reference reference : Reference.values()) {
      assertTrue(keys.add(reference.key()), reference.key());
    }
  }

  @ParameterizedTest
  @EnumSource
  void entryIsOfItsKeyAndItsBracesClose(Reference reference) {
    String entry = reference.bibtex("1.2.3");
    assertTrue(entry.matches("(?s)@[a-z]+\\{" + reference.key() + ",\n.*\n}\n"), entry);
    int depth = 0;
    for (int i = 0; i < entry.length(); i++) {
      depth += entry.charAt(i) == '{' ? 1 : entry.charAt(i) == '}' ? -1 : 0;
      assertTrue(depth > 0 || i >= entry.length() - 2 || i < entry.indexOf('{'), entry);
    }
    assertEquals(0, depth, entry);
    assertTrue(entry.chars().allMatch(character -> character < 128), "old BibTeX reads ASCII");
  }

  /** The year that a text cites is the year of the entry. */
  @ParameterizedTest
  @EnumSource(
      names = {"MOEA_FRAMEWORK", "HWGPTBENCH"},
      mode = EnumSource.Mode.EXCLUDE)
  void entryHasTheYearThatIsCited(Reference reference) {
    String cited = reference.shortForm().substring(reference.shortForm().length() - 4);
    assertTrue(
        reference.bibtex("").replaceAll(" +", " ").contains("year = {" + cited + "}"), cited);
  }

  @Test
  void fileHasTheEntriesInTheOrderOfTheirKeys() {
    assertEquals(
        Reference.NSGA2.bibtex("") + "\n" + Reference.HOLM.bibtex(""),
        Bibliography.bibtex(EnumSet.of(Reference.HOLM, Reference.NSGA2), "1.2.3"));
  }

  @Test
  void ownEntryNamesTheVersion() {
    assertTrue(Reference.HWGPTBENCH.bibtex("0.1.0_x").contains("version 0.1.0\\_x}"));
  }

  @Test
  void algorithmsAreKnownByTheirNames() {
    assertEquals(List.of(Reference.NSGA2), CitedAlgorithms.of("nsga2(population=20)"));
    assertEquals(
        List.of(Reference.NSGA2, Reference.HW_GPT_BENCH), CitedAlgorithms.of("nsga2@paper"));
    assertEquals(List.of(Reference.NSGA2, Reference.JMETAL), CitedAlgorithms.of("jmetal:NSGAII"));
    assertEquals(List.of(Reference.MOEA_FRAMEWORK), CitedAlgorithms.of("moea:eMOEA(x=1)"));
    assertEquals(List.of(), CitedAlgorithms.of("mine"));
  }
}
