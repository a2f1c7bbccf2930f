package io.github.hwgptbench.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  private static final Path FOLDER = Path.of("runs").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "...", ".hidden", "-rf", "a/b", "/etc", "..\\x", "C:", "C:x", "a\0b", "a\nb",
        "x.", "x ", " x", "a*", "a?", "a|b", "<a>", "\"a\"", "~", "nul", "CON", "com1.txt",
            "Lpt9.a.b",
        "é", "\ud800", "a\u202eb"
      })
  void refusesWhatSomeFileSystemTakesForSomethingElse(String name) {
    assertThrows(IllegalArgumentException.class, () -> new FileName(name));
    assertThrows(IllegalArgumentException.class, () -> FileName.of("Suite", name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "quick-2", "ehvi_kernel=ordinal_-seed--3.run", "_", "console", "com10", "a..b"
      })
  void takesOthersAsTheyAre(String name) {
    assertEquals(name, new FileName(name).toString());
    assertEquals(FOLDER, new FileName(name).in(FOLDER).getParent());
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        "Suite '../x?[31m': not a valid file name; allowed: letters, digits, '_', '=', '-' and"
            + " '.', the first not '-' or '.', and the last not '.'",
        message(() -> FileName.of("Suite", "../x\u001b[31m")));
    assertEquals(
        "Suite 'aux': not a valid file name, since it is a device on Windows; allowed: other names",
        message(() -> FileName.of("Suite", "aux")));
    String longest = "a".repeat(FileName.LONGEST);
    assertEquals(longest, FileName.of("Suite", longest).text());
    assertEquals(
        "Algorithm '" + "a".repeat(40)
            + "...': its file name has 259 characters; allowed: at most 255",
        message(() -> FileName.fitted("Algorithm", longest, ".run")));
  }

  private static String message(Executable making) {
    return assertThrows(IllegalArgumentException.class, making).getMessage();
  }

  @Test
  void namesOfSpacesAndDevicesAreNamesOfFiles() {
    for (String name : new String[] {"..", ".", "a.", "aux"}) {
      assertThrows(IllegalArgumentException.class, () -> SearchSpace.builder(name));
    }
    assertThrows(IllegalArgumentException.class, () -> new Device("nul", Device.Kind.CPU));
    assertThrows(
        IllegalArgumentException.class, () -> new Device("a".repeat(256), Device.Kind.CPU));
  }

  @Example
  void namesThatDifferInCaseOnlyCanBeFoundOut() {
    assertEquals(new FileName("iI").ignoringCase(), new FileName("Ii").ignoringCase());
  }

  @Property(tries = 2000)
  void noNameLeavesItsFolder(@ForAll String name) {
    made(() -> FileName.of("x", name)).ifPresent(it -> assertInside(it, name));
    made(() -> FileName.fitted("x", name, ".run")).ifPresent(it -> assertInside(it, it.text()));
  }

  private static Optional<FileName> made(Supplier<FileName> making) {
    try {
      return Optional.of(making.get());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void assertInside(FileName name, String text) {
    Path path = name.in(FOLDER);
    assertEquals(FOLDER, path.normalize().getParent());
    assertEquals(text, path.getFileName().toString());
    assertFalse(text.isEmpty());
    assertTrue(text.chars().allMatch(c -> c > ' ' && c < 127));
  }
}
