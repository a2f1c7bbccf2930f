package io.github.hwgptbench.supernet;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Memory outside the heap, into which slices of weights are copied. */
final class DirectMemory {

  private DirectMemory() {}

  /**
   * Returns how many bytes the JVM allocates at most: as the option {@code -XX:MaxDirectMemorySize}
   * has it, or by default as much as the heap may have.
   */
  static long limit() {
    long option;
    try {
      option = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .getVMOption("MaxDirectMemorySize")
          .getValue());
    } catch (IllegalArgumentException e) {
      // A JVM without this option.
      option = 0;
    }
    return option > 0 ? option : Runtime.getRuntime().maxMemory();
  }
}
