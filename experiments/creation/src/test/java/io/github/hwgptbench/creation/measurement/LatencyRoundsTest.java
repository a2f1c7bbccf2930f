package io.github.hwgptbench.creation.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatencyRoundsTest {

  private static final List<Architecture> ARCHITECTURES = Collector.sample(SearchSpace.s(), 20, 3);

  /** Its networks take as many milliseconds as they have layers, the first time 100 more. */
  private static final class Machine implements DeviceNetwork.Loader {

    private final List<Architecture> loaded = new ArrayList<>();
    private long nanos;
    private int open;

    @Override
    public DeviceNetwork load(Architecture architecture) {
      loaded.add(architecture);
      open++;
      AtomicInteger runs = new AtomicInteger();
      return new DeviceNetwork() {
        @Override
        public void run() {
          nanos += (architecture.layers() + (runs.getAndIncrement() == 0 ? 100 : 0)) * 1_000_000L;
        }

        @Override
        public void close() {
          open--;
        }
      };
    }

    long nanos() {
      return nanos;
    }
  }

  @Test
  void readingsAreOfRepeatsAlone() {
    Machine machine = new Machine();
    AtomicInteger steps = new AtomicInteger();
    double[][] readings = new LatencyRounds(machine, 1, 3, 1)
        .round(0, ARCHITECTURES, steps::incrementAndGet, machine::nanos);
    for (int row = 0; row < readings.length; row++) {
      double layers = ARCHITECTURES.get(row).layers();
      assertArrayEquals(new double[] {layers, layers, layers}, readings[row]);
    }
    assertEquals(ARCHITECTURES.size(), steps.get());
    assertEquals(0, machine.open);
  }

  @Test
  void withoutWarmUpTheFirstRunCounts() {
    Machine machine = new Machine();
    double[][] readings =
        new LatencyRounds(machine, 0, 2, 1).round(0, ARCHITECTURES, () -> {}, machine::nanos);
    double layers = ARCHITECTURES.get(0).layers();
    assertArrayEquals(new double[] {100 + layers, layers}, readings[0]);
  }

  @Test
  void everyRoundHasAnOrderOfItsOwnThatItsSeedDecides() {
    List<List<Architecture>> orders = new ArrayList<>();
    for (int[] roundAndSeed : new int[][] {{0, 1}, {1, 1}, {0, 2}, {1, 1}}) {
      Machine machine = new Machine();
      new LatencyRounds(machine, 0, 1, roundAndSeed[1])
          .round(roundAndSeed[0], ARCHITECTURES, () -> {}, machine::nanos);
      assertEquals(
          List.copyOf(ARCHITECTURES).stream().map(Object::toString).sorted().toList(),
          machine.loaded.stream().map(Object::toString).sorted().toList());
      orders.add(machine.loaded);
    }
    assertNotEquals(ARCHITECTURES, orders.get(0));
    assertNotEquals(orders.get(0), orders.get(1));
    assertNotEquals(orders.get(0), orders.get(2));
    assertEquals(orders.get(1), orders.get(3));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    Machine machine = new Machine();
    assertThrows(IllegalArgumentException.class, () -> new LatencyRounds(machine, -1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new LatencyRounds(machine, 0, 0, 1));
  }
}
