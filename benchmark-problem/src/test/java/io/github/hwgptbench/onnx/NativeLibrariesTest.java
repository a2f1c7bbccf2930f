package io.github.hwgptbench.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process loads the libraries once, so each case is a process of its own. */
class NativeLibrariesTest {

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
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-Dhwgptbench.native.folder=" + cache,
            "-cp",
            System.getProperty("java.class.path"),
            NativeLibrariesTest.class.getName())
        .redirectErrorStream(true)
        .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
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
