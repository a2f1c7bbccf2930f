package io.github.hwgptbench.landscape;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.Calibration.QuantilePairs;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.table.CsvRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads and writes calibrations as a CSV file: one row per objective and embed_dim, with the shares
 * of the measurements of all embed_dims, and the predicted and the observed quantiles of
 * ln(measurement / noise-free value) of this embed_dim, separated by spaces and with six decimals.
 * The file has statistics only; measurements can't be recovered from it.
 */
public final class CalibrationFile {

  /** The name of the file in the output of {@code hwgpt fit}. */
  public static final String NAME = "calibration.csv";

  private static final String HEADER =
      "space,objective,readings,shares,embed_dim,predicted,observed";

  private CalibrationFile() {}

  /**
   * Writes calibrations.
   *
   * @throws IOException if the file can't be written
   */
  public static void write(List<Calibration> calibrations, Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (Calibration calibration : calibrations) {
      for (QuantilePairs pairs : calibration.quantiles()) {
        text.append(Text.format(
            "%s,%s,%d,%s,%d,%s,%s\n",
            calibration.space(),
            calibration.objective(),
            calibration.readings(),
            joined(calibration.shares()),
            pairs.embedDim(),
            joined(pairs.predicted()),
            joined(pairs.observed())));
      }
    }
    Files.writeString(file, text);
  }

  private static String joined(List<Double> values) {
    return values.stream()
        .map(value -> Text.format("%.6f", value))
        .collect(Collectors.joining(" "));
  }

  /**
   * Returns the calibrations of the surrogates that ship with the benchmark, of measurements that
   * the respective model had not seen: four-fold cross-validation over the 9,000 architectures of
   * each space that the surrogates were fitted to.
   */
  public static List<Calibration> shipped() {
    try (InputStream in = CalibrationFile.class.getResourceAsStream(NAME)) {
      return read(in, NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads calibrations.
   *
   * @param in the content, which is closed
   * @param name of the file, for messages
   * @throws IOException if it can't be read, or is invalid; the message has the line
   */
  public static List<Calibration> read(InputStream in, String name) throws IOException {
    try (CsvRows rows = CsvRows.read(in, name)) {
      if (!String.join(",", rows.header()).equals(HEADER)) {
        throw new IOException(
            Text.format("%s, line 1: not a file of calibrations; expected '%s'", name, HEADER));
      }
      List<Calibration> calibrations = new ArrayList<>();
      while (rows.next()) {
        try {
          Calibration read = row(rows);
          int last = calibrations.size() - 1;
          if (last >= 0 && sameTask(calibrations.get(last), read)) {
            calibrations.set(last, joined(calibrations.get(last), read));
          } else {
            calibrations.add(read);
          }
        } catch (IllegalArgumentException e) {
          throw rows.wrong(e);
        }
      }
      return List.copyOf(calibrations);
    }
  }

  private static Calibration row(CsvRows rows) {
    return new Calibration(
        rows.text(0),
        Objective.parseAnyDevice(rows.text(1)),
        Long.parseLong(rows.text(2)),
        numbers(rows.text(3)),
        List.of(new QuantilePairs(
            Integer.parseInt(rows.text(4)), numbers(rows.text(5)), numbers(rows.text(6)))));
  }

  private static List<Double> numbers(String cell) {
    return Arrays.stream(cell.split(" ")).map(Double::valueOf).toList();
  }

  private static boolean sameTask(Calibration first, Calibration second) {
    return first.space().equals(second.space()) && first.objective().equals(second.objective());
  }

  private static Calibration joined(Calibration first, Calibration second) {
    List<QuantilePairs> quantiles = new ArrayList<>(first.quantiles());
    quantiles.addAll(second.quantiles());
    return new Calibration(
        first.space(), first.objective(), first.readings(), first.shares(), quantiles);
  }
}
