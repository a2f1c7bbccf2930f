package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any bytes are a surrogate or are refused with a message that names the file. */
class SurrogateFileFuzzTest {

  @Property(seed = "42")
  void anyBytesAreASurrogateOrAreRefused(@ForAll long seed) throws IOException {
    byte[] valid;
    try (InputStream in = SurrogateFile.class.getResourceAsStream("s/latency-a40.onnx")) {
      valid = in.readAllBytes();
    }
    try {
      assertNotNull(SurrogateFile.read(Mutations.of(valid, seed), SearchSpace.s(), "damaged.onnx"));
    } catch (SurrogateFileException e) {
      assertTrue(e.getMessage().startsWith("damaged.onnx: "), e.getMessage());
    }
  }
}
