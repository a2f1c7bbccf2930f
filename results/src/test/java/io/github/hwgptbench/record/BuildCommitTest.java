package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What git knows of the sources, where they come with their repository. */
@DisabledOnOs(OS.WINDOWS)
class BuildCommitTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final String RESOURCES = "results/src/main/resources/io/github/hwgptbench/record";

  @TempDir
  private Path temp;

  private record Result(int code, String out) {}

  private static Result command(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out);
  }

  private static Result git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Result result = command(folder, command.toArray(String[]::new));
    assertEquals(0, result.code, result.out);
    return result;
  }

  @BeforeEach
  void needTheRepository() {
    assumeTrue(Files.exists(ROOT.resolve(".git")), "the sources have no repository");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results/reference/paper-3d-report/report.html",
        "results/reference/paper-2d-compared/report.html",
        "results/runs/quick/suite.json"
      })
  void gitIgnoresWhatCommandsWrite(String file) throws Exception {
    assertEquals(0, command(ROOT, "git", "check-ignore", "-q", "--no-index", file).code);
  }

  @Test
  void gitKeepsTheReferenceRuns() throws Exception {
    Result result =
        command(ROOT, "git", "check-ignore", "-q", "--no-index", "results/reference/paper-3d.zip");
    assertEquals(1, result.code);
  }

  @Test
  @Tag("heavy")
  void onlyChangedTrackedFilesMakeABuildDirty() throws Exception {
    Path clone = temp.resolve("clone");
    git(temp, "clone", "-q", "--depth", "1", ROOT.toUri().toString(), clone.toString());
    // What is not committed yet is tested, too.
    for (String file : List.of("pom.xml", RESOURCES + "/build.properties")) {
      Files.write(clone.resolve(file), Files.readAllBytes(ROOT.resolve(file)));
    }
    git(clone, "commit", "-q", "--allow-empty", "-a", "-m", "The working tree");
    String commit = git(clone, "rev-parse", "HEAD").out.strip();
    Files.writeString(clone.resolve("mine.txt"), "");
    Files.writeString(clone.resolve("results/mine.txt"), "");
    assertEquals(commit, built(clone));
    Files.writeString(clone.resolve("README.md"), "changed");
    assertEquals(commit + "-dirty", built(clone));
  }

  private static String built(Path clone) throws IOException, InterruptedException {
    Result result =
        command(clone, "./mvnw", "-q", "-B", "-o", "process-resources", "-pl", "results");
    assertEquals(0, result.code, result.out);
    Properties build = new Properties();
    Path file =
        clone.resolve("results/target/classes/io/github/hwgptbench/record/build.properties");
    try (InputStream in = Files.newInputStream(file)) {
      build.load(in);
    }
    return build.getProperty("commit");
  }
}
