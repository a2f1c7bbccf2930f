package io.github.hwgptbench.front;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;

/** Any bytes are a front or are refused with a message that names the file. */
class ReferenceFrontFileFuzzTest {

  private static final String FRONT = "s-accuracy-energy_h100-params-max-90000000.json.gz";

  private final byte[] valid;

  ReferenceFrontFileFuzzTest() throws IOException {
    try (InputStream in = ReferenceFrontFile.class.getResourceAsStream(FRONT)) {
      valid = new GZIPInputStream(in).readAllBytes();
    }
  }

  @Fuzz
  void anyBytesAreAFrontOrAreRefused(@ForAll long seed) {
    byte[] damaged = Mutations.of(valid, seed);
    Damaged.readsOrRefuses(
        IOException.class,
        "damaged.json: ",
        () -> ReferenceFrontFile.read(new ByteArrayInputStream(damaged), "damaged.json"));
  }
}
