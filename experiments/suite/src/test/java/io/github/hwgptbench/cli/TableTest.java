package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

  private static String print(Table.Format format) {
    Table table = new Table("name", "value");
    table.add("a, \"b\"", 0.1 + 0.2);
    table.add("c", 12L);
    table.add("d", null);
    StringWriter out = new StringWriter();
    table.print(format, new PrintWriter(out, true));
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void alignsNumbersToTheRightForPeople() {
    assertEquals("""
        name       value
        a, "b"  0.300000
        c             12
        d
        """, print(Table.Format.TEXT));
  }

  @Test
  void breaksLongTextsInTheLastColumnBetweenWords() {
    Table table = new Table("name", "meaning");
    table.add("a", "word ".repeat(30).strip());
    table.add("b", "x".repeat(150));
    StringWriter out = new StringWriter();
    table.print(Table.Format.TEXT, new PrintWriter(out, true));
    assertEquals(
        List.of(
            "name  meaning",
            "a     " + "word ".repeat(22).strip(),
            "      " + "word ".repeat(8).strip(),
            "b     " + "x".repeat(150)),
        out.toString().lines().toList());
  }

  @Test
  void keepsEveryBitForPrograms() {
    assertEquals("""
        name,value
        "a, ""b""\",0.30000000000000004
        c,12
        d,
        """, print(Table.Format.CSV));
    assertEquals("""
        [ {
          "name" : "a, \\"b\\"",
          "value" : 0.30000000000000004
        }, {
          "name" : "c",
          "value" : 12
        }, {
          "name" : "d",
          "value" : null
        } ]
        """, print(Table.Format.JSON));
  }

  @ParameterizedTest
  @CsvSource({
    "1802502144000, 1802502144000",
    "8510.55044555664, 8510.55",
    "0.0471234567, 0.0471235",
    "23456789.5, 23456790",
    "1e-12, 1.0E-12",
    "-3.25, -3.25000"
  })
  void roundsToSixDigits(double number, String expected) {
    assertEquals(expected, Table.readable(number));
  }
}
