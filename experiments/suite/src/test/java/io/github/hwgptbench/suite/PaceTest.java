package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void isDueOnceASecond() {
    AtomicLong nanos = new AtomicLong(-5);
    Pace pace = new Pace(nanos::get);
    assertFalse(pace.due());
    nanos.addAndGet(1_000_000_000);
    assertTrue(pace.due());
    assertFalse(pace.due());
    nanos.addAndGet(999_999_999);
    assertFalse(pace.due());
    nanos.addAndGet(1);
    assertTrue(pace.due());
  }
}
