package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  /** What Lustre answers where it is mounted without locks. */
  private static final FolderLock.Locking WITHOUT_LOCKS = channel -> {
    throw new IOException("Function not implemented");
  };

  @TempDir
  private Path temp;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String refusal(FolderLock.Locking locking) {
    Path file = temp.resolve(FolderLock.NAME);
    return assertThrows(IOException.class, () -> FolderLock.of(file, "taken", locking))
        .getMessage();
  }

  @Test
  void withoutLocksAFileThatOnlyOneCanCreateTakesTheirPlace() throws IOException {
    Path file = temp.resolve(FolderLock.NAME);
    FolderLock lock = FolderLock.of(file, "taken", WITHOUT_LOCKS);
    assertEquals(List.of(".lock", ".owner.lock"), files());
    assertTrue(SuiteFolder.isEmpty(temp));
    String refusal = refusal(WITHOUT_LOCKS);
    assertTrue(refusal.startsWith("taken. The file " + temp.resolve(".owner.lock")), refusal);
    assertTrue(refusal.contains("process " + ProcessHandle.current().pid() + " on "), refusal);
    assertTrue(refusal.endsWith("delete the file"), refusal);
    lock.close();
    assertEquals(List.of(), files());
    FolderLock.of(file, "taken", WITHOUT_LOCKS).close();
  }

  @Test
  void aNodeWithLocksHeedsTheFileOfOneWithout() throws IOException {
    Path file = temp.resolve(FolderLock.NAME);
    FolderLock lock = FolderLock.of(file, "taken", WITHOUT_LOCKS);
    assertTrue(refusal(FileChannel::tryLock).contains("delete the file"));
    lock.close();
    FolderLock.of(file, "taken").close();
  }

  @Test
  void aKilledProcessLeavesAFileThatTheMessageNames() throws IOException {
    Files.writeString(temp.resolve(".owner.lock"), "process 7 on node3");
    String refusal = refusal(WITHOUT_LOCKS);
    assertTrue(refusal.contains("it was made by process 7 on node3"), refusal);
    Files.delete(temp.resolve(".owner.lock"));
    try (FolderLock lock = FolderLock.of(temp.resolve(FolderLock.NAME), "taken", WITHOUT_LOCKS)) {
      assertFalse(lock.toString().isEmpty());
    }
  }
}
