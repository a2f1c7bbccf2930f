package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleWriterTest {

  /** Clears the screen, names the window, writes over a line, and writes backwards. */
  private static final String HOSTILE = "a\u001b[2Jb\u009b1Ac\u001b]0;x\u0007d\re\u202ef\u0000";

  private static final String HARMLESS =
      "a\\u001b[2Jb\\u009b1Ac\\u001b]0;x\\u0007d\\u000de\\u202ef\\u0000";

  private final StringWriter printed = new StringWriter();

  @Test
  void whatCommandsATerminalIsShown() {
    PrintWriter out = new ConsoleWriter(new PrintWriter(printed));
    out.print(HOSTILE);
    out.printf("%s\r\n\tköln 架构\n", HOSTILE);
    for (char each : HOSTILE.toCharArray()) {
      out.print(each);
    }
    out.flush();
    assertEquals(HARMLESS + HARMLESS + "\r\n\tköln 架构\n" + HARMLESS, printed.toString());
  }

  @Test
  void helpKeepsItsStyles() {
    PrintWriter out = new ConsoleWriter(new PrintWriter(printed));
    out.print("\u001b[1mrun\u001b[21m\u001b[0m\u001b[8m");
    out.flush();
    assertEquals("\u001b[1mrun\u001b[21m\u001b[0m\\u001b[8m", printed.toString());
  }

  @Test
  void cellsAreOneLine() {
    Table table = new Table("name", "value");
    table.add("x\ny" + HOSTILE, 1L);
    table.print(Table.Format.TEXT, new PrintWriter(printed, true));
    assertEquals(2, printed.toString().lines().count());
    assertTrue(printed.toString().contains("x\\u000ay" + HARMLESS), printed.toString());
  }

  @Test
  void formulasAreTexts() {
    Table table = new Table("name", "value");
    table.add("=HYPERLINK(\"x\")", -1.5);
    table.add("-1.5", 1L);
    table.add("@a", true);
    table.print(Table.Format.CSV, new PrintWriter(printed, true));
    assertEquals(
        "name,value\n\"'=HYPERLINK(\"\"x\"\")\",-1.5\n-1.5,1\n'@a,true\n",
        printed.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void progressShowsNoCommands() throws InterruptedException {
    try (ProgressLine line = new ProgressLine(
        new ConsoleWriter(new PrintWriter(printed)),
        "runs",
        5,
        () -> HOSTILE,
        true,
        false,
        200,
        Duration.ZERO)) {
      line.step();
      for (int i = 0; i < 600 && printed.toString().isEmpty(); i++) {
        Thread.sleep(50);
      }
    }
    assertTrue(printed.toString().startsWith("\r["), printed.toString());
    assertTrue(printed.toString().contains(HARMLESS), printed.toString());
  }

  @Test
  void messagesAboutFilesShowNoCommands(@TempDir Path temp) throws Exception {
    Path suite = Files.writeString(temp.resolve("suite.yaml"), "name: \"\\e[2J\\u202e\"\n");
    StringWriter err = new StringWriter();
    int exitCode = HwGpt.execute(
        new PrintWriter(printed), new PrintWriter(err), "run", suite.toString(), "--dry-run");
    assertTrue(exitCode != 0);
    assertTrue(err.toString().contains("[2J\\u202e"), err.toString());
    assertFalse(err.toString().matches("(?s).*[\u001b\u202e].*"), err.toString());
  }
}
