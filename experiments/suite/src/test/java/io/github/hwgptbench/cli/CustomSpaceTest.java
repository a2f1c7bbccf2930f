package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search spaces of YAML files, and old names of objectives, on the command line. */
class CustomSpaceTest {

  @TempDir
  private Path temp;

  private Path space;

  @BeforeEach
  void writeSpace() throws IOException {
    space = Files.writeString(
        temp.resolve("mine.yaml"),
        "name: mine\nembed_dim: [64, 128]\nn_layer: [2, 3]\nmlp_ratio: [2, 4]\nn_head: [1, 2]\n");
  }

  private static void assertContains(String part, String text) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void isSearchedAndVerified() throws IOException {
    Path out = temp.resolve("out");
    assertContains(
        "HWGPT-MINE(params,flops), 30 evaluations per run",
        hwgpt(
            0,
            "run",
            "--space",
            space,
            "--objectives",
            "params,flops",
            "--algorithms",
            "random,nsga2",
            "--seeds",
            2,
            "--evaluations",
            30,
            "--out",
            out));
    // The record has the whole space.
    assertContains(
        "3 of 4 runs were repeated; all are bit-identical", hwgpt(0, "verify", out, "--sample", 3));
    Path other = Files.writeString(
        temp.resolve("other.yaml"), Files.readString(space).replace("mine", "other"));
    assertContains(
        "other.yaml: this command does not use space 'other'",
        hwgpt(2, "verify", out, "--space", other));
  }

  @Test
  void mixesWithNoOtherSpace() {
    assertContains(
        "--scale 's' and --space", hwgpt(2, "objectives", "--scale", "s", "--space", space));
    assertContains(
        "nothing was measured in this space; give --objectives of params, macs, flops",
        hwgpt(2, "run", "--space", space, "--dry-run"));
    assertContains(
        "Search space 'none.yaml': no such file", hwgpt(2, "objectives", "--space", "none.yaml"));
  }

  @Test
  void isNotGivenInVain() {
    assertContains(
        "mine.yaml: this command does not use space 'mine'",
        hwgpt(2, "run", "quick", "--space", space, "--dry-run"));
  }

  @Test
  void oldNamesOfObjectivesAreHintedAt() {
    assertContains(
        "Objective 'memory@a100_published': an old name; write 'memory@a100@published'",
        hwgpt(2, "run", "--objectives", "params,memory@a100_published", "--dry-run"));
  }
}
