package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordCodeTest {

  @Provide
  Arbitrary<SearchSpace> spaces() {
    return Arbitraries.of(SearchSpace.all());
  }

  @Property(tries = 300)
  void genotypesComeBack(@ForAll @From("spaces") SearchSpace space, @ForAll long seed) {
    GenotypeSpace genotypes = space.genotypes();
    GenotypeCode code = new GenotypeCode(genotypes);
    int[] genes = genotypes.sample(new SplittableRandom(seed));
    byte[] bytes = new byte[code.bytes() + 2];
    code.encode(genes, bytes, 1);
    assertArrayEquals(genes, code.decode(bytes, 1));
    assertEquals(0, bytes[0] | bytes[bytes.length - 1]);
  }

  @Test
  void aGenotypeIsAWholeNumberOfAsFewBytesAsTheLargestNeeds() {
    SearchSpace tiny = SearchSpace.builder("tiny")
        .embedDims(64, 128)
        .layerCounts(1, 2)
        .headCounts(2, 4)
        .mlpRatios(1, 2, 3)
        .build();
    GenotypeCode code = new GenotypeCode(tiny.genotypes());
    // 2 * 2 * 2 * 3 * 3 * 2 * 2 = 288 genotypes.
    assertEquals(2, code.bytes());
    byte[] bytes = new byte[2];
    code.encode(new int[] {1, 1, 1, 2, 2, 1, 1}, bytes, 0);
    assertArrayEquals(new byte[] {1, 31}, bytes);
    // An inactive gene is 0: the second layer of a network with one.
    code.encode(new int[] {0, 0, 0, 0, 2, 0, 1}, bytes, 0);
    assertArrayEquals(new byte[] {0, 0}, bytes);
    assertThrows(IllegalArgumentException.class, () -> code.encode(new int[] {2}, bytes, 0));
    assertEquals(
        List.of(6, 11, 15),
        List.of(SearchSpace.s(), SearchSpace.m(), SearchSpace.l()).stream()
            .map(space -> new GenotypeCode(space.genotypes()).bytes())
            .toList());
  }

  @Property(tries = 500)
  void numbersComeBackToTheBit(@ForAll List<Long> bits) {
    double[] values = bits.stream().mapToDouble(Double::longBitsToDouble).toArray();
    byte[] bytes = new byte[ValueCode.codeBytes(values.length) + 8 * values.length];
    ValueCode writer = new ValueCode(values.length);
    ValueCode reader = new ValueCode(values.length);
    for (int row = 0; row < 3; row++) {
      int end = writer.encode(values, bytes, 0);
      double[] read = new double[values.length];
      assertEquals(end, reader.decode(bytes, 0, read));
      assertArrayEquals(
          Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray(),
          Arrays.stream(read).mapToLong(Double::doubleToRawLongBits).toArray());
      // The same once more, which takes no byte, then something else.
      if (row == 1 && values.length > 0) {
        assertEquals(ValueCode.codeBytes(values.length), end);
        values[0] = -values[0];
      }
    }
  }

  @Test
  void numbersTakeTheBytesInWhichTheyDiffer() {
    ValueCode code = new ValueCode(1);
    byte[] bytes = new byte[9];
    assertEquals(9, code.encode(new double[] {0.1}, bytes, 0));
    assertEquals(0x80, bytes[0] & 0xFF);
    assertEquals(1, code.encode(new double[] {0.1}, bytes, 0));
    assertEquals(2, code.encode(new double[] {Math.nextUp(0.1)}, bytes, 0));
    assertEquals(0x10, bytes[0]);
    ValueCode other = new ValueCode(1);
    other.encode(new double[] {2}, bytes, 0);
    // 2 is 0x4000..., 3 is 0x4008...
    assertEquals(2, other.encode(new double[] {3}, bytes, 0));
    assertArrayEquals(new byte[] {(byte) 0x90, 8}, Arrays.copyOf(bytes, 2));
  }
}
