package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintTest {

  @ParameterizedTest
  @CsvSource({
    "params<=150000000, params<=150000000",
    "params <= 1.5e8, params<=150000000",
    "latency@a100<=20.5, latency@a100<=20.5",
    "accuracy>=0.35, accuracy>=0.35"
  })
  void readsAndPrintsTheTextForm(String text, String printed) {
    assertEquals(printed, Constraint.parse(text).toString());
    assertEquals(Constraint.parse(text), Constraint.parse(printed));
  }

  @Test
  void violationIsTheAmountBeyondTheBound() {
    Constraint atMost = Constraint.parse("latency@a100<=20");
    assertEquals(0, atMost.violation(20));
    assertEquals(2.5, atMost.violation(22.5));
    Constraint atLeast = Constraint.parse("accuracy>=0.5");
    assertEquals(0, atLeast.violation(0.75));
    assertEquals(0.25, atLeast.violation(0.25));
    assertTrue(Double.isNaN(atLeast.violation(Double.NaN)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "params",
        "params<15",
        "params=15",
        "params<=",
        "params<=many",
        "params<=NaN",
        "params<=1e999",
        "latency@a1000<=20",
        "<=20",
        "1<=params<=2"
      })
  void refusesWhatIsNoConstraint(String text) {
    assertThrows(IllegalArgumentException.class, () -> Constraint.parse(text));
  }
}
