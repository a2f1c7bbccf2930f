package io.github.hwgptbench.creation.measurement;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes over the raw measurements that the authors of HW-GPT-Bench published: files of Python's
 * pickle, of which nothing is run. They become tables that
 * {@link io.github.hwgptbench.table.MeasuredData} reads.
 *
 * @since 0.2.0
 */
public final class RawImport {

  private static final double[] NOT_MEASURED = {};
  private static final double LARGEST_INTEGER = 1L << 53;

  private final SearchSpace space;
  /** The architectures by their number, in the order of measuring. */
  private final NavigableMap<Integer, Architecture> architectures = new TreeMap<>();

  private final Map<Architecture, Integer> ids = new HashMap<>();
  /** The numbers at which the parts of the measuring begin. */
  private final NavigableSet<Integer> parts = new TreeSet<>();

  private final NavigableMap<String, Map<Integer, double[]>> latencies = new TreeMap<>();
  private final NavigableMap<String, Map<Integer, double[]>> energies = new TreeMap<>();
  private final NavigableMap<String, Map<Integer, double[]>> energyMeans = new TreeMap<>();
  private final NavigableMap<String, Map<Integer, double[]>> memory = new TreeMap<>();
  private final Map<Integer, double[]> quality = new HashMap<>();
  private final Map<Integer, double[]> compute = new HashMap<>();

  private RawImport(SearchSpace space) {
    this.space = space;
  }

  /**
   * Returns those of some raw files that {@link #read} leaves out: energies that the authors
   * measured again by their tracker, in files of their own.
   *
   * @throws CheckpointFileException if a name is none of theirs
   */
  public static List<Path> superseded(List<Path> files) {
    return files.stream()
        .map(RawFile::of)
        .filter(file -> file.kind() == RawFile.Kind.SUPERSEDED)
        .map(RawFile::path)
        .toList();
  }

  /**
   * Reads raw files, of any devices and scales.
   *
   * @param files called as the authors call them, or with the name of their folder before the name
   * @param progress is run after every file
   * @return one import per scale
   * @throws CheckpointFileException if a file can't be read, is none of theirs or damaged, or two
   *     are of the same measurements; names the file, the row and the error
   */
  public static List<RawImport> read(List<Path> files, Runnable progress) {
    List<RawFile> ordered = files.stream()
        .map(RawFile::of)
        .filter(file -> file.kind() != RawFile.Kind.SUPERSEDED)
        .sorted(RawFile.ORDER)
        .toList();
    for (int i = 0; i < ordered.size(); i++) {
      for (RawFile other : ordered.subList(0, i)) {
        if (ordered.get(i).overlaps(other)) {
          throw new CheckpointFileException(Text.format(
              "%s: has the same measurements as %s; allowed: one of them",
              ordered.get(i).path(), other.path()));
        }
      }
    }
    Map<String, RawImport> imports = new TreeMap<>();
    for (RawFile file : ordered) {
      imports
          .computeIfAbsent(file.space().name(), name -> new RawImport(file.space()))
          .add(file);
      progress.run();
    }
    return List.copyOf(imports.values());
  }

  private void add(RawFile file) {
    if (file.kind() == RawFile.Kind.ENERGY || file.kind() == RawFile.Kind.LATENCY) {
      parts.add(file.from());
    }
    String device = file.device() == null ? "" : file.device().toString();
    int at = file.from();
    for (RawFile.Row row : file.read()) {
      int id = id(row.architecture(), at++);
      put(latencies, device, id, row.latenciesMs());
      put(energies, device, id, row.energiesMwh());
      put(energyMeans, device, id, row.energyMwh());
      put(memory, device, id, row.memoryMb());
      put(quality, id, row.quality());
      put(compute, id, row.compute());
    }
  }

  /**
   * Returns the number of an architecture: its place in the files of hardware, or one after all
   * others where that is taken, as it is for files of quality, which have another order.
   */
  private int id(Architecture architecture, int place) {
    Integer known = ids.get(architecture);
    if (known != null) {
      return known;
    }
    int id = architectures.containsKey(place) ? architectures.lastKey() + 1 : place;
    architectures.put(id, architecture);
    ids.put(architecture, id);
    return id;
  }

  private static void put(
      Map<String, Map<Integer, double[]>> tables, String device, int id, double[] values) {
    if (values.length > 0) {
      put(tables.computeIfAbsent(device, name -> new HashMap<>()), id, values);
    }
  }

