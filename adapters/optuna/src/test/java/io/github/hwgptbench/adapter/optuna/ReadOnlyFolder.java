package io.github.hwgptbench.adapter.optuna;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder seen through a mount that may only be read, which holds for the superuser too. */
record ReadOnlyFolder(Path path) implements AutoCloseable {

  /** Skips the test where nothing can be mounted. */
  static ReadOnlyFolder of(Path folder) throws IOException {
    Path path = Files.createTempDirectory("read-only");
    boolean mounted = run("mount", "--bind", folder.toString(), path.toString())
        && run("mount", "-o", "remount,ro,bind", path.toString());
    assumeTrue(mounted, "no folder can be mounted here");
    return new ReadOnlyFolder(path);
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", path.toString());
    Files.delete(path);
  }
}
