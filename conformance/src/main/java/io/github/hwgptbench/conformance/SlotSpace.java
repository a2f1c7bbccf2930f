package io.github.hwgptbench.conformance;

import io.github.hwgptbench.space.Activation;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Slot;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes spaces of ordered levels in which genes can be inactive. */
final class SlotSpace {

  private SlotSpace() {}

  /**
   * Returns a space. Gene 0 is the number of slots in use; then come genes that are always active;
   * then the slots, of which the unused ones, at the end, are inactive.
   *
   * @param alwaysActive levels of the genes that are always active
   * @param slots levels of the slots; none is allowed, and gives gene 0 a single level
   */
  static GenotypeSpace of(int[] alwaysActive, int[] slots) {
    GenotypeSpace.Builder space = GenotypeSpace.builder().gene("slots", slots.length + 1);
    for (int gene = 0; gene < alwaysActive.length; gene++) {
      space.gene("gene_" + (gene + 1), alwaysActive[gene]);
    }
    for (int slot = 0; slot < slots.length; slot++) {
      space.gene("slot_" + (slot + 1), slots[slot]);
      space.when(new Activation(
          0, IntStream.rangeClosed(slot + 1, slots.length).boxed().collect(Collectors.toSet())));
    }
    List<Slot> declared = IntStream.range(0, slots.length)
        .mapToObj(
            slot -> new Slot("slot_" + (slot + 1), Map.of("slot", 1 + alwaysActive.length + slot)))
        .toList();
    return space.slots(declared).build();
  }
}
