package io.github.hwgptbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.problem.Budget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What budgets are called. */
class BudgetAxisTest {

  @ParameterizedTest
  @CsvSource({
    "EVALUATIONS, 1, 1 evaluation",
    "EVALUATIONS, 200, 200 evaluations",
    "COST, 1, a cost of 1 full evaluation",
    "COST, 12.5, a cost of 12.5 full evaluations",
    "SECONDS, 60, 1 simulated minute",
    "SECONDS, 90, 1.5 simulated minutes",
    "SECONDS, 72000, 20 simulated hours"
  })
  void inWords(Budget.Unit unit, double amount, String words) {
    assertEquals(words, BudgetAxis.of(new Budget(unit, amount)).inWords());
  }
}
