package io.github.hwgptbench.cli;

import io.github.hwgptbench.record.RunFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the record of a suite goes: into one folder where there is one problem, else into one of
 * its own a problem.
 */
final class SuiteFolders implements Closeable {

  /** What becomes of runs that are there already. */
  enum Earlier {
    REFUSE,
    RESUME,
    OVERWRITE
  }

  private final Path root;
  private final List<RunFolder> folders = new ArrayList<>();

  private SuiteFolders(Path root) {
    this.root = root;
  }

  /**
   * Takes folders of a name that is not taken, as {@link RunFolder#fresh} does.
   *
   * @throws IOException if they can't be made; says why
   */
  static SuiteFolders fresh(Path parent, String name, PlannedSuite plan) throws IOException {
    if (plan.parts().size() == 1) {
      RunFolder folder = RunFolder.fresh(parent, name);
      SuiteFolders one = new SuiteFolders(folder.path());
      one.folders.add(folder);
      return one;
    }
    Files.createDirectories(parent);
    for (int number = 1; ; number++) {
      Path root = parent.resolve(number == 1 ? name : name + "-" + number);
      try {
        Files.createDirectory(root);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      return of(root, plan, Earlier.REFUSE);
    }
  }

  /**
   * Takes exactly these folders.
   *
   * @throws IOException if there is something in them that may not be there, another run is writing
   *     there, or they can't be made or written to; says which
   */
  static SuiteFolders of(Path root, PlannedSuite plan, Earlier earlier) throws IOException {
    SuiteFolders all = new SuiteFolders(root);
    try {
      if (plan.parts().size() == 1) {
        all.folders.add(folder(root, plan.parts().get(0), earlier));
      } else {
        checkNothingElse(root, plan);
        for (PlannedSuite.Part part : plan.parts()) {
          all.folders.add(folder(root.resolve(part.folder()), part, earlier));
        }
      }
      return all;
    } catch (IOException e) {
      all.close();
      throw e;
    }
  }

  private static RunFolder folder(Path path, PlannedSuite.Part part, Earlier earlier)
      throws IOException {
    return switch (earlier) {
      case REFUSE -> RunFolder.empty(path);
      case RESUME -> RunFolder.resume(path, part.suite().plan());
      case OVERWRITE -> RunFolder.overwrite(path);
    };
  }

  private static void checkNothingElse(Path root, PlannedSuite plan) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    List<String> known = plan.parts().stream().map(PlannedSuite.Part::folder).toList();
    try (Stream<Path> files = Files.list(root)) {
      Optional<Path> foreign = files
          .filter(file -> !known.contains(file.getFileName().toString()))
          .sorted()
          .findFirst();
      if (foreign.isPresent()) {
        throw new IOException("%s: '%s' is no folder of a problem of this suite; take another"
            .formatted(root, foreign.get().getFileName()));
      }
    }
  }

  /** Returns the folder that all is in. */
  Path root() {
    return root;
  }

  /** Returns the folder of each part of the suite. */
  List<RunFolder> folders() {
    return folders;
  }

  /** Returns how many runs were finished before. */
  int finished() {
    return folders.stream().mapToInt(folder -> folder.finished().size()).sum();
  }

  @Override
  public void close() throws IOException {
    for (RunFolder folder : folders) {
      folder.close();
    }
  }
}
