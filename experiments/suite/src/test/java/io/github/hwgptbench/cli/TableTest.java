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
        name      value
        a, "b"   0.3000
        c       12
        d
        """, print(Table.Format.TEXT));
  }

  private static List<String> column(Double... numbers) {
    Table table = new Table("x");
    for (Double number : numbers) {
      table.add(number);
    }
    StringWriter out = new StringWriter();
    table.print(Table.Format.TEXT, new PrintWriter(out, true));
    return out.toString().lines().skip(1).toList();
  }

  @Test
  void numbersOfOneColumnHaveTheSameDecimals() {
    assertEquals(
        List.of("0.9973", "0.8934", "1.0000", ""),
        column(0.997291, 0.893425, 1.0, null).stream().map(String::strip).toList());
    assertEquals(List.of("3.100", "1.000", "0.000", "8.000"), column(3.1, 1.0, 0.0, 8.0));
    // Where they differ much, each has four digits of its own.
    assertEquals(List.of("0.01184", "0.0002127"), column(0.0118371, 2.12713e-4));
    assertEquals(List.of("0.00005341", "0.00005341"), column(5.34058e-5, 5.34058e-5));
    assertEquals(
        List.of("2", "12"), column(2.0, 12.0).stream().map(String::strip).toList());
  }

  /** As in the answer to a query, where one column has all objectives. */
  @Test
  void numbersOfSeveralUnitsHaveFourDigitsEachAndPointsBelowEachOther() {
    assertEquals(
        List.of(
            "       23.35",
            "165012480",
            "        0.5796",
            "      937.4",
            "      NaN",
            "1234567890"),
        column(23.3485, 165012480.0, 0.579639, 937.41, Double.NaN, 1234567890.0).stream()
            .map(line -> line.startsWith(" ") ? line.substring(1) : line)
            .toList());
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
