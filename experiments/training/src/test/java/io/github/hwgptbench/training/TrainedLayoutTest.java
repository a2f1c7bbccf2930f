package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.supernet.SupernetLayout;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.usage.UsageException;
import org.junit.jupiter.api.Test;

class TrainedLayoutTest {

  @Test
  void otherLayoutsThanThatOfTheAuthorsAreRefused() {
    SupernetShape shape = new SupernetShape(
        TinyTraining.SPACE, 11, 8, 0.5, 16, new SupernetLayout(false, true, true, 10_000));
    assertEquals(
        "A supernet of another layout can't be trained: untied head, parallel residual, tanh GELU, rotary base 10000.0; expected tied head, parallel residual, exact GELU, rotary base 10000.0",
        assertThrows(
                UsageException.class,
                () -> new TrainableSupernet(shape, new FlatWeights(shape), 12))
            .getMessage());
  }
}
