package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Processes of a test: the real Optuna, where the environment variable {@value #PYTHON} names a
 * Python that has it, and ours. What each says is in a file of its name.
 */
final class Processes implements AutoCloseable {

  static final String PYTHON = "HWGPTBENCH_OPTUNA_PYTHON";
  private static final Path SCRIPT = Path.of(
      System.getProperty("hwgptbench.root"), "adapters/optuna/src/test/python/optuna_studies.py");

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  Processes(Path folder) {
    this.folder = folder;
  }

  static void assumeOptuna() {
    assumeTrue(System.getenv(PYTHON) != null, PYTHON + " names no Python that has Optuna");
  }

  Process optuna(String name, Object... arguments) throws IOException {
    return start(
        name,
        Map.of(),
        Stream.of(Stream.of(System.getenv(PYTHON), SCRIPT), Stream.of(arguments))
            .flatMap(each -> each));
  }

  Process ours(String name, Object... arguments) throws IOException {
    return ours(name, Map.of(), arguments);
  }

  Process ours(String name, Map<String, String> environment, Object... arguments)
      throws IOException {
    return start(
        name,
        environment,
        Stream.of(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    DatabaseWriter.class.getName()),
                Stream.of(arguments))
            .flatMap(each -> each));
  }

  private Process start(String name, Map<String, String> environment, Stream<?> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.map(Objects::toString).toList())
        .redirectOutput(folder.resolve(name).toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Lets Optuna do something, and returns what it says. */
  List<String> runOptuna(Object... arguments) throws Exception {
    assertEquals(0, optuna("said", arguments).waitFor());
    return said("said");
  }

  List<String> said(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  /** Waits until a process has said so many lines. */
  void await(Process process, String name, int lines) throws Exception {
    while (said(name).size() < lines) {
      assertTrue(process.isAlive(), name + " has ended");
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }
}
