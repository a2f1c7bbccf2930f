package io.github.hwgptbench.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of ONNX Runtime, which compute in the calling thread unless more threads are requested.
 */
public final class OnnxRuntime {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final long STACK_BYTES = 4L << 20;
  private static final long STACK_BYTES_PER_CHARACTER = 1024;

  private static volatile @Nullable OrtEnvironment environment;

  private OnnxRuntime() {}

  /**
   * Returns the environment, of which a process has one.
   *
   * @throws java.io.UncheckedIOException if the native libraries can't be loaded; the message has a
   *     remedy
   */
  public static OrtEnvironment environment() {
    OrtEnvironment opened = environment;
    return opened == null ? open() : opened;
  }

  private static synchronized OrtEnvironment open() {
    OrtEnvironment opened = environment;
    if (opened != null) {
      return opened;
    }
    NativeLibraries.prepare();
    FutureTask<OrtEnvironment> loading = new FutureTask<>(
        () -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));
    new Thread(null, loading, "onnxruntime", stackBytes()).start();
    OrtEnvironment loaded;
    try {
      loaded = Objects.requireNonNull(Uninterruptibles.getUninterruptibly(loading));
    } catch (ExecutionException e) {
      Throwable error = e.getCause() == null ? e : e.getCause();
      Throwable cause = error.getCause() == null ? error : error.getCause();
      throw NativeLibraries.unusable(
          "the native libraries of ONNX Runtime can't be loaded: " + cause);
    }
    environment = loaded;
    return loaded;
  }

  /**
   * Returns the size of a stack on which ONNX Runtime loads. On Linux version 1.29 recurses over
   * the command line of the process, with about 270 bytes of stack per character, and on the 1 MiB
   * of a default thread it ends the process where that has more than 3,900.
   */
  private static long stackBytes() {
    long characters;
    try {
      characters = Files.readAllBytes(COMMAND_LINE).length;
    } catch (IOException e) {
      characters = 0;
    }
    return STACK_BYTES + characters * STACK_BYTES_PER_CHARACTER;
  }

  /**
   * Opens a session of a model. The caller closes it.
   *
   * @param model the result of {@link OnnxGraph#toBytes}
   * @throws IllegalStateException if ONNX Runtime can't load it
   */
  public static OrtSession session(byte[] model) {
    return session(model, 1);
  }

  /**
   * Opens a session of a model that computes on several threads, the calling one among them. The
   * caller closes it.
   *
   * @param model the result of {@link OnnxGraph#toBytes}
   * @param threads at least one
   * @throws IllegalStateException if ONNX Runtime can't load it
   */
  public static OrtSession session(byte[] model, int threads) {
    return session(model, threads, OnnxProvider.CPU);
  }

  /**
   * Opens a session of a model on a provider, or in the calling thread. The caller closes it.
   *
   * @param model the result of {@link OnnxGraph#toBytes}
   * @throws io.github.hwgptbench.usage.UsageException if there is no such provider here
   * @throws IllegalStateException if ONNX Runtime can't load it
   * @since 0.2.0
   */
  public static OrtSession session(byte[] model, OnnxProvider provider) {
    return session(model, 1, provider);
  }

  private static OrtSession session(byte[] model, int threads, OnnxProvider provider) {
    OrtEnvironment opened = environment();
    try (SessionOptions options = options(threads)) {
      provider.addTo(options);
      return opened.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't load a model", e);
    }
  }

  /** Returns the version of ONNX Runtime. */
  public static String version() {
    return environment().getVersion();
  }

  private static SessionOptions options(int threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    return options;
  }
}
