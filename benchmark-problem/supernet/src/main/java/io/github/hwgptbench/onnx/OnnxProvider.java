package io.github.hwgptbench.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.hwgptbench.usage.UsageException;
import java.util.Locale;

/**
 * Where supernets are computed: on the CPU, or on an NVIDIA GPU by CUDA, which needs a build with
 * {@code -Pcuda}. Everything else is computed on the CPU.
 *
 * @since 0.2.0
 */
public enum OnnxProvider {
  /** The CPU. */
  CPU,
  /** The first NVIDIA GPU. */
  CUDA;

  /** The system property that names the provider; {@code cpu} without it. */
  public static final String PROPERTY = "hwgptbench.onnx.provider";

  /** The environment variable that names the provider, where the property does not. */
  public static final String VARIABLE = "HWGPTBENCH_ONNX_PROVIDER";

  /**
   * Returns the provider that the property or the variable names; the CPU if both are absent or
   * empty.
   *
   * @throws UsageException if there is none of this name
   */
  public static OnnxProvider chosen() {
    String property = System.getProperty(PROPERTY, "");
    return of(property.isEmpty() ? System.getenv().getOrDefault(VARIABLE, "") : property);
  }

  static OnnxProvider of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "", "cpu" -> CPU;
      case "cuda" -> CUDA;
      default -> throw UsageException.of("%s '%s'; allowed: cpu, cuda", VARIABLE, name);
    };
  }

  /**
   * Adds this provider to the options of a session.
   *
   * @throws UsageException if it is not available; names the missing part
   */
  void addTo(SessionOptions options) {
    if (this == CPU) {
      return;
    }
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw UsageException.of(
          "%s 'cuda': this build of ONNX Runtime has no CUDA; build hwgptbench with -Pcuda",
          VARIABLE);
    }
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
      // TensorFloat-32 has 10 bits of precision, which perplexities would show.
      cuda.add("use_tf32", "0");
      options.addCUDA(cuda);
    } catch (OrtException e) {
      throw UsageException.of(
          "%s 'cuda': CUDA is not available here; it needs an NVIDIA GPU, its driver, CUDA and"
              + " cuDNN: %s",
          VARIABLE, e.getMessage());
    }
  }
}
