package io.github.hwgptbench.surrogate;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.ForAll;

/** Any bytes are a surrogate or are refused with a message that names the file. */
class SurrogateFileFuzzTest {

  @Fuzz
  void anyBytesAreASurrogateOrAreRefused(@ForAll long seed) throws IOException {
    byte[] valid;
    try (InputStream in = SurrogateFile.class.getResourceAsStream("s/latency-a40.onnx")) {
      valid = in.readAllBytes();
    }
    byte[] damaged = Mutations.of(valid, seed);
    Damaged.readsOrRefuses(
        SurrogateFileException.class,
        "damaged.onnx: ",
        () -> SurrogateFile.read(damaged, SearchSpace.s(), "damaged.onnx"));
  }
}
