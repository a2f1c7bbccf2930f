package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/cli.md equal to the help of the commands. {@code -Dhwgptbench.cli.write=true} writes
 * the page anew.
 */
class CommandReferenceTest {

  private static final Path PAGE = Path.of(System.getProperty("hwgptbench.root"), "docs", "cli.md");

  @Test
  void pageIsThatOfTheCommands() throws IOException {
    String page = CommandReference.markdown();
    if (Boolean.getBoolean("hwgptbench.cli.write")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.readString(PAGE),
        "write docs/cli.md anew: add -Dhwgptbench.cli.write=true to the command of this test");
  }
}
