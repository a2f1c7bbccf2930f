package io.github.hwgptbench.creation.measurement;

import io.github.hwgptbench.space.Architecture;

/** A network that is ready to run on the machine at hand. */
public interface DeviceNetwork extends AutoCloseable {

  /** Runs it forward once. */
  void run();

  @Override
  void close();

  /** Makes networks ready. */
  @FunctionalInterface
  interface Loader {

    /** Returns the network of an architecture, for the caller to close. */
    DeviceNetwork load(Architecture architecture);
  }
}
