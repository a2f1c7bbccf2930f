package io.github.hwgptbench.table;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Architectures of one search space, in the order of a CSV file, each with a number that other
 * tables call it by. The file has a header and the columns
 *
 * <ul>
 *   <li>{@code arch_id}: an integer, no two alike; may be left out, and is then the number of the
 *       row, from 0
 *   <li>{@code block}: an integer, which stretch of the measuring the row belongs to; may be left
 *       out, and is then 0
 *   <li>{@code embed_dim}, {@code n_layer}: integers
 *   <li>{@code bias}: true or false, also as Python (True) and R (TRUE) write it
 *   <li>{@code mlp_ratio}, {@code n_head}: one integer per layer with hyphens between, such as
 *       {@code 2-3-4}
 * </ul>
 *
 * <p>in any order; others are not looked at. Whole numbers may end in {@code .0}, as pandas writes
 * them. Immutable.
 */
public final class ArchitectureTable {

  private final SearchSpace space;
  private final Path file;
  private final RowIds ids;
  private final int[] blocks;
  private final int[][] genes;

  private ArchitectureTable(SearchSpace space, Path file, RowIds ids, int[] blocks, int[][] genes) {
    this.space = space;
    this.file = file;
    this.ids = ids;
    this.blocks = blocks;
    this.genes = genes;
  }

  /**
   * Reads a table.
   *
   * @param file a CSV file, packed with gzip if its name ends in {@code .gz}
   * @param space the space of the architectures
   * @throws IOException if the file can't be read, or anything in it is wrong; names the file, the
   *     line and the column
   */
  public static ArchitectureTable read(Path file, SearchSpace space) throws IOException {
    try (CsvRows csv = CsvRows.open(file)) {
      OptionalInt idColumn = csv.optionalColumn(RowIds.COLUMN);
      OptionalInt blockColumn = csv.optionalColumn("block");
      Columns columns = new Columns(csv, space);
      RowIds ids = new RowIds();
      List<Integer> blocks = new ArrayList<>();
      List<int[]> genes = new ArrayList<>();
      while (csv.next()) {
        if (idColumn.isPresent()) {
          int column = idColumn.getAsInt();
          ids.add(csv.wholeNumber(column), column, csv);
        } else {
          ids.addNumber();
        }
        blocks.add(blockColumn.isPresent() ? csv.wholeNumber(blockColumn.getAsInt()) : 0);
        genes.add(columns.genes());
      }
      return new ArchitectureTable(
          space,
          file,
          ids,
          blocks.stream().mapToInt(Integer::intValue).toArray(),
          genes.toArray(int[][]::new));
    }
  }

  /** Reads the architecture of the current row. */
  private static final class Columns {

    private final CsvRows csv;
    private final SearchSpace space;
    private final int embedDim;
    private final int layerCount;
    private final int bias;
    private final int mlpRatio;
    private final int heads;

    Columns(CsvRows csv, SearchSpace space) throws IOException {
      this.csv = csv;
      this.space = space;
      embedDim = csv.column("embed_dim");
      layerCount = csv.column("n_layer");
      bias = csv.column("bias");
      mlpRatio = csv.column("mlp_ratio");
      heads = csv.column("n_head");
    }

    int[] genes() throws IOException {
      int width = allowed(embedDim, csv.wholeNumber(embedDim), space.embedDims());
      int layers = allowed(layerCount, csv.wholeNumber(layerCount), space.layerCounts());
      boolean biased = allowed(bias, csv.flag(bias), space.biases());
      int[] ratios = perLayer(mlpRatio, layers, space.mlpRatios());
      int[] headCounts = perLayer(heads, layers, space.headCounts());
      return space.encode(Architecture.of(width, biased, ratios, headCounts));
    }

    private int[] perLayer(int column, int layers, List<Integer> choices) throws IOException {
      int[] values = csv.wholeNumbers(column);
      if (values.length != layers) {
        throw csv.wrong(
            column,
            Text.format("%d values; n_layer is %d, and each layer has one", values.length, layers));
      }
      for (int value : values) {
        allowed(column, value, choices);
      }
      return values;
    }

    private <T> T allowed(int column, T value, List<T> choices) throws IOException {
      if (!choices.contains(value)) {
        throw csv.wrong(
            column,
            Text.format(
                "%s is not in search space '%s'; allowed: %s",
                value,
                space.name(),
                String.join(", ", choices.stream().map(Object::toString).toList())));
      }
      return value;
    }
  }

  /** Returns the space that the architectures are of. */
  public SearchSpace space() {
    return space;
  }

  /** Returns the file that was read. */
  public Path file() {
    return file;
  }

  /** Returns the number of rows. */
  public int size() {
    return genes.length;
  }

  /**
   * Returns the number of the architecture of a row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public int id(int row) {
    return ids.id(row);
  }

  /**
   * Returns the stretch of the measuring that a row belongs to.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public int block(int row) {
    return blocks[row];
  }

  /**
   * Returns the canonical genotype of a row, in a new array.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public int[] genes(int row) {
    return genes[row].clone();
  }

  /**
   * Returns the architecture of a row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Architecture architecture(int row) {
    return space.decode(genes[row]);
  }

  /** Returns the row of an architecture's number, or -1 if there is none. */
  public int rowOf(int id) {
    return ids.row(id);
  }
}
