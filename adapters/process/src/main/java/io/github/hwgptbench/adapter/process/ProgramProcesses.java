package io.github.hwgptbench.adapter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The processes of a program: the one that was started, those that it has started, and so on. Who
 * has lost its parent can't be found by it any more. So the program is given a variable of its
 * environment, which all inherit, and by which they are found where the system shows it: on Linux,
 * in {@code /proc}. Elsewhere those are found whose parents are still there.
 */
final class ProgramProcesses {

  private static final Path PROC = Path.of("/proc");
  /** Who starts others faster than they are ended is given up on. */
  private static final int MOST_ROUNDS = 100;

  /** Another name for each, since a program may start programs as we do. */
  private final String mark =
      "HWGPTBENCH_PROGRAM_" + UUID.randomUUID().toString().replace('-', '_');

  private final Process process;

  /** Starts a program. */
  ProgramProcesses(ProcessBuilder program) throws IOException {
    program.environment().put(mark, "1");
    this.process = program.start();
  }

  /** Returns the process that was started. */
  Process first() {
    return process;
  }

  /** Ends all; the first one first, so that it starts nothing in place of what it had started. */
  void kill() {
    List<ProcessHandle> descendants = process.descendants().toList();
    // By its handle: the process itself would wait for its pipes, which others may hold.
    process.toHandle().destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    List<ProcessHandle> others = marked();
    for (int round = 0; round < MOST_ROUNDS && !others.isEmpty(); round++) {
      others.forEach(ProcessHandle::destroyForcibly);
      others = marked();
    }
  }

  private List<ProcessHandle> marked() {
    List<ProcessHandle> found = new ArrayList<>();
    if (!Files.isDirectory(PROC)) {
      return found;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path each : processes) {
        if (isMarked(each)) {
          Optional<ProcessHandle> handle =
              ProcessHandle.of(Long.parseLong(each.getFileName().toString()));
          handle.ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // What it does not show can't be ended.
      return found;
    }
    return found;
  }

  private boolean isMarked(Path process) {
    try {
      return new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1)
          .contains(mark);
    } catch (IOException e) {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  }
}
