package io.github.hwgptbench.landscape;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.ForAll;

/** Any bytes are calibrations or are refused with a message that names the file. */
class CalibrationFileFuzzTest {

  private static final int BEGINNING = 2000;

  private final byte[] valid;

  CalibrationFileFuzzTest() throws IOException {
    try (InputStream in = CalibrationFile.class.getResourceAsStream("calibration.csv")) {
      valid = in.readNBytes(BEGINNING);
    }
  }

  @Fuzz
  void anyBytesAreCalibrationsOrAreRefused(@ForAll long seed) {
    byte[] damaged = Mutations.of(valid, seed);
    Damaged.readsOrRefuses(
        IOException.class,
        "damaged.csv",
        () -> CalibrationFile.read(new ByteArrayInputStream(damaged), "damaged.csv"));
  }
}
