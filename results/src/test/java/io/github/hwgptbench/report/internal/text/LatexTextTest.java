package io.github.hwgptbench.report.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LatexTextTest {

  @Test
  void escapesWhatLatexWouldRead() {
    assertEquals(
        "50\\% \\& \\#1 \\_x\\_ \\{\\$\\} \\textbackslash{}input \\textless{} a\\textasciitilde{}b",
        LatexText.escaped("50% & #1 _x_ {$} \\input < a~b"));
  }

  @Test
  void keepsHyphensApart() {
    assertEquals("a-b -{}-x -{}-{}-", LatexText.escaped("a-b --x ---"));
  }

  @Test
  void keepsLettersAndWritesSignsAsFormulas() {
    assertEquals("Jörg $\\leq$ 5 $\\times$ $\\infty$", LatexText.escaped("Jörg ≤ 5 × ∞"));
  }

  /** A command, a comment or the end of a group can't come out of a name. */
  @Property
  void leavesNothingThatEndsAGroupOrBeginsACommandOfItsOwn(@ForAll String text) {
    String escaped = LatexText.escaped(text);
    String plain = escaped
        .replaceAll("\\\\text(backslash|asciitilde|asciicircum|less|greater|bar|endash)\\{\\}", "")
        .replaceAll("\\$(-|\\\\(times|leq|geq|approx|infty))\\$", "")
        .replace("{''}", "")
        .replace("{`}", "")
        .replace("{}", "")
        .replaceAll("\\\\[{}&%$#_]", "");
    assertFalse(plain.matches("(?s).*[\\\\{}&%$#_~^\\n\\r].*"), escaped);
  }
}
