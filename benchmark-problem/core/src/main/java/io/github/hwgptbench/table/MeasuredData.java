package io.github.hwgptbench.table;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one search space: the metrics, the architectures, and every measurement. They
 * are files in a folder named as the space, each with or without gzip ({@code .csv.gz},
 * {@code .csv}), and all but the first may be missing:
 *
 * <ul>
 *   <li>{@code architectures}: see {@link ArchitectureTable}
 *   <li>{@code latency_ms/<device>}: arch_id and one column per measurement, milliseconds
 *   <li>{@code energy_mwh/<device>}: arch_id and one column per measurement, milliwatt-hours; or
 *       arch_id, mean and std, where the single measurements are not known
 *   <li>{@code memory_mb}: arch_id and one column per device, megabytes
 *   <li>{@code quality}: arch_id and columns {@code perplexity} and {@code accuracy}, or with a
 *       source {@code perplexity_published}, which is the objective {@code perplexity@published}
 *   <li>{@code compute}: arch_id, {@code flops}, {@code macs}, {@code params}
 * </ul>
 *
 * <p>Every table has a row for every architecture, in any order. An empty cell is a measurement
 * that is missing. A table of a device is read when it is first asked for. Safe for use by many
 * threads.
 */
public final class MeasuredData {

  private static final List<String> SUMMARY = List.of("mean", "std");

  private final SearchSpace space;
  private final Path folder;
  private final ArchitectureTable architectures;
  private final Map<Objective, Source> sources;
  private final Map<IntBuffer, Integer> rows;
  private final Map<Objective, Readings> cache = new ConcurrentHashMap<>();

  /** Where the measurements of an objective are; all columns of the file without a name of one. */
  private record Source(Path file, @Nullable String column) {}

  private record Readings(double[][] values, boolean summarized) {}

  private MeasuredData(
      SearchSpace space,
      Path folder,
      ArchitectureTable architectures,
      Map<Objective, Source> sources) {
    this.space = space;
    this.folder = folder;
    this.architectures = architectures;
    this.sources = sources;
    this.rows = new HashMap<>();
    for (int row = 0; row < architectures.size(); row++) {
      rows.putIfAbsent(IntBuffer.wrap(architectures.genes(row)), row);
    }
  }

  /**
   * Opens the measurements of a space.
   *
   * @param dataDir the folder that the folder of the space is in
   * @param space whose measurements
   * @throws IOException if the folder of the space is missing, a file in it is called as no device
   *     can be, or the table of architectures is missing or wrong; the message has the reason and
   *     the place
   */
  public static MeasuredData open(Path dataDir, SearchSpace space) throws IOException {
    Path folder = dataDir.resolve(space.name());
    if (!Files.isDirectory(folder)) {
      throw new IOException(Text.format(
          "%s: no such folder; the measurements of search space '%s' go there",
          folder, space.name()));
    }
    Path architectures = table(folder, "architectures")
        .orElseThrow(() -> new IOException(Text.format(
            "%s: no architectures.csv.gz or architectures.csv in this folder", folder)));
    return new MeasuredData(
        space, folder, ArchitectureTable.read(architectures, space), discover(folder));
  }

  private static Optional<Path> table(Path folder, String name) {
    return Stream.of(".csv.gz", ".csv")
        .map(suffix -> folder.resolve(name + suffix))
        .filter(Files::exists)
        .findFirst();
  }

  private static Map<Objective, Source> discover(Path folder) throws IOException {
    Map<Objective, Source> sources = new TreeMap<>(MeasuredData::compare);
    addDevices(sources, folder.resolve("latency_ms"), Metric.LATENCY);
    addDevices(sources, folder.resolve("energy_mwh"), Metric.ENERGY);
    for (String name : List.of("memory_mb", "quality", "compute")) {
      Optional<Path> file = table(folder, name);
      if (file.isPresent()) {
        addColumns(sources, file.get(), name.equals("memory_mb"));
      }
    }
    return sources;
  }

  private static int compare(Objective a, Objective b) {
    int byMetric = a.metric().compareTo(b.metric());
    return byMetric != 0 ? byMetric : a.toString().compareTo(b.toString());
  }

