package io.github.hwgptbench.report.internal.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void endsAreRound() {
    Ticks ticks = Ticks.of(Axis.linear("x"), DoubleStream.of(0.31, 0.97));
    assertEquals(List.of("0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"), ticks.labels());
  }

  @Test
  void logarithmicAxesHaveTicksAtPowersOfTen() {
    Ticks ticks = Ticks.of(Axis.log("x"), DoubleStream.of(-3, 0, 0.002, 70));
    assertEquals(List.of("0.001", "0.01", "0.1", "1", "10", "100"), ticks.labels());
    assertEquals(0.6, ticks.place(1), 1e-12);
  }

  @Test
  void endsThatAreGivenHold() {
    Ticks ticks = Ticks.of(Axis.linear("x").from(0.05).to(0.95), DoubleStream.of(0, 3));
    assertEquals(0.05, ticks.from());
    assertEquals(0.95, ticks.to());
    assertThrows(IllegalArgumentException.class, () -> Axis.linear("x").from(1).to(1));
    assertThrows(IllegalArgumentException.class, () -> Axis.log("x").from(0));
  }

  @Test
  void axesWithoutDataOrOfOneNumberHaveALength() {
    for (Axis axis : List.of(Axis.linear("x"), Axis.log("x"))) {
      for (double[] data : new double[][] {{}, {7}, {Double.NaN}}) {
        Ticks ticks = Ticks.of(axis, DoubleStream.of(data));
        assertTrue(ticks.from() < ticks.to());
      }
    }
  }

  @Property
  void allDataHaveAPlace(
      @ForAll @DoubleRange(min = -9, max = 9) double first,
      @ForAll @DoubleRange(min = -9, max = 9) double second) {
    double a = Math.pow(10, first);
    double b = Math.pow(10, second);
    for (Axis axis : List.of(Axis.linear("x"), Axis.log("x"))) {
      Ticks ticks = Ticks.of(axis, DoubleStream.of(a, b));
      for (double value : new double[] {a, b}) {
        double place = ticks.place(value);
        assertTrue(place >= -1e-9 && place <= 1 + 1e-9, () -> value + " at " + place);
      }
      assertTrue(ticks.values().size() <= 30, () -> ticks.values().size() + " ticks");
    }
  }
}
