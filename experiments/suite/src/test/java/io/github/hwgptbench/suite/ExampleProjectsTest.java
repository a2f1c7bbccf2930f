package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the projects that users copy compiles and runs; their builds are not run here. */
class ExampleProjectsTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("hwgptbench.root"), "experiments", "examples");

  @TempDir
  private Path temp;

  private String printedBy(String project, String main, String... args) throws Exception {
    Path source = EXAMPLES.resolve(project).resolve("src/main/java/org/example/" + main + ".java");
    int exitCode = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-proc:none", "-d", temp.toString(), source.toString());
    assertEquals(0, exitCode);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()});
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader
          .loadClass("org.example." + main)
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theMavenProjectSearches() throws Exception {
    String printed = printedBy("maven-project", "Search");
    assertTrue(printed.matches("(?s)([0-9.]+ [0-9.]+ gpt-s-\\S+\\R)+"), printed);
  }

  @Test
  void theGradleProjectCompares() throws Exception {
    String printed = printedBy("gradle-project", "Compare", temp.resolve("runs").toString());
    assertEquals(15, printed.lines().count(), printed);
    assertTrue(printed.contains("jmetal:SMSEMOA 5 "), printed);
  }

  /** Where versions are raised, those of the projects must not be forgotten. */
  @Test
  void bothHaveTheVersionOfTheBuild() throws Exception {
    String pom = Files.readString(EXAMPLES.resolve("pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    assertTrue(Files.readString(EXAMPLES.resolve("maven-project/pom.xml"))
        .contains("<hwgptbench.version>" + version + "</hwgptbench.version>"));
    assertTrue(Files.readString(EXAMPLES.resolve("gradle-project/build.gradle.kts"))
        .contains("hwgptbench-bom:" + version + "\""));
  }
}