  private static void addDevices(Map<Objective, Source> sources, Path folder, Metric metric)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
        String device = name.substring(0, name.lastIndexOf(".csv"));
        Objective objective = named(metric, device, file.toString());
        add(sources, objective, new Source(file, null));
      }
    }
  }

  private static void addColumns(Map<Objective, Source> sources, Path file, boolean devices)
      throws IOException {
    List<String> header;
    try (CsvRows csv = CsvRows.open(file)) {
      header = csv.header();
    }
    for (String column : header) {
      if (!column.equals(RowIds.COLUMN)) {
        Objective objective =
            devices ? named(Metric.MEMORY, column, where(file, column)) : ofColumn(file, column);
        add(sources, objective, new Source(file, column));
      }
    }
  }

  private static Objective ofColumn(Path file, String column) throws IOException {
    int underscore = column.indexOf('_');
    String metric = underscore < 0 ? column : column.substring(0, underscore);
    String source = underscore < 0 ? "" : column.substring(underscore + 1);
    try {
      return named(Metric.of(metric), source, where(file, column));
    } catch (IllegalArgumentException e) {
      throw new IOException(Text.format("%s: %s", where(file, column), e.getMessage()), e);
    }
  }

  private static String where(Path file, String column) {
    return Text.format("%s, line 1, column '%s'", file, column);
  }

  private static Objective named(Metric metric, String qualifier, String where) throws IOException {
    try {
      return metric.onDevice()
          ? Objective.of(metric, qualifier)
          : Objective.of(metric).from(qualifier);
    } catch (IllegalArgumentException e) {
      throw new IOException(Text.format("%s: %s", where, e.getMessage()), e);
    }
  }

  private static void add(Map<Objective, Source> sources, Objective objective, Source source)
      throws IOException {
    Source other = sources.putIfAbsent(objective, source);
    if (other != null) {
      throw new IOException(Text.format(
          "%s and %s: both hold '%s'; allowed: one of them",
          other.file(), source.file(), objective));
    }
  }

  /** Returns the space whose measurements these are. */
  public SearchSpace space() {
    return space;
  }

  /** Returns the folder of the space. */
  public Path folder() {
    return folder;
  }

  /** Returns the measured architectures, in the order of measuring. */
  public ArchitectureTable architectures() {
    return architectures;
  }

  /** Returns the measured objectives, ordered by metric, then by device or source. */
  public List<Objective> objectives() {
    return List.copyOf(sources.keySet());
  }

  /**
   * Returns all measurements of an objective, in its unit: one row per architecture, in the order
   * of {@link #architectures()}, and one column per measurement. One column only, where the table
   * gives their mean alone; NaN where the cell of the table is empty.
   *
   * @return a new array of new rows
   * @throws IllegalArgumentException if there are no measurements of this objective; names those
   *     that there are
   * @throws IOException if the table can't be read, anything in it is wrong, or its architectures
   *     are not those of {@link #architectures()}; names the file, the line and the column
   */
  public double[][] readings(Objective objective) throws IOException {
    return Stream.of(load(objective).values()).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * Returns whether the measurements of an objective are each the mean of several that are not
   * known.
   *
   * @throws IllegalArgumentException if there are no measurements of this objective
   * @throws IOException as {@link #readings} does
   */
  public boolean summarized(Objective objective) throws IOException {
    return load(objective).summarized();
  }

  /**
   * Returns the median of the measurements of an architecture that are there, in the unit of the
   * objective.
   *
   * @return empty if the architecture was not measured, or not for this objective
   * @throws IllegalArgumentException if there are no measurements of this objective, or the
   *     architecture is not of this space
   * @throws IOException as {@link #readings} does
   */
  public OptionalDouble median(Architecture architecture, Objective objective) throws IOException {
    double[][] values = load(objective).values();
    OptionalInt row = row(space.encode(architecture));
    return row.isEmpty()
        ? OptionalDouble.empty()
        : DoubleStream.of(median(values[row.getAsInt()]))
            .filter(Double::isFinite)
            .findFirst();
  }

  /** The row of a canonical genotype. Of two rows of one architecture, the first. */
  private OptionalInt row(int[] genes) {
    Integer row = rows.get(IntBuffer.wrap(genes));
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }

  /** The median measurement of every row; NaN where there is none. */
  double[] medians(Objective objective) throws IOException {
    return Stream.of(load(objective).values()).mapToDouble(MeasuredData::median).toArray();
  }

  private static double median(double[] readings) {
    double[] sorted =
        Arrays.stream(readings).filter(it -> !Double.isNaN(it)).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private Readings load(Objective objective) throws IOException {
    Readings known = cache.get(objective);
    if (known == null) {
      known = read(source(objective), objective);
      cache.put(objective, known);
    }
    return known;
  }

  private Source source(Objective objective) {
    Source source = sources.get(objective);
    if (source == null) {
      List<String> known = sources.keySet().stream().map(Objective::toString).toList();
      throw UsageException.of(
          "Objective '%s': not measured in %s; %s",
          objective, folder, Suggestion.known(objective.toString(), known));
    }
    return source;
  }

  private Readings read(Source source, Objective objective) throws IOException {
    ReadingsTable table = ReadingsTable.readWithGaps(source.file());
    boolean summarized = table.columns().equals(SUMMARY);
    String column = summarized ? SUMMARY.get(0) : source.column();
    int single = column == null ? -1 : table.columns().indexOf(column);
    double[][] values = new double[architectures.size()][];
    for (int row = 0; row < values.length; row++) {
      int tableRow = table.rowOf(architectures.id(row));
      if (tableRow < 0) {
        throw new IOException(Text.format(
            "%s: no row with arch_id %d, which is in %s",
            source.file(), architectures.id(row), architectures.file()));
      }
      double[] all = table.row(tableRow);
      values[row] = single < 0 ? all : new double[] {all[single]};
    }
    if (table.size() > values.length) {
      throw new IOException(Text.format(
          "%s: %d rows; %s has only %d architectures",
          source.file(), table.size(), architectures.file(), values.length));
    }
    return new Readings(values, summarized);
  }
}
