package io.github.hwgptbench.suite;

import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.front.ReferenceFrontFile;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Architectures of earlier searches: in files of fronts ({@code .json} or {@code .json.gz}), in CSV
 * files with a column {@code architecture}, and in folders of suites.
 *
 * @since 0.2.0
 */
public final class KnownArchitectures {

  private static final String COLUMN = "architecture";

  private final SearchSpace space;
  private final TreeSet<int[]> genotypes = new TreeSet<>(Arrays::compare);

  /** Begins without architectures. */
  public KnownArchitectures(SearchSpace space) {
    this.space = space;
  }

  /**
   * Returns the distinct canonical genotypes of all added architectures, in lexicographic order.
   */
  public List<int[]> genotypes() {
    return List.copyOf(genotypes);
  }

  /**
   * Adds the architectures of a file or folder.
   *
   * @throws IOException if it can't be read, or is invalid; the message has the place
   */
  public void add(Path path) throws IOException {
    if (Files.isDirectory(path) || path.toString().endsWith(".zip")) {
      addSuite(path);
    } else if (!Files.isRegularFile(path)) {
      throw new IOException(Text.format("%s: no such file or folder", path));
    } else if (path.toString().endsWith(".json") || path.toString().endsWith(".json.gz")) {
      addFront(path);
    } else {
      addTable(path);
    }
  }

  private void addSuite(Path folder) throws IOException {
    List<ArchivedProblem> problems = SuiteArchive.open(folder).problems().stream()
        .filter(problem -> problem.settings().space().equals(space))
        .toList();
    if (problems.isEmpty()) {
      throw new IOException(
          Text.format("%s: contains no problem of search space '%s'", folder, space.name()));
    }
    for (ArchivedProblem problem : problems) {
      for (ArchivedRun run : problem.runs()) {
        RunTrace trace = run.open();
        for (int i = 0; i < trace.evaluations(); i++) {
          genotypes.add(trace.genes(i));
        }
      }
    }
  }

  private void addFront(Path file) throws IOException {
    ReferenceFront front = ReferenceFrontFile.read(file);
    for (int i = 0; i < front.points().size(); i++) {
      try {
        genotypes.add(space.encode(space.parse(front.points().get(i).architecture())));
      } catch (IllegalArgumentException e) {
        throw new IOException(Text.format("%s, point %d: %s", file, i, e.getMessage()), e);
      }
    }
  }

  private void addTable(Path file) throws IOException {
    try (CsvRows rows = CsvRows.open(file)) {
      int column = rows.column(COLUMN);
      while (rows.next()) {
        try {
          genotypes.add(space.encode(space.parse(rows.text(column))));
        } catch (IllegalArgumentException e) {
          throw rows.wrong(column, String.valueOf(e.getMessage()));
        }
      }
    }
  }
}