  /** An architecture that was measured twice keeps its first measurement. */
  private static void put(Map<Integer, double[]> table, int id, double[] values) {
    if (values.length > 0) {
      table.putIfAbsent(id, values);
    }
  }

  /** Returns the space of the architectures. */
  public SearchSpace space() {
    return space;
  }

  /** Returns the number of different architectures. */
  public int size() {
    return architectures.size();
  }

  /**
   * Checks that there is no folder of the space yet.
   *
   * @param dataDir the folder that the folder of the space goes to
   * @throws IOException if there is one; names it
   */
  public void checkNew(Path dataDir) throws IOException {
    Path folder = dataDir.resolve(space.name());
    if (Files.exists(folder)) {
      throw new IOException(Text.format("%s: already exists; expected a new folder", folder));
    }
  }

  /**
   * Writes the tables. They get the name of their folder when all of them are there; what an import
   * that was stopped has left is deleted.
   *
   * @param dataDir the folder that the folder of the space goes to
   * @return the folder of the space
   * @throws IOException if it is there already, or the tables can't be written
   */
  public Path write(Path dataDir) throws IOException {
    checkNew(dataDir);
    Path part = dataDir.resolve(space.name() + ".part");
    if (Files.exists(part)) {
      MoreFiles.deleteRecursively(part, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    writeTables(part);
    return Files.move(part, dataDir.resolve(space.name()), StandardCopyOption.ATOMIC_MOVE);
  }

  private void writeTables(Path folder) throws IOException {
    for (Map.Entry<String, Map<Integer, double[]>> device : latencies.entrySet()) {
      readings(folder.resolve(MeasurementTables.LATENCY), device.getKey(), device.getValue());
    }
    for (Map.Entry<String, Map<Integer, double[]>> device : energyMeans.entrySet()) {
      if (!energies.containsKey(device.getKey())) {
        table(
            folder.resolve(MeasurementTables.ENERGY),
            device.getKey(),
            List.of("mean", "std"),
            device.getValue());
      }
    }
    for (Map.Entry<String, Map<Integer, double[]>> device : energies.entrySet()) {
      readings(folder.resolve(MeasurementTables.ENERGY), device.getKey(), device.getValue());
    }
    if (!memory.isEmpty()) {
      table(folder, MeasurementTables.MEMORY, List.copyOf(memory.keySet()), memoryRows());
    }
    if (!quality.isEmpty()) {
      table(folder, MeasurementTables.QUALITY, List.of("perplexity", "accuracy"), quality);
    }
    if (!compute.isEmpty()) {
      table(folder, "compute", List.of("flops", "macs", "params"), compute);
    }
    MeasurementTables.writeArchitectures(folder, architectureLines());
  }

  private List<String> architectureLines() {
    List<String> lines = new ArrayList<>();
    lines.add("arch_id,block," + MeasurementTables.GENES);
    architectures.forEach((id, architecture) -> lines.add(Text.format(
        "%d,%d,%s",
        id,
        Math.max(0, parts.headSet(id, true).size() - 1),
        MeasurementTables.genes(architecture))));
    return lines;
  }

  private Map<Integer, double[]> memoryRows() {
    Map<Integer, double[]> rows = new HashMap<>();
    for (int id : architectures.keySet()) {
      rows.put(
          id,
          memory.values().stream()
              .mapToDouble(values -> {
                double[] value = values.getOrDefault(id, NOT_MEASURED);
                return value.length == 0 ? Double.NaN : value[0];
              })
              .toArray());
    }
    return rows;
  }

  private void readings(Path folder, String name, Map<Integer, double[]> values)
      throws IOException {
    int most = values.values().stream().mapToInt(row -> row.length).max().orElseThrow();
    table(folder, name, MeasurementTables.readingColumns(most), values);
  }

  /** Writes a table with a row per architecture; what was not measured is an empty cell. */
  private void table(Path folder, String name, List<String> columns, Map<Integer, double[]> values)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("arch_id," + String.join(",", columns));
    for (int id : architectures.keySet()) {
      double[] row = values.getOrDefault(id, NOT_MEASURED);
      StringBuilder line = new StringBuilder().append(id);
      for (int i = 0; i < columns.size(); i++) {
        line.append(',').append(i < row.length ? cell(row[i]) : "");
      }
      lines.add(line.toString());
    }
    MeasurementTables.rewrite(folder, name, lines);
  }

  private static String cell(double value) {
    return value == Math.rint(value) && Math.abs(value) < LARGEST_INTEGER
        ? Long.toString((long) value)
        : MeasurementTables.cell(value);
  }
}
