package io.github.hwgptbench.table;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Evaluates measured architectures by the median of their measurements, and no others: the
 * benchmark without any model. An architecture counts as measured if it has measurements of all
 * objectives.
 *
 * <p>Medians are as measured, drift included. Of two rows of one architecture, the first counts.
 */
public final class TabularEvaluator extends FixedEvaluator {

  private final List<int[]> measured;
  private final Map<IntBuffer, double[]> values;

  private TabularEvaluator(
      SearchSpace space, List<Objective> objectives, Map<IntBuffer, double[]> values) {
    super(space, objectives);
    this.values = values;
    this.measured = values.keySet().stream().map(IntBuffer::array).toList();
  }

  /**
   * Makes an evaluator; reads the tables that it needs.
   *
   * @param data the measurements
   * @param objectives the objectives to evaluate, in the order of the values, without repeats
   * @throws IllegalArgumentException if there are no measurements of an objective, an objective
   *     stands there twice, or no architecture has measurements of all
   * @throws IOException if a table can't be read, or is invalid; the message has the place
   */
  public static TabularEvaluator of(MeasuredData data, List<Objective> objectives)
      throws IOException {
    if (objectives.stream().distinct().count() < objectives.size()) {
      throw new IllegalArgumentException(
          Text.format("Objectives %s: one is given twice; allowed: once", objectives));
    }
    List<double[]> columns = new ArrayList<>();
    for (Objective objective : objectives) {
      columns.add(data.medians(objective));
    }
    Map<IntBuffer, double[]> values = new LinkedHashMap<>();
    ArchitectureTable architectures = data.architectures();
    for (int i = 0; i < architectures.size(); i++) {
      int row = i;
      double[] point = columns.stream().mapToDouble(column -> column[row]).toArray();
      if (allFinite(point)) {
        values.putIfAbsent(IntBuffer.wrap(architectures.genes(row)), point);
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(Text.format(
          "Objectives %s: no architecture in %s has them all", objectives, data.folder()));
    }
    return new TabularEvaluator(data.space(), objectives, values);
  }

  private static boolean allFinite(double[] point) {
    for (double value : point) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many architectures are measured. */
  public int size() {
    return measured.size();
  }

  /**
   * Returns the canonical genotype of a measured architecture, in a new array.
   *
   * @param index 0 to {@code size() - 1}, in the order of measuring
   * @throws IndexOutOfBoundsException if there is no such architecture
   */
  public int[] genes(int index) {
    return measured.get(index).clone();
  }

  /**
   * Returns a measured architecture.
   *
   * @param index 0 to {@code size() - 1}, in the order of measuring
   * @throws IndexOutOfBoundsException if there is no such architecture
   */
  public Architecture architecture(int index) {
    return space.decode(measured.get(index));
  }

  /** Draws the canonical genotype of a measured architecture, all with the same chance. */
  public int[] sample(RandomGenerator random) {
    return genes(random.nextInt(measured.size()));
  }

  /** Returns whether the architecture of a genotype is measured. */
  public boolean measured(int[] genes) {
    return values.containsKey(canonical(genes));
  }

  /**
   * Evaluates one genotype.
   *
   * @throws IllegalArgumentException also if the architecture is not measured; names it
   */
  @Override
  public void evaluate(int[] genes, double[] values) {
    checkRoom(values);
    double[] found = this.values.get(canonical(genes));
    if (found == null) {
      throw new IllegalArgumentException(Text.format(
          "Architecture '%s': not measured for %s; allowed: the %d architectures of the tables",
          space.format(space.decode(genes)), objectives, size()));
    }
    System.arraycopy(found, 0, values, 0, found.length);
  }

  /** Returns the SHA-256 hash, in hexadecimal, of all architectures and their values. */
  public String fingerprint() {
    Hasher hash = Hashing.sha256().newHasher();
    hash.putString(space.name() + objectives, StandardCharsets.UTF_8);
    for (Map.Entry<IntBuffer, double[]> row : values.entrySet()) {
      int[] genes = row.getKey().array();
      ByteBuffer bytes =
          ByteBuffer.allocate(Integer.BYTES * genes.length + Double.BYTES * objectives.size());
      for (int gene : genes) {
        bytes.putInt(gene);
      }
      for (double value : row.getValue()) {
        bytes.putDouble(value);
      }
      hash.putBytes(bytes.array());
    }
    return hash.hash().toString();
  }

  private IntBuffer canonical(int[] genes) {
    space.genotypes().check(genes);
    int[] copy = genes.clone();
    space.genotypes().canonicalize(copy);
    return IntBuffer.wrap(copy);
  }
}
