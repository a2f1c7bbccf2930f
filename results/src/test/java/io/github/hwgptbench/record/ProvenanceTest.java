package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProvenanceTest {

  @Test
  void aShortHashStillSaysThatSourcesWereChanged() {
    assertEquals("0d95a6116ecf", Provenance.shortened("0d95a6116ecfefefab900a68173d94d67aa72d14"));
    assertEquals(
        "0d95a6116ecf-dirty",
        Provenance.shortened("0d95a6116ecfefefab900a68173d94d67aa72d14-dirty"));
    assertEquals("unknown", Provenance.shortened("unknown"));
  }
}
