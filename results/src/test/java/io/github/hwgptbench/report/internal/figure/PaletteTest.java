package io.github.hwgptbench.report.internal.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {

  @Test
  void stylesOf245SeriesDiffer() {
    List<String> names = IntStream.range(0, 245).mapToObj(i -> "a" + i).toList();
    Palette palette = Palette.of(names);
    assertEquals(245, new HashSet<>(names.stream().map(palette::style).toList()).size());
  }

  @Test
  void theFirstFiveAreToldApartWithoutColors() {
    List<String> names = IntStream.range(0, 5).mapToObj(i -> "a" + i).toList();
    Palette palette = Palette.of(names);
    Set<Dash> dashes = new HashSet<>();
    Set<Marker> markers = new HashSet<>();
    for (String name : names) {
      dashes.add(palette.style(name).dash());
      markers.add(palette.style(name).marker());
    }
    assertEquals(5, dashes.size());
    assertEquals(5, markers.size());
  }

  @Test
  void theFirstSevenHaveColorsAndMarkersOfTheirOwn() {
    List<String> names = IntStream.range(0, 7).mapToObj(i -> "a" + i).toList();
    Palette palette = Palette.of(names);
    List<Style> styles = names.stream().map(palette::style).toList();
    assertEquals(7, styles.stream().map(Style::ink).distinct().count());
    assertEquals(7, styles.stream().map(Style::marker).distinct().count());
  }

  @Test
  void stylesOfAlgorithmsDependOnTheirNames() {
    List<String> all = List.of(
        "random",
        "mo-re",
        "nsga2",
        "local-search",
        "lsbo",
        "rsbo",
        "ehvi",
        "nehvi",
        "parego",
        "tpe",
        "ridge",
        "grid",
        "mf-ehvi",
        "moea:NSGAIII",
        "jmetal:SMSEMOA",
        "moasha");
    Palette palette = Palette.ofAlgorithms(all);
    List<String> reversed = all.stream().sorted(Comparator.reverseOrder()).toList();
    Palette other = Palette.ofAlgorithms(reversed);
    all.forEach(name -> assertEquals(palette.style(name), other.style(name), name));
    assertEquals(16, all.stream().map(palette::style).distinct().count());
    for (int i = 0; i < 7; i++) {
      String baseline = all.get(i);
      assertEquals(Ink.values()[i], palette.style(baseline).ink(), baseline);
      Palette alone = Palette.ofAlgorithms(List.of("tpe", baseline));
      assertEquals(palette.style(baseline), alone.style(baseline), baseline);
      assertNotEquals(alone.style("tpe").ink(), alone.style(baseline).ink(), baseline);
    }
    for (Ink ink : List.of(Ink.BLUE, Ink.BROWN)) {
      long users = all.stream().filter(it -> palette.style(it).ink() == ink).count();
      assertTrue(users == 2 || users == 3, ink + " is of " + users);
    }
  }

  @Test
  void refusesNamesItWasNotMadeFor() {
    Palette palette = Palette.of(List.of("ls"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> palette.style("nsga2"));
    assertTrue(e.getMessage().contains("known: ls"));
  }

  @Test
  void theHighlightedSeriesAloneKeepsItsColor() {
    Palette all = Palette.ofAlgorithms(List.of("random", "ehvi (mine)", "ehvi", "nsga2"));
    Palette palette = all.highlighting("ehvi");
    assertTrue(palette.highlights("ehvi"));
    assertFalse(palette.highlights("nsga2"));
    assertFalse(all.highlights("ehvi"));
    assertEquals(all.style("ehvi"), palette.style("ehvi"));
    assertEquals(all.style("ehvi (mine)"), palette.style("ehvi (mine)"));
    assertEquals(
        new Style(Ink.MUTED, all.style("nsga2").dash(), all.style("nsga2").marker()),
        palette.style("nsga2"));
  }
}
