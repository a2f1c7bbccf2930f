package io.github.hwgptbench.creation.measurement;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.checkpoint.PickledData;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the authors' raw files. Its name, or the name of its folder, contains the scale, the
 * device and the numbers of its architectures.
 *
 * @param path the file
 * @param space of its architectures
 * @param device null in files of perplexity and accuracy
 * @param kind what sort of file it is
 * @param from the number of its first architecture among those of the same kind and device
 * @param to that after its last one
 */
record RawFile(Path path, SearchSpace space, @Nullable Device device, Kind kind, int from, int to) {

  /**
   * The order in which files are taken: those of a device before those of quality, whose
   * architectures are in an order of their own, and energy before latency, whose files have an
   * energy too.
   */
  static final Comparator<RawFile> ORDER = Comparator.comparing(RawFile::kind)
      .thenComparing(file -> file.device() == null ? "" : file.device().id())
      .thenComparing(RawFile::from);

  /** Sorts of files. */
  enum Kind {
    ENERGY,
    LATENCY,
    MEMORY,
    QUALITY,
    /** Energy that the authors measured again, by their tracker, and did not use. */
    SUPERSEDED
  }

  private static final String RANGE = "_(\\d{1,8})_(\\d{1,8})\\.pkl$";
  private static final Pattern HARDWARE = Pattern.compile(
      "(latency|mem)_([A-Za-z0-9_]+?)(?:_([sml]))?_efficiency(_energy(?:_\\d+)?)?_observations(_tracker)?"
          + RANGE);
  private static final Pattern QUALITY =
      Pattern.compile("arch_ppl_bench_([sml])_ppl_observations(?:_tracker)?" + RANGE);

  /** What the authors call processors is the names of their hosts. */
  private static final Map<String, String> HOSTS = Map.of(
      "cpu_a6000", "cpu_amd_7452",
      "cpu_alldlc", "cpu_amd_7502",
      "helix_cpu", "cpu_amd_7513",
      "cpu_meta", "cpu_xeon_gold",
      "cpu_mlgpu", "cpu_xeon_silver",
      "P100", "p100");

  private static final Map<String, Double> MILLISECONDS =
      Map.of("us", 1e-3, "ms", 1.0, "s", 1e3, "min", 6e4);

  /**
   * The files have kilowatt-hours or watt-hours as their unit, and milliwatt-hours are a
   * thousandth.
   */
  private static final double MILLIWATT_HOURS = 1000;

  /** Twice the rows of the longest file. */
  private static final int MOST_ROWS = 20_000;

  /** A list may stand in every row and yet only once in the file. The longest one has 50 values. */
  private static final int MOST_VALUES = 1000;

  private static final double LARGEST = 1e30;

  /**
   * Checks the numbers in the name.
   *
   * @throws CheckpointFileException if they are those of no architectures, or of too many
   */
  RawFile {
    if (to <= from || to - from > MOST_ROWS) {
      throw new CheckpointFileException(Text.format(
          "%s: FROM %d and TO %d in its name; allowed: TO above FROM, by %d at most",
          path, from, to, MOST_ROWS));
    }
  }

  /**
   * What was measured of an architecture; empty where nothing was.
   *
   * @param latenciesMs repeated measurements
   * @param energiesMwh repeated measurements
   * @param energyMwh mean and standard deviation, where the repeated measurements are not known
   * @param memoryMb one number
   * @param quality perplexity and accuracy
   * @param compute FLOPs, MACs and parameters
   */
  record Row(
      Architecture architecture,
      double[] latenciesMs,
      double[] energiesMwh,
      double[] energyMwh,
      double[] memoryMb,
      double[] quality,
      double[] compute) {}

