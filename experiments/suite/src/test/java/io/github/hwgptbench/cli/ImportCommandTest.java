package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.testing.TorchFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  @TempDir
  private Path temp;

  private static String hwgpt(int code, Object... args) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    assertEquals(
        code,
        HwGpt.execute(
            printer, printer, Stream.of(args).map(Object::toString).toArray(String[]::new)),
        out::toString);
    return out.toString();
  }

  @Test
  void aFileThatIsNoCheckpointIsAnErrorInOneLine() throws IOException {
    Path file = temp.resolve("page.ckpt");
    Files.writeString(file, "<!DOCTYPE html>");
    Path out = temp.resolve("out");
    assertEquals(
        "hwgpt import: %s: a web page, and no checkpoint; it was not downloaded right%n"
            .formatted(file),
        hwgpt(1, "import", file, "--scale", "s", "--out", out));
    assertFalse(Files.exists(out));
    assertEquals(
        "hwgpt import: %s: no such file%n".formatted(temp.resolve("none.ckpt")),
        hwgpt(1, "import", temp.resolve("none.ckpt"), "--scale", "s", "--out", out));
  }

  @Test
  void aCheckpointOfAnotherShapeIsAnErrorInOneLine() throws IOException {
    Path file = temp.resolve("tiny.ckpt");
    new TorchFile().tensor("transformer.wte.weight", new float[6], 3, 2).write(file);
    Path out = temp.resolve("out");
    String message = hwgpt(1, "import", file, "--scale", "s", "--out", out);
    assertTrue(
        message.startsWith(
            "hwgpt import: %s: no supernet of space 's': 147 missing (".formatted(file)),
        message);
    assertTrue(
        message.endsWith(
            "1 of another shape (transformer.wte.weight [3, 2], expected [50304, 768])%n"
                .formatted()),
        message);
    assertFalse(SupernetWeights.in(out));
  }

  @Test
  void wrongUsageIsSaid() throws IOException {
    assertTrue(hwgpt(2, "import", "a.ckpt", "--scale", "xxl", "--out", temp).contains("'xxl'"));
    assertTrue(hwgpt(2, "import", "a.ckpt", "--scale", "s").contains("--out"));
    assertTrue(hwgpt(0, "import", "--help").contains("hwgpt import gpt-s.ckpt --scale s"));
    Path file = temp.resolve("tiny.ckpt");
    new TorchFile().tensor("a", new float[1], 1).write(file);
    assertEquals(
        "hwgpt import: %s: a file; expected a folder%n".formatted(file),
        hwgpt(1, "import", file, "--scale", "s", "--out", file));
  }
}
