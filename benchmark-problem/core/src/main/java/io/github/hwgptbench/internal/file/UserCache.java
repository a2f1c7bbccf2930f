package io.github.hwgptbench.internal.file;

import java.nio.file.Path;
import java.util.Locale;

/** The folder in which operating systems expect what programs can make again. */
public final class UserCache {

  private UserCache() {}

  /** Returns the folder of this library in the cache of the user, which may be missing. */
  public static Path folder() {
    Path home = Path.of(System.getProperty("user.home"));
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return home.resolve(Path.of("Library", "Caches", "hwgptbench"));
    }
    boolean windows = os.contains("win");
    String caches = System.getenv().getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    // XDG: a path that is not absolute counts as not set.
    return (!caches.isEmpty() && Path.of(caches).isAbsolute()
            ? Path.of(caches)
            : home.resolve(windows ? "AppData/Local" : ".cache"))
        .resolve("hwgptbench");
  }
}
