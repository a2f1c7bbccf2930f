package io.github.hwgptbench.front;

import com.google.common.base.Suppliers;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.CsvCell;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.table.CsvRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much hypervolume any front of a problem could have, which {@code hwgpt front --certify} has
 * proved, beside that of the {@linkplain BestFronts best-known Pareto front}. Bounds of all
 * problems of perplexity and the latency or the energy on a device ship with the benchmark, as a
 * CSV file with a row per problem; their proofs don't, but are made again by the command of each.
 *
 * @param problem the problem
 * @param bounds name of the bounds that normalise objectives
 * @param reference coordinate of the reference point in every normalised objective
 * @param surrogates hash of the surrogates of the metrics
 * @param hypervolume of the best-known Pareto front
 * @param bound hypervolume that no set of architectures exceeds, at least {@code hypervolume}
 * @param command that proves the bound again
 * @since 0.2.0
 */
public record FrontBound(
    ProblemName problem,
    String bounds,
    double reference,
    String surrogates,
    double hypervolume,
    double bound,
    String command) {

  private static final String FILE = "bounds.csv";
  private static final List<String> HEADER =
      List.of("problem", "bounds", "reference", "surrogates", "hypervolume", "bound", "command");

  /** Relative; sums of other orders may round otherwise. */
  private static final double TOLERANCE = 1e-9;

  /** Of a gap, in hundredths of a per cent: 0.25 % stays that. */
  private static final double ROUNDING = 1e-6;

  private static final Supplier<List<FrontBound>> SHIPPED =
      Suppliers.memoize(FrontBound::readShipped);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the bound is less than the hypervolume, or either is not
   *     finite and positive
   */
  public FrontBound {
    if (!(hypervolume > 0 && bound >= hypervolume && Double.isFinite(bound))) {
      throw new IllegalArgumentException(Text.format(
          "Bound of %s: %s, of a front with hypervolume %s; allowed: a finite bound that is not less"
              + " than a positive hypervolume",
          problem, bound, hypervolume));
    }
  }

  /** Returns the bounds that ship with the benchmark. */
  public static List<FrontBound> shipped() {
    return SHIPPED.get();
  }

  private static List<FrontBound> readShipped() {
    try (InputStream in = FrontBound.class.getResourceAsStream(FILE)) {
      return read(in, FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the shipped bound of a problem.
   *
   * @param problem the problem, its objectives in any order
   * @param surrogates hash of the surrogates of the metrics
   * @param bounds name of the bounds that normalise objectives
   * @param reference coordinate of the reference point in every normalised objective
   * @return empty if none ships
   */
  public static Optional<FrontBound> find(
      ProblemName problem, String surrogates, String bounds, double reference) {
    return shipped().stream()
        .filter(it -> it.problem.space().equals(problem.space())
            && Set.copyOf(it.problem.objectives()).equals(Set.copyOf(problem.objectives()))
            && it.problem.constraints().equals(problem.constraints()))
        .filter(it -> it.surrogates.equals(surrogates)
            && it.bounds.equals(bounds)
            && it.reference == reference)
        .findFirst();
  }

  /**
   * Returns the shipped bound of the problem of some runs.
   *
   * @param settings of runs that the best-known Pareto front fits
   * @param hypervolume of that front, under the protocol of the runs
   * @return empty if none ships for the problem and its protocol, or it was proved for another
   *     front
   */
  public static Optional<FrontBound> find(RunSettings settings, double hypervolume) {
    HypervolumeProtocol protocol = settings.protocol();
    List<Double> reference = protocol.referencePoint();
    return find(
            new ProblemName(settings.space().name(), settings.objectives(), settings.constraints()),
            settings.provenance().surrogates(),
            protocol.bounds().version(),
            reference.get(0))
        .filter(it -> reference.stream().allMatch(coordinate -> coordinate == it.reference))
        .filter(it -> Math.abs(it.hypervolume - hypervolume) <= TOLERANCE * hypervolume);
  }

  /** Returns how much more than the hypervolume there could be, as a share of it. */
  public double gap() {
    return bound / hypervolume - 1;
  }

  /** Returns the gap in words, such as {@code certified to be within 0.25 % of the optimum}. */
  public String inWords() {
    return Text.format(
        "certified to be within %.2f %% of the optimum",
        Math.max(0, Math.ceil(gap() * 1e4 - ROUNDING)) / 100);
  }

  /**
   * Reads bounds.
   *
   * @param in the bytes of a CSV file; closed at the end
   * @param name of the file, for messages
   * @throws IOException if it can't be read, or anything in it is wrong; names the line
   */
  static List<FrontBound> read(InputStream in, String name) throws IOException {
    try (CsvRows rows = CsvRows.read(in, name)) {
      if (!rows.header().equals(HEADER)) {
        throw new IOException(Text.format(
            "%s, line 1: not a file of bounds; expected '%s'", name, String.join(",", HEADER)));
      }
      List<FrontBound> bounds = new ArrayList<>();
      while (rows.next()) {
        try {
          bounds.add(new FrontBound(
              ProblemName.parseAnyDevice(rows.text(0)),
              rows.text(1),
              rows.finiteNumber(2),
              rows.text(3),
              rows.finiteNumber(4),
              rows.finiteNumber(5),
              rows.text(6)));
        } catch (IllegalArgumentException e) {
          throw rows.wrong(e);
        }
      }
      return List.copyOf(bounds);
    }
  }

  /**
   * Writes bounds.
   *
   * @param file a CSV file; replaced if it exists
   * @throws IOException if it can't be written
   */
  public static void write(List<FrontBound> bounds, Path file) throws IOException {
    String rows = bounds.stream()
        .map(it -> Stream.of(
                it.problem,
                it.bounds,
                it.reference,
                it.surrogates,
                it.hypervolume,
                it.bound,
                it.command)
            .map(cell -> CsvCell.quoted(cell.toString()))
            .collect(Collectors.joining(",", "", "\n")))
        .collect(Collectors.joining());
    Files.writeString(file, String.join(",", HEADER) + "\n" + rows);
  }
}