  /**
   * Returns a file by its name.
   *
   * @throws CheckpointFileException if its name, or that of its folder, is none of the authors'
   */
  static RawFile of(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    String name = String.valueOf(whole.getFileName());
    // A name with the device in it does not need that of its folder, which may be any.
    return named(path, name)
        .or(() -> named(path, folder(whole) + "_" + name))
        .orElseThrow(() -> new CheckpointFileException(Text.format(
            "%s: not the name of a raw file of the authors; expected latency_DEVICE[_m|_l] or"
                + " mem_DEVICE[_m|_l] with efficiency_observations_FROM_TO.pkl or"
                + " efficiency_energy_observations_tracker_FROM_TO.pkl in it, or"
                + " arch_ppl_bench_SCALE with ppl_observations_tracker_FROM_TO.pkl",
            path)));
  }

  private static Optional<RawFile> named(Path path, String name) {
    Matcher hardware = HARDWARE.matcher(name);
    if (hardware.find()) {
      String host = hardware.group(2);
      return Optional.of(new RawFile(
          path,
          SearchSpace.of(Objects.requireNonNullElse(hardware.group(3), "s")),
          device(path, HOSTS.getOrDefault(host, host)),
          kindOf(hardware),
          Integer.parseInt(hardware.group(6)),
          Integer.parseInt(hardware.group(7))));
    }
    Matcher quality = QUALITY.matcher(name);
    return quality.find()
        ? Optional.of(new RawFile(
            path,
            SearchSpace.of(quality.group(1)),
            null,
            Kind.QUALITY,
            Integer.parseInt(quality.group(2)),
            Integer.parseInt(quality.group(3))))
        : Optional.empty();
  }

  private static Kind kindOf(Matcher hardware) {
    if (hardware.group(1).equals("mem")) {
      return Kind.MEMORY;
    }
    if (hardware.group(4) == null) {
      return Kind.LATENCY;
    }
    return hardware.group(5) == null ? Kind.SUPERSEDED : Kind.ENERGY;
  }

  /** A host that is none of the published devices is a device of its own. */
  private static Device device(Path path, String id) {
    Device.Kind kind = id.contains("cpu") ? Device.Kind.CPU : Device.Kind.GPU;
    try {
      return Device.knownIds().contains(id) ? Device.of(id) : new Device(id, kind);
    } catch (IllegalArgumentException e) {
      throw new CheckpointFileException(path + ": " + e.getMessage(), e);
    }
  }

