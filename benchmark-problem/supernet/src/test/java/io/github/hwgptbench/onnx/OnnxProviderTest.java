package io.github.hwgptbench.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.ShippedSupernet;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.usage.UsageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnnxProviderTest {

  @AfterEach
  void clear() {
    System.clearProperty(OnnxProvider.PROPERTY);
  }

  @Test
  void anUnknownProviderIsRefused() {
    System.setProperty(OnnxProvider.PROPERTY, "tpu");
    assertEquals("HWGPTBENCH_ONNX_PROVIDER 'tpu'; allowed: cpu, cuda", failure());
  }

  @Test
  void anEmptyNameIsAsNone() {
    assertEquals(OnnxProvider.CPU, OnnxProvider.of(""));
    System.setProperty(OnnxProvider.PROPERTY, "");
    assertEquals(OnnxProvider.CPU, OnnxProvider.chosen());
  }

  @Test
  void aBuildWithoutCudaNamesTheOneThatHasIt() {
    OnnxRuntime.environment();
    assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
    System.setProperty(OnnxProvider.PROPERTY, "cuda");
    assertEquals(
        "HWGPTBENCH_ONNX_PROVIDER 'cuda': this build of ONNX Runtime has no CUDA; build hwgptbench"
            + " with -Pcuda",
        failure());
  }

  private static String failure() {
    SupernetSource source = ShippedSupernet.of(SearchSpace.xs()).orElseThrow().build();
    return assertThrows(UsageException.class, source::evaluator).getMessage();
  }
}
