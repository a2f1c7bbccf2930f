package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the example of docs/ for job arrays as SLURM does, with a program that prints its arguments.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SlurmArrayTest {

  private static final Path SCRIPT =
      Path.of(System.getProperty("hwgptbench.root"), "docs", "slurm-array.sh");

  @TempDir
  private Path temp;

  private String run(int expectedCode, int taskId, int taskCount, String... args)
      throws IOException, InterruptedException {
    Path hwgpt = Files.writeString(temp.resolve("hwgpt"), "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(hwgpt, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
    builder.environment().put("SLURM_ARRAY_TASK_ID", Integer.toString(taskId));
    builder.environment().put("SLURM_ARRAY_TASK_COUNT", Integer.toString(taskCount));
    builder.environment().put("SLURM_CPUS_PER_TASK", "4");
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(expectedCode, process.waitFor(), output);
    return output;
  }

  @Test
  void aTaskHasTheSameShardWhenOnlySomeAreSubmittedAgain() throws Exception {
    String expected = "run paper-2d --seeds 5 --shard 7/16 --threads 4 --resume";
    assertEquals(expected, run(0, 7, 16, "16", "paper-2d", "--seeds", "5"));
    assertEquals(expected, run(0, 7, 2, "16", "paper-2d", "--seeds", "5"));
  }

  @Test
  void theNumberOfShardsIsRequired() throws Exception {
    String usage = "usage: sbatch --array=1-SHARDS " + SCRIPT + " SHARDS SUITE [OPTIONS]";
    assertEquals(usage, run(2, 7, 16, "paper-2d"));
    assertEquals(usage, run(2, 7, 16));
  }
}