  private static String folder(Path path) {
    Path parent = path.getParent();
    Path name = parent == null ? null : parent.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Returns whether this file and another one are of the same architectures and measurement. */
  boolean overlaps(RawFile other) {
    return space.equals(other.space)
        && Objects.equals(device, other.device)
        && kind == other.kind
        && from < other.to
        && other.from < to;
  }

  /**
   * Reads the file.
   *
   * @throws CheckpointFileException if it can't be read, or anything in it is wrong; names the row
   */
  List<Row> read() {
    if (!(PickledData.read(path) instanceof List<?> list)) {
      throw wrong("not a list of measurements");
    }
    if (list.isEmpty() || list.size() > to - from) {
      throw wrong("%d rows; its name allows 1 to %d", list.size(), to - from);
    }
    List<Row> rows = new ArrayList<>(list.size());
    for (Object row : list) {
      rows.add(new Reader(rows.size(), row).row());
    }
    return rows;
  }

  @FormatMethod
  private CheckpointFileException wrong(String what, Object... details) {
    return new CheckpointFileException(path + ": " + Text.format(what, details));
  }

  /** Reads one row. */
  private final class Reader {

    private final int number;
    private final Map<?, ?> fields;

    Reader(int number, @Nullable Object row) {
      this.number = number;
      fields = map(row, "the row");
    }

    Row row() {
      boolean hardware = kind == Kind.LATENCY || kind == Kind.ENERGY;
      Row row = new Row(
          architecture(map(fields.get("arch"), "'arch'")),
          kind == Kind.LATENCY ? latencies() : none(),
          kind == Kind.ENERGY ? scaled(numbers("energy_gpu"), MILLIWATT_HOURS) : none(),
          hardware && fields.get("mean_energy_cpu") != null
              ? scaled(each("mean_energy_cpu", "std_energy_cpu"), MILLIWATT_HOURS)
              : none(),
          kind == Kind.MEMORY ? each("mean_mem") : none(),
          kind == Kind.QUALITY ? each("perplexity", "accuracy") : none(),
          kind == Kind.LATENCY ? each("flops", "macs", "params") : none());
      if (kind == Kind.ENERGY && row.energiesMwh.length + row.energyMwh.length == 0) {
        throw wrong("no energy in 'energy_gpu' and 'mean_energy_cpu'");
      }
      return row;
    }

    private Architecture architecture(Map<?, ?> arch) {
      int layers = integer(arch, "sample_n_layer");
      Object bias = arch.get("sample_bias");
      String biased = String.valueOf(bias instanceof Boolean || bias instanceof String ? bias : "");
      if (!biased.equalsIgnoreCase("true") && !biased.equalsIgnoreCase("false")) {
        throw wrong("'sample_bias' is neither true nor false");
      }
      int embedDim = integer(arch, "sample_embed_dim");
      int[] ratios = perLayer(arch, "sample_mlp_ratio", layers);
      int[] heads = perLayer(arch, "sample_n_head", layers);
      try {
        boolean hasBias = Boolean.parseBoolean(biased);
        return space.decode(space.encode(Architecture.of(embedDim, hasBias, ratios, heads)));
      } catch (IllegalArgumentException e) {
        throw wrong("%s", String.valueOf(e.getMessage()));
      }
    }

    /** The lists are as long as the deepest network; what is beyond its layers does not count. */
    private int[] perLayer(Map<?, ?> arch, String name, int layers) {
      List<?> all = list(arch.get(name), name);
      if (layers < 1 || layers > all.size()) {
        throw wrong("'%s' has %d values, and 'sample_n_layer' is %d", name, all.size(), layers);
      }
      return all.subList(0, layers).stream()
          .mapToInt(value -> integer(value, name))
          .toArray();
    }

    private double[] latencies() {
      String which =
          list(fields.get("times_profiler_gpu"), "times_profiler_gpu").isEmpty() ? "cpu" : "gpu";
      double[] times = numbers("times_profiler_" + which);
      List<?> units = list(fields.get("unit_" + which), "unit_" + which);
      if (times.length == 0 || times.length != units.size()) {
        throw wrong(
            "%d values in 'times_profiler_%s' and %d in 'unit_%s'; allowed: equal numbers, 1 or"
                + " more",
            times.length, which, units.size(), which);
      }
      for (int i = 0; i < times.length; i++) {
        Double unit = units.get(i) instanceof String text ? MILLISECONDS.get(text) : null;
        if (unit == null) {
          throw wrong("a unit in 'unit_%s' that is not one of us, ms, s and min", which);
        }
        times[i] *= unit;
      }
      return times;
    }

    private double[] each(String... names) {
      double[] values = new double[names.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(fields.get(names[i]), names[i]);
      }
      return values;
    }

    private double[] numbers(String name) {
      return list(fields.get(name), name).stream()
          .mapToDouble(value -> number(value, name))
          .toArray();
    }

    private Map<?, ?> map(@Nullable Object value, String what) {
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      throw wrong("%s is missing, or not a dictionary", what);
    }

    private List<?> list(@Nullable Object value, String name) {
      if (value instanceof List<?> list && list.size() <= MOST_VALUES) {
        return list;
      }
      throw wrong("'%s' is missing, or not a list of at most %d values", name, MOST_VALUES);
    }

    private int integer(Map<?, ?> map, String name) {
      return integer(map.get(name), name);
    }

    private int integer(@Nullable Object value, String name) {
      double number = number(value, name);
      if (number != (int) number) {
        throw wrong("'%s' has %s, which is not an integer", name, number);
      }
      return (int) number;
    }

    private double number(@Nullable Object value, String name) {
      double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
      if (number >= 0 && number <= LARGEST) {
        return number;
      }
      throw wrong("'%s' is missing, or not a number from 0 to %s", name, LARGEST);
    }

    @FormatMethod
    private CheckpointFileException wrong(String what, Object... details) {
      return RawFile.this.wrong("row %d: %s", number, Text.format(what, details));
    }
  }

  private static double[] none() {
    return new double[0];
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }
}
