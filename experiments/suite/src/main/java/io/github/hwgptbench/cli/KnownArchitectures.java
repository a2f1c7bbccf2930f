package io.github.hwgptbench.cli;

import io.github.hwgptbench.indicator.ReferenceFront;
import io.github.hwgptbench.indicator.ReferenceFrontFile;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.SearchSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Architectures that were found before: in files of fronts ({@code .json} or {@code .json.gz}), in
 * CSV files with a column {@code architecture}, and in folders of suites.
 */
final class KnownArchitectures {

  private static final String COLUMN = "architecture";

  private final SearchSpace space;
  private final TreeSet<int[]> genotypes = new TreeSet<>(Arrays::compare);

  KnownArchitectures(SearchSpace space) {
    this.space = space;
  }

  /** Returns the canonical genotypes of all that was added, each once, in lexicographic order. */
  List<int[]> genotypes() {
    return List.copyOf(genotypes);
  }

  /**
   * Adds the architectures of a file or folder.
   *
   * @throws IOException if it can't be read, or holds something else; says where
   */
  void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      addSuite(path);
    } else if (!Files.isRegularFile(path)) {
      throw new IOException(String.format(Locale.ROOT, "%s: no such file or folder", path));
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
      throw new IOException(String.format(
          Locale.ROOT, "%s: no problem of the search space '%s'", folder, space.name()));
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
      add(front.points().get(i).architecture(), file, "point " + i);
    }
  }

  private void addTable(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String header = in.readLine();
      List<String> columns = header == null ? List.of() : CsvLine.cells(header);
      int column = columns.indexOf(COLUMN);
      if (column < 0) {
        throw new IOException(String.format(
            Locale.ROOT,
            "%s: no column '%s'; found: %s",
            file,
            COLUMN,
            String.join(", ", columns)));
      }
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        List<String> cells = CsvLine.cells(line);
        if (cells.size() != columns.size()) {
          throw new IOException(String.format(
              Locale.ROOT,
              "%s, line %d: %d columns; the header has %d",
              file,
              number,
              cells.size(),
              columns.size()));
        }
        add(cells.get(column), file, "line " + number);
      }
    } catch (CharacterCodingException e) {
      throw new IOException(String.format(Locale.ROOT, "%s: not a text in UTF-8", file), e);
    }
  }

  private void add(String architecture, Path file, String where) throws IOException {
    try {
      genotypes.add(space.encode(space.parse(architecture)));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          String.format(Locale.ROOT, "%s, %s: %s", file, where, e.getMessage()), e);
    }
  }
}
