package io.github.hwgptbench.cli;

import io.github.hwgptbench.indicator.ReferenceFront;
import io.github.hwgptbench.indicator.ReferenceFrontFile;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.StartingPoints;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.ArchitectureTable;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Files that runs on a problem start from: fronts ({@code .json}), tables of architectures, and CSV
 * files with a column {@code architecture}; each also packed with gzip.
 */
final class StartingFile {

  private static final String COLUMN = "architecture";
  private static final String GZIP = ".gz";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final SearchSpace space;
  private final ProblemName problem;

  StartingFile(SearchSpace space, ProblemName problem) {
    this.space = space;
    this.problem = problem;
  }

  /**
   * Reads architectures, each of which counts once.
   *
   * @throws IOException if the file can't be read, or something in it is wrong; says where
   */
  StartingPoints architectures(Path file) throws IOException {
    List<String> architectures;
    if (isFront(file)) {
      architectures =
          front(file).points().stream().map(ReferenceFront.Point::architecture).toList();
    } else if (rows(file).columns().contains(COLUMN)) {
      Rows rows = rows(file);
      int column = rows.columns().indexOf(COLUMN);
      architectures = rows.cells().stream().map(row -> row.get(column)).toList();
    } else {
      ArchitectureTable table = ArchitectureTable.read(file, space);
      architectures = IntStream.range(0, table.size())
          .mapToObj(row -> space.format(table.architecture(row)))
          .toList();
    }
    List<StartingPoints.Point> points = new ArrayList<>();
    for (String architecture : architectures) {
      points.add(point(file, points.size() + 1, architecture, List.of(), List.of()));
    }
    return startingPoints(file, points.stream().distinct().toList());
  }

  /**
   * Reads evaluations.
   *
   * @throws IOException if the file can't be read, something in it is wrong, or the value of an
   *     objective or of a constrained metric is missing; says where
   */
  StartingPoints evaluations(Path file) throws IOException {
    List<StartingPoints.Point> points = new ArrayList<>();
    if (isFront(file)) {
      ReferenceFront front = front(file);
      if (!front.constraints().equals(problem.constraints())) {
        throw new IOException(String.format(
            Locale.ROOT, "%s: front of %s; expected: of %s", file, front.problem(), problem));
      }
      ReferenceFront ordered;
      try {
        ordered = front.withObjectives(problem.objectives());
      } catch (IllegalArgumentException e) {
        throw new IOException(String.format(Locale.ROOT, "%s: %s", file, e.getMessage()), e);
      }
      for (ReferenceFront.Point point : ordered.points()) {
        List<Double> satisfied = Collections.nCopies(problem.constraints().size(), 0.0);
        points.add(point(file, points.size() + 1, point.architecture(), point.values(), satisfied));
      }
      return startingPoints(file, points);
    }
    Rows rows = rows(file);
    int architecture = rows.column(COLUMN);
    for (List<String> row : rows.cells()) {
      int number = points.size() + 1;
      List<Double> objectives = new ArrayList<>();
      for (Objective objective : problem.objectives()) {
        objectives.add(rows.number(row, number, objective.toString()));
      }
      List<Double> violations = new ArrayList<>();
      for (Constraint constraint : problem.constraints()) {
        String violation = "violation:" + constraint;
        violations.add(
            rows.columns().contains(violation)
                ? rows.number(row, number, violation)
                : constraint.violation(
                    rows.number(row, number, constraint.objective().toString())));
      }
      points.add(point(file, number, row.get(architecture), objectives, violations));
    }
    return startingPoints(file, points);
  }

  private static boolean isFront(Path file) {
    String name = file.toString();
    return name.endsWith(".json") || name.endsWith(".json" + GZIP);
  }

  private ReferenceFront front(Path file) throws IOException {
    checkFile(file);
    return ReferenceFrontFile.read(file);
  }

  private StartingPoints.Point point(
      Path file, int number, String architecture, List<Double> objectives, List<Double> violations)
      throws IOException {
    try {
      // Inactive layers are left out, so that equal architectures have equal texts.
      String canonical = space.format(space.parse(architecture));
      return new StartingPoints.Point(canonical, objectives, violations);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          String.format(Locale.ROOT, "%s, architecture %d: %s", file, number, e.getMessage()), e);
    }
  }

  private static StartingPoints startingPoints(Path file, List<StartingPoints.Point> points)
      throws IOException {
    if (points.isEmpty()) {
      throw new IOException(String.format(Locale.ROOT, "%s: no architectures", file));
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new StartingPoints(
          HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))), points);
    } catch (NoSuchAlgorithmException e) {
      // Every Java has it.
      throw new AssertionError(e);
    }
  }

  private static void checkFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(String.format(Locale.ROOT, "%s: no such file", file));
    }
  }

  private static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      if (file.toString().endsWith(GZIP)) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
          bytes = in.readAllBytes();
        }
      }
      // Unlike a string made of bytes, this decoder refuses those that are not UTF-8.
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (ZipException | EOFException e) {
      throw new IOException(
          String.format(Locale.ROOT, "%s: not whole, or not compressed by gzip", file), e);
    } catch (CharacterCodingException e) {
      throw new IOException(String.format(Locale.ROOT, "%s: not UTF-8 text", file), e);
    }
  }

  private static Rows rows(Path file) throws IOException {
    checkFile(file);
    List<String> lines = text(file).lines().filter(line -> !line.isBlank()).toList();
    List<String> columns = lines.isEmpty() ? List.of() : CsvLine.cells(lines.get(0));
    for (String column : columns) {
      if (columns.indexOf(column) != columns.lastIndexOf(column)) {
        throw new IOException(String.format(
            Locale.ROOT, "%s: two columns are called '%s'; allowed: one", file, column));
      }
    }
    List<List<String>> cells = lines.stream().skip(1).map(CsvLine::cells).toList();
    for (int row = 0; row < cells.size(); row++) {
      if (cells.get(row).size() != columns.size()) {
        throw new IOException(String.format(
            Locale.ROOT,
            "%s, row %d: %d columns; the header has %d",
            file,
            row + 1,
            cells.get(row).size(),
            columns.size()));
      }
    }
    return new Rows(file, columns, cells);
  }

  /** A CSV file. */
  private record Rows(Path file, List<String> columns, List<List<String>> cells) {

    int column(String name) throws IOException {
      int column = columns.indexOf(name);
      if (column < 0) {
        throw new IOException(String.format(
            Locale.ROOT, "%s: no column '%s'; found: %s", file, name, String.join(", ", columns)));
      }
      return column;
    }

    double number(List<String> row, int number, String name) throws IOException {
      String cell = row.get(column(name));
      try {
        double value = Double.parseDouble(cell);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Refused below, with what is allowed.
      }
      throw new IOException(String.format(
          Locale.ROOT,
          "%s, row %d, column '%s': '%s'; allowed: a number",
          file,
          number,
          name,
          cell));
    }
  }
}
