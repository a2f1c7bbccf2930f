package io.github.hwgptbench.indicator;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any bytes are a front or are refused with a message that names the file. */
class ReferenceFrontFileFuzzTest {

  private static final String FRONT = "fronts/s-accuracy-energy_h100-params-max-90000000.json.gz";

  private final byte[] valid;

  ReferenceFrontFileFuzzTest() throws IOException {
    try (InputStream in = ReferenceFrontFile.class.getResourceAsStream(FRONT)) {
      valid = new GZIPInputStream(in).readAllBytes();
    }
  }

  @Property(seed = "42")
  void anyBytesAreAFrontOrAreRefused(@ForAll long seed) {
    try {
      assertNotNull(ReferenceFrontFile.read(
          new ByteArrayInputStream(Mutations.of(valid, seed)), "damaged.json"));
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith("damaged.json: "), e.getMessage());
    }
  }
}
