package io.github.hwgptbench.suite;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuiteMerge;
import io.github.hwgptbench.record.SuitePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Suites in the layout with two files per run, which are still read, and gone on with in that. */
public final class EarlierLayout {

  private EarlierLayout() {}

  /** Begins a suite. */
  public static SuiteFolder begin(Path folder, SuitePlan plan) throws IOException {
    SuiteFolder.empty(folder, plan).close();
    Files.delete(folder.resolve("runs.index"));
    Files.createFile(folder.resolve("runs.jsonl"));
    Path index = folder.resolve("suite.json");
    Files.writeString(index, Files.readString(index).replace("\"format\" : 4,", "\"format\" : 2,"));
    return SuiteFolder.resume(folder, plan);
  }

  /** Writes the finished runs of a suite in this layout, in place of how they were. Keeps YAML. */
  public static void convert(Path folder) throws IOException {
    Path whole = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-before"));
    SuiteMerge merge = SuiteMerge.of(List.of(SuiteArchive.open(whole)));
    try (SuiteFolder suite = begin(folder, merge.plan())) {
      merge.write(suite);
    }
    try (Stream<Path> files = Files.list(whole)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        Files.move(file, folder.resolve(file.getFileName()));
      }
    }
    MoreFiles.deleteRecursively(whole, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  /** Returns the file with the evaluations of a run. */
  public static Path file(ArchivedRun run) {
    String errors = run.errors().getFileName().toString();
    return run.errors().resolveSibling(errors.substring(0, errors.length() - 4) + ".run");
  }
}
