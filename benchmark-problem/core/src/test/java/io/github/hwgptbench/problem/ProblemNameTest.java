package io.github.hwgptbench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HWGPT-S(perplexity,energy@rtx2080)",
        "HWGPT-L_WIDE(accuracy,params,flops)",
        "HWGPT-M(perplexity@published,latency@cpu_xeon_gold,params-max-150000000)",
        "HWGPT-S(perplexity,macs,latency@a100-max-20.5,accuracy-min-0.4)",
      })
  void isReadAsItIsWritten(String text) {
    assertEquals(text, ProblemName.parse(text).toString());
  }

  @Test
  void saysAllOfTheProblem() {
    ProblemName name = ProblemName.parse(
        " hwgpt-s(Perplexity, energy@rtx2080, params<=1.5e8, energy@rtx2080-min-0.01) ");
    assertEquals("s", name.space());
    assertEquals(
        List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080")),
        name.objectives());
    assertEquals(
        List.of(Constraint.parse("params<=150000000"), Constraint.parse("energy@rtx2080>=0.01")),
        name.constraints());
    assertEquals(
        List.of("perplexity", "energy@rtx2080", "params"),
        name.metrics().stream().map(Objective::toString).toList());
  }

  @Test
  void knowsDevicesOfTheCaller() {
    String text = "HWGPT-S(perplexity,latency@toaster)";
    assertThrows(IllegalArgumentException.class, () -> ProblemName.parse(text));
    assertEquals(text, ProblemName.parse(text, List.of("toaster")).toString());
  }

  @Test
  void hyphensInDevicesAreNotOfConstraints() {
    String text = "HWGPT-S(perplexity,latency@my-laptop,energy@my-laptop-max-20.5)";
    ProblemName name = ProblemName.parse(text, List.of("my-laptop"));
    assertEquals(text, name.toString());
    assertEquals(1, name.constraints().size());
  }

  @Test
  void claimsWhatBeginsAsOurs() {
    assertTrue(ProblemName.claims("hwgpt-whatever"));
    assertFalse(ProblemName.claims("ZDT1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HWGPT-S                               | expected HWGPT-, a search space, and in parenth",
        "HWGPT-S(perplexity,macs               | expected HWGPT-, a search space, and in parenth",
        "HWGPT-S(params-max-1)                 | needs at least one",
        "HWGPT-S(macs,perplexity,macs)         | 'macs': given twice",
        "HWGPT-S(perplexity,)                  | unknown metric ''",
        "HWGPT-S(perplexity,latency)           | needs a device",
        "HWGPT-S(perplexity,latency@a1000)     | did you mean 'a100'?",
        "HWGPT-S(perplexity,macs,params-max-x) | 'x' is not a number",
      })
  void saysWhatIsWrong(String text, String why) {
    String message = assertThrows(IllegalArgumentException.class, () -> ProblemName.parse(text))
        .getMessage();
    assertTrue(message.startsWith("Problem '" + text + "': "), message);
    assertTrue(message.contains(why), message);
  }
}
