package io.github.hwgptbench.suite;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.front.ReferenceFrontFile;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.StartingPoints;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Files that runs on a problem start from: fronts ({@code .json}), tables of architectures, and CSV
 * files with a column {@code architecture}; each also packed with gzip.
 *
 * @param fidelities of the problem
 */
record StartingFile(SearchSpace space, ProblemName problem, Fidelities fidelities) {

  private static final String COLUMN = "architecture";
  private static final String FIDELITY = "fidelity";
  private static final String GZIP = ".gz";

  /**
   * Reads architectures, each of which counts once.
   *
   * @throws IOException if the file can't be read, or something in it is wrong; says where
   */
  StartingPoints architectures(Path file) throws IOException {
    checkFile(file);
    List<StartingPoints.Point> points = new ArrayList<>();
    if (isFront(file)) {
      for (ReferenceFront.Point point : ReferenceFrontFile.read(file).points()) {
        points.add(point(file, points.size() + 1, point.architecture(), List.of(), List.of()));
      }
    } else if (hasArchitectures(file)) {
      try (CsvRows rows = CsvRows.open(file)) {
        while (rows.next()) {
          points.add(point(rows, List.of(), List.of()));
        }
      }
    } else {
      ArchitectureTable table = ArchitectureTable.read(file, space);
      for (int row = 0; row < table.size(); row++) {
        points.add(
            new StartingPoints.Point(space.format(table.architecture(row)), List.of(), List.of()));
      }
    }
    return startingPoints(file, points.stream().distinct().toList());
  }

  private static boolean hasArchitectures(Path file) throws IOException {
    try (CsvRows rows = CsvRows.open(file)) {
      return rows.optionalColumn(COLUMN).isPresent();
    }
  }

  /**
   * Reads evaluations. Where a table has a column {@code fidelity}, as those of {@code hwgpt
   * export} have, only the rows at the highest fidelity count: that of the problem, or of the table
   * where the problem has one only.
   *
   * @throws IOException if the file can't be read, something in it is wrong, no row is at the
   *     highest fidelity, or the value of an objective or of a constrained metric is missing; says
   *     where
   */
  StartingPoints evaluations(Path file) throws IOException {
    checkFile(file);
    return startingPoints(file, isFront(file) ? ofFront(file) : ofTable(file));
  }

  private List<StartingPoints.Point> ofFront(Path file) throws IOException {
    ReferenceFront front = ReferenceFrontFile.read(file);
    if (!front.constraints().equals(problem.constraints())) {
      throw new IOException(
          Text.format("%s: front of %s; expected: of %s", file, front.problem(), problem));
    }
    ReferenceFront ordered;
    try {
      ordered = front.withObjectives(problem.objectives());
    } catch (IllegalArgumentException e) {
      throw new IOException(Text.format("%s: %s", file, e.getMessage()), e);
    }
    List<StartingPoints.Point> points = new ArrayList<>();
    for (ReferenceFront.Point point : ordered.points()) {
      List<Double> satisfied = Collections.nCopies(problem.constraints().size(), 0.0);
      points.add(point(file, points.size() + 1, point.architecture(), point.values(), satisfied));
    }
    return points;
  }

  private List<StartingPoints.Point> ofTable(Path file) throws IOException {
    OptionalDouble highest = highestFidelity(file);
    List<StartingPoints.Point> points = new ArrayList<>();
    try (CsvRows rows = CsvRows.open(file)) {
      rows.column(COLUMN);
      OptionalInt fidelity = rows.optionalColumn(FIDELITY);
      while (rows.next()) {
        if (highest.isPresent()
            && rows.finiteNumber(fidelity.orElseThrow()) != highest.getAsDouble()) {
          continue;
        }
        List<Double> objectives = new ArrayList<>();
        for (Objective objective : problem.objectives()) {
          objectives.add(number(rows, objective));
        }
        List<Double> violations = new ArrayList<>();
        for (Constraint constraint : problem.constraints()) {
          OptionalInt violation = rows.optionalColumn("violation:" + constraint);
          violations.add(
              violation.isPresent()
                  ? rows.finiteNumber(violation.getAsInt())
                  : constraint.violation(number(rows, constraint.objective())));
        }
        points.add(point(rows, objectives, violations));
      }
    }
    return points;
  }

  /** Returns the fidelity of the rows that count; empty where a table does not have fidelities. */
  private OptionalDouble highestFidelity(Path file) throws IOException {
    TreeSet<Double> levels = new TreeSet<>();
    try (CsvRows rows = CsvRows.open(file)) {
      OptionalInt fidelity = rows.optionalColumn(FIDELITY);
      while (fidelity.isPresent() && rows.next()) {
        levels.add(rows.finiteNumber(fidelity.getAsInt()));
      }
    }
    if (levels.isEmpty()) {
      return OptionalDouble.empty();
    }
    double highest = fidelities.single()
        ? levels.last()
        : fidelities.levels().get(fidelities.highest()).amount();
    if (!levels.contains(highest)) {
      throw new IOException(
          Text.format("%s: no evaluations at the highest of %s", file, fidelities));
    }
    return OptionalDouble.of(highest);
  }

  private static double number(CsvRows rows, Objective objective) throws IOException {
    return rows.finiteNumber(rows.column(objective.toString()));
  }

  private StartingPoints.Point point(CsvRows rows, List<Double> objectives, List<Double> violations)
      throws IOException {
    int column = rows.column(COLUMN);
    try {
      return point(rows.text(column), objectives, violations);
    } catch (IllegalArgumentException e) {
      throw rows.wrong(column, String.valueOf(e.getMessage()));
    }
  }

  private StartingPoints.Point point(
      Path file, int number, String architecture, List<Double> objectives, List<Double> violations)
      throws IOException {
    try {
      return point(architecture, objectives, violations);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          Text.format("%s, architecture %d: %s", file, number, e.getMessage()), e);
    }
  }

  private StartingPoints.Point point(
      String architecture, List<Double> objectives, List<Double> violations) {
    // Inactive layers are left out, so that equal architectures have equal texts.
    String canonical = space.format(space.parse(architecture));
    return new StartingPoints.Point(canonical, objectives, violations);
  }

  private static boolean isFront(Path file) {
    String name = file.toString();
    return name.endsWith(".json") || name.endsWith(".json" + GZIP);
  }

  private static StartingPoints startingPoints(Path file, List<StartingPoints.Point> points)
      throws IOException {
    if (points.isEmpty()) {
      throw new IOException(Text.format("%s: no architectures", file));
    }
    return new StartingPoints(
        MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString(), points);
  }

  private static void checkFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Text.format("%s: no such file", file));
    }
  }
}
