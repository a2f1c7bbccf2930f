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
    long option = 0;
    try {
      HotSpotDiagnosticMXBean bean =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (bean != null) {
        option = Long.parseLong(bean.getVMOption("MaxDirectMemorySize").getValue());
      }
    } catch (IllegalArgumentException | LinkageError e) {
      // A JVM without this option, or without the module that has it.
    }
    return option > 0 ? option : Runtime.getRuntime().maxMemory();
  }
}
