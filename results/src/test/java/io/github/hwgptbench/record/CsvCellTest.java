package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvCellTest {

  @Test
  void formulasAreTextsAndNumbersStay() {
    for (String formula :
        new String[] {"=1+1", "+1+1", "-2+3", "@SUM(A1)", "\tx", "--", "\n=1", "＝1"}) {
      assertEquals("'" + formula, CsvCell.plain(formula));
    }
    for (String text :
        new String[] {"", "-", "-1", "+1.5e-3", "-Infinity", "nsga2", "a=1", "moea:X(a=-1)"}) {
      assertEquals(text, CsvCell.plain(text));
    }
    assertEquals("\"'=a,\"\"b\"\"\"", CsvCell.quoted("=a,\"b\""));
  }
}
