package io.github.hwgptbench.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process loads the libraries once, so each case is a process of its own. */
class NativeLibrariesTest {

  private static final int PROCESSES = 4;

  @TempDir
  private Path temp;

  /** Prints the version, or what is wrong. */
  public static void main(String[] args) {
    try {
      System.out.println("version " + OnnxRuntime.version());
    } catch (UncheckedIOException e) {
      System.out.println(e.getCause().getMessage());
    }
    // As a process that is killed, without what is done at its end.
    Runtime.getRuntime().halt(0);
  }

  private static String run(Path temporary, Path cache) throws IOException {
    return said(start(temporary, cache));
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static Process start(Path temporary, Path cache, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + temporary,
        "-Dhwgptbench.native.folder=" + cache,
        "-cp",
        System.getProperty("java.class.path"),
        NativeLibrariesTest.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** ONNX Runtime ends the process where the stack is too small for its command line. */
  @Test
  void loadWhateverTheLengthOfTheCommandLine() throws IOException {
    Path temporary = Files.createDirectory(temp.resolve("tmp"));
    String said = said(start(temporary, temp.resolve("cache"), "x".repeat(100_000)));
    assertTrue(said.contains("version "), said);
  }

  private static List<Path> libraries(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains("onnxruntime."))
          .toList();
    }
  }

  @Test
  void areCopiedOnceAndCopiedAgainWhereDamaged() throws IOException {
    Path temporary = Files.createDirectory(temp.resolve("tmp"));
    Path cache = temp.resolve("cache");
    assertTrue(run(temporary, cache).contains("version "));
    assertEquals(List.of(), libraries(temporary));
    Path library = libraries(cache).get(0);
    FileTime copied = Files.getLastModifiedTime(library);
    long size = Files.size(library);
    assertTrue(run(temporary, cache).contains("version "));
    assertEquals(copied, Files.getLastModifiedTime(library));
    Files.write(library, new byte[100]);
    assertTrue(run(temporary, cache).contains("version "));
    assertEquals(size, Files.size(library));
  }

  /** Returns the names of the files in the folder of the cache. */
  private static List<String> names(Path cache) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Returns whether there is half a copy. Looks at names alone, as files come and go. */
  private static boolean copies(Path cache) throws IOException {
    if (!Files.exists(cache)) {
      return false;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache)) {
      for (Path folder : folders) {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, "*.tmp")) {
          if (halves.iterator().hasNext()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Test
  @Timeout(300)
  void manyFirstProcessesCopyOnceAndLoadAll() throws IOException {
    Path temporary = Files.createDirectory(temp.resolve("tmp"));
    Path alone = temp.resolve("alone");
    run(temporary, alone);
    for (boolean damaged : new boolean[] {false, true}) {
      Path cache = temp.resolve(damaged ? "damaged" : "empty");
      if (damaged) {
        run(temporary, cache);
        for (Path library : libraries(cache)) {
          Files.write(library, new byte[100]);
        }
      }
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(temporary, cache));
      }
      for (Process process : processes) {
        String said = said(process);
        assertTrue(said.contains("version "), said);
      }
      assertEquals(names(alone), names(cache));
      assertEquals(List.of(), libraries(temporary));
    }
  }

  @Test
  @Timeout(300)
  void aProcessThatIsKilledWhileItCopiesLeavesNothingThatOthersUse() throws Exception {
    Path temporary = Files.createDirectory(temp.resolve("tmp"));
    Path alone = temp.resolve("alone");
    run(temporary, alone);
    Path cache;
    Process waits;
    int tries = 0;
    do {
      cache = temp.resolve("cache-" + tries++);
      Process killed = start(temporary, cache);
      // On a busy machine it may have copied all before it is looked at.
      while (killed.isAlive() && !copies(cache)) {
        Thread.onSpinWait();
      }
      waits = start(temporary, cache);
      killed.destroyForcibly().waitFor();
      // The copy may have ended before the process did.
    } while (!copies(cache) && tries < 10);
    assertTrue(copies(cache), "half a copy is left");
    for (Process process : List.of(waits, start(temporary, cache))) {
      String said = said(process);
      assertTrue(said.contains("version "), said);
    }
    assertEquals(names(alone), names(cache));
    assertEquals(List.of(), libraries(temporary));
  }

  @Test
  void aMissingTemporaryFolderIsNamed() throws IOException {
    String message = run(temp.resolve("missing"), temp.resolve("cache"));
    assertTrue(message.contains("missing' is missing or can't be written"), message);
  }

  @Test
  void aTemporaryFolderWithoutProgramsDoesNotMatter() throws Exception {
    Path noexec = Files.createDirectory(temp.resolve("noexec"));
    assumeTrue(mount("mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", noexec.toString()));
    try {
      assertTrue(run(noexec, temp.resolve("cache")).contains("version "));
      String message = run(noexec, noexec.resolve("cache"));
      assertTrue(message.contains("HWGPTBENCH_NATIVE_FOLDER"), message);
    } finally {
      mount("umount", "-l", noexec.toString());
    }
  }

  private static boolean mount(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
