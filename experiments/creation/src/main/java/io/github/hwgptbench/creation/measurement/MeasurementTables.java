package io.github.hwgptbench.creation.measurement;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.record.FolderLock;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.ReadingsTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The tables of one space, as {@link io.github.hwgptbench.table.MeasuredData} reads them. A table
 * that is written again replaces the one before in one step, so that whatever happens there is a
 * whole one.
 */
public final class MeasurementTables {

  static final String QUALITY = "quality";
  static final String MEMORY = "memory_mb";
  static final String LATENCY = "latency_ms";
  static final String ENERGY = "energy_mwh";

  /** The columns of an architecture, as {@link #genes} writes them. */
  static final String GENES = "embed_dim,n_layer,bias,mlp_ratio,n_head";

  private static final String ARCHITECTURES = "architectures";
  private static final String QUALITY_SOURCE = "quality.txt";
  private static final String PACKED = ".csv.gz";

  private final SearchSpace space;
  private final Path folder;
  private final ArchitectureTable architectures;

  private MeasurementTables(SearchSpace space, Path folder, ArchitectureTable architectures) {
    this.space = space;
    this.folder = folder;
    this.architectures = architectures;
  }

  /**
   * Opens the tables of a space, if there are any.
   *
   * @param dataDir the folder that the folder of the space is in
   * @throws IOException if the architectures can't be read; names the file, the line and the column
   */
  public static Optional<MeasurementTables> find(Path dataDir, SearchSpace space)
      throws IOException {
    Path folder = dataDir.resolve(space.name());
    Optional<Path> file = table(folder, ARCHITECTURES);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MeasurementTables(space, folder, ArchitectureTable.read(file.get(), space)));
  }

  /**
   * Begins tables with the architectures that are to be measured.
   *
   * @param dataDir the folder that the folder of the space is in or goes to
   * @throws IOException if there are architectures already, or the table can't be written
   */
  public static MeasurementTables create(
      Path dataDir, SearchSpace space, List<Architecture> architectures) throws IOException {
    Path folder = dataDir.resolve(space.name());
    Files.createDirectories(folder);
    FolderLock lock = lock(folder, ARCHITECTURES, "the architectures are drawn");
    try (lock) {
      Optional<Path> there = table(folder, ARCHITECTURES);
      if (there.isPresent()) {
        throw new IOException(
            Text.format("%s: already exists; expected a new folder", there.get()));
      }
      List<String> lines = new ArrayList<>();
      lines.add("arch_id," + GENES);
      for (Architecture architecture : architectures) {
        lines.add(Text.format("%d,%s", lines.size() - 1, genes(architecture)));
      }
      Path file = writeArchitectures(folder, lines);
      return new MeasurementTables(space, folder, ArchitectureTable.read(file, space));
    }
  }

  /** Writes the lines of the table of architectures. */
  static Path writeArchitectures(Path folder, List<String> architectures) throws IOException {
    return rewrite(folder, ARCHITECTURES, architectures);
  }

  /** Returns an architecture as the cells of {@link #GENES}. */
  static String genes(Architecture architecture) {
    return Text.format(
        "%d,%d,%s,%s,%s",
        architecture.embedDim(),
        architecture.layers(),
        architecture.bias(),
        perLayer(architecture.layers(), architecture::mlpRatio),
        perLayer(architecture.layers(), architecture::heads));
  }

  private static String perLayer(int layers, IntUnaryOperator value) {
    return IntStream.range(0, layers)
        .mapToObj(layer -> Integer.toString(value.applyAsInt(layer)))
        .collect(Collectors.joining("-"));
  }

  private static Optional<Path> table(Path folder, String name) {
    return Stream.of(PACKED, ".csv")
        .map(suffix -> folder.resolve(name + suffix))
        .filter(Files::exists)
        .findFirst();
  }

  /**
   * Keeps the measurements of a device for one process until it is closed.
   *
   * @param metric the folder of its tables, {@link #LATENCY} or {@link #ENERGY}
   * @throws IOException if another one measures the device, in these tables
   */
  FolderLock lock(String metric, Device device) throws IOException {
    Path tables = folder.resolve(metric);
    Files.createDirectories(tables);
    return lock(tables, device.id(), Text.format("'%s' is measured", device.id()));
  }

  /**
   * Keeps perplexity and accuracy for one process until it is closed.
   *
   * @throws IOException if another one measures them, in these tables
   */
  FolderLock lockQuality() throws IOException {
    return lock(folder, QUALITY, "perplexity and accuracy are measured");
  }

  private static FolderLock lock(Path folder, String name, String what) throws IOException {
    return FolderLock.of(
        folder.resolve(name + FolderLock.NAME),
        Text.format(
            "%s: %s by another process; wait until it ends, or name another folder", folder, what));
  }

  /** Returns the folder of the space. */
  public Path folder() {
    return folder;
  }

  /** Returns the architectures, in the order of the rows of all tables that are written here. */
  public List<Architecture> architectures() {
    return IntStream.range(0, architectures.size())
        .mapToObj(architectures::architecture)
        .toList();
  }

  /**
   * Returns the measurements on a device, one row per architecture; rows without columns if
   * nothing.
   *
   * @throws IOException if the table can't be read, or lacks an architecture
   */
  public double[][] latenciesMs(Device device) throws IOException {
    return readings(LATENCY, device);
  }

  double[][] readings(String metric, Device device) throws IOException {
    Optional<Path> file = table(folder.resolve(metric), device.id());
    return file.isEmpty()
        ? new double[architectures.size()][0]
        : rows(file.get(), ReadingsTable.read(file.get()));
  }

  /**
   * Writes the measurements on a device.
   *
   * @param readings one row per architecture, as many columns each
   */
  public Path writeLatenciesMs(Device device, double[][] readings) throws IOException {
    return writeReadings(LATENCY, device, readings);
  }

  Path writeReadings(String metric, Device device, double[][] readings) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("arch_id," + String.join(",", readingColumns(readings[0].length)));
    for (int row = 0; row < readings.length; row++) {
      lines.add(architectures.id(row)
          + Arrays.stream(readings[row])
              .mapToObj(reading -> "," + reading)
              .collect(Collectors.joining()));
    }
    return rewrite(folder.resolve(metric), device.id(), lines);
  }

  /** Returns the columns of repeated measurements. */
  static List<String> readingColumns(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "obs_" + i).toList();
  }

  /**
   * Returns under which conditions the latency of a device was measured.
   *
   * @return empty if it was not
   * @throws IOException if nothing says so of measurements that are there
   */
  public Optional<MeasuringConditions> conditions(Device device) throws IOException {
    return conditions(LATENCY, device);
  }

  Optional<MeasuringConditions> conditions(String metric, Device device) throws IOException {
    return table(folder.resolve(metric), device.id()).isEmpty()
        ? Optional.empty()
        : Optional.of(MeasuringConditions.read(conditionsFile(metric, device)));
  }

  void writeConditions(String metric, Device device, MeasuringConditions conditions)
      throws IOException {
    write(conditionsFile(metric, device), conditions.text().lines().toList());
  }

  /**
   * Keeps the table of memory, which all devices share, for one process until it is closed.
   *
   * @throws IOException if another one measures memory, in these tables
   */
  FolderLock lockMemory() throws IOException {
    return lock(folder, MEMORY, "memory is measured");
  }

  /**
   * Returns the memory that was measured on a device, one row of one value per architecture; NaN
   * where it is not known yet.
   *
   * @throws IOException if the table can't be read, or lacks an architecture
   * @since 0.2.0
   */
  public double[][] memoriesMb(Device device) throws IOException {
    Memories memories = memories();
    int column = memories.devices.indexOf(device.id());
    return Arrays.stream(memories.values)
        .map(row -> new double[] {column < 0 ? Double.NaN : row[column]})
        .toArray(double[][]::new);
  }

  /**
   * Writes the memory that was measured on a device, beside that of other devices.
   *
   * @param readings one row of one value per architecture; NaN where it is not known yet
   */
  void writeMemoriesMb(Device device, double[][] readings) throws IOException {
    Memories memories = memories();
    List<String> devices = new ArrayList<>(memories.devices);
    if (!devices.contains(device.id())) {
      devices.add(device.id());
    }
    int column = devices.indexOf(device.id());
    List<String> lines = new ArrayList<>(List.of("arch_id," + String.join(",", devices)));
    for (int row = 0; row < readings.length; row++) {
      double[] values = Arrays.copyOf(memories.values[row], devices.size());
      values[column] = readings[row][0];
      lines.add(architectures.id(row)
          + Arrays.stream(values)
              .mapToObj(value -> "," + cell(value))
              .collect(Collectors.joining()));
    }
    rewrite(folder, MEMORY, lines);
  }

  /** The table of memory: one column per device. */
  private record Memories(List<String> devices, double[][] values) {}

  private Memories memories() throws IOException {
    Optional<Path> file = table(folder, MEMORY);
    if (file.isEmpty()) {
      return new Memories(List.of(), new double[architectures.size()][0]);
    }
    ReadingsTable table = ReadingsTable.readWithGaps(file.get());
    return new Memories(table.columns(), rows(file.get(), table));
  }

  /**
   * Returns under which conditions the memory of a device was measured.
   *
   * @return empty if it was not
   * @throws IOException if nothing describes the conditions of measurements that exist
   */
  Optional<MeasuringConditions> memoryConditions(Device device) throws IOException {
    return memories().devices.contains(device.id())
        ? Optional.of(MeasuringConditions.read(conditionsFile(MEMORY, device)))
        : Optional.empty();
  }

  /** Returns what perplexity and accuracy were said by; empty if they were not measured. */
  Optional<String> qualitySource() throws IOException {
    Path file = folder.resolve(QUALITY_SOURCE);
    return table(folder, QUALITY).isPresent() && Files.exists(file)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }

  void writeQualitySource(String source) throws IOException {
    write(folder.resolve(QUALITY_SOURCE), List.of(source));
  }

  private Path conditionsFile(String metric, Device device) {
    return folder.resolve(metric).resolve(device.id() + ".json");
  }

  /**
   * Returns perplexity and accuracy, one row per architecture; NaN where they are not known yet.
   *
   * @throws IOException if the table can't be read, or has other columns
   */
  public double[][] quality() throws IOException {
    Optional<Path> file = table(folder, QUALITY);
    if (file.isEmpty()) {
      double[][] unknown = new double[architectures.size()][2];
      Arrays.stream(unknown).forEach(row -> Arrays.fill(row, Double.NaN));
      return unknown;
    }
    ReadingsTable table = ReadingsTable.readWithGaps(file.get());
    if (!table.columns().equals(List.of("perplexity", "accuracy"))) {
      throw new IOException(Text.format(
          "%s, line 1: columns %s; expected perplexity, accuracy",
          file.get(), String.join(", ", table.columns())));
    }
    return rows(file.get(), table);
  }

  private double[][] rows(Path file, ReadingsTable table) throws IOException {
    double[][] rows = new double[architectures.size()][];
    for (int row = 0; row < rows.length; row++) {
      int at = table.rowOf(architectures.id(row));
      if (at < 0) {
        throw new IOException(Text.format(
            "%s: no row with arch_id %d, which is in %s",
            file, architectures.id(row), architectures.file()));
      }
      rows[row] = table.row(at);
    }
    return rows;
  }

  /**
   * Writes perplexity and accuracy.
   *
   * @param quality one row per architecture; NaN where they are not known yet
   */
  public Path writeQuality(double[][] quality) throws IOException {
    List<String> lines = new ArrayList<>(List.of("arch_id,perplexity,accuracy"));
    for (int row = 0; row < quality.length; row++) {
      lines.add(architectures.id(row) + "," + cell(quality[row][0]) + "," + cell(quality[row][1]));
    }
    return rewrite(folder, QUALITY, lines);
  }

  /** Replaces the table that is there, packed or not, so that there are never two. */
  static Path rewrite(Path folder, String name, List<String> lines) throws IOException {
    Path file = table(folder, name).orElse(folder.resolve(name + PACKED));
    write(file, lines);
    return file;
  }

  /** Returns a number, or an empty cell for NaN. */
  static String cell(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(bytes(part, file), StandardCharsets.UTF_8))) {
      for (String line : lines) {
        out.write(line);
        out.write('\n');
      }
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new IOException(Text.format("%s: can't be written: %s", file, e.getMessage()), e);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static OutputStream bytes(Path part, Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(part);
    return file.toString().endsWith(PACKED) ? new GZIPOutputStream(bytes) : bytes;
  }
}
