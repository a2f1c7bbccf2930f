package io.github.hwgptbench.report.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.citation.Reference;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BibliographyTest {

  private static final Reference NSGA2 = Reference.of("deb2002nsga2");

  @Test
  void fileHasTheEntriesInTheOrderOfTheirKeys() {
    Reference holm = Reference.of("holm1979simple");
    assertEquals(
        NSGA2.bibtex() + "\n" + holm.bibtex(), Bibliography.bibtex(Set.of(holm, NSGA2), "1.2.3"));
  }

  @Test
  void ownEntryNamesTheVersion() {
    assertTrue(Bibliography.bibtex(Set.of(Reference.of(Reference.THIS_SOFTWARE)), "0.1.0_x")
        .contains("version 0.1.0\\_x}"));
  }

  @Test
  void algorithmsAreKnownByTheirNames() {
    assertEquals(List.of(NSGA2), CitedAlgorithms.of("nsga2(population=20)"));
    assertEquals(
        List.of(NSGA2, Reference.of("sukthanker2024hwgptbench")),
        CitedAlgorithms.of("nsga2@paper"));
    assertEquals(
        List.of(NSGA2, Reference.of("durillo2011jmetal")), CitedAlgorithms.of("jmetal:NSGAII"));
    assertEquals(
        List.of(Reference.of("deb2003fast"), Reference.of("hadka-moeaframework")),
        CitedAlgorithms.of("moea:eMOEA(x=1)"));
    assertEquals(
        List.of(Reference.of("bergstra2011algorithms"), Reference.of("ozaki2022multiobjective")),
        CitedAlgorithms.of("tpe"));
    assertEquals(List.of(), CitedAlgorithms.of("mine"));
  }
}
